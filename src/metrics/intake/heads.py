"""What the headers of a table say: names, units, periods; also where a header has two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.intake.sheet import Sheet
from metrics.intake.units import SAID, narrow, unit_of
from metrics.model.periods import parse

BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{1,40})[)\]】]")
YEAR = "(?:1[89]|20)[0-9]{2}"
TO = "[-/.~\u2010-\u2015\u2212\u81f3\u5230]"  # what joins the parts of a date, or two ends
MONTH_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
COUNTED = "岁口人户个万亿亩元种类级%"  # after a number it is no part of a date: 2021年60岁以上人口
NUMERALS = "[一二三四五六七八九十]{1,3}"
PART = "|".join(
    (
        r" ?-?[qh][0-9]",
        r"m[0-9]+",
        rf" ?{TO} ?[0-9]+(?: ?(?:月份?|[日号]|季度?|年度?))?",
        rf" ?{TO} ?{NUMERALS} ?(?:月份?|季度?)",
        rf"(?<=[年度])[ (]*第? ?[0-9]+(?![0-9.]*[{COUNTED}])(?: ?(?:月份?|季度?))?",
        r"(?<=月) ?[0-9]+ ?[日号]",
        rf"[ (]+[0-9]+ ?(?:{TO} ?[0-9]+ ?)?月份?",
        r"[ (]*[上下]半年",
        rf"[ (]*第? ?(?:[0-9]|{NUMERALS}) ?季度",
        r"(?<=[年度])[ (]*第[一二三四] ?季",
        rf"(?<=[年度])[ (]*{NUMERALS}(?: ?月份?| ?(?={TO} ?{NUMERALS} ?[月季]))",
        r"(?<=[年度])[ (]*(?:前|以[前后来])",
        r"[ t][0-9]{2}:[0-9]{2}(?::[0-9]{2})?",
        rf"[-/ .,]*\b{MONTH_NAME}\b",
    )
)
# A period with all that makes it one: it is read whole, or no year is taken from it.
PERIOD = re.compile(
    rf"(?<![0-9])(?:(?<![a-z])(?:[qh][1-4]|[1-4][qh])[-/ ]?|\b{MONTH_NAME}[-/ .,]*)?{YEAR}"
    rf"(?:\.0+)?(?![0-9])(?: ?年(?![末底均])度?)?(?:{PART})*(?:(?<![0-9])|(?![0-9]))",
    re.I,
)
# What makes a year another period wherever it stands in a header: 2021年产值(1-3月).
PART_OF_YEAR = re.compile(rf"(?:[0-9]|{NUMERALS}) ?(?:月(?!龄)|季度)|[上下]半年")
NUMBER = re.compile(r"-?[0-9][0-9,. ]*[%\uff05]?")
# A unit that a name ends in without any mark: 产值万元; of 单元 and 每亩 it is a part.
GLUED = re.compile(
    r"(.+?[^\x00-\x7f每])(?<![单多公次])((?:千|百万|万|亿|美)?元|公里|千米|平方米|平方公里|万?亩|公顷|立方米"
    r"|公斤|千克|万?吨|万?千瓦时|万人次|万人|万户|%|‰)"
)
RUNNING = ("序号", "号", "no", "no.", "nr", "#", "unnamed: 0", "排名", "名次", "rank", "排序")
LONGEST = 200  # letters of a header that are looked at
EDGES = " ,;:_-/|."


@dataclass(frozen=True)
class Head:
    """A header taken apart: its name without unit and period, and these two ("" if none).

    `unread` is what names a period that cannot be read, such as 2021年1-3月: it stays in the name.
    """

    name: str
    unit: str = ""
    period: str = ""
    unread: str = ""


def head_of(text: str) -> Head:
    """Take a header apart: 人口(万人) 2016, Income [yuan], 2016年粮食产量/吨."""
    rest, unit, period = narrow(text[:LONGEST]), "", ""
    for found in BRACKETS.finditer(rest):
        if known := unit_of(found[1]):
            unit = unit or known
        elif named := _period(found[1]):
            period = period or named
        else:
            continue
        rest = rest.replace(found[0], " ", 1)
    rest, period, unread = _without_period(rest, period)
    name, unit = _without_unit(rest.strip(EDGES), unit)
    return Head(" ".join(name.split()), unit, period, unread)


def is_running(header: str) -> bool:
    """Say whether a column's header says that it holds running numbers or ranks."""
    return narrow(header).lower() in RUNNING


def _period(text: str) -> str:
    found = parse(narrow(text).upper().removesuffix("年底").removesuffix("年末"))
    return found.label if found else ""


def _without_period(text: str, period: str) -> tuple[str, str, str]:
    """Return a header without the one period that it names, the period, and what is not read."""
    found = list(PERIOD.finditer(text))
    unread = next((one[0].strip() for one in found if not _period(one[0])), "")
    rest, named = text, period
    if not unread and not period and len(found) == 1:
        rest = text[: found[0].start()].rstrip(EDGES) + " " + text[found[0].end() :].lstrip(EDGES)
        named = _period(found[0][0])
    part = PART_OF_YEAR.search(rest) if named.isdigit() else None
    unread = unread or (f"{named} {part[0]}" if part else "")
    return (text, "", unread) if unread else (rest, named, "")


def _without_unit(text: str, unit: str) -> tuple[str, str]:
    """Return a header without a unit that is set apart by a mark: 产量/吨, 产值,万元."""
    for mark in ("/", ",", ":", " ", "_"):
        name, _, last = text.rpartition(mark)
        found = unit_of(last)
        is_word = last.isascii() and len(last) > 3
        if name.strip(EDGES) and found and not unit and not (mark == " " and is_word):
            return name.strip(EDGES), found
    glued = None if unit else GLUED.fullmatch(text)
    return (glued[1].strip(EDGES), unit_of(glued[2])) if glued else (text, unit)


def titles(sheet: Sheet) -> list[str]:
    """Return what stands above the header of a table, each text once."""
    texts = (narrow(cell) for row in sheet.above for cell in row if cell and cell.strip())
    return list(dict.fromkeys(texts))


def with_whole_headers(sheet: Sheet) -> tuple[Sheet, str]:
    """Return a sheet whose header of two rows is one, and what was done; "" where it has one."""
    if sheet.above and _groups(sheet.above[-1], sheet.columns):
        names = _joined(sheet.above[-1], sheet.columns)
        return replace(sheet, columns=names, above=sheet.above[:-1]), _two_rows_note(sheet)
    first = [one[0].as_py() for one in sheet.cells.columns] if len(sheet.rows) > 1 else []
    if _is_second(sheet.columns, first):
        names = _joined(sheet.columns, first)
        rows, cells = sheet.rows[1:], sheet.cells.slice(1)
        return replace(sheet, columns=names, rows=rows, cells=cells), _two_rows_note(sheet)
    return sheet, ""


def _two_rows_note(sheet: Sheet) -> str:
    return f"the header has two rows (by row {sheet.how.header_row}): they are read as one"


def _groups(above: Sequence[str | None], header: Sequence[str | None]) -> bool:
    """Say whether the row above a header names groups of its columns, and is no title."""
    filled = [at for at, cell in enumerate(above) if cell and cell.strip()]
    texts = [narrow(above[at] or "") for at in filled]
    if not filled or any(SAID.search(text) or len(text) > 30 for text in texts):
        return False
    spans = any(at + 1 < len(above) and not above[at + 1] and header[at] for at in filled)
    return spans and (len(filled) > 1 or filled[0] > 0)


def _is_second(header: Sequence[str], first: Sequence[str | None]) -> bool:
    """Say whether the first row below a header is a part of it: it names what has no name."""
    if not first or "" not in header:
        return False
    unnamed = [cell for name, cell in zip(header, first, strict=True) if not name]
    texts = [cell for cell in first if cell]
    if not all(unnamed) or (header[0] and first[0]):
        return False
    return all(not NUMBER.fullmatch(one) or parse(one) for one in texts)


def _joined(upper: Sequence[str | None], lower: Sequence[str | None]) -> tuple[str, ...]:
    """Join two rows of headers; a group's name holds for the columns to its right too."""
    names, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        up, down = narrow(above or ""), narrow(below or "")
        if up:
            group = up if down else ""
        names.append(" ".join(part for part in (group or up, down) if part))
    return tuple(names)


def stem(text: str) -> str:
    """Return the name of a file, and of its sheet if it has several, without ending and folder."""
    name = text.rpartition("/")[2]
    return re.sub(r"\.[A-Za-z][A-Za-z0-9]*(?=,|$)", "", name)  # of 2021.01 nothing is one
