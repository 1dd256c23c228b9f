"""How a text file seems to be written: its encoding, delimiter, header row and style of numbers."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from charset_normalizer import from_bytes

from metrics.intake.sheet import How, Sheet
from metrics.intake.synonyms import is_known

SAMPLE = 200_000
DELIMITERS = (",", "\t", ";", "|")
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp1252")
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LOOKED_AT = 20  # lines in which the header is looked for
LONG = r"^-?[0-9]{4,}(\.[0-9]+)?$"


def encoding(data: bytes) -> tuple[str, bool]:
    """Return a text's encoding, and whether a byte order mark names it."""
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name, True
    if wide := _without_mark(data[:SAMPLE]):
        return wide, False
    try:
        data.decode("utf-8")
        return "utf-8", False
    except UnicodeDecodeError:
        found = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5", "cp1252"]).best()
        return (found.encoding if found else "gb18030"), False


def _without_mark(data: bytes) -> str:
    """Return the form of UTF-16 of a text in which every other byte is often 0; else ""."""
    half = max(len(data) // 2, 1)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[start::2].count(0) > 0.3 * half and data[1 - start :: 2].count(0) == 0:
            return name
    return ""


def delimiter(lines: Sequence[str]) -> str:
    """Return what stands between the cells: what cuts most lines into one number of cells."""

    def agreement(mark: str) -> tuple[float, int]:
        lengths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if row)
        width, times = max(lengths.items(), key=lambda one: (one[0] > 1, one[1]), default=(1, 0))
        return (times if width > 1 else 0), width

    return max(DELIMITERS, key=agreement)


def header_row(rows: Sequence[Sequence[str | None]]) -> int:
    """Return the number of the row that names the columns, the first row being 1.

    It is the row with most names that the tables know; else the first that is as wide as any.
    """
    looked = rows[:LOOKED_AT]
    known = [sum(is_known(cell or "") for cell in row) for row in looked]
    if max(known, default=0) > 0:
        return known.index(max(known)) + 1
    filled = [sum(bool(cell) for cell in row) for row in looked]
    return filled.index(max(filled)) + 1 if filled else 1


def styled(found: Sheet, how: How | None) -> Sheet:
    """Return a sheet with the style of its numbers: as `how` says, or as they seem to be."""
    style = (how.decimal, how.thousands) if how else numbers(found.cells)
    return replace(found, how=replace(found.how, decimal=style[0], thousands=style[1]))


def numbers(cells: pa.Table) -> tuple[str, str]:
    """Return the decimal mark and the mark of thousands that all numbers of a table agree on."""
    texts = [pc.drop_null(one) for one in cells.slice(0, SAMPLE).columns]
    for thousands, decimal in ((",", "."), (".", ","), (" ", "."), (" ", ","), ("'", ".")):
        grouped = _count(texts, _grouped(thousands, decimal))
        twice = _count(texts, _grouped(thousands, decimal, "{2,}"))
        fractions = _count(texts, rf"^-?[0-9]+[{thousands}][0-9]*$") - grouped
        if grouped > 1 and not _count_long(texts) and (fractions <= 0 or twice):
            return decimal, thousands
    commas, points = _count(texts, r"^-?[0-9]+,[0-9]+$"), _count(texts, r"^-?[0-9]+\.[0-9]+$")
    return (",", "") if commas > 1 and not points else (".", "")


def _grouped(thousands: str, decimal: str, times: str = "+") -> str:
    return rf"^-?[0-9]{{1,3}}([{thousands}][0-9]{{3}}){times}([{decimal}][0-9]+)?$"


def _count(texts: Sequence[pa.ChunkedArray], pattern: str) -> int:
    return sum(pc.sum(pc.match_substring_regex(one, pattern)).as_py() or 0 for one in texts)


def _count_long(texts: Sequence[pa.ChunkedArray]) -> int:
    """Count the numbers that are written without marks though they are long; years are not."""
    years = _count(texts, r"^(19|20)[0-9]{2}$")
    return _count(texts, LONG) - years
