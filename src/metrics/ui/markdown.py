"""The border through which every foreign text passes to Markdown: shown as it is, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Every ASCII punctuation mark may be escaped by a backslash; each can mean something somewhere.
SYNTAX = re.compile(r"([!-/:-@\[-`{-~])")
# What is looked for after the escapes are gone: links of bare addresses, icons, arrows, dashes.
# A word joiner has no width and no meaning, and parts them.
APART = "\u2060"
LATE = re.compile(r"(?<=:)(?=\S)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[-<>~])(?=[-=>])", re.I)
GAPS = re.compile(r"\s+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069]")


def escape_markdown(text: object) -> str:
    """Return a foreign text as Markdown that shows it on one line as it is.

    No picture, link, icon, formula, emphasis or list comes of it, nor a link of a bare address.
    Control characters, which would turn or hide what stands beside them, are shown as U+FFFD.
    """
    plain = CONTROL.sub("\ufffd", GAPS.sub(" ", str(text)))
    return SYNTAX.sub(r"\\\1", LATE.sub(APART, plain))


def escaped_rows(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """Return rows of a table whose every cell is a foreign text; empty cells are left out."""
    return [
        {name: escape_markdown(cell) for name, cell in row.items() if cell is not None}
        for row in rows
    ]
