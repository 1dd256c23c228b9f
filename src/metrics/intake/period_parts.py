"""Periods made of a year and a part of it: of two columns, or of one beside a year given once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa

from metrics.intake.facts import Facts
from metrics.intake.keys import SEPARATOR, joined
from metrics.model.periods import parse

# Headers of the second column, by the word that follows its number.
HEADS: dict[str, tuple[str, ...]] = {
    "月": ("月", "月份", "month", "months"),
    "季度": ("季度", "季", "quarter", "quarters"),
    "半年": ("半年", "half", "half-year", "half year"),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
    """Say whether the cells of a column are years."""
    found = [parse(text) for text in facts.texts]
    return any(found) and all(one is None or one.kind == "year" for one in found)


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
