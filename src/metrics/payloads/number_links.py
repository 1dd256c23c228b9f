"""Texts whose numbers are linked to their provenance, where a number can mean only that.

What a number can mean is what a row of the card gives as such a text: a figure's id, the name of a
derived number, or UNKNOWN where the row names no figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from metrics.model.rows import Record, Table, records
from metrics.model.schema import FIGURE_ID
from metrics.numbers import as_text

Piece = tuple[str, str]
Meanings = Mapping[str, Sequence[str]]
UNKNOWN = ""
ONE_OF = "|"  # between the ids of an address that may be any of several
# Where a figure stands in its document is an address itself, and needs none.
PLACE = r"(?:paragraph|sentence|characters?) [0-9,]+(?: to [0-9,]+)?"
# What a sentence counts or bounds itself is no figure of a row, be it as large as one.
NOUNS = "place|cell|number|indicator|reading"
COUNTED = re.compile(
    rf"(?<![\w.,])(?:\d[\d,]* of )?\d[\d,]* (?:other )?(?:{NOUNS})s?\b|\band \d[\d,]* more\b"
    r"|\b(?:less than|highest of|lowest of|shared with|the first) \d[\d,]*(?:\.\d+)?\b"
)
START, END = r"(?<![\w.,])(?<!\B[-\u2212])", r"(?![\w]|[.,]\d)"  # of a number, with its sign
NUMBER = re.compile(rf"(?<![\w.,])\d(?:[\d,]*\d)?(?:\.\d+)?{END}")
NOTHING = r"(?!)"  # is nowhere
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Columns of a row that are no words about it: its numbers, and how its figure is printed.
NUMBERS = ("year", "period", "value", "printed", "figure", "year_figure")


def link_numbers(text: str, meanings: Meanings) -> list[Piece]:
    """Cut a text at the numbers that have provenance: pieces of (text, address or "").

    A number of several meanings is the figure that the text names before it, if it is one of them.
    """
    counted = [found.span() for found in COUNTED.finditer(text)]
    pieces: list[Piece] = []
    end = 0
    for found in re.finditer(_pattern(meanings), text):
        start, stop = found.span("quoted") if found["quoted"] else found.span()
        can_be = meanings.get(found[0], ())
        if any(first <= start < last for first, last in counted):
            can_be = [one for one in can_be if not re.fullmatch(FIGURE_ID, one)]
        if address := _address(can_be, text[:start]):
            pieces += [(text[end:start], ""), (text[start:stop], address)]
            end = stop
    return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]


def _pattern(meanings: Meanings) -> str:
    """Match what may be linked, the longest first, and the positions, which are not."""
    words = [re.escape(word) for word in sorted(meanings, key=len, reverse=True)]
    quoted = "|".join(word[1:-1] for word in words if word[0] == "“") or NOTHING
    bare = "|".join(word for word in words if word[0] != "“") or NOTHING
    return rf"{PLACE}|“(?P<quoted>{quoted})”|{START}(?:{bare}){END}"


def _address(meanings: Sequence[str], before: str) -> str:
    """Return what a number leads to: its one meaning, or several of one document; else ""."""
    named = re.findall(FIGURE_ID, before)
    if len(meanings) > 1 and named and named[-1] in meanings:
        return str(named[-1])
    parts = {one.partition(":")[0] if _of_joined(one) else "" for one in meanings}
    return "" if UNKNOWN in meanings or len(parts) > 1 else ONE_OF.join(meanings)


def _of_joined(address: str) -> bool:
    return ":" in address and re.fullmatch(FIGURE_ID, address) is not None


def meanings(frames: Mapping[str, Table], names: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return each number that a topic's frames can put into a sentence, with all it can mean.

    The printed form, in quotation marks, and the figure's id count as the number too. A number
    within a word of a row or in one of `names` means no figure, and neither does what several
    places make together, unless a derived number says how.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    rows, derived = records(frames["rows"]), list(_of_derived(frames["derived"]))
    explained = {word for word, _ in derived}
    together = [(word, UNKNOWN) for word in _together(rows) if word not in explained]
    named = [(number, UNKNOWN) for name in names for number in NUMBER.findall(name)]
    for word, meaning in [*_of_rows(rows), *derived, *together, *named]:
        found[word][meaning] = None
    return {word: tuple(ones) for word, ones in found.items() if any(ones)}


def _of_derived(derived: Table) -> Iterator[Piece]:
    for one in records(derived):
        for rounding in (str(one["rounding"]), ""):
            yield as_text(float(str(one["value"])), rounding), str(one["what"])


def _of_rows(rows: Sequence[Record]) -> Iterator[Piece]:
    words: set[str] = set()  # of all rows: the names of thousands of places may stand in each
    for row in rows:
        figure, value = _id(row.get("figure")), row.get("value")
        if when := row.get("year", row.get("period")):
            yield from _of_period(str(when), _id(row.get("year_figure")))
        if figure and "printed" in row:
            yield figure, figure
            yield f"“{row['printed']}”", figure
        if value is not None and not _is_together(row):
            yield as_text(float(str(value))), figure
        words |= {c for name, c in row.items() if isinstance(c, str) and name not in NUMBERS}
    yield from ((number, UNKNOWN) for word in words for number in NUMBER.findall(word))


def _of_period(period: str, figure: str) -> Iterator[Piece]:
    """Yield the numbers of a period: its first year may be printed as a figure, no other is."""
    year = YEAR.search(period)
    for number in NUMBER.findall(period):
        yield number, figure if year and number == year[0] else UNKNOWN


def _together(rows: Sequence[Record]) -> Iterator[str]:
    """Yield the numbers that several places make together: they are worked out."""
    for row in rows:
        if (value := row.get("value")) is not None and _is_together(row):
            yield as_text(float(str(value)))


def _is_together(row: Record) -> bool:
    return bool(row.get("how", "as stated") != "as stated" or row.get("formula"))


def _id(figure: object) -> str:
    return figure if isinstance(figure, str) else UNKNOWN
