"""Places ranked by a measure, and each one's share where the numbers add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from metrics.model.derived import DECIMALS, Derived, rounded
from metrics.model.rows import Rows
from metrics.model.topic import FILTERS
from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.store.load import literal
from metrics.store.open import Store
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
    derived_from,
)
from metrics.topics.options import DEFAULT, MeasureOption, option

ALL = "all places compared"
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
    what = f"{literal(f'{of.label} of ')} || l.label" if of.of.bottom else "null"
    return f"""{given(of)},{summed(of)},{BLANK},
ranked as (select s.*, {number} as value, rank() over (order by {number} desc) as rank from found s)
select s.rank::bigint as rank, l.label as place, {literal(of.label)} as measure, s.value,
       {literal(of.unit)} as unit, {_status(of)} as status,
       if(first = last, first, format('{{}} to {{}}', first, last)) as {periods},
       {_added(of)} as added, f.figure_id as figure, {FIGURES},
       if(s.rank <= {RANKED}, {what}, null) as what, s.own_status, s.periods as counted, s.in_part,
       {typed(of, "s")}{_latest(of)}
from level l left join ranked s using (place_id) left join blank b using (place_id)
left join figures f on f.figure_id = coalesce(s.figure, if(s.place_id is null, b.figure, null))
qualify count(s.place_id) over () > 0
order by 1 nulls last, 2""".strip()


def _status(of: MeasureOption) -> str:
    if of.of.bottom is not None:
        return status(of, "s")
    return status_sql("s.value", "s.own_status")


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
    if of.of.bottom is not None:
        says = f"How {of.label} was worked out for each of the places that the chart shows."
    elif not of.of.adds:
        says = "Nothing is worked out: these numbers do not add up."
    return derived_from(rows, says, ratios if of.of.bottom else partial(shares, of))


def shares(of: MeasureOption, rows: Rows) -> Iterator[Derived]:
    """Yield the sum of places that can be added up, and the share in it of each of the largest."""
    stated = [row for row in rows if row.value is not None]
    if not stated or not can_be_added(stated):
        return
    total = sum(row.amount for row in stated)
    yield sum_of(of, ALL, stated)
    for row in stated[:RANKED] if total > 0 else ():
        numbers = f"{numeral(of, row.amount)} / {numeral(of, total)}"
        yield Derived(
            f"share/{row['place']}",
            f"share of {row['place']}",
            rounded(100 * row.amount / total, 1),
            "percent",
            DECIMALS[1],
            f"{row['place']} / {ALL}",
            f"{numbers} = {row.amount / total:.4f}",
        )


def can_be_added(stated: Rows) -> bool:
    """Say whether numbers of places are of one status and period each, and none holds another."""
    first = stated[0]
    same = len({(row.own_status, row["latest"]) for row in stated}) == 1
    return bool(first["adds"]) and not first["nested"] and same


def sum_of(of: MeasureOption, what: str, stated: Rows) -> Derived:
    """Return the sum of the numbers of several places."""
    total = sum(row.amount for row in stated)
    return Derived(
        what,
        what,
        total,
        of.unit,
        DECIMALS[0],
        "sum of the places compared",
        f"{len(stated):,} places = {numeral(of, total)}",
    )


def numeral(of: MeasureOption, number: float) -> str:
    """Return a number of a measure as arithmetic gives it."""
    return f"{number:,.0f}" if of.of.top.type == "integer" else f"{number:g}"


def ratios(rows: Rows) -> Iterator[Derived]:
    """Yield how the ratio of each row that a chart shows was worked out."""
    for row in rows:
        if row.value is not None and row["what"]:
            yield Derived(
                row["what"],
                row["what"],
                row.value,
                row.unit,
                row["rounding"],
                row["formula"],
                row["arithmetic"],
            )


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
    years = ("years",) if of.of.table.period == "year" else ()
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
