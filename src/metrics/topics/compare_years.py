"""Places side by side: what each states of a measure, period by period."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from metrics.model.derived import Derived
from metrics.model.rows import Row, Rows
from metrics.store.load import literal
from metrics.topics.compare_numbers import ALL, can_be_added, sum_of, worked_out
from metrics.topics.compare_places import added_label, name_of_derived, period_column, topic, which
from metrics.topics.compare_sql import (
    FIGURES,
    MAPPED,
    arithmetic,
    given,
    status,
    summed,
    typed,
    value,
)
from metrics.topics.metric import ADDRESS_COLUMNS, DerivedMetric, Metric, Topic
from metrics.topics.options import DEFAULT, MeasureOption


def _years(of: MeasureOption) -> Metric:
    name, label = period_column(of)
    return Metric(
        "compare_years",
        f"For each place compared and each period that any of them states, {of.label}; where a "
        f"place states none the value is empty, not zero. {which(of)}",
        "one row per place and period",
        _rows_sql(of, name),
        {
            "place": "Place",
            name: label,
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "status": "Status",
            "added": added_label(of),
            "year_figure": f"Figure of the {name}",
            **ADDRESS_COLUMNS,
        },
        ("place", name),
    )


def _what(of: MeasureOption, place: str, period: str) -> str:
    return f"{literal(of.label)} || ' of ' || {place} || ', ' || {period}"


def _rows_sql(of: MeasureOption, name: str) -> str:
    ratio = of.of.bottom is not None
    what = (
        f"if(o.nth <= {MAPPED}, {name_of_derived(of, _what(of, 'l.label', 'p.period'), 'g')}, null)"
    )
    parts = [
        *([f"if(g.bottom > 0, {arithmetic('g')}, null)"] if ratio else []),
        "of_places(g.given_by, g.of_all, null)",
        "if(g.top is null and g.given_by > 1, 'its places state different numbers', null)",
    ]
    number = f"if(g.bottom > 0, {value(of, 'g')}, null)" if ratio else value(of, "g")
    return f"""{given(of)},{summed(of)},
periods as (select distinct period, nth from stated),
ordered as (
    select l.place_id, row_number() over (order by {value(of, "s")} desc nulls last, l.label) as nth
    from level l left join found s using (place_id))
select l.label as place, p.period as {name}, {literal(of.label)} as measure,
       {number} as value, {literal(of.unit)} as unit, {status(of, "g")} as status,
       nullif(concat_ws('; ', {", ".join(parts)}), '') as added, g.year_figure,
       f.figure_id as figure, {FIGURES}, {what} as what, g.own_status, {typed(of, "g")}
from ordered o join level l using (place_id) cross join periods p
left join given g on g.place_id = l.place_id and g.period = p.period and g.nth = p.nth
left join figures f on f.figure_id = g.figure
order by o.nth, p.nth, p.period""".strip()


def _sums(of: MeasureOption, rows: Metric) -> DerivedMetric:
    says = "The sum of each period over the places compared, where more than one states it."
    each = f"How {of.label} was worked out for each cell of the places that the grid shows."
    return worked_out(of, rows, says, each, partial(sums, of))


def sums(of: MeasureOption, rows: Rows) -> Iterator[Derived]:
    """Yield the sum of each period that several places state, if they can be added up."""
    name, _ = period_column(of)
    by: dict[str, list[Row]] = {}
    for row in rows:
        if row.value is not None:
            by.setdefault(row[name], []).append(row)
    for period in sorted(by):
        if len(by[period]) > 1 and can_be_added(by[period]):
            yield sum_of(of, f"{ALL}, {period}", by[period])


def _topic(name: str, title: str, says: str, of: MeasureOption) -> Topic:
    make = {"compare_years": side_by_side, "compare_map": grid}[name]
    rows = _years(of)
    return topic(name, title, says, of, rows, _sums(of, rows), make)


def side_by_side(of: MeasureOption) -> Topic:
    """Return the topic that puts places side by side, period by period, by a measure."""
    return _topic("compare_years", "Places side by side", "period by period, on one scale.", of)


def grid(of: MeasureOption) -> Topic:
    """Return the topic that lays places and periods out by a measure; the darker, the more."""
    return _topic("compare_map", "Places and periods", "by place and period; darker is more.", of)


SIDE_BY_SIDE = side_by_side(DEFAULT)
MAP = grid(DEFAULT)
