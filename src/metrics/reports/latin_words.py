"""Find quickly where words of a list stand in a text of any length."""

from __future__ import annotations

import re

WORD = re.compile("[A-Za-z]+")


def latin_words(text: str, wanted: frozenset[str]) -> list[re.Match[str]]:
    """Return each whole run of Latin letters that is one of some lower-case words, in any case.

    To try a pattern of many words at every character takes several times longer.
    """
    return [one for one in WORD.finditer(text) if one[0].lower() in wanted]
