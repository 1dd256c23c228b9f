"""Cut a text into pieces to be shown: figures, numbers that are no figure, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from metrics.reading.match import Reading

WHOLE = 200_000  # characters up to which a text is shown whole
AROUND = 400  # characters shown each side of a figure in a longer text
BETWEEN = "…"

# Browsers drop or refuse control characters and halves of surrogate pairs.
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

Kind = Literal["plain", "figure", "unused"]


class Piece(NamedTuple):
    """A stretch of the shown text; `figure_id` is empty unless the kind is "figure"."""

    text: str
    kind: Kind
    figure_id: str


class _Mark(NamedTuple):
    start: int
    end: int
    kind: Kind
    figure_id: str


def shown(text: str) -> str:
    """Return the text with U+FFFD for each control character but tab, LF and CR; same length."""
    return UNSHOWN.sub("\ufffd", text)


def pieces(reading: Reading) -> list[Piece]:
    """Return the text of a reading in consecutive pieces, none empty, that join to `shown(text)`.

    Of two figures that overlap only the one that starts first is marked (of two that start
    together, the longer): a piece has one figure, and the other is still in `reading.found`.
    Of a text over 200,000 characters only 400 each side of every figure are given, or the
    beginning when no figure is found, with a plain "…" for what is left out.
    """
    marks = list(_marks(reading))
    length, cut, at = len(reading.text), [], 0
    for start, end in _windows(length, marks):
        cut += [Piece(BETWEEN, "plain", "")] if at < start else []
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        cut += _cut(reading.text, start, end, inside)
        at = end
    return cut + ([Piece(BETWEEN, "plain", "")] if at < length else [])


def _marks(reading: Reading) -> Iterator[_Mark]:
    """Give what is to be marked, in order and without overlaps."""
    figures = [_Mark(f.start, f.end, "figure", f.figure_id) for f in reading.found]
    numbers = [_Mark(u.start, u.end, "unused", "") for u in reading.unused]
    at = 0
    for mark in sorted(figures + numbers, key=lambda mark: (mark.start, -mark.end)):
        if at <= mark.start < mark.end:
            yield mark
            at = mark.end


def _windows(length: int, marks: list[_Mark]) -> list[tuple[int, int]]:
    """Return the stretches of the text to show, in order and apart from each other."""
    if length <= WHOLE:
        return [(0, length)]
    spans = [(mark.start, mark.end) for mark in marks if mark.kind == "figure"] or [(0, 0)]
    windows: list[tuple[int, int]] = []
    for start, end in spans:
        low, high = max(0, start - AROUND), min(length, end + AROUND)
        if windows and low <= windows[-1][1]:
            low = windows.pop()[0]
        windows.append((low, high))
    return windows


def _cut(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[Piece]:
    at = start
    for mark in marks:
        if at < mark.start:
            yield Piece(shown(text[at : mark.start]), "plain", "")
        yield Piece(shown(text[mark.start : mark.end]), mark.kind, mark.figure_id)
        at = mark.end
    if at < end:
        yield Piece(shown(text[at:end]), "plain", "")
