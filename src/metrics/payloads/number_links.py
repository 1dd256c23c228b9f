"""Texts whose numbers are linked to their provenance, where a number can mean only that.

What a number can mean is what a row of the card gives as such a text: a figure's id, the name of a
derived number, or UNKNOWN where the row names no figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from metrics.model.rows import Table, records
from metrics.model.schema import FIGURE_ID
from metrics.numbers import as_text

Piece = tuple[str, str]
Meanings = Mapping[str, Sequence[str]]
UNKNOWN = ""
ONE_OF = "|"  # between the ids of an address that may be any of several
# Where a figure stands in its document is an address itself, and needs none.
PLACE = r"(?:paragraph|sentence|characters?) [0-9,]+(?: to [0-9,]+)?"
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
# Columns of a row that are no words about it: its numbers, and how its figure is printed.
NUMBERS = ("year", "period", "as_of", "value", "printed", "figure", "year_figure")


def link_numbers(text: str, meanings: Meanings) -> list[Piece]:
    """Cut a text at the numbers that have provenance: pieces of (text, address or "").

    A number of several meanings is the figure that the text names before it, if it is one of them.
    """
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    pieces: list[Piece] = []
    end = 0
    for found in re.finditer(
        rf"{PLACE}|(?<![\w.,])({words})(?![\w]|[.,]\d)" if words else PLACE, text
    ):
        if address := _address(meanings.get(found[0], ()), text[: found.start()]):
            pieces += [(text[end : found.start()], ""), (found[0], address)]
            end = found.end()
    return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]


def _address(meanings: Sequence[str], before: str) -> str:
    """Return what a number leads to: its one meaning, or several of one document; else ""."""
    named = re.findall(FIGURE_ID, before)
    if len(meanings) > 1 and named and named[-1] in meanings:
        return str(named[-1])
    parts = {one.partition(":")[0] if _of_joined(one) else "" for one in meanings}
    return "" if UNKNOWN in meanings or len(parts) > 1 else ONE_OF.join(meanings)


def _of_joined(address: str) -> bool:
    return ":" in address and re.fullmatch(FIGURE_ID, address) is not None


def meanings(frames: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Return each number that a topic's frames can put into a sentence, with all it can mean.

    The printed form and the figure's id count as the number too; so does a number within a word
    of a row, which means no figure.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for word, meaning in [*_of_rows(frames["rows"]), *_of_derived(frames["derived"])]:
        found[word][meaning] = None
    return {word: tuple(ones) for word, ones in found.items() if any(ones)}


def _of_derived(derived: Table) -> Iterator[Piece]:
    for one in records(derived):
        for rounding in (str(one["rounding"]), ""):
            yield as_text(float(str(one["value"])), rounding), str(one["what"])


def _of_rows(rows: Table) -> Iterator[Piece]:
    words: set[str] = set()  # of all rows: the names of thousands of places may stand in each
    for row in records(rows):
        figure, value = _id(row.get("figure")), row.get("value")
        if "year" in row or "year_figure" in row:
            yield str(row.get("year", row.get("period")))[:4], _id(row.get("year_figure"))
        if figure and "printed" in row:
            yield figure, figure
            yield str(row["printed"]), figure
        # What several places make together is worked out: a derived number says how.
        together = row.get("how", "as stated") != "as stated" or row.get("formula")
        if value is not None and not together:
            yield as_text(float(str(value))), figure
        words |= {c for name, c in row.items() if isinstance(c, str) and name not in NUMBERS}
    yield from ((number, UNKNOWN) for word in words for number in NUMBER.findall(word))


def _id(figure: object) -> str:
    return figure if isinstance(figure, str) else UNKNOWN
