"""The day that words mean, so that the latest of several is told by its date and not by its text.

A year alone, or its end, is its last day; its start the first; its middle the first of July. A
month, named or numbered (2019-06, 2019年6月), is its last day unless its start is named. Of several
years the last counts. Words that name no year, such as "at writing", mean no day: null.
"""

from __future__ import annotations

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = "(?:18|19|20)[0-9]{2}"
_NUMBERED = "(?:18|19|20)[0-9]{2} *[-/.年] *([0-9]{1,2})(?:[^0-9]|$)"
_DAY = "(?:18|19|20)[0-9]{2} *[-/.年] *[0-9]{1,2} *[-/.月] *([0-9]{1,2})(?:[^0-9]|$)"
_NAMED = (
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
# Chinese numerals: of a year digit by digit, of a month or day with ten.
_DIGITS = r"""regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(translate(words, '〇零一二三四五六七八九', '00123456789'),
    '([0-9])十([0-9])', '\1\2', 'g'), '([0-9])十', '\10', 'g'),
    '十([0-9])', '1\1', 'g'), '十', '10', 'g')"""
_YEAR_IN = f"""list_last(list_filter(
    regexp_extract_all(digits, '[0-9]+'), lambda one: regexp_full_match(one, '{_YEAR}')))"""
_MONTH_IN = f"""coalesce(
    try_cast(nullif(regexp_extract(digits, '{_NUMBERED}', 1), '') as int),
    list_position({list(_MONTHS)}, nullif(regexp_extract(lower(digits), '{_NAMED}', 1), '')))"""
_PART_IN = r"""case
    when regexp_matches(lower(digits), '\b(start|begin|early)|初') then 'start'
    when regexp_matches(lower(digits), '\bmid|年中') then 'middle' else 'end' end"""


def words_of(column: str, source: str) -> str:
    """Return the SQL of a query with the `words` in a column of a source, each once."""
    return f"select distinct {column} as words from {source}"


def days_of(source: str) -> str:
    """Return the SQL of a query with the `words` of a source, and the `day` (date) of each.

    It goes step by step, each of which reads what the one before has found: to bind one expression
    that holds all the others takes longer than to build a small table.
    """
    return f"""
with numbered as (select words, {_DIGITS} as digits from {source}),
parts as (
    select words, {_YEAR_IN} as year, {_MONTH_IN} as month, {_PART_IN} as part,
           regexp_extract(digits, '{_DAY}', 1) as day_of_month from numbered),
firsts as (
    select *, try_cast(format('{{}}-{{}}-01', year, coalesce(month, 1)) as date) as first
    from parts)
select words, (case
    when day_of_month <> '' then try_cast(format('{{}}-{{}}-{{}}', year, month, day_of_month)
        as date)
    when month is not null then if(part = 'start', first, last_day(first))
    when part = 'start' then first
    when part = 'middle' then first + interval 6 month
    else first + interval 1 year - interval 1 day end)::date as day
from firsts"""
