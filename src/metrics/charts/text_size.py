"""How much room a text takes, in pixels: Chinese letters count twice, narrow letters less."""

from __future__ import annotations

from functools import lru_cache

from wcwidth import wcswidth, wcwidth, wrap

# Widths in ems, at least those of the widest font that a chart is drawn in (DejaVu Sans).
NARROW, PLAIN, CAPITAL, BROAD, WIDE = 0.4, 0.64, 0.78, 1.0, 1.04
NARROW_LETTERS, BROAD_LETTERS = frozenset("iljtfrI.,:;'|!()[] -"), frozenset("mwMW%@&")


@lru_cache(maxsize=20_000)
def text_width(text: str, font_size: float = 14) -> float:
    """Return the most that one line of text takes, in pixels at a font size in pixels."""
    return font_size * sum(map(_ems, text))


def _ems(letter: str) -> float:
    columns = wcwidth(letter)
    if columns != 1:
        return WIDE if columns == 2 else 0.0
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in BROAD_LETTERS:
        return BROAD
    return CAPITAL if letter.isupper() else PLAIN


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text in lines of at most `columns` columns; a Chinese letter takes two."""
    if wcswidth(text) in range(columns + 1):
        return [text]
    return wrap(text, columns) or [text]


def widest(texts: list[str], font_size: float = 14) -> float:
    """Return the room that the longest line of the texts takes, in pixels."""
    lines = (line for text in texts for line in text.split("\n"))
    return max((text_width(line, font_size) for line in lines), default=0.0)
