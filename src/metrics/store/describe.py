"""The Data Package descriptor of a dataset: what every folder of tables is described by."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from metrics.model.schema import Table
from metrics.store.schema import descriptor

DESCRIPTOR = "datapackage.json"


def write_descriptor(
    folder: Path, about: Mapping[str, Any], columns: Mapping[Table, Sequence[str]]
) -> None:
    """Write the descriptor of a folder with a CSV file for each table, of these columns.

    `about` is what it says beside its resources, at least a title.
    """
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "description": table.grain,
            "schema": descriptor(table, list(names)),
        }
        for table, names in columns.items()
    ]
    text = json.dumps({**about, "resources": resources}, indent=2, ensure_ascii=False)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def write_csv(
    folder: Path, table: Table, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write a table's CSV file: UTF-8, a header of `columns`, then the rows."""
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        into = csv.writer(file, lineterminator="\n")
        into.writerow(columns)
        into.writerows(rows)
