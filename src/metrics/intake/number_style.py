"""How the numbers of a sheet are written: found only where they can be read in one way.

A mark of thousands is believed where it cannot be a decimal mark; where both are possible, the
reader is asked. A share, or any number of up to 1, has no thousands. A comma before three digits is
of thousands where it stands in a count or an amount: 1,019 households, 1,500 yuan, but not 1,500
percent. Where ";" parts the cells, the comma is likely a decimal mark, and is asked for there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.sheet import NumberStyle
from metrics.model.schema import Field
from metrics.model.units import adds_up

MARKS = {",": ",", ".": ".", " ": " \u00a0\u202f", "'": "'\u2019"}  # each as it may be typed
NUMERIC = ("integer", "number")
FIRST = "-?[1-9][0-9]{0,2}"  # a first group never starts with 0
LONG = "^-?[0-9]{4,}([.,][0-9]+)?$"
YEAR = "^(19|20)[0-9]{2}$"
Columns = Sequence[tuple[Field, pa.ChunkedArray]]


@dataclass(frozen=True)
class Finding:
    """The style found; `doubt` is a number that may be read in two ways, and `mark` why."""

    style: NumberStyle
    doubt: str = ""
    mark: str = ""


def is_share(field: Field) -> bool:
    """Say whether a column holds numbers of up to 1, in which no mark can be of thousands."""
    return field.type == "number" and field.maximum is not None and field.maximum <= 1


def is_large(field: Field) -> bool:
    """Say whether a column holds counts or amounts, of which a comma parts the thousands."""
    return field.type == "integer" or (field.type == "number" and adds_up(field.unit))


def found(columns: Columns, delimiter: str = "") -> Finding:
    """Return how the numbers of the matched columns are written; `delimiter` parts their cells."""
    numbers = [cells for field, cells in columns if field.type in NUMERIC and not is_share(field)]
    plain = [_marked(cells) for cells in numbers]
    shares = [_marked(cells) for field, cells in columns if is_share(field)]
    decimal = {m for m in ",." if _is_decimal(plain, shares, m)}
    proven = {m for m in MARKS if m not in decimal and _is_thousands(plain, m, decimal)}
    if len(proven) == 1:
        (mark,) = proven
        return Finding(NumberStyle("," if mark == "." or decimal == {","} else ".", mark))
    point = "," if decimal == {","} else "."
    for mark in ",.":
        once = _once(plain, mark) if mark not in decimal else []
        if len(once) > 1 and not proven:
            large = [_marked(cells) for field, cells in columns if is_large(field)]
            believed = mark == "," and delimiter != ";" and _are_whole(large, numbers)
            return Finding(NumberStyle(".", ",")) if believed else _asked(once, mark)
    return Finding(NumberStyle(point))


def _asked(once: Sequence[str], mark: str) -> Finding:
    return Finding(NumberStyle("."), once[0], mark)


def _marked(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the cells that hold any mark: the others say nothing of the style."""
    marks = "".join(MARKS.values())
    return cells.filter(pc.fill_null(pc.match_substring_regex(cells, f"[{marks}]"), False))


def _is_decimal(
    plain: Sequence[pa.ChunkedArray], shares: Sequence[pa.ChunkedArray], mark: str
) -> bool:
    """Say whether a mark stands where only a decimal mark can."""
    broken = f"^-?[0-9]+[{mark}][0-9]*$"
    grouped = f"^{FIRST}([{mark}][0-9]{{3}})$"
    fractions = _count(plain, broken) - _count(plain, grouped)
    return fractions > 0 or _count(shares, f"^-?[0-9]*[{mark}][0-9]+ ?[%\uff05]?$") > 0


def _is_thousands(plain: Sequence[pa.ChunkedArray], mark: str, decimal: set[str]) -> bool:
    """Say whether a mark stands where no decimal mark can: twice, before one, or as a space."""
    typed, other = MARKS[mark], "." if mark == "," else ","
    if mark in " '" or other in decimal:
        return _count(plain, f"^{FIRST}([{typed}][0-9]{{3}})+([.,][0-9]+)?$") > 0
    twice = f"^{FIRST}([{typed}][0-9]{{3}}){{2,}}([{other}][0-9]+)?$"
    both = f"^{FIRST}([{typed}][0-9]{{3}})+[{other}][0-9]+$"
    return _count(plain, twice) + _count(plain, both) > 0


def _are_whole(counts: Sequence[pa.ChunkedArray], numbers: Sequence[pa.ChunkedArray]) -> bool:
    """Say whether a comma in counts is of thousands: not where 12,000 may be 12 of three decimals.

    Nor where a number of as many digits stands without one.
    """
    long = _count(numbers, LONG) - _count(numbers, YEAR)
    return not long and any(not one.endswith("000") for one in _once(counts, ","))


def _once(columns: Sequence[pa.ChunkedArray], mark: str) -> list[str]:
    """Return the cells with one mark, before three digits: those of a column each once."""
    fits = f"^{FIRST}[{mark}][0-9]{{3}}$"
    found = (one.filter(pc.match_substring_regex(one, fits)) for one in columns)
    return [text for one in found for text in pc.unique(one).to_pylist() if text]


def _count(columns: Sequence[pa.ChunkedArray], pattern: str) -> int:
    return sum(pc.sum(pc.match_substring_regex(one, pattern)).as_py() or 0 for one in columns)


def plain_numbers(cells: pa.ChunkedArray, style: NumberStyle, share: bool) -> pa.ChunkedArray:
    """Return a column with its numbers as 1234.5; what does not fit the style is left."""
    thousands = "" if share else style.thousands
    if not thousands and style.decimal == ".":
        return cells
    typed, end = MARKS.get(thousands, ""), "( ?[%\uff05])?"
    whole = f"({FIRST}([{typed}][0-9]{{3}})+|-?[0-9]+)" if thousands else "-?[0-9]*"
    fits = pc.match_substring_regex(cells, f"^{whole}([{style.decimal}][0-9]+)?{end}$")
    bare = pc.replace_substring_regex(cells, f"[{typed}]", "") if thousands else cells
    return pc.if_else(fits, pc.replace_substring(bare, style.decimal, "."), cells)
