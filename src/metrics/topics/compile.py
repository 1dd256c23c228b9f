"""From a topic's record to the query of its rows and the numbers worked out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from metrics.model.comparable import ratios
from metrics.model.topic import PROVENANCE, Measures, TopicRecord
from metrics.records import TABLES
from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.store.load import literal
from metrics.store.open import Store
from metrics.topics.metric import Metric, Topic, Variant, derived_from

FILTERS = {
    "years": "(len($years) = 0 or list_contains($years, year))",
    "status": "(len($status) = 0 or list_contains($status, status))",
}
ONE_PLACE = "if(counted = 1, one_place, null)"  # several rows may each be of one place
# Rows are grouped by these columns: a filter of their values leaves whole rows out.
SPLIT = {"years": "year", "status": "own_status"}
WIDTH = 99
MEASURE = "len($measure) = 0 or list_contains($measure, measure)"


def topic(record: TopicRecord) -> Topic:
    """Return a topic as pages and files use it."""
    rows = metric(record)
    derived = derived_from(
        rows,
        record.derived_says,
        *record.derived,
        name=f"{record.name}_derived",
        as_listed=record.derived_as_listed,
    )
    return Topic(
        record.name,
        record.title,
        record.summary,
        rows,
        derived,
        record.filters,
        record.filter_note,
        record.page,
        record.village_table,
        _tables(rows.sql),
        variant=_by_ratio(record) if "measure" in record.filters else None,
    )


def _by_ratio(record: TopicRecord) -> Variant:
    """Return what makes the topic of a ratio that was chosen: that number, and its chart."""

    def variant(store: Store, selection: Selection) -> Topic:
        whole = topic(record)
        for one in ratios(record):
            if selection.measure == (one.compared_as,):
                only = topic(replace(record, derived=(one,)))
                return replace(only, chart=f"{record.name}_{one.id}")
        return whole

    return variant


def metric(record: TopicRecord) -> Metric:
    """Return the rows of a topic: the SQL of its own, or that written from its measures."""
    rows = record.rows
    if isinstance(rows, Measures):
        columns = _shown(rows)
        labels = {name.rpartition(" as ")[2]: label for name, label in columns.items()}
        key = rows.key or tuple(n for n in labels if n in (*rows.table.descriptive, "measure"))
        says = rows.says or _sentence(record, rows)
        sql = _sql(record, rows, tuple(columns))
        split = {name: column for name, column in SPLIT.items() if name in record.filters}
        grain = rows.grain or _grain(key)
        return Metric(record.name, says, grain, sql, labels, key, split=split)
    return Metric(record.name, rows.says, rows.grain, rows.sql, rows.columns, rows.key)


def _tables(sql: str) -> tuple[str, ...]:
    """Return the topic tables that a query reads, by name, itself or by its roll-up."""
    words = set(re.findall(r"\w+", sql))
    return tuple(t.name for t in TABLES if {t.name, f"{t.name}_up", f"{t.name}_measures"} & words)


def _grain(key: tuple[str, ...]) -> str:
    return f"one row per {', '.join(key)}"


def _sentence(record: TopicRecord, rows: Measures) -> str:
    """Say in words what the query does."""
    named = ", ".join(measure.says for measure in rows.table.combined)
    return (
        f"{record.summary} Each row gives one of: {named}. Where none is given the value is empty, "
        "not zero. Numbers of several places are added up, and say of how many."
    )


def _shown(rows: Measures) -> dict[str, str]:
    """Return the columns of a topic that names none: what a row is about, then its value."""
    if rows.columns:
        return dict(rows.columns)
    about = {name: name.replace("_", " ").capitalize() for name in _words(rows)}
    value = {"measure": "Measure", "value": "Value", "unit": "Unit", "place": "Place"}
    rest = {"added": "Added up from", "status": "Status", **PROVENANCE}
    figures = {name: name.replace("_", " ").capitalize() for name in rows.table.other_figures}
    return {**about, **value, **{k: v for k, v in rest.items() if k not in about}, **figures}


def _words(rows: Measures) -> tuple[str, ...]:
    """Return the descriptive columns that are no unit of a measure."""
    units = {measure.unit_column for measure in rows.table.combined}
    return tuple(name for name in rows.table.descriptive if name not in units)


def _sql(record: TopicRecord, rows: Measures, columns: tuple[str, ...]) -> str:
    by_village = bool(record.village_table)
    dates = _dates(rows, by_village) if rows.latest else ""
    shown = _wrapped([*(_column(name, rows) for name in columns), *_typed(rows)], 7)
    having = _having(rows)
    wheres = [FILTERS[name] for name in record.filters if name in FILTERS]
    wheres += [_measured(record)] if "measure" in record.filters else []
    where = f"\n    where {f'{chr(10)}      and '.join(wheres)}" if wheres else ""
    order = rows.order or ", ".join([*(f"sums.{n}" for n in _words(rows)), "nth"])
    return f"""
with {dates}sums as (
    select {_wrapped(list(_sums(rows, by_village)), 11)}
    from {_source(rows, by_village)}{where}
    group by all{having})
select {shown}
from sums left join figures f on counted = 1 and f.figure_id = sums.figure
order by {order}""".strip()


def _measured(record: TopicRecord) -> str:
    """Return the condition of the measure chosen; a ratio has the rows of both its parts."""
    parts = [
        f"list_contains($measure, {literal(one.compared_as)}) "
        f'and "column" in ({literal(one.top)}, {literal(one.bottom)})'
        for one in ratios(record)
    ]
    return f"({f'{chr(10)}           or '.join([MEASURE, *parts])})"


def _having(rows: Measures) -> str:
    """Return the condition that leaves out of several places what is shown of one place only."""
    kept = {measure.combine for measure in rows.table.combined}
    return " having any_value(combine) <> 'single' or sum(counted) = 1" if "single" in kept else ""


def _source(rows: Measures, by_village: bool) -> str:
    table = rows.table.name
    places = (
        f"places_chosen('{table}', $villages) using (place_id)"
        if by_village
        else "dataset on place_id = ''"
    )
    if not rows.latest:
        return f"{table}_measures join {places}"
    words = rows.latest
    same = f"d.nth = 1 and d.{words} = m.{words} and d.day is not distinct from m.{words}_date"
    return f"{table}_measures m join {places}\n    join dates d on {same}"


def _dates(rows: Measures, by_village: bool) -> str:
    """Return the CTE of the dates that the places chosen give, the latest first.

    Words that name no year are taken as those of the time of writing: later than any year.
    """
    table, words = rows.table.name, rows.latest
    places = f"join places_chosen('{table}', $villages) using (place_id)"
    return f"""dates as (
    select {words}, {words}_date as day, sum(counted)::bigint as n, row_number() over (
           order by {words}_date desc nulls first, sum(counted) desc, {words}) as nth
    from {table}_up {places if by_village else "where place_id = ''"} group by 1, 2),
"""


def _sums(rows: Measures, by_village: bool) -> Iterator[str]:
    """Yield the columns of the measures added up over the places chosen."""
    descriptive = rows.table.descriptive
    yield from (
        f"m.{name}" if name.startswith(rows.latest or " ") else name for name in descriptive
    )
    measured = ["nth", "measure", '"column"', "measure_unit", "panel"]
    measured += ["combine"] if rows.table.may_differ else []
    measured += [] if by_village else ["coalesce(stated_by, territory) as territory"]
    yield from (f"m.{name}" if name == "nth" and rows.latest else name for name in measured)
    if not rows.table.may_differ:
        yield "sum(value) as value"
    else:
        agreed = "min(value) = max(value) and count(value) = count(*) filter (stated > 0)"
        same = f"if({agreed},\n              min(value), null)"
        yield f"if(any_value(combine) = 'same', {same}, sum(value)) as value"
    yield from ("sum(stated) as stated", "sum(counted) as counted")
    apart = " + any_value(chosen) - count(*)" if by_village else ""
    yield f"sum(counted + missing){apart} as places"
    for name in ("one_place", "figure", *rows.table.other_figures):
        yield f"any_value({name}) as {name}"
    yield from ("sum(paired) as paired", "sum(compared) as compared")
    yield "sum(ambiguous) as ambiguous"
    if by_village:
        yield "places_stating(stated_by, label, value, chosen, territory) as territory"


def _column(name: str, rows: Measures) -> str:
    """Return the SQL of a column shown; `a as b` is the column a of the table, called b."""
    whole = all(m.type == "integer" for m in rows.table.combined)
    own = "sums.status" if "status" in rows.table.descriptive else "coalesce(f.status, 'standing')"
    differ = "stated > 1" if rows.table.may_differ else ""
    special = {
        "value": f"sums.value::{'bigint' if whole else 'double'} as value",
        "unit": "measure_unit as unit",
        "figure": "f.figure_id as figure",
        "place": f"if(places = 1, {ONE_PLACE}, territory) as place",
        "added": f"of_places(stated, places, {ONE_PLACE}) || and_ambiguous(ambiguous) as added",
        "status": f"{status_sql('sums.value', own, differ)} as status",
        "year": "cast(year as varchar) as year",
        **{n: f"f.{n}" for n in PROVENANCE if n != "figure"},
    }
    source, _, alias = name.rpartition(" as ")
    if (source or name) in rows.table.other_figures:
        return f"if(counted = 1, {source or name}, null) as {alias}"
    return special.get(name, f"sums.{name}" if name in rows.table.descriptive else name)


def _typed(rows: Measures) -> list[str]:
    own = "sums.status" if "status" in rows.table.descriptive else "f.status"
    found = ['"column"', f"{own} as own_status", "places", "stated", "paired"]
    found += ["compared as paired_places", "ambiguous"]
    found += ["combine"] if rows.table.may_differ else []
    if rows.latest:
        others = f"string_agg(format('{{}} ({{}})', {rows.latest}, n), '; ' order by nth)"
        found.append(f"(select {others}\n        from dates where nth > 1) as other_dates")
    return found


def _wrapped(cells: list[str], indent: int) -> str:
    """Return cells with commas between them, in lines no longer than a reader can follow."""
    lines, line = [], ""
    for cell in cells:
        longer = f"{line}, {cell}" if line else cell
        if line and len(longer) + indent > WIDTH:
            lines.append(f"{line},")
            line = cell
        else:
            line = longer
    return f"\n{' ' * indent}".join([*lines, line])
