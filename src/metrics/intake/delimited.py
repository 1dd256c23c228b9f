"""Read text files: CSV and its kin, in any encoding, with any delimiter."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from itertools import chain, islice

from metrics.intake import detect
from metrics.intake.limits import Unreadable
from metrics.intake.rows import Row, tables
from metrics.intake.sheet import ReadOptions, Sheet
from metrics.reading.decode import MIXED, decode, has_mark, mixes_encodings

ENOUGH = 1000  # lines that show how a file is written
END = "\0END\0"  # a row of its own, unless a quotation mark is left open
QUOTES = "See to it that each quotation mark has its partner."
LONGEST = 131_072  # letters of a cell; csv has this limit too, until some library raises it


def read(file: str, data: bytes, how: ReadOptions | None = None) -> list[Sheet]:
    """Return the tables of a text file, read as `how` says, or as it seems to be written.

    Lines are cut in one way, for looking and for reading: at LF, CR and CR LF. Raises Unreadable.
    """
    asked = how or _found(file, data)
    try:
        rows = _rows(file, data, asked)
        return tables(file, rows, asked, how.header_row if how else None, wants_all=True)
    except (UnicodeError, LookupError) as error:
        raise _no_text(file, asked.encoding) from error


def _no_text(file: str, encoding: str) -> Unreadable:
    do = "Choose another encoding, or save the file as UTF-8."
    return Unreadable(file, f"is not text in {encoding}", do)


def _found(file: str, data: bytes) -> ReadOptions:
    if mixes_encodings(data):
        raise Unreadable(file, MIXED, "Save it anew as UTF-8 from the program that shows it right.")
    text = decode(data)
    if text.lossy:
        raise _no_text(file, text.encoding)
    lines = list(islice(StringIO(text.text[: detect.SAMPLE], newline=""), ENOUGH))
    cut, quote = detect.delimiter(lines)
    coding = "utf-8" if text.encoding == "utf-8-sig" else text.encoding
    return ReadOptions(coding, cut, mark=has_mark(data), quote=quote)


def _rows(file: str, data: bytes, how: ReadOptions) -> Iterator[Row]:
    """Yield each row with its number; Unreadable where the file cannot be cut into cells."""
    lines = TextIOWrapper(BytesIO(data), how.encoding, newline="")
    first = next(lines, "").removeprefix("\ufeff")
    closed = chain([first], lines, [END])
    found = csv.reader(
        closed, delimiter=how.delimiter, quotechar=how.quote or '"', skipinitialspace=True
    )
    before: Row | None = None
    try:
        for number, cells in enumerate(found, 1):
            if any(len(cell) > LONGEST for cell in cells):
                raise csv.Error("a cell is too long")
            if before is not None:
                yield before
            before = number, cells
    except csv.Error as error:
        why = f"has a cell of more than {LONGEST:,} letters near line {found.line_num}"
        raise Unreadable(file, why, QUOTES) from error
    if before is None or before[1] != [END]:
        why = "cannot be cut into rows and cells: a quotation mark is left open"
        raise Unreadable(file, why, QUOTES)
