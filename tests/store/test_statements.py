"""A build asks DuckDB few questions: for a small dataset each costs more than its rows do."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from metrics.errors import DataProblems
from metrics.installation import DATA
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.tables import TABLES

MOST_STATEMENTS = 200  # a table more takes about eight


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


def columns(con: Any) -> dict[str, list[Any]]:
    """Return the columns of the tables that have rows of a dataset, and of their sums."""
    names = [name for table in TABLES for name in (table.name, f"{table.name}_up")]
    there = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    return {name: con.execute(f"describe {name}").fetchall() for name in names if name in there}


@pytest.mark.slow
def test_a_table_that_a_dataset_lacks_has_the_columns_of_one_with_rows(tmp_path: Any) -> None:
    (tmp_path / "places.csv").write_text("place_id,name,kind\na,A,county\n")
    (tmp_path / "datapackage.json").write_text(
        '{"resources": [{"name": "places", "path": "places.csv"}]}'
    )
    found = []
    for folder in (tmp_path, DATA / "yangbi", tmp_path):
        con = duckdb.connect()
        build_tables(con, packages.read(folder))
        found.append(columns(con))
    assert len(found[0]) > len(TABLES)
    assert found[0] == found[1] == found[2]


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
