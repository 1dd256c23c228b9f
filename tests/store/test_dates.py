"""The day that words mean decides which of several dates is the latest, not their text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from metrics.store.dates import days_of


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open one database for all words."""
    with duckdb.connect() as con:
        yield con


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019", date(2019, 12, 31)),
        ("end of 2019", date(2019, 12, 31)),
        ("2019年底", date(2019, 12, 31)),
        ("at the start of 2021", date(2021, 1, 1)),
        ("2021年初", date(2021, 1, 1)),
        ("mid 2017", date(2017, 7, 1)),
        ("2014-2016", date(2016, 12, 31)),
        ("2019-06", date(2019, 6, 30)),
        ("2019年6月", date(2019, 6, 30)),
        ("June 2018", date(2018, 6, 30)),
        ("early June 2018", date(2018, 6, 1)),
        ("2019-06-15", date(2019, 6, 15)),
        ("2019年12月31日", date(2019, 12, 31)),
        ("二〇一九年", date(2019, 12, 31)),
        ("二〇一九年三月", date(2019, 3, 31)),
        ("二〇一九年十二月", date(2019, 12, 31)),
        ("二〇一九年十月二十一日", date(2019, 10, 21)),
        ("maybe 2019", date(2019, 12, 31)),
        ("2019/2/31", None),
        ("in 20190", None),
        ("at the time of writing", None),
        ("", None),
    ],
)
def test_words_mean_a_day_where_they_name_a_year(
    database: duckdb.DuckDBPyConnection, words: str, day: date | None
) -> None:
    with database.cursor() as con:
        con.execute("create temp table texts as select $words as words", {"words": words})
        found = con.execute(f"select day from ({days_of('texts')})").fetchone()
    assert found == (day,)
