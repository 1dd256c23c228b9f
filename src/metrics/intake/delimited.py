"""Read text files: CSV and its kin, in any encoding, with any delimiter."""

from __future__ import annotations

import csv
from itertools import islice

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow

from metrics.errors import Problem
from metrics.intake import detect
from metrics.intake.limits import COLUMNS, Unreadable, too_large
from metrics.intake.sheet import How, Numbers, Sheet, sheet

ENOUGH = 1000  # lines that show how a file is written
BLOCK = 16_000_000


def read(file: str, data: bytes, how: How | None = None) -> Sheet:
    """Return the table of a text file, read as `how` says, or as it seems to be written.

    Raises Unreadable.
    """
    coding, mark = (how.encoding, how.mark) if how else detect.encoding(data)
    text = _decoded(file, data, coding)
    lines = list(islice(iter(text[: detect.SAMPLE].splitlines(keepends=True)), ENOUGH))
    cut = how.delimiter if how else detect.delimiter(lines)
    sample = list(csv.reader(lines, delimiter=cut))
    top = how.header_row if how else detect.header_row(sample)
    header = _header(file, sample, top)
    cells, rows, ragged = _cells(file, text, cut, len(header), top)
    faults = [_ragged(file, number, count, len(header)) for number, count in ragged]
    found = sheet(file, How(coding, cut, ".", "", top, mark), header, cells, rows, faults)
    return detect.styled(found, how)


def _decoded(file: str, data: bytes, coding: str) -> str:
    try:
        return data.decode(coding).removeprefix("\ufeff")
    except (UnicodeError, LookupError) as error:
        do = "Choose another encoding, or save the file as UTF-8."
        raise Unreadable(file, f"is not text in {coding}", do) from error


def _header(file: str, sample: list[list[str]], top: int) -> list[str]:
    if top > len(sample) or not any(cell.strip() for cell in sample[top - 1]):
        do = "Name the row that holds the columns' names."
        raise Unreadable(file, f"has no header in row {top}", do)
    if len(sample[top - 1]) > COLUMNS:
        raise too_large(file, f"{COLUMNS} columns are taken")
    return sample[top - 1]


def _cells(
    file: str, text: str, cut: str, width: int, top: int
) -> tuple[pa.Table, Numbers, list[tuple[int, int]]]:
    """Return the cells below the header, their rows' numbers, and rows of another width."""
    others: list[tuple[int, int]] = []

    def other(row: arrow.InvalidRow) -> str:
        if row.text.strip(f'{cut} \t\r\n"'):
            others.append((row.number, row.actual_columns))
        else:
            others.append((row.number, 0))
        return "skip"

    names = [f"c{number}" for number in range(width)]
    try:
        found = arrow.read_csv(pa.BufferReader(text.encode()), *_options(names, cut, other))
    except pa.ArrowInvalid as error:
        do = "See to it that each quotation mark has its partner."
        raise Unreadable(file, "cannot be cut into rows and cells", do) from error
    everything = np.arange(1, found.num_rows + len(others) + 1, dtype=np.int64)
    rows = np.setdiff1d(everything, [number for number, _ in others])
    below = rows > top
    ragged = [(number, count) for number, count in others if count and number > top]
    return found.filter(pa.array(below)), rows[below], ragged


def _options(names: list[str], cut: str, other: object) -> tuple[object, object, object]:
    reading = arrow.ReadOptions(use_threads=False, column_names=names, block_size=BLOCK)
    parsing = arrow.ParseOptions(
        delimiter=cut, newlines_in_values=True, invalid_row_handler=other, ignore_empty_lines=False
    )
    types = {name: pa.string() for name in names}
    texts = arrow.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return reading, parsing, texts


def _ragged(file: str, row: int, count: int, width: int) -> Problem:
    says = f"the row has {count} cells and the header {width}"
    do = "Give each row as many cells as the header; quote a cell that holds the delimiter."
    return Problem(file, row, "", "", says, do, f"{width} cells")
