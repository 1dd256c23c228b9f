"""From sheets with a plan to the tables places, indicators and observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.cells import replaced_cells, written
from metrics.intake.facts import without_marks
from metrics.intake.keys import row_ids
from metrics.intake.match import Matched
from metrics.intake.period_parts import says_years, with_parts
from metrics.intake.place_columns import paths
from metrics.intake.place_registry import PlaceRegistry
from metrics.intake.plan import (
    CODE,
    GROUP,
    INDICATOR,
    PLACE,
    STATUS,
    Column,
    Indicator,
    Proposal,
    TablePlan,
)
from metrics.intake.sheet import Numbers
from metrics.model.indicators import INDICATORS, OBSERVATIONS, STATUSES
from metrics.model.periods import parse
from metrics.model.schema import Field, Measure, Table
from metrics.store.table_faults import ROW

DECLARED = tuple(
    field.name for field in INDICATORS.fields if field.name not in ("counted", "better", "source")
)
Given = tuple[int, Matched, Numbers]  # which sheet, the sheet, its rows that are no totals


def planned(proposal: Proposal, plan: TablePlan) -> Matched:
    """Return a sheet matched to a table of its own: a column for each that the plan uses."""
    fields = _fields(plan)
    columns = {field.name: at for at, field in fields.items()}
    used = {*columns.values()}
    left = frozenset(one.at for one in plan.columns if one.at not in used)
    table = Table(OBSERVATIONS.name, OBSERVATIONS.grain, tuple(fields.values()), ())
    return Matched(proposal.sheet, table, columns, left, plan=plan, notes=_notes(proposal, plan))


def _notes(proposal: Proposal, plan: TablePlan) -> tuple[str, ...]:
    given = [("period", plan.period), ("place", plan.place)]
    said = [f"{what} {value} given for all rows" for what, value in given if value]
    return (*said, *(note for note in proposal.notes if "not stated" in note))


def _fields(plan: TablePlan) -> dict[int, Field]:
    """Return a field for each column that is used, by the column's number."""
    found: dict[int, Field] = {}
    levels = [one for pair in paths(plan.of(PLACE, CODE)).values() for one in pair if one]
    names = [one for one in levels if one.role == PLACE] or levels
    for nth, one in enumerate(reversed(names)):
        name = ("place_id", "parent_id")[nth] if nth < 2 else f"within_{nth}"
        found[one.at] = Field(name, "a place")
    for one in levels:
        found.setdefault(one.at, Field(f"code_{one.at}", "code of a place"))
    for column, name in ((plan.dated, "period"), (plan.part, "period_part")):
        if column is not None:
            unit = "year" if column is plan.dated and says_years(column.head) else ""
            found[column.at] = Field(name, "when", unit=unit)
    for one in plan.of(STATUS)[:1]:
        found[one.at] = Field("status", "how it stands", enum=STATUSES)
    for one in plan.of(GROUP)[:1]:
        found[one.at] = Field("group", "part observed")
    for one in plan.of(INDICATOR):
        found[one.at] = _measure(one, plan)
    return found


def _measure(one: Column, plan: TablePlan) -> Field:
    declared = plan.indicator(one.indicator)
    name = f"{one.at} {one.indicator}"
    if declared.kind == "category":
        return Field(name, declared.label)
    return Measure(
        name,
        declared.label,
        type="number",
        unit=declared.unit,
        minimum=None,
        combine="sum" if declared.across_places == "sum" else "none",
    )


def arranged(given: Sequence[Given], listed: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables that sheets with a plan make: as text, each row with its id.

    `listed` are tables given beside them: places among these are kept to, and named by name, id or
    code; indicators among these are not declared again.
    """
    if not given:
        return {}
    registry = PlaceRegistry(listed.get("places"))
    indicators = _Indicators(listed.get("indicators"))
    observations: list[pa.Table] = []
    for nth, one, rows in given:
        ids = indicators.add(nth, one)
        observations += _observations(nth, one, rows, registry, ids)
    made = {"observations": _table(observations)}
    made["indicators"] = indicators.table()
    if registry.is_own:
        made["places"] = registry.table()
    return made


def _table(parts: Sequence[pa.Table]) -> pa.Table:
    names = ["place_id", "indicator_id", "period", "status", "group", "value"]
    may_lack = ("place_id", "period")
    empty = pa.schema([*((name, pa.string()) for name in names), (ROW, pa.int64())]).empty_table()
    found = pa.concat_tables([empty, *parts], promote_options="default")
    return found.drop_columns([n for n in may_lack if found.column(n).null_count == found.num_rows])


class _Indicators:
    """The rows of indicators.csv that several sheets declare, each id once.

    Two are one where name and unit are the same: values in two units are two indicators.
    """

    def __init__(self, listed: pa.Table | None) -> None:
        self.rows: list[dict[str, object]] = []
        rows = listed.to_pylist() if listed is not None else []
        self.known = {
            str(row.get("indicator_id")): (str(row.get("label")), str(row.get("unit")))
            for row in rows
        }

    def add(self, nth: int, one: Matched) -> dict[str, str]:
        """Declare the indicators of a sheet; return the id that each has in the dataset."""
        plan = one.plan
        assert plan is not None
        ids: dict[str, str] = {}
        fresh = []
        for each in plan.used:
            ids[each.indicator_id] = name = self._id(each)
            if name not in self.known:
                fresh.append((name, self._label(each), each))
                self.known[name] = (each.label, each.unit)
        for name, label, each in fresh:
            at = next((c.at for c in plan.columns if c.indicator == each.indicator_id), 0)
            top = np.array([one.sheet.how.header_row])
            row = {field: str(getattr(each, field, "")) or None for field in DECLARED}
            weight = ids.get(each.weight, each.weight) or None
            row |= {"indicator_id": name, "label": label, "weight": weight}
            self.rows.append(row | {ROW: int(row_ids(top, nth, at)[0])})
        return ids

    def _id(self, one: Indicator) -> str:
        """Return the id of the same indicator of another sheet, else one that no other has."""
        same = [name for name, key in self.known.items() if key == (one.label, one.unit)]
        found, nth = one.indicator_id, 2
        while not same and found in self.known:
            found, nth = f"{one.indicator_id}-{nth}", nth + 1
        return same[0] if same else found

    def _label(self, one: Indicator) -> str:
        """Return the label of an indicator, with its unit where another has the same."""
        taken = any(label == one.label for label, _ in self.known.values())
        return f"{one.label} ({one.unit})" if taken else one.label

    def table(self) -> pa.Table:
        """Return the rows as a table of text."""
        columns = {
            name: pa.array([row.get(name) for row in self.rows], pa.string()) for name in DECLARED
        }
        ids = pa.array([row[ROW] for row in self.rows], pa.int64())
        table = pa.table({**columns, ROW: ids})
        return table.drop_columns(
            [
                n
                for n in ("group", "breaks", "weight", "label_zh")
                if table.column(n).null_count == table.num_rows
            ]
        )


def _observations(
    nth: int, one: Matched, rows: Numbers, registry: PlaceRegistry, ids: Mapping[str, str]
) -> list[pa.Table]:
    """Return the observations of a sheet, a table for each column that holds values."""
    plan = one.plan
    assert plan is not None
    keep = pa.array(np.isin(one.sheet.rows, rows))
    cells, numbers = written(one).filter(keep), one.sheet.rows[np.isin(one.sheet.rows, rows)]
    frame = _frame(one, plan, cells, registry)
    parts = []
    for each in plan.of(INDICATOR):
        values = _values(cells.column(f"{each.at} {each.indicator}"), each, plan)
        period = _when(plan, cells, each.period) if each.period else frame["period"]
        part = pa.table({**frame, "period": period, **values})
        part = part.append_column("indicator_id", _repeated(ids[each.indicator], len(part)))
        part = part.append_column(ROW, pa.array(row_ids(numbers, nth, each.at)))
        several = sum(c.indicator == each.indicator for c in plan.columns) > 1
        filled_only = each.at in one.sheet.spread or (several and not each.period)
        parts.append(part.filter(_rows_kept(part, filled_only)))
    for counted in (i for i in plan.used if i.counts):
        at = next((c.at for c in plan.of(PLACE, CODE)[-1:]), 0)
        part = pa.table({**frame, "value": _repeated("1", len(numbers))})
        part = part.append_column(
            "indicator_id", _repeated(ids[counted.indicator_id], len(numbers))
        )
        parts.append(part.append_column(ROW, pa.array(row_ids(numbers, nth, at))))
    return parts


def _frame(
    one: Matched, plan: TablePlan, cells: pa.Table, registry: PlaceRegistry
) -> dict[str, pa.ChunkedArray]:
    """Return what all values of a row share: place, period, and where given status and group."""
    by_at = {at: cells.column(name) for name, at in one.columns.items()}
    found = {"place_id": registry.ids(plan, by_at, len(cells))}
    found["period"] = _periods(_when(plan, cells, "" if plan.dated else plan.period))
    return found | {n: cells.column(n) for n in ("status", "group") if n in one.columns}


def _when(plan: TablePlan, cells: pa.Table, given: str) -> pa.ChunkedArray:
    """Return what says when each row holds: what is given for all, or a column; with its part."""
    column = plan.dated and not given
    when = cells.column("period") if column else _repeated(given or None, len(cells))
    return with_parts(when, cells.column("period_part"), plan.part.kind) if plan.part else when


def _periods(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return periods in their one form; what cannot be read stays, for a rule to find."""
    texts = [text for text in pc.unique(cells).to_pylist() if text]
    return replaced_cells(cells, {t: found.label for t in texts if (found := parse(t))})


def _values(cells: pa.ChunkedArray, column: Column, plan: TablePlan) -> dict[str, pa.ChunkedArray]:
    """Return the values of a column as numbers without marks; of a category, its words and 1."""
    declared = plan.indicator(column.indicator)
    stated = without_marks(cells)
    if declared.kind == "category":
        one = pc.if_else(pc.is_valid(stated), pa.scalar("1"), pa.scalar(None, pa.string()))
        return {"group": stated, "value": one}
    if declared.unit == "percent":
        stated = pc.replace_substring_regex(stated, " ?[%\uff05]$", "")
    return {"value": stated}


def _rows_kept(part: pa.Table, filled_only: bool) -> pa.Array:
    """Say which rows stay: filled ones, and of a period that any states also the empty ones."""
    filled = pc.is_valid(part.column("value"))
    if filled_only or "group" in part.column_names:
        return filled
    periods = pc.unique(part.column("period").filter(filled))
    return pc.or_(filled, pc.is_in(part.column("period"), value_set=periods))


def _repeated(text: str | None, count: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(text, pa.string()), count)])
