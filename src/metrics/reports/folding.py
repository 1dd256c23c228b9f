"""Write the signs of a text alike, each in its place: full width, other digits, fixed spaces."""

from __future__ import annotations

import re
import unicodedata

# Commas and brackets of full width stay as they are: they end clauses.
WIDE = {ord(sign): chr(ord(sign) - 0xFEE0) for sign in "％＋－／～＊．＄＃"}
WIDE |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
WIDE |= {ord("−"): "-", ord("‐"): "-", ord("‑"): "-", ord("﹪"): "%", ord("〜"): "~"}
SPACES = "\u00a0\u2007\u2009\u202f\u3000"
WIDE |= dict.fromkeys(map(ord, SPACES), " ")
# "２０１９，１２３" of full width is one number; "2019，123" is a year and a number.
# Each begins with its sign: searching for one is many times faster than looking behind everywhere.
GROUPED = (
    re.compile(r"[\u00a0\u2009\u202f](?<=\d.)(?=\d{3}(?!\d))"),
    re.compile(r"，(?<=[０-９].)(?=[０-９]{3}(?!\d))"),
)
OTHER = re.compile("[\u0080-\u2dff\ua000-\ufeff\U00010000-\U0010ffff]|[０-９]")
SIGN = re.compile(f"[{re.escape(''.join(map(chr, WIDE)))}]")
A_NUMBER = (
    "ↈ"  # stands for a number beyond the first 65,536 characters, which patterns need not know
)


def fold(text: str) -> str:
    """Return a text of the same length in which a number has one way to be written.

    Digits of any script, signs and letters of full width become ASCII; a fixed space or a wide
    comma between groups of three digits becomes a comma, other fixed spaces become a space.
    """
    if text.isascii():
        return text
    for pattern in GROUPED:
        text = pattern.sub(",", text)
    return OTHER.sub(_digit, SIGN.sub(_plain, text))


def _plain(found: re.Match[str]) -> str:
    return WIDE[ord(found[0])]


def _digit(found: re.Match[str]) -> str:
    sign = found[0]
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    beyond = sign > "\uffff" and unicodedata.category(sign) in ("Nl", "No")
    return A_NUMBER if beyond else sign
