"""Periods as the columns of a table give them: years, and parts of years beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from metrics.intake.facts import Facts, is_period
from metrics.intake.keys import SEPARATOR, joined
from metrics.model.periods import parse

# Headers of the second column, by the word that follows its number.
HEADS: dict[str, tuple[str, ...]] = {
    "月": ("月", "月份", "month", "months"),
    "季度": ("季度", "季", "quarter", "quarters"),
    "半年": ("半年", "half", "half-year", "half year"),
}
# Headers of a column of years, whatever its cells hold.
YEARS = ("年", "年份", "年度", "统计年份", "统计年度", "year", "years")
PERIODS = (
    *(*YEARS, "时间", "时期", "日期", "期间", "月份", "月", "季度"),
    *("period", "date", "time", "month", "quarter"),
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def dated_column(
    words: Sequence[str], every: Mapping[int, Facts], in_header: bool
) -> tuple[int | None, str]:
    """Return which of some columns says when, and why: by its cells, else as its header says years.

    `words` are the headers of all columns in small letters. A header of years counts whatever the
    cells hold, where neither another column nor a header says when: each cell that is no year is
    then a fault of its own.
    """
    for at, facts in every.items():
        if _are_periods(words[at], facts):
            return at, "its header and cells say when"
    for at, facts in every.items():
        if words[at] in YEARS and facts.texts and not in_header:
            return at, "its header says years, most of its cells do not"
    return None, ""


def _are_periods(name: str, facts: Facts) -> bool:
    """Say whether a column holds periods: by its header and most cells, or by its cells alone."""
    if name.endswith(PERIODS):
        return facts.are_periods(0.5)
    return facts.are_periods() and (name == "" or all(map(is_period, facts.texts)))


def part_of(name: str, facts: Facts) -> str:
    """Return which part of a year the cells of a column name, by its header or their own words.

    "" where they name none.
    """
    for part, heads in HEADS.items():
        said = name in heads or all(part in text for text in facts.texts)
        if said and facts.texts and all(_parsed("2020", text, part) for text in facts.texts):
            return part
    return ""


def are_years(facts: Facts) -> bool:
    """Say whether the cells of a column are years, as far as they can be read."""
    found = [parse(text) for text in facts.texts]
    return all(one is None or one.kind == "year" for one in found)


def says_years(head: str) -> bool:
    """Say whether the header of a column of periods says that they are years."""
    return head.lower().endswith(YEARS)


def plain_years(texts: Iterable[str]) -> dict[str, str]:
    """Return, for texts of a column of years, the year of each that is written otherwise.

    2014年, 2014.0, full-width digits, and digits set apart (20 14), which name nothing else there.
    """
    found = {text: parse("".join(text.split())) for text in texts}
    years = {text: one.label for text, one in found.items() if one and one.kind == "year"}
    return {text: year for text, year in years.items() if text != year}


def read_otherwise(texts: Iterable[str], of_years: bool) -> dict[str, str]:
    """Return how periods are read that are not written in their one form, one of each shape."""
    given = list(texts)
    found = {text: one.label for text in given if (one := parse(text)) and one.label != text}
    found |= plain_years(given) if of_years else {}
    shapes = {_shape(text): text for text in reversed(found)}
    return {text: found[text] for text in found if text in shapes.values()}


def _shape(text: str) -> str:
    """Return a text with each digit as 0, in the width that it has."""
    return re.sub("[0-9]", "0", re.sub("[\uff10-\uff19]", "\uff10", text))


def with_parts(years: pa.ChunkedArray, parts: pa.ChunkedArray, part: str) -> pa.ChunkedArray:
    """Return the period of each row as a text; what cannot be read is both, for a rule to find."""
    coded = joined([years, parts], len(years)).combine_chunks().dictionary_encode()
    found = [_together(text, part) for text in coded.dictionary.to_pylist()]
    return pa.chunked_array([pa.array(found, pa.string()).take(coded.indices)])


def _together(both: str, part: str) -> str | None:
    year, _, text = both.partition(SEPARATOR)
    if not year or not text:
        return year or text or None
    return _parsed(year, text, part) or f"{year} {text}"


def _parsed(year: str, text: str, part: str) -> str:
    """Return the one form of the period that a year and a part of it name; "" where none fits."""
    year = re.sub(r"(?:\.0+)?(?: *年度?)?$", "", year.strip())
    return next((one.label for text in _forms(year, text, part) if (one := parse(text))), "")


def _forms(year: str, text: str, part: str) -> Iterator[str]:
    """Yield the ways in which a year and a part of it may make a period."""
    short = re.sub(r"\.0+$", "", text.strip())
    if short.isdigit():
        yield f"{year}-H{short}" if part == "半年" else f"{year}年{short}{part}"
        return
    yield from (f"{year}年{short}", f"{year}年{short}年", f"{year}{short}")
    if short[:3].lower() in MONTHS and short.isalpha():
        yield f"{year}年{MONTHS.index(short[:3].lower()) + 1}月"
