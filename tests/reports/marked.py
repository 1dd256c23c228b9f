"""Sentences whose numbers are marked: {printed=value:kind}; ":kind" is left out for a statistic.

A kind that is no kind of number is the reason why it is none. "3..5" is a range; no value means
that no reading is safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"
MARKED = re.compile(r"\{(?P<printed>[^{}=:]+)(?:=(?P<value>[0-9.]*))?(?::(?P<kind>[a-z ]+))?\}")
# What a colon of the text itself stands for inside a mark does not occur.


@dataclass(frozen=True)
class Marked:
    """A number marked by hand: its characters, its kind, and its value or range."""

    start: int
    end: int
    kind: str
    value: tuple[float, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and what they say."""

    text: str
    numbers: tuple[Marked, ...]


def sentence(line: str) -> Sentence:
    """Take the marks out of a line."""
    text, numbers, at = "", [], 0
    for found in MARKED.finditer(line):
        text += line[at : found.start()]
        value = tuple(float(one) for one in re.split(r"\.\.", found["value"] or "") if one)
        kind = found["kind"] or "statistic"
        numbers.append(Marked(len(text), len(text) + len(found["printed"]), kind, value))
        text += found["printed"]
        at = found.end()
    return Sentence(text + line[at:], tuple(numbers))


def sentences(name: str) -> list[Sentence]:
    """Read the sentences of a file."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [sentence(line) for line in lines]
