"""Rows below a table that are notes on it, and name no place."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from metrics.intake.match import Matched
from metrics.intake.place_columns import kind_of_names

CHINESE = "注|备注|说明|资料来源|数据来源|填表|审核|制表"
END = "\\s*(?:[:\uff1a]|$)"
BEGINS = f"^(?:{CHINESE}|(?i:notes?|sources?){END})"
MARKED = re.compile(f"(?:{CHINESE}){END}|(?i:note|source)")


def footnotes(one: Matched) -> dict[int, str]:
    """Return the rows whose only filled cell is a note in the column of places, or the first."""
    count = len(one.sheet.rows)
    filled = np.zeros(count, dtype=int)
    for cells in one.sheet.cells.columns[: one.sheet.width]:
        filled += pc.is_valid(cells).to_numpy(zero_copy_only=False)
    places = {at for name, at in one.columns.items() if name in ("place_id", "name")}
    found: dict[int, str] = {}
    for at in sorted({*places, *([0] if one.sheet.width else [])}):
        cells = one.sheet.cells.column(at)
        begins = pc.fill_null(pc.match_substring_regex(cells, BEGINS), False).to_numpy()
        for row in np.flatnonzero(begins & (filled == 1)):
            if _is_note(text := cells[int(row)].as_py()):
                found[int(row)] = text
    return found


def _is_note(text: str) -> bool:
    """Say whether a text that begins like a note is one: 注溪村 is a place."""
    return bool(MARKED.match(text)) or not kind_of_names([text])


def why_left(text: str) -> str:
    """Say why a row is left out as a note."""
    found = re.match(BEGINS, text)
    begins = found[0].rstrip(":\uff1a ") if found else ""
    return f"its only cell begins with “{begins}”, which names no place"
