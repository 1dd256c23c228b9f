"""Work out the cross-checks of a dataset, which hold the document against itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

RELATIONS = {
    "=": "abs(l - r) < 1e-9",
    "about": "abs(l - r) <= tolerance",
    "at least": "l >= r",
    "at most": "l <= r",
}
HOLDS, FAILS, OPEN = "holds", "fails", "cannot be checked"


@dataclass(frozen=True)
class Verdict:
    """One cross-check: what it says, both sides as worked out, and holds / fails / cannot."""

    check_id: str
    says: str
    sum: str
    verdict: str


def _sides(left: str, right: str) -> str:
    """Return the SQL of both sides, each figure id read from figures.value."""
    value = r"(select value from figures where figure_id = '\g<0>')"
    sides = [re.sub(r"[A-Z][0-9]{2,}", value, side) for side in (left, right)]
    return f"select ({sides[0]})::double as l, ({sides[1]})::double as r"


def _verdict(con: duckdb.DuckDBPyConnection, row: tuple[str, str, str, str, float | None]) -> str:
    _, left, relation, right, tolerance = row
    test = f"case when l is null or r is null then '{OPEN}' when {RELATIONS[relation]} "
    sql = f"{test} then '{HOLDS}' else '{FAILS}' end"
    try:
        found = con.execute(
            f"select {sql} from (select *, $tolerance::double as tolerance "
            f"from ({_sides(left, right)}))",
            {"tolerance": tolerance or 0.0},
        ).fetchone()
    except duckdb.Error:
        return OPEN
    return str(found[0]) if found else OPEN


def add_verdicts(con: duckdb.DuckDBPyConnection) -> None:
    """Add the column `verdict` to the table checks."""
    con.execute("alter table checks add column verdict varchar")
    rows = con.execute('select check_id, "left", relation, "right", tolerance from checks')
    for row in rows.fetchall():
        verdict = _verdict(con, row)
        con.execute(
            "update checks set verdict = $v where check_id = $id", {"v": verdict, "id": row[0]}
        )


def verdicts(con: duckdb.DuckDBPyConnection) -> list[Verdict]:
    """Return every check with its verdict, in the order of the file."""
    sums = "\"left\" || ' ' || relation || ' ' || \"right\""
    sql = f"select check_id, says, {sums}, verdict from checks"
    return [Verdict(*row) for row in con.execute(sql).fetchall()]
