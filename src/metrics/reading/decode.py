"""Turn the bytes of a reader's file into text, whatever the file is: the one decoder there is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
GARBLED = re.compile(rb"65,?438\+|\+[0-9]{0,9}65438")  # the marker "65438+0" of machine translation
# A Chinese sign in UTF-8; pairs of bytes of GB18030 or Big5 hardly ever make four in a row.
UTF8_SIGN = rb"[\xe3-\xe9][\x80-\xbf]{2}"
UTF8_SIGNS = re.compile(rb"(?:%s){4}" % UTF8_SIGN)
MIXED = "mixes UTF-8 with bytes that are not: in no one encoding can all of it be read"
SAMPLE = 200_000  # bytes in which the encoding of a text without any mark is looked for
# Lead bytes of the characters in daily use (GB 2312 level 1, Big5 level 1) and of punctuation.
GB_COMMON = frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))
BIG5_COMMON = frozenset((*range(0xA1, 0xA4), *range(0xA4, 0xC7)))


@dataclass(frozen=True)
class Text:
    """A decoded file: its text without byte order mark, and the Python name of its encoding.

    `lossy` says that U+FFFD stands for bytes that the encoding has no character for.
    """

    text: str
    encoding: str
    lossy: bool = field(default=False, compare=False)


def decode(content: bytes) -> Text:
    """Return the bytes of a file as text, in the encoding that fits.

    Tried in turn: a byte order mark, UTF-32 and UTF-16 by their NUL bytes, UTF-7, UTF-8, and of
    GB18030, Big5 and cp1252 the one that gives most characters in daily use. What fits none is
    read as cp1252, with U+FFFD for each byte that has no character. Never raises.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            text = _strict(content, encoding)
            if text is None:
                return Text(content.decode(encoding, "replace"), encoding, True)
            return Text(text.removeprefix("\ufeff"), encoding)
    # NUL bytes are valid UTF-8, so UTF-16 of Latin text has to be tried before. In Chinese text
    # they are few, and UTF-8 is ruled out first.
    clear, few = _utf16(content, 0.5), _utf16(content, 0)
    for encoding in (_utf32(content), clear, _utf7(content), "utf-8", few, *_legacy(content)):
        text = _strict(content, encoding)
        if text is not None:
            return Text(text, encoding)
    return Text(content.decode("cp1252", "replace"), "cp1252", True)


def mixes_encodings(content: bytes) -> bool:
    """Say whether some bytes are Chinese in UTF-8 beside others that are no UTF-8 at all.

    That is so where four Chinese signs stand in a row, or where a line has three and nothing else
    that is not ASCII. Read in any one encoding, such a file has signs that nobody wrote.
    """
    if content.isascii() or has_mark(content) or _strict(content, "utf-8") is not None:
        return False
    if _utf16(content, 0):
        return False
    return bool(UTF8_SIGNS.search(content)) or any(map(_is_utf8, content.splitlines()))


def _is_utf8(line: bytes) -> bool:
    if line.isascii() or _strict(line, "utf-8") is None:
        return False
    return len(re.findall(UTF8_SIGN, line)) >= 3


def has_mark(content: bytes) -> bool:
    """Say whether a byte order mark stands before the text."""
    return any(content.startswith(mark) for mark, _ in MARKS)


def _utf32(content: bytes) -> str:
    """Name the UTF-32 whose high bytes are all NUL, or ''."""
    quads = len(content) // 4
    if not quads or len(content) % 4:
        return ""
    zeros = [content[at::4].count(0) for at in range(4)]
    if zeros[3] == quads and zeros[2] > 0.9 * quads and zeros[0] < quads:
        return "utf-32-le"
    if zeros[0] == quads and zeros[1] > 0.9 * quads and zeros[3] < quads:
        return "utf-32-be"
    return ""


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


def _utf7(content: bytes) -> str:
    """Name UTF-7 if ASCII bytes are letters of another script in it, and nothing else, or ''."""
    if b"+" not in content or not content.isascii() or GARBLED.search(content):
        return ""
    text = _strict(content, "utf-7") or ""
    foreign = {letter for letter in text if not letter.isascii()}
    return "utf-7" if foreign and all(one.isalpha() for one in foreign) else ""


def _legacy(content: bytes) -> list[str]:
    """Return the encodings of before Unicode, the likeliest first: each that gives what is read."""
    sample = content[:SAMPLE]
    likely = {
        "gb18030": _common(sample, GB_COMMON, 0xA1),
        "big5": _common(sample, BIG5_COMMON, 0x40),
        "cp1252": _alone(sample),
    }
    return sorted(likely, key=lambda one: -likely[one])


def _common(sample: bytes, leads: frozenset[int], lowest: int) -> float:
    """Return which share of two-byte characters is in daily use; 0 to 1."""
    at, characters, common = 0, 0, 0
    while at < len(sample) - 1:
        if sample[at] < 0x80:
            at += 1
            continue
        characters += 1
        common += sample[at] in leads and sample[at + 1] >= lowest
        at += 2
    return common / characters if characters else 0.0


def _alone(sample: bytes) -> float:
    """Return which share of the bytes beyond ASCII stands between ASCII letters; 0 to 1."""
    high = [at for at, byte in enumerate(sample) if byte >= 0x80]
    beside = sum(sample[at - 1 : at].isascii() and sample[at + 1 : at + 2].isascii() for at in high)
    return beside / len(high) if high else 0.0


def _strict(content: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return content.decode(encoding)
    except (UnicodeError, ValueError):
        return None
