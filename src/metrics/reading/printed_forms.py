"""Look for a printed form in a text, as whole words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 12  # characters from which a printed form that occurs once is known anywhere

# Chinese and Japanese write words without spaces, so their letters end no run and begin none.
RUN = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
CUT = re.compile(rf"(?<={RUN})(?={RUN})|(?<=\d[.,])(?=\d)|(?<=\d)(?=[.,]\d)")

Span = tuple[int, int]


def spans(text: str, flat: str, low: int, high: int) -> Iterator[Span]:
    """Give where a form stands between the characters `low` and `high`, start and end (exclusive).

    `flat` has single spaces, which match any whitespace. A place that cuts a longer word or number
    is left out: 170 is not in 1,170, nor in 170th.
    """
    # Possessive: giving whitespace back never helps before a word, and costs the square.
    form = re.compile(r"\s++".join(re.escape(word) for word in flat.split(" ")))
    match = form.search(text, low, high) if low < high else None
    while match:
        start, end = match.span()
        if not CUT.match(text, start) and not CUT.match(text, end):
            yield start, end
        match = form.search(text, start + 1, high)


def only(text: str, flat: str) -> Span | None:
    """Return the one span of a form of 12 characters or more, None when there is not just one."""
    # Looking for a word is some ten times faster than for a form, and most texts lack it.
    if len(flat) < LONG or max(flat.split(" "), key=len) not in text:
        return None
    found = spans(text, flat, 0, len(text))
    first = next(found, None)
    return first if first and next(found, None) is None else None
