"""Turn the bytes of a reader's file into text, whatever the file is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Text:
    """A decoded file: its text without byte order mark, and the Python name of its encoding."""

    text: str
    encoding: str


def decode(content: bytes) -> Text:
    """Return the bytes of a file as text, in the first encoding that fits.

    Tried in turn: a byte order mark, UTF-16 by its NUL bytes, UTF-8, GB18030. What fits none of
    them is read as cp1252, with U+FFFD for each byte that has no character. Never raises.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return Text(content.decode(encoding, "replace"), encoding)
    # NUL bytes are valid UTF-8, so UTF-16 of Latin text has to be tried before. In Chinese text
    # they are few, and UTF-8 is ruled out first.
    clear, few = _utf16(content, 0.5), _utf16(content, 0)
    for encoding in (clear, "utf-8", few, "gb18030"):
        text = _strict(content, encoding)
        if text is not None:
            return Text(text, encoding)
    return Text(content.decode("cp1252", "replace"), "cp1252")


def _utf16(content: bytes, share: float) -> str:
    """Name the UTF-16 whose high bytes are NUL in more than `share` of the characters, or ''."""
    pairs = len(content) // 2
    big, little = content[0::2].count(0), content[1::2].count(0)
    if len(content) % 2 or max(big, little) <= pairs * share:
        return ""
    # A low byte can be NUL too: U+4E00, the Chinese one, is frequent.
    if min(big, little) * 3 > max(big, little):
        return ""
    return "utf-16-be" if big > little else "utf-16-le"


def _strict(content: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
