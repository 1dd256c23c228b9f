"""What a cell says that calls its row a total, in Chinese or English."""

from __future__ import annotations

import unicodedata

LABELS = ("合计", "总计", "小计", "共计", "汇总")
ENGLISH = ("total", "totals", "subtotal", "subtotals", "sum", "grandtotal")
# What calls the first or last row a total as a whole cell: elsewhere it may be a part of a name.
WHOLE = "^全[国省市州县区镇乡][:\uff1a]?$"
LONGEST = 14  # letters of a label


def is_label(text: str) -> bool:
    """Say whether a cell calls its row a total, in Chinese or English."""
    if len(text) > 10 * LONGEST:
        return False
    plain = "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":").lower()
    if not plain or len(plain) > LONGEST:
        return False
    if plain.startswith(LABELS) or plain.endswith(LABELS):
        return True
    words = unicodedata.normalize("NFKC", text).lower().replace("-", "").split()
    ends = {words[0].strip(":"), words[-1].strip(":")}
    return len(words) <= 3 and bool(ends & set(ENGLISH))
