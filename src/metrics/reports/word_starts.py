"""Find quickly where one of many words may begin in a text of any length."""

from __future__ import annotations

import re
from collections.abc import Iterable

LETTERS = 3  # of a word that are looked at


def word_starts(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of what begins like one of some words: three letters of it, in any case.

    A word of other signs is known by its first sign alone. To try a pattern of many words at every
    character takes many times longer than to try it where this one has matched.
    """
    latin = {word.lower()[:LETTERS] for word in words if word.isascii()}
    signs = {word[0] for word in words if not word.isascii()}
    branches = [_branch(start) for start in sorted(latin)]
    pattern = f"(?<![A-Za-z])(?:{'|'.join(branches)})"
    return re.compile(f"{pattern}|[{''.join(sorted(signs))}]" if signs else pattern)


def _branch(start: str) -> str:
    # Classes of two letters each are tried faster than letters of any case.
    letters = "".join(f"[{letter}{letter.upper()}]" for letter in start)
    return letters if len(start) == LETTERS else f"{letters}(?![A-Za-z])"
