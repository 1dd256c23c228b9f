"""The day that words mean, so that the latest of several is told by its date and not by its text.

A year alone, or its end, is its last day; its start the first; its middle the first of July. A
month, named or numbered (2019-06, 2019年6月), is its last day unless its start is named. Of several
years the last counts. Words that name no year, such as "at writing", mean no day: null.
"""

from __future__ import annotations

import duckdb

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = "(?:18|19|20)[0-9]{2}"
_NUMBERED = "(?:18|19|20)[0-9]{2} *[-/.年] *([0-9]{1,2})(?:[^0-9]|$)"
_DAY = "(?:18|19|20)[0-9]{2} *[-/.年] *[0-9]{1,2} *[-/.月] *([0-9]{1,2})(?:[^0-9]|$)"
_NAMED = (
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_MACROS = (
    # Chinese numerals: of a year digit by digit, of a month or day with ten.
    r"""
create or replace temp macro in_digits(words) as regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    translate(words, '〇零一二三四五六七八九', '00123456789'), '([0-9])十([0-9])', '\1\2', 'g'),
    '([0-9])十', '\10', 'g'), '十([0-9])', '1\1', 'g'), '十', '10', 'g')""",
    f"""
create or replace temp macro year_in(words) as list_last(list_filter(
    regexp_extract_all(words, '[0-9]+'), lambda digits: regexp_full_match(digits, '{_YEAR}')))""",
    f"""
create or replace temp macro month_in(words) as coalesce(
    try_cast(nullif(regexp_extract(words, '{_NUMBERED}', 1), '') as int),
    list_position({list(_MONTHS)}, nullif(regexp_extract(lower(words), '{_NAMED}', 1), '')))""",
    r"""
create or replace temp macro part_in(words) as case
    when regexp_matches(lower(words), '\b(start|begin|early)|初') then 'start'
    when regexp_matches(lower(words), '\bmid|年中') then 'middle' else 'end' end""",
    """
create or replace temp macro first_of(words) as
    try_cast(format('{}-{}-01', year_in(words), coalesce(month_in(words), 1)) as date)""",
    f"""
create or replace temp macro day_in_digits(words) as case
    when regexp_extract(words, '{_DAY}', 1) <> '' then try_cast(format('{{}}-{{}}-{{}}',
        year_in(words), month_in(words), regexp_extract(words, '{_DAY}', 1))
        as date)
    when month_in(words) is not null then if(part_in(words) = 'start', first_of(words),
        last_day(first_of(words)))
    when part_in(words) = 'start' then first_of(words)
    when part_in(words) = 'middle' then first_of(words) + interval 6 month
    else first_of(words) + interval 1 year - interval 1 day end""",
    "create or replace temp macro day_of(words) as day_in_digits(in_digits(words))",
)


def add_date_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Let queries of the connection call day_of(words)."""
    for sql in _MACROS:
        con.execute(sql)
