"""Write a reader's tables as a dataset: a folder that can be put among the others."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow

from metrics.intake.remarks import Remarks
from metrics.store.package import DESCRIPTOR
from metrics.store.schema import descriptor
from metrics.store.table_faults import ROW
from metrics.store.tables import TABLES


def pack(
    folder: Path,
    title: str,
    tables: Mapping[str, pa.Table],
    left: Mapping[str, tuple[int, int]],
    said: Remarks,
) -> None:
    """Write tables of text as CSV files with their datapackage.json.

    `left` says of each table how many rows were left out, of how many; `said` what else the reader
    did to them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in (one for one in TABLES if one.name in tables):
        cells = tables[table.name]
        cells = cells.drop_columns([ROW]) if ROW in cells.column_names else cells
        arrow.write_csv(cells, folder / f"{table.name}.csv")
        resource = {"name": table.name, "path": f"{table.name}.csv", "description": table.grain}
        resources.append({**resource, "schema": descriptor(table, cells.column_names)})
    says: dict[str, object] = {"name": folder.name, "title": title, "uploaded": True}
    says["resources"] = resources
    if left:
        says["left_out"] = {name: {"rows": n, "of": of} for name, (n, of) in left.items()}
    says |= {"remarks": list(said.said), **said.listed} if said.said else {}
    text = json.dumps(says, indent=2, ensure_ascii=False)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def zipped(folder: Path) -> bytes:
    """Return a dataset's folder as a ZIP file that can be unpacked among the other datasets."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for path in sorted([folder / DESCRIPTOR, *folder.glob("*.csv")]):
            into.write(path, f"{folder.name}/{path.name}")
    return out.getvalue()
