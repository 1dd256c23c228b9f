"""Tables with a column of names of indicators and one of values: each indicator gets a column.

Every row stays where it is, so that a fault is still named by the row and column of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.facts import Facts, facts
from metrics.intake.heads import head_of, is_running
from metrics.intake.keys import SEPARATOR, joined
from metrics.intake.limits import COLUMNS
from metrics.intake.sheet import Sheet

NAMES = (
    *("指标", "指标名称", "统计指标", "指标项", "项目", "项目名称"),
    *("indicator", "indicator name", "variable", "item", "series", "series name", "measure"),
)
VALUES = (
    *("数值", "值", "指标值", "数据", "数量", "统计值", "value", "values", "amount", "figure"),
    *("observation", "number"),
)
UNITS = ("单位", "计量单位", "unit", "units")


@dataclass(frozen=True)
class Spread:
    """A sheet with a column for each indicator that its rows name, and what was done.

    `left` says of each column that was read so, by its number, why it is none itself; `names` are
    the columns of names. Both are empty where the rows name no indicators.
    """

    sheet: Sheet
    note: str = ""
    left: Mapping[int, str] = field(default_factory=dict)
    names: tuple[int, ...] = ()


def spread(sheet: Sheet) -> Spread:
    """Return a sheet whose rows name indicators with a column for each of them."""
    words = [head_of(name).name.lower() for name in sheet.columns]
    named = [at for at, word in enumerate(words) if word in NAMES][:1]
    if not named or facts(sheet.cells.column(named[0])).is_numeric:
        return Spread(sheet)
    values = _values(sheet, words)
    units = [at for at, word in enumerate(words) if sheet.columns[at].lower() in UNITS][:1]
    keys = joined([sheet.cells.column(at) for at in (*named, *units)], len(sheet.rows))
    texts = [text for text in pc.unique(keys).to_pylist() if text.split(SEPARATOR)[0]]
    if not values or len(sheet.columns) + len(texts) * len(values) > COLUMNS:
        return Spread(sheet)
    left = dict.fromkeys(values, "its numbers are read by the indicator that each row names")
    left |= dict.fromkeys(named, "its words name the indicators: each is read as a column")
    left |= dict.fromkeys(units, "its units are read with the names of the indicators")
    note = f"the column “{sheet.columns[named[0]]}” names {len(texts)} indicators: a column each"
    return Spread(_with_columns(sheet, keys, texts, values), note, left, tuple(named))


def _values(sheet: Sheet, words: Sequence[str]) -> list[int]:
    """Return the columns of values: by their header, one a period, or the only one of numbers."""
    every = [facts(one) for one in sheet.cells.columns]
    numeric = [at for at, one in enumerate(every) if _may_be_value(sheet, at, one)]
    by_name = [at for at in numeric if words[at] in VALUES]
    by_period = [at for at in numeric if not words[at] and head_of(sheet.columns[at]).period]
    alone = numeric if len(numeric) == 1 else []
    return by_name[:1] or by_period or alone


def _may_be_value(sheet: Sheet, at: int, found: Facts) -> bool:
    if not found.is_numeric or is_running(sheet.columns[at]):
        return False
    # Values may lie between 1800 and 2199: where the header is a period, they are no years.
    return bool(head_of(sheet.columns[at]).period) or not found.are_periods()


def _with_columns(
    sheet: Sheet, keys: pa.ChunkedArray, texts: Sequence[str], values: Sequence[int]
) -> Sheet:
    """Return a sheet with a column more for each name and column of values."""
    nothing = pa.scalar(None, pa.string())
    heads, cells, of = list(sheet.columns), list(sheet.cells.columns), {}
    for text in texts:
        own = pc.equal(keys, text)
        for at in values:
            of[len(heads)] = at
            heads.append(_head(*text.split(SEPARATOR), column=sheet.columns[at]))
            cells.append(pc.if_else(own, sheet.cells.column(at), nothing))
    table = pa.table(cells, names=[f"c{at}" for at in range(len(cells))])
    return replace(sheet, columns=tuple(heads), cells=table, spread=of)


def _head(name: str, unit: str = "", *, column: str) -> str:
    """Return the header of an indicator: its name with its unit and its period."""
    of_values = head_of(column)
    unit = "" if head_of(name).unit else unit or of_values.unit
    period = column if of_values.period and not of_values.name else ""
    return " ".join(filter(None, (name, f"({unit})" if unit else "", period)))
