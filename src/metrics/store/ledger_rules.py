"""The rules of a dataset's ledger: an unbroken chain, whose last word on a figure is its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from metrics.errors import Problem
from metrics.reports.decisions import CONFIRMED, NoDecision, final
from metrics.reports.ledger import COLUMNS, Entry, faults
from metrics.store.load import quoted

BROKEN = "Put the ledger back as it was published: its entries are never changed."
CLOSE = 1e-9


def ledger_faults(con: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """Return what is wrong with the table ledger: entries that were changed, values that differ."""
    cells = ", ".join(f"coalesce({quoted(name)}::varchar, '')" for name in COLUMNS)
    rows = con.execute(f"select {cells} from ledger order by _row").fetchall()
    entries = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    broken = [
        Problem(
            file, one.entry + 1, one.column, entries[one.entry - 1][one.column], one.rule, BROKEN
        )
        for one in faults(entries)
    ]
    return broken or list(_values(con, entries, file))


def _values(
    con: duckdb.DuckDBPyConnection, entries: Sequence[Entry], file: str
) -> Iterator[Problem]:
    """Yield the figures whose value is not the one that was decided last."""
    try:
        decided = final(entries)
    except NoDecision as error:
        yield Problem(file, None, "after", "", str(error), BROKEN)
        return
    figures = dict(con.execute("select figure_id, value from figures").fetchall())
    for name, one in decided.items():
        value = float(one.value) if one.state == CONFIRMED and one.value else None
        shown = figures.get(name)
        if value is not None and (shown is None or abs(shown - value) > CLOSE * max(1, value)):
            rule = f"the value of {name} in figures is not the one decided last"
            do = f"Correct figures.csv: {name} was confirmed as {one.value}."
            yield Problem(file, None, "figure_id", "" if shown is None else f"{shown:g}", rule, do)
