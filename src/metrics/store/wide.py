"""Observations in a wide table: one column an indicator, made one row an observation.

Such a table has columns of observations (place_id, period, perhaps status and group) and, in place
of indicator_id and value, one column for each indicator, named by its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from metrics.errors import Problem
from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Field, Table
from metrics.store.sql import literal, quoted

COLUMN = 10**10  # a row of column n has n times this added to its number in the file
NOT_WIDE = 1 << 48  # from here on, ids are of cells of a reader's file (metrics.intake.keys)
KEPT = ("place_id", "period", "status", "group")
NEEDED = ("place_id", "period")


def is_wide(table: Table, columns: Sequence[str]) -> bool:
    """Say whether a file of a table has one column an indicator."""
    return table is OBSERVATIONS and not {"indicator_id", "value", "value_figure"} & {*columns}


def as_declared(columns: Sequence[str]) -> Table:
    """Return the table that a wide file is read as: each unknown column is an indicator's."""
    others = tuple(Field(name, "an indicator") for name in columns if name not in KEPT)
    kept = tuple(f for f in OBSERVATIONS.fields if f.name in KEPT)
    return replace(OBSERVATIONS, columns=(*kept, *others), key=KEPT[:2])


def unpivot(con: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Make raw.observations, which has one column an indicator, one row an observation.

    An empty cell stays a row without a value: not stated. `_row` tells the column too.
    """
    names = [name for name in columns if name not in KEPT]
    kept = ", ".join(quoted(name) for name in columns if name in KEPT)
    selects = [
        f"select _row + {nth * COLUMN} as _row, {kept}, {literal(name)} as indicator_id, "
        f"{quoted(name)} as value from raw.wide"
        for nth, name in enumerate(names, start=1)
    ]
    con.execute("alter table raw.observations rename to wide")
    con.execute(f"create table raw.observations as {' union all '.join(selects)}")
    con.execute("drop table raw.wide")


def located(
    con: duckdb.DuckDBPyConnection, table: Table, problems: Sequence[Problem]
) -> list[Problem]:
    """Return the faults of a table with the row and column of a wide file; others as they are."""
    if table is not OBSERVATIONS or not any(map(_is_wide_row, problems)):
        return list(problems)
    ids = dict(
        con.execute(
            f"select distinct _row // {COLUMN}, indicator_id from raw.observations"
        ).fetchall()
    )
    return list(dict.fromkeys(_located(ids, problems)))


def _is_wide_row(fault: Problem) -> bool:
    return COLUMN <= (fault.row or 0) < NOT_WIDE


def _located(ids: dict[int, str], problems: Sequence[Problem]) -> Iterator[Problem]:
    strange = Counter(one.value for one in problems if one.column == "indicator_id")
    for one in problems:
        nth, row = divmod(one.row or 0, COLUMN)
        if one.column == "indicator_id" and strange[one.value]:
            yield replace(one, row=1, column=one.value)
        elif one.column == "value":
            yield replace(one, row=row, column=ids[nth])
        else:
            yield replace(one, row=row)
