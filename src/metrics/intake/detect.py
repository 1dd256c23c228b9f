"""How a file seems to be written: its delimiter, its quotation marks and its header row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from metrics.intake.synonyms import is_known
from metrics.model.periods import parse

SAMPLE = 200_000  # letters of a text that show how it is written
DELIMITERS = (",", "\t", ";", "|")
ENCODINGS = (
    *("utf-8", "gb18030", "big5", "cp1252", "utf-16", "utf-16-le", "utf-16-be"),
    *("utf-32-le", "utf-32-be", "utf-7"),
)
LOOKED_AT = 20  # lines in which the header is looked for
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
Agreement = tuple[int, int]  # how many lines agree on a number of cells, and that number


def delimiter(lines: Sequence[str]) -> tuple[str, str]:
    """Return what stands between the cells, and the quotation mark.

    It is what cuts most lines into one number of cells; a space only where nothing else cuts, and
    it cuts every line alike.
    """
    double, single = _best(lines, '"'), _best(lines, "'")
    rows = list(_rows(lines, double[0], '"'))
    starts = sum(cell.startswith("'") for row in rows for cell in row)
    wrapped = sum(len(one) > 1 and one[0] == one[-1] == "'" for row in rows for one in row)
    filled = sum(bool(cell) for row in rows for cell in row)
    better = starts and single[1] > double[1]
    if not any('"' in line for line in lines) and (better or 2 <= wrapped >= 0.3 * filled):
        return single[0], "'"
    if double[1][0] == 0 and _is_cut_by_spaces(lines):
        return " ", '"'
    return double[0], '"'


def _best(lines: Sequence[str], quote: str) -> tuple[str, Agreement]:
    found = {mark: _agreement(lines, mark, quote) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: found[mark])
    return best, found[best]


def _rows(lines: Iterable[str], mark: str, quote: str) -> list[list[str]]:
    try:
        cut = csv.reader(lines, delimiter=mark, quotechar=quote, skipinitialspace=True)
        return [[cell.strip() for cell in row] for row in cut]
    except csv.Error:
        return []


def _agreement(lines: Sequence[str], mark: str, quote: str) -> Agreement:
    lengths = Counter(len(row) for row in _rows(lines, mark, quote) if row)
    width, times = max(lengths.items(), key=lambda one: (one[0] > 1, one[1]), default=(1, 0))
    return (times if width > 1 else 0), width


def _is_cut_by_spaces(lines: Sequence[str]) -> bool:
    rows = [row for row in _rows((line.strip() for line in lines), " ", '"') if row]
    return len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1


def header_row(rows: Sequence[Sequence[str | None]]) -> int:
    """Return the number of the row that names the columns, the first row being 1.

    It is the row with most names that the tables know; else the first that is as wide as any, of
    those above the first number that is no year.
    """
    looked = rows[:LOOKED_AT]
    known = [sum(is_known(cell or "") for cell in row) for row in looked]
    if max(known, default=0) > 0:
        return known.index(max(known)) + 1
    first = next((at for at, row in enumerate(looked) if any(map(is_number, row))), len(looked))
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in looked[: first or None]]
    return filled.index(max(filled)) + 1 if filled else 1


def is_number(cell: str | None) -> bool:
    """Say whether a cell holds a number that is no year or other period."""
    text = (cell or "").strip().replace(",", "").rstrip("%\uff05")
    return bool(NUMBER.fullmatch(text)) and parse(text) is None
