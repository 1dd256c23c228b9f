"""Places ranked by a measure, and each one's share where the numbers add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from metrics.model.topic import FILTERS
from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.store.load import literal
from metrics.store.open import Store
from metrics.topics.compare_numbers import shares, worked_out
from metrics.topics.compare_sql import (
    BLANK,
    FIGURES,
    RANKED,
    arithmetic,
    given,
    noun,
    status,
    summed,
    typed,
    value,
)
from metrics.topics.metric import (
    ADDRESS_COLUMNS,
    DerivedMetric,
    Metric,
    Topic,
)
from metrics.topics.options import DEFAULT, MeasureOption, option

WHAT = "What several places state, place by place."


def which(of: MeasureOption) -> str:
    """Say which places and which status are compared."""
    places = (
        "The places compared are those chosen; of one place chosen, what lies directly in it; and "
        f"where none is chosen, the {noun(of)}."
    )
    if not of.status:
        return places
    return (
        f"{places} One status is compared: {of.status}, unless another is chosen alone; "
        "planned and achieved never stand together."
    )


def period_column(of: MeasureOption) -> tuple[str, str]:
    """Return the name of the column of periods, and its label."""
    table = of.of.table
    return ("year", "Year") if table.period == "year" else ("period", "Period")


def added_label(of: MeasureOption) -> str:
    """Return what the column is called that says what a number is made of."""
    return "Worked out from" if of.of.bottom else "Added up from"


def _ranked(of: MeasureOption) -> Metric:
    name, label = period_column(of)
    how = "over the periods that it states" if of.of.across == "sum" else "of the latest it states"
    return Metric(
        "compare_places",
        f"For each place compared, {of.label} {how}, and its rank; a place that states none has "
        f"no rank. {which(of)}",
        "one row per place",
        _rows_sql(of, f"{name}s"),
        {
            "rank": "Rank",
            "place": "Place",
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "status": "Status",
            f"{name}s": f"{label}s",
            "added": added_label(of),
            **ADDRESS_COLUMNS,
        },
        ("place",),
    )


def _rows_sql(of: MeasureOption, periods: str) -> str:
    number = value(of, "s")
    what = name_of_derived(of, literal(f"{of.label} of ") + " || l.label", "s")
    return f"""{given(of)},{summed(of)},{BLANK},
ranked as (select s.*, {number} as value, rank() over (order by {number} desc) as rank from found s)
select s.rank::bigint as rank, l.label as place, {literal(of.label)} as measure, s.value,
       {literal(of.unit)} as unit, {_status(of)} as status,
       {_periods(of)} as {periods},
       {_added(of)} as added, f.figure_id as figure, {FIGURES},
       if(s.rank <= {RANKED}, {what}, null) as what, s.own_status, s.periods as counted, s.in_part,
       {typed(of, "s")}{_latest(of)}
from level l left join ranked s using (place_id) left join blank b using (place_id)
left join figures f on f.figure_id = coalesce(s.figure, if(s.place_id is null, b.figure, null))
qualify count(s.place_id) over () > 0
order by 1 nulls last, 2""".strip()


def _periods(of: MeasureOption) -> str:
    """Return the SQL of the periods of a number; years are listed where one between is missing."""
    span = "if(s.first = s.last, s.first, format('{} to {}', s.first, s.last))"
    if of.of.table.period != "year":
        return span
    gap = "s.last::integer - s.first::integer >= s.periods"
    return f"if({gap}, s.each_period, {span})"


def name_of_derived(of: MeasureOption, name: str, row: str) -> str:
    """Return the SQL of what a number of a row that is worked out is called; null of others."""
    if of.of.rows:
        return f"if({row}.how is null or {row}.top is null, null, {name})"
    return name if of.of.bottom else "null"


def _status(of: MeasureOption) -> str:
    if of.of.bottom is not None:
        return status(of, "s")
    return status_sql("s.value", "s.own_status", "b.differ")


def _added(of: MeasureOption) -> str:
    """Return the SQL of what a number is made of: periods, places, or the parts of a ratio."""
    parts = []
    if of.of.bottom is not None:
        parts.append(arithmetic("s"))
    if of.of.across == "sum":
        unit = "years" if of.of.table.period == "year" else "periods"
        some = "if(s.in_part > 0, format(', {} of them in part', s.in_part), '')"
        parts.append(
            f"if(s.periods > 1, format('{{}} {unit} state it', s.periods) || {some}, null)"
        )
    parts.append("of_places(s.given_by, s.of_all, null)")
    parts.append("if(s.place_id is null and b.differ, 'its places state different numbers', null)")
    return f"nullif(concat_ws('; ', {', '.join(parts)}), '')"


def _latest(of: MeasureOption) -> str:
    """Return the SQL of what tells whether the latest periods of places are the same."""
    return ", s.nth::varchar as latest" if of.of.across == "latest" else ""


def _shares(of: MeasureOption, rows: Metric) -> DerivedMetric:
    says = (
        "The sum over all places compared, and the share in it of each of the largest, as many as "
        "the chart shows; no sum where a place lies in another, or where the latest periods or the "
        "statuses differ."
    )
    each = f"How {of.label} was worked out for each of the places that the chart shows."
    return worked_out(of, rows, says, each, partial(shares, of))


def scope_of(of: MeasureOption) -> Callable[[Selection], tuple[str, ...]]:
    """Return what says which places are compared, and which filters do not act on the measure."""

    def scope(selection: Selection) -> tuple[str, ...]:
        found = []
        if len(selection.villages) == 1:
            found.append(f"Compared is what lies directly in {selection.villages[0]}.")
        elif not selection.villages:
            found.append(f"Compared are the {noun(of)}.")
        idle = [n for n in ("years", "status") if n not in uses(of) and getattr(selection, n)]
        found += [f"The {FILTERS[name]} filter does not change {of.label}." for name in idle]
        return tuple(found)

    return scope


def uses(of: MeasureOption) -> tuple[str, ...]:
    """Return the filters that act where places are compared by a measure."""
    years = ("years",) if of.of.dated else ()
    return ("compare", *years, "villages", *(("status",) if of.status else ()))


def ranking(of: MeasureOption) -> Topic:
    """Return the topic that ranks places by a measure."""
    how = "over the periods chosen" if of.of.across == "sum" else "of the latest period stated"
    names = ("compare_places", "Places ranked", f"{how}, place by place.")
    rows = _ranked(of)
    return topic(*names, of, rows, _shares(of, rows), ranking)


def topic(
    name: str,
    title: str,
    says: str,
    of: MeasureOption,
    rows: Metric,
    derived: Metric,
    make: Callable[[MeasureOption], Topic],
) -> Topic:
    """Return a topic of the page Compare; `make` returns it for another measure."""
    return Topic(
        name,
        title,
        f"{of.label[:1].upper()}{of.label[1:]} {says}",
        rows,
        derived,
        uses(of),
        scope_of(of),
        page="compare",
        tables=(of.of.table.name,),
        variant=compared(make),
    )


def compared(make: Callable[[MeasureOption], Topic]) -> Callable[[Store, Selection], Topic]:
    """Return what makes a topic for the measure that a selection compares places by."""

    def variant(store: Store, selection: Selection) -> Topic:
        found = option(store, selection)
        if found:
            return make(found)
        return replace(make(DEFAULT), about=WHAT, uses=(), scope=lambda selection: ())

    return variant


RANKING = ranking(DEFAULT)
