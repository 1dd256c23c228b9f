"""Households and people lifted out of poverty, by year and status; and beside the paired people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.model.derived import DECIMALS, Derived, Ratio, Total, rounded
from metrics.model.rows import Row
from metrics.model.schema import PLACE, Field, Measure, Table
from metrics.model.topic import (
    PROVENANCE,
    Measures,
    Sql,
    TopicRecord,
    county_only,
    filter_note,
)
from metrics.numbers import as_text

EXITS = Table(
    "poverty_exits",
    "one row per year, place and status",
    (
        Measure("year", "year of the exits", unit="year", minimum=1949, maximum=2100),
        PLACE,
        Field("status", "achieved or planned", required=True, enum=("achieved", "planned")),
        Measure(
            "households",
            "households lifted out of poverty",
            unit="households",
            across="sum",
            synonyms=(
                "household",
                "hh",
                "number of households",
                "户数",
                "户",
                "脱贫户数",
                "脱贫户",
            ),
        ),
        Measure(
            "people",
            "people lifted out of poverty",
            unit="people",
            across="sum",
            synonyms=(
                *("persons", "population", "number of people", "人数", "人", "人口"),
                *("脱贫人数", "脱贫人口", "脱贫人口数"),
            ),
        ),
    ),
    ("year", "place_id", "status"),
    synonyms=("exits", "脱贫"),
    period="year",
)

POVERTY_EXITS = TopicRecord(
    name="poverty_exits",
    title="Exits from poverty",
    summary="Households and people lifted out of poverty, year by year.",
    order=10,
    tables=(EXITS,),
    rows=Measures(
        table=EXITS,
        says="For each year and status chosen, the households and the people lifted out of "
        "poverty, as they are given for the place; where none is given the value is empty, not "
        "zero. Numbers of several places are added up, and say of how many; the place of a row is "
        "of those that state its number.",
        columns={
            "year": "Year",
            "status": "Status",
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "place": "Place",
            "added": "Added up from",
            "year_figure": "Figure of the year",
            **PROVENANCE,
        },
        key=("year", "measure", "status"),
        order="sums.year, sums.status, measure",
    ),
    derived=(
        Total(
            id="total",
            what="{measure} lifted out of poverty, {first} to {last}, {own_status}",
            over="year",
            by=("own_status", "measure"),
            named="{measure} {year}",
        ),
        Ratio(
            id="people-per-household",
            what="people per household, {year}, {own_status}",
            top="people",
            bottom="households",
            unit="people per household",
            names=("{measure} {year}", "{measure} {year}"),
            by=("year", "own_status"),
            compared_as="people per household",
        ),
    ),
    derived_says="For each status chosen, the sum over the years of households and of people where "
    "more than one year prints them; and people per household for each year, over the places that "
    "give both. Achieved and planned are never added.",
    filters=("measure", "years", "status"),
    filter_note=county_only("exits"),
    by_village=True,
)


def shares(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield the people of all years achieved and planned, and each as a share of those paired."""
    stock = next((r for r in rows if r.status == "standing" and r.value), None)
    if stock and any(r.get("given_by") != stock.get("given_by") for r in rows):
        stock = None  # a share of what one county gives in what another gives would be none
    for status in dict.fromkeys(r.status for r in rows if r.status != "standing"):
        flow = [r for r in rows if r.status == status and r.value is not None]
        total = sum(r.value or 0 for r in flow)
        names = " + ".join(r.named("people {period}") for r in flow)
        if len(flow) > 1:
            numbers = " + ".join(as_text(r.value or 0) for r in flow)
            what = f"people lifted out of poverty, all years, {status}"
            sums = f"{numbers} = {as_text(total)}"
            yield Derived(f"total/{status}", what, total, "people", DECIMALS[0], names, sums)
        if stock and stock.value:
            share = total / stock.value
            yield Derived(
                f"share/{status}",
                f"{status} people as a share of the paired poor people",
                rounded(100 * share, 1),
                "percent",
                DECIMALS[1],
                (f"({names})" if len(flow) > 1 else names) + f" / {stock.named('paired people')}",
                f"{as_text(total)} / {as_text(stock.value)} = {share:.4f}",
            )


EXITS_CONTEXT = TopicRecord(
    name="exits_context",
    title="Exits in context",
    summary="People lifted out of poverty to date, planned, and the poor people in the paired "
    "households.",
    order=11,
    page="poverty_exits",
    rows=Sql(
        says="The people lifted out of poverty year by year, the people planned, and the poor "
        "people in the households paired with officials. Exits are a flow, the paired people a "
        "stock.",
        grain="one row per status and period",
        sql="""
with cells as (
    select status, cast(year as varchar) as period, people as value, counted + missing as places,
           people_stated as stated, people_figure as figure, year_figure,
           (select string_agg(distinct label, ', ' order by label) from poverty_exits_up
            join counties using (place_id) where people is not null) as given_by
    from poverty_exits_up where people is not null and place_id = ''
    union all
    select 'standing', 'at writing', sum(helped), sum(counted + missing), sum(helped_stated),
           if(sum(counted) = 1, any_value(helped_figure), null), null,
           (select string_agg(distinct label, ', ' order by label) from paired_assistance_up
            join counties using (place_id) where helped_unit = 'people' and helped is not null)
    from paired_assistance_up
    where helped_unit = 'people' and helped is not null and place_id = '' having count(*) > 0)
select (select territory from dataset) as place, c.status, c.period, c.value::bigint as value,
       'people' as unit, c.year_figure, c.figure,
       f.printed, f.paragraph, f.sentence, f.certainty, f.repair,
       c.status as own_status, c.places, c.stated, given_by
from cells c
left join figures f on f.figure_id = c.figure
order by c.status, c.period""".strip(),
        columns={
            "place": "Place",
            "status": "Status",
            "period": "Period",
            "value": "Value",
            "unit": "Unit",
            "year_figure": "Figure of the year",
            **PROVENANCE,
        },
        key=("status", "period"),
    ),
    derived=(shares,),
    derived_says="The people lifted out of poverty over all years achieved; and achieved and "
    "planned people, each on its own, as a share of the paired poor people where the same "
    "counties give both. Achieved and planned are never added.",
    filter_note=filter_note("This compares all years of the whole county"),
)

TOPICS = (POVERTY_EXITS, EXITS_CONTEXT)
