"""Places side by side: what each states of a measure, period by period."""

from __future__ import annotations

from metrics.store.load import literal
from metrics.topics.compare_places import (
    ALL,
    APART,
    added_label,
    period_column,
    topic,
    which,
)
from metrics.topics.compare_sql import (
    FIGURES,
    MAPPED,
    ROUNDING,
    arithmetic,
    given,
    status,
    summed,
    typed,
    value,
)
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic
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
    what = f"if(o.nth <= {MAPPED}, {_what(of, 'l.label', 'p.period')}, null)" if ratio else "null"
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
       f.figure_id as figure, {FIGURES}, {what} as what, g.own_status, {typed(of)}
from ordered o join level l using (place_id) cross join periods p
left join given g on g.place_id = l.place_id and g.period = p.period and g.nth = p.nth
left join figures f on f.figure_id = g.figure
order by o.nth, p.nth, p.period""".strip()


def _sums(of: MeasureOption) -> Metric:
    says = "The sum of each period over the places compared, where more than one states it."
    if of.of.bottom is not None:
        says = f"How {of.label} was worked out for each cell of the places that the grid shows."
    elif not of.of.adds:
        says = "Nothing is worked out: these numbers do not add up."
    return Metric(
        "compare_years_derived",
        says,
        "one row per derived number",
        _ratios_sql(of) if of.of.bottom else _sums_sql(of),
        DERIVED_COLUMNS,
        DERIVED_KEY,
    )


def _sums_sql(of: MeasureOption) -> str:
    number, whole = ("{:,}", "bigint") if of.of.top.type == "integer" else ("{:g}", "double")
    return f"""{given(of)},{APART}
select '{ALL}, ' || period as what, 'derived' as status, sum(top)::double as value,
       {literal(of.unit)} as unit, 'not rounded' as rounding,
       'sum of the places compared' as formula,
       format('{{:,}} places = {number}', count(*), sum(top)::{whole}) as arithmetic
from stated, apart where {"ok" if of.of.adds else "false"}
group by period having count(*) > 1 and count(distinct own_status) = 1 order by what""".strip()


def _ratios_sql(of: MeasureOption) -> str:
    return f"""{given(of)},{summed(of)},
ordered as (
    select place_id, row_number() over (order by {value(of, "s")} desc, place) as nth from found s)
select {_what(of, "s.place", "s.period")} as what, 'derived' as status, {value(of, "s")} as value,
       {literal(of.unit)} as unit, '{ROUNDING[of.of.decimals]}' as rounding,
       s.formula, {arithmetic("s")} as arithmetic
from stated s join ordered o using (place_id) where o.nth <= {MAPPED}
order by o.nth, s.nth""".strip()


def _topic(name: str, title: str, says: str, of: MeasureOption) -> Topic:
    make = {"compare_years": side_by_side, "compare_map": grid}[name]
    return topic(name, title, says, of, _years(of), _sums(of), make)


def side_by_side(of: MeasureOption) -> Topic:
    """Return the topic that puts places side by side, period by period, by a measure."""
    return _topic("compare_years", "Places side by side", "period by period, on one scale.", of)


def grid(of: MeasureOption) -> Topic:
    """Return the topic that lays places and periods out by a measure; the darker, the more."""
    return _topic("compare_map", "Places and periods", "by place and period; darker is more.", of)


SIDE_BY_SIDE = side_by_side(DEFAULT)
MAP = grid(DEFAULT)
