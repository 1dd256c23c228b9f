"""What is taken out of a document: its text, where paragraphs and pages begin, and what to know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


@dataclass(frozen=True)
class Block:
    """A paragraph of the text: characters start to end (exclusive), and where it stands.

    `paragraph` counts from 1 through the document; `page` from 1, and is 0 without pages.
    """

    start: int
    end: int
    paragraph: int
    page: int = 0


@dataclass(frozen=True)
class Extracted:
    """The text of a document, its blocks, and how it was read.

    `format` is text, HTML, DOCX or PDF; `sha256` is of the original's bytes; `encoding` is a Python
    name, "" where the format has its own; `notes` say what was left out or taken in.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    sha256: str
    encoding: str = ""
    notes: tuple[str, ...] = ()


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return each line of a text that holds anything as a paragraph."""
    return tuple(
        Block(*found.span(), number) for number, found in enumerate(LINE.finditer(text), 1)
    )


def joined(parts: Iterable[tuple[str, int]]) -> tuple[str, tuple[Block, ...]]:
    """Join paragraphs, each with its page, by line ends; return the text and its blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for text, page in parts:
        if text.strip():
            blocks.append(Block(at, at + len(text), len(blocks) + 1, page))
            texts.append(text)
            at += len(text) + 1
    return "\n".join(texts), tuple(blocks)
