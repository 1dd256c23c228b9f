"""A check has a database of its own, though all are in one instance of DuckDB."""

from __future__ import annotations

import os

import duckdb
import pytest

from metrics.store import in_memory
from metrics.store.in_memory import empty_database


def test_databases_that_are_open_at_once_do_not_see_each_other() -> None:
    with empty_database() as one, empty_database() as other:
        for con, value in ((one, 1), (other, 2)):
            con.execute("create schema raw")
            con.execute(f"create table raw.given as select {value} as value")
        assert [con.execute("from raw.given").fetchall() for con in (one, other)] == [
            [(1,)],
            [(2,)],
        ]


def test_a_database_goes_with_its_block_after_an_error_too() -> None:
    names = "select database_name from duckdb_databases() where not internal"
    with empty_database() as con:
        con.execute("create table given as select 1 as value")
        alone = con.execute(names).fetchall()
    with pytest.raises(duckdb.Error), empty_database() as con:
        con.execute("from given")
    with empty_database() as con:
        assert len(con.execute(names).fetchall()) == len(alone)


def test_an_instance_that_has_gone_bad_is_not_asked_again() -> None:
    bad = in_memory._instance(os.getpid())
    with empty_database() as con:
        con.close()  # as after a fault of its own, it takes no statement
    assert in_memory._instance(os.getpid()) is not bad
    with empty_database() as con:
        assert con.execute("select 1").fetchall() == [(1,)]
