"""Write a reader's tables as a dataset: a folder that can be put among the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow

from metrics import archives
from metrics.intake.remarks import Remarks
from metrics.model.schema import Table
from metrics.store.describe import DESCRIPTOR, write_descriptor
from metrics.store.table_faults import ROW
from metrics.store.tables import TABLES


def write_package(
    folder: Path,
    title: str,
    tables: Mapping[str, pa.Table],
    left: Mapping[str, tuple[int, int]],
    said: Remarks,
    name: str = "",
) -> None:
    """Write tables of text as CSV files with their datapackage.json.

    `left` says of each table how many rows were left out, of how many; `said` what else the reader
    did to them; `name` is that of the dataset where it is not its folder's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    columns: dict[Table, list[str]] = {}
    for table in (one for one in TABLES if one.name in tables):
        cells = tables[table.name]
        cells = cells.drop_columns(
            [n for n in cells.column_names if n == ROW or _says_nothing(cells, n)]
        )
        arrow.write_csv(cells, folder / f"{table.name}.csv")
        columns[table] = cells.column_names
    about: dict[str, object] = {"name": name or folder.name, "title": title, "uploaded": True}
    if left:
        about["left_out"] = {name: {"rows": n, "of": of} for name, (n, of) in left.items()}
    about |= {"remarks": list(said.said)} if said.said else {}
    about |= said.listed
    write_descriptor(folder, about, columns)


def _says_nothing(cells: pa.Table, name: str) -> bool:
    """Say whether a column of observations that may be missing is empty."""
    return name in ("status", "group") and cells.column(name).null_count == cells.num_rows


def zipped(folder: Path) -> bytes:
    """Return a dataset's folder as a ZIP file that can be unpacked among the other datasets."""
    paths = sorted([folder / DESCRIPTOR, *folder.glob("*.csv")])
    return archives.zipped((f"{folder.name}/{path.name}", path.read_bytes()) for path in paths)
