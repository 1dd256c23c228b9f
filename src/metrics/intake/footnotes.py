"""Rows below a table that are notes on it, and name no place."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from metrics.intake.facts import is_number
from metrics.intake.match import Matched
from metrics.intake.place_columns import kind_of_names

CHINESE = "注|备注|说明|资料来源|数据来源|填表|审核|制表"
END = "\\s*(?:[:\uff1a]|$)"
BEGINS = f"^(?:{CHINESE}|(?i:notes?|sources?){END})"
LABEL = re.compile(f"(?:{CHINESE}|(?i:notes?|sources?))\\s*[:\uff1a]?")
MARKED = re.compile(f"(?:{CHINESE}){END}|(?i:note|source)")


def footnotes(one: Matched) -> dict[int, str]:
    """Return the rows without a number that are a note in the column of places, or the first."""
    places = {at for name, at in one.columns.items() if name in ("place_id", "name")}
    found: dict[int, str] = {}
    for at in sorted({*places, *([0] if one.sheet.width else [])}):
        cells = one.sheet.cells.column(at)
        begins = pc.fill_null(pc.match_substring_regex(cells, BEGINS), False).to_numpy()
        for row in np.flatnonzero(begins):
            text = cells[int(row)].as_py()
            if _is_note(text, _others(one, int(row), at)):
                found[int(row)] = text
    return found


def _others(one: Matched, row: int, at: int) -> list[str]:
    """Return the filled cells of a row but for one."""
    columns = one.sheet.cells.columns[: one.sheet.width]
    cells = (cells[row].as_py() for which, cells in enumerate(columns) if which != at)
    return [cell for cell in cells if cell]


def _is_note(text: str, others: list[str]) -> bool:
    """Say whether a text that begins like a note is one: 注溪村 is a place.

    With words in other cells of its row it is one where it only says that a note follows: 注:
    """
    if others:
        return bool(LABEL.fullmatch(text)) and not any(is_number(one) for one in others)
    return bool(MARKED.match(text)) or not kind_of_names([text])


def why_left(text: str) -> str:
    """Say why a row is left out as a note."""
    found = re.match(BEGINS, text)
    begins = found[0].rstrip(":\uff1a ") if found else ""
    return f"it begins with “{begins}”, which names no place, and holds no number"
