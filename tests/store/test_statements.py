"""A build asks DuckDB few questions: for a small dataset each costs more than its rows do."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from metrics.errors import DataProblems
from metrics.installation import DATA
from metrics.store import package as packages
from metrics.store.build import build_tables

MOST_STATEMENTS = 218  # a table more takes about eight


class Counting:
    """A connection that counts its statements."""

    def __init__(self) -> None:
        self.con, self.statements = duckdb.connect(), 0

    def execute(self, *args: Any) -> Any:
        """Run a statement and count it."""
        self.statements += 1
        return self.con.execute(*args)

    def __getattr__(self, name: str) -> Any:
        """Hand on all else."""
        return getattr(self.con, name)


def statements(name: str) -> int:
    counting = Counting()
    build_tables(counting, packages.read(DATA / name))  # type: ignore[arg-type] # all that a build calls
    return counting.statements


@pytest.mark.slow
def test_a_build_takes_few_statements_however_many_rows_there_are() -> None:
    assert statements("yangbi") <= MOST_STATEMENTS
    assert statements("fictional-county") <= MOST_STATEMENTS


def test_each_broken_rule_is_found_although_one_question_asks_for_all(tmp_path: Any) -> None:
    (tmp_path / "places.csv").write_text(
        "place_id,name,kind,parent_id\nA B,One,county,\nb,,county,\nc,Three,village,nowhere\n"
    )
    (tmp_path / "datapackage.json").write_text(
        '{"title": "Bad", "resources": [{"name": "places", "path": "places.csv"}]}'
    )
    try:
        build_tables(duckdb.connect(), packages.read(tmp_path))
    except DataProblems as error:
        found = {(p.row, p.column, p.value) for p in error.problems}
    assert found == {
        (2, "place_id", "A B"),
        (3, "name", ""),
        (4, "kind", "village"),
        (4, "parent_id", "nowhere"),
    }
