"""Tell whether a text is the document, by its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

MARK = "\ufeff"
MOST_NEWLINES = 32


@dataclass(frozen=True)
class Document:
    """What is kept of a document: SHA-256 of its text in UTF-8 (hex), and its length in characters.

    The figures' offsets count the same characters.
    """

    sha256: str
    characters: int


def with_newlines(text: str) -> str:
    """Return the text without byte order mark, every CRLF and CR made LF."""
    return text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def same_text(text: str, document: Document) -> str | None:
    """Return the document's text when `text` is a copy of it, else None.

    A copy may differ in line ends (LF, CRLF, CR), in up to 32 newlines at the end and in a byte
    order mark: editors and text fields change these unasked. A checksum decides, never likeness.
    """
    wanted = document.sha256.lower()
    return next(
        (one for one in _variants(text, document.characters) if _sha256(one) == wanted), None
    )


def _variants(text: str, characters: int) -> Iterator[str]:
    yield text
    body = with_newlines(text).rstrip("\n")
    for newline in ("\n", "\r\n", "\r"):
        for mark in ("", MARK):
            start = mark + body.replace("\n", newline)
            count, rest = divmod(characters - len(start), len(newline))
            if 0 <= count <= MOST_NEWLINES and not rest:
                yield start + newline * count


def _sha256(text: str) -> str:
    # A pasted text may hold half a surrogate pair, which strict UTF-8 refuses.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
