"""What the cells of a column are: how many are filled, numbers or different, and in what range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

import pyarrow as pa
import pyarrow.compute as pc

from metrics.model.periods import parse

# A number as a table may write it, after NFKC: its digits full-width, its spaces not to be broken.
GROUPS = "[0-9]{1,3}(?:[, '\u2019][0-9]{3})+|[0-9]{1,3}(?:[.][0-9]{3}){2,}|[0-9]+"
AMOUNT = f"(?:(?:{GROUPS})(?:[.,][0-9]+)?|[0-9]{{1,3}}(?:[.][0-9]{{3}})+,[0-9]+)"
NUMBER = f"^(?:-?{AMOUNT}|\\({AMOUNT}\\))(?: ?%)?$"
DECIMAL_COMMA = (
    r"^[-(]?(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]+(?:[.][0-9]{3})+,[0-9]+)(?: ?%)?\)?$"
)
# What tables write where nothing is stated.
NOT_STATED: tuple[str, ...] = (
    "-",
    "--",
    "—",
    "——",
    "\u2013",
    "…",
    "……",
    "...",
    "..",
    "/",
    "N/A",
    "n/a",
    "NA",
    "na",
)
NOT_STATED += ("暂无", "无数据", "未统计", "缺", "null", "NULL", "nan", "NaN")
MOST = 5000  # different texts that are looked at one by one


@dataclass(frozen=True)
class Facts:
    """Of a column: filled cells, cells that hold a number, different texts, some of them, range."""

    filled: int
    numbers: int
    distinct: int
    texts: tuple[str, ...]
    least: float = 0
    most: float = 0
    outside: float = 0  # the share of numbers below 0 or above 100
    decimals: int = 0
    percents: int = 0  # cells with a percent sign

    @property
    def is_numeric(self) -> bool:
        """Say whether the column holds numbers, but for a few cells."""
        return self.numbers > 0 and self.numbers >= 0.8 * self.filled

    def are_periods(self, share: float = 0.9) -> bool:
        """Say whether a share of the column's different texts are periods."""
        found = sum(parse(text) is not None for text in self.texts)
        return bool(self.texts) and found >= share * len(self.texts)


def facts(cells: pa.ChunkedArray) -> Facts:
    """Return what the cells of a column are."""
    stated = without_marks(cells)
    filled = stated.drop_null()
    different = pc.unique(filled)
    some = tuple(different.slice(0, MOST).to_pylist())
    plain = pc.utf8_normalize(filled, form="NFKC")
    fits = plain.filter(pc.match_substring_regex(plain, NUMBER))
    found = Facts(len(filled), len(fits), len(different), some)
    return _ranged(found, fits) if found.is_numeric else found


def is_number(text: str) -> bool:
    """Say whether a cell holds a number, as a table may write it."""
    return re.match(NUMBER, normalize("NFKC", text)) is not None


def without_marks(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return cells without the marks that stand where nothing is stated."""
    is_mark = pc.fill_null(pc.is_in(cells, value_set=pa.array(NOT_STATED)), False)
    return pc.if_else(is_mark, pa.scalar(None, pa.string()), cells)


def marks(cells: pa.ChunkedArray) -> dict[str, int]:
    """Count the marks that stand where nothing is stated, by what is written."""
    found = cells.filter(pc.fill_null(pc.is_in(cells, value_set=pa.array(NOT_STATED)), False))
    return {one["values"]: one["counts"] for one in pc.value_counts(found).to_pylist()}


def _ranged(found: Facts, fits: pa.ChunkedArray) -> Facts:
    """Return facts with the range of the numbers, a comma read as a mark of thousands."""
    percents = pc.sum(pc.match_substring_regex(fits, "%$")).as_py() or 0
    plain = _plain(fits)
    values = plain.cast(pa.float64())
    ends = pc.min_max(values).as_py()
    out = pc.sum(pc.or_(pc.less(values, 0), pc.greater(values, 100))).as_py() or 0
    return Facts(
        found.filled,
        found.numbers,
        found.distinct,
        found.texts,
        ends["min"],
        ends["max"],
        out / len(fits),
        _decimals(plain),
        percents,
    )


def _plain(fits: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return numbers without their marks of thousands; two points mark thousands as well.

    A comma is the decimal mark of all where it can be nothing else in one of them: 0,85 or 12,5.
    """
    if pc.any(pc.match_substring_regex(fits, DECIMAL_COMMA)).as_py():
        fits = pc.replace_substring(pc.replace_substring(fits, ".", ""), ",", ".")
    points = pc.match_substring_regex(fits, "[.].*[.]")
    turned = pc.replace_substring(pc.replace_substring(fits, ".", ""), ",", ".")
    bare = pc.replace_substring_regex(pc.if_else(points, turned, fits), "[, '\u2019%)]", "")
    return pc.replace_substring(bare, "(", "-")


def _decimals(plain: pa.ChunkedArray) -> int:
    """Return how many decimals are written, two at most; those of 2016.0 are none."""
    bare = pc.replace_substring_regex(plain, r"\.?0+$", "")
    has = [pc.any(pc.match_substring_regex(bare, rf"\.[0-9]{{{n}}}")).as_py() for n in (1, 2)]
    return 2 if has[1] else 1 if has[0] else 0


def is_period(text: str) -> bool:
    """Say whether a text is a period that no plain number could be."""
    return parse(text) is not None and not re.fullmatch(r"[0-9.]+", text)


def together(same: Sequence[Facts]) -> Facts:
    """Return the facts of several columns taken together; the texts are those of the first."""
    return replace(
        same[0],
        least=min(one.least for one in same),
        most=max(one.most for one in same),
        outside=max(one.outside for one in same),
        decimals=max(one.decimals for one in same),
        percents=sum(one.percents for one in same),
    )
