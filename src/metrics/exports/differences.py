"""Where two tables of one metric differ, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.exports.record import Cell, cells
from metrics.topics.metric import Metric

Rows = Mapping[tuple[Cell, ...], Mapping[str, Cell]]


@dataclass(frozen=True)
class Difference:
    """One cell that is not the same: which row, which column, what the file has, what the data."""

    row: str
    column: str
    file: str
    data: str


def differences(metric: Metric, file: pd.DataFrame, data: pd.DataFrame) -> Iterator[Difference]:
    """Yield each cell of `file` that differs from `data`, and each row only one of them has."""
    key = [name for name in metric.key if name in file]
    ours, theirs = _by_key(key, data), _by_key(key, file)
    for at in dict.fromkeys([*theirs, *ours]):
        yield from _row(" · ".join(cell or "" for cell in at), theirs.get(at), ours.get(at))


def _row(
    at: str, file: Mapping[str, Cell] | None, data: Mapping[str, Cell] | None
) -> Iterator[Difference]:
    if file is None or data is None:
        here, there = ("no such row", "this row") if file is None else ("this row", "no such row")
        yield Difference(at, "", here, there)
        return
    for column, cell in file.items():
        if cell != data.get(column):
            yield Difference(at, column, cell or "", data.get(column) or "")


def _by_key(key: list[str], table: pd.DataFrame) -> Rows:
    found = cells(table)
    lines = [dict(zip(found["columns"][0], row, strict=True)) for row in found["rows"]]
    return {tuple(line[str(name)] for name in key): line for line in lines}  # type: ignore[misc] # a header is no missing cell
