"""Texts whose numbers are linked to their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from metrics.numbers import as_text

Piece = tuple[str, str]
# Where a figure stands in its document is an address itself, and needs none.
PLACE = r"(?:paragraph|sentence|characters?) [0-9,]+(?: to [0-9,]+)?"


def linked(text: str, known: Mapping[str, str]) -> list[Piece]:
    """Cut a text at the numbers that are known: pieces of (text, address or "")."""
    words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    pieces: list[Piece] = []
    end = 0
    for found in re.finditer(
        rf"{PLACE}|(?<![\w.,])({words})(?![\w]|[.,]\d)" if words else PLACE, text
    ):
        if address := known.get(found[0]):
            pieces += [(text[end : found.start()], ""), (found[0], address)]
            end = found.end()
    return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]


def numbers(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return each number a topic's frames can put into a sentence, with its address.

    The address of a printed number is its figure; of a derived one, its name (`what`). The printed
    form and the figure's id count as the number too.
    """
    found: dict[str, str] = {}
    for word, figure in _printed(frames["rows"]):
        found.setdefault(word, figure)
    for one in frames["derived"].to_dict("records"):
        found.setdefault(as_text(float(one["value"]), str(one["rounding"])), str(one["what"]))
    return found


def _printed(rows: pd.DataFrame) -> Iterator[Piece]:
    for row in rows.to_dict("records") if "printed" in rows else ():
        figure, value, year = row["figure"], row["value"], row.get("year_figure")
        if isinstance(year, str):
            yield str(row.get("year", row.get("period")))[:4], year
        if isinstance(figure, str):
            yield figure, figure
            yield str(row["printed"]), figure
            if not pd.isna(value):
                yield as_text(float(value)), figure
