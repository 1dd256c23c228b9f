"""People lifted out of poverty to date, the plan beside them, and the paired poor people."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.derived import DECIMALS, Derived, rounded
from metrics.model.notes import repaired, stated, unstated
from metrics.model.rows import Row, Rows
from metrics.model.topic import PROVENANCE, ById, Panels, Sql, TopicRecord, filter_note
from metrics.numbers import as_text
from metrics.selection import joined
from metrics.statuses import ACHIEVED, PLANNED, STANDING, status_sql


def shares(rows: Rows) -> Iterator[Derived]:
    """Yield the people of all years achieved and planned, and each as a share of those paired."""
    stock = next((r for r in rows if r.own_status == STANDING.name and r.value), None)
    if stock and stock["given_by"] != "the same":
        stock = None  # a share of what one place gives in what another gives would be none
    for status in dict.fromkeys(r.own_status for r in rows if r.own_status != STANDING.name):
        flow = [r for r in rows if r.own_status == status and r.value is not None]
        total = sum(r.value or 0 for r in flow)
        names = " + ".join(r.named("people {period}") for r in flow)
        if len(flow) > 1:
            numbers = " + ".join(as_text(r.value or 0) for r in flow)
            what = f"people lifted out of poverty, {_years(flow)}, {status}"
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


def _years(flow: Rows) -> str:
    """Return the years of a sum, one by one where one between them is not stated."""
    years = [row["period"] for row in flow]
    return "all years" if int(years[-1]) - int(years[0]) < len(years) else joined(years)


SEVERAL = (
    "Paired people are given in {} rows, which may be of the same people: they are not added up, "
    "and none of them stands here."
)
LINES = {
    "achieved": "lifted out of poverty",
    "planned": "planned to be lifted out",
    "standing": "poor people in paired households",
}


def line(row: Row) -> str:
    """Return what a bar is called."""
    return LINES.get(row.own_status, row.own_status)


def label(row: Row) -> str:
    """Return the year of a flow."""
    return f"in {row['period']}" if row.own_status in (ACHIEVED.name, PLANNED.name) else ""


def finding(rows: Rows, derived: ById) -> str:
    """Set the people of all years achieved, and those planned, beside the people paired."""
    found = stated(rows)
    paired = [row for row in found if row.own_status == STANDING.name]
    parts = [
        *(f"{one} people lifted out of poverty" for one in total(found, derived, ACHIEVED.name)),
        *(f"{one} planned" for one in total(found, derived, PLANNED.name)),
        *(f"{row.text} poor people in paired households" for row in paired),
    ]
    return ", ".join([*parts[:-1], f"beside {parts[-1]}"] if len(parts) > 1 else parts)


def total(rows: Rows, derived: ById, status: str) -> list[str]:
    """Return the people of a status over its years, in a list; [] where no year states any."""
    if one := derived.get(f"total/{status}"):
        return [one.text]
    return [row.text for row in rows if row.own_status == status][:1]


def ends(derived: ById) -> ById:
    """Return the sum that stands at the end of the bar of several years."""
    totals = {words: derived.get(f"total/{status}") for status, words in LINES.items()}
    return {words: one for words, one in totals.items() if one}


def subtitle(rows: Rows, derived: ById) -> str:
    """Say what stands on one scale, and that flows and a stock differ where there are both."""
    if not any(row.own_status == STANDING.name for row in stated(rows)):
        return "People; exits are a flow over years"
    return (
        "People; one scale for all, but exits are a flow over years and the paired people a stock "
        "at the time of writing"
    )


def alt(rows: Rows, derived: ById) -> str:
    """Return every value in words."""
    words = (f"{line(row)} {row['period']}: {row.text}" for row in stated(rows))
    return f"Bars: {'; '.join(words)}."


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say what the shares are not, what is never added, what is stated in part, and read so."""
    paired = int(rows[0]["paired_rows"] or 0) if rows else 0
    return (
        "A stock and a flow are not the same people: a share of the one in the other says how "
        "large they are beside each other, not how many of the paired people left poverty.",
        "Planned stands beside achieved and is never added to it.",
        *([SEVERAL.format(paired)] if paired > 1 else []),
        *unstated(rows, lambda row: f"{line(row)} {label(row)}".strip()),
        *repaired(stated(rows)),
    )


_WHOLE = "helped_unit = 'people' and helped is not null and part_of is null"
_STATUS = status_sql("c.value", "c.own_status")
_FIGURE = "f.printed, f.paragraph, f.sentence, f.certainty, f.repair"
_COUNTED = """case c.own_status when 'achieved' then 'people lifted out of poverty'
            when 'planned' then 'planned exits' else 'poor people in paired households' end"""
_OF = "counted + missing"


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
        "stock: one number, or none where several rows give it, which may be of the same people.",
        grain="one row per kind of people counted and period",
        sql=f"""
with exits as (from poverty_exits_up where people is not null),
paired as (from paired_assistance_up where {_WHOLE}),
cells as (
    select status as own_status, year::varchar as period, people as value, people_stated as stated,
           counted, missing, one_place, people_stated_by as stated_by, people_figure, year_figure
    from exits where place_id = '' union all by name
    select 'standing' as own_status, 'at writing' as period, helped as value, counted, missing,
           helped_stated as stated, one_place, helped_stated_by as stated_by, helped_figure as
           people_figure from paired where place_id = '' qualify count(*) over () = 1),
given as (select label, count(distinct n) = 2 and not bool_or(in_part) as both_whole from (
    select 1 as n, label, people_stated < {_OF} as in_part from exits join units using (place_id)
    union all
    select 2, label, helped_stated < {_OF} from paired join units using (place_id)) group by 1)
select {_COUNTED} as counted,
       if(c.counted + c.missing = 1, one_place, coalesce(c.stated_by, territory)) as place,
       {_STATUS} as status,
       c.period, c.value::bigint as value, 'people' as unit, c.counted + c.missing as places,
       of_places(c.stated, places, one_place) as added, f.figure_id as figure,
       {_FIGURE}, c.year_figure, c.own_status,
       c.stated, (select count(*) from paired where place_id = '') as paired_rows,
       if((select bool_and(both_whole) from given), 'the same', '') as given_by
from cells c cross join dataset left join figures f on c.counted = 1 and f.figure_id = people_figure
order by c.own_status, c.period""".strip(),
        columns={
            "counted": "Who is counted",
            "place": "Place",
            "status": "Status",
            "period": "Period",
            "value": "Value",
            "unit": "Unit",
            "added": "Added up from",
            "year_figure": "Figure of the year",
            **PROVENANCE,
        },
        key=("counted", "period"),
    ),
    derived=(shares,),
    derived_says="The people lifted out of poverty over all years achieved; and achieved and "
    "planned people, each on its own, as a share of the paired poor people where all places of "
    "the same counties state both. Achieved and planned are never added.",
    filter_note=filter_note("This compares all years of the whole county"),
    chart=Panels(
        line=line,
        panel=lambda row: "People",
        label=label,
        what=lambda row: f"{line(row)}, {row['period']}",
        ends=ends,
    ),
    finding=finding,
    subtitle=subtitle,
    alt=alt,
    notes=notes,
)

TOPICS = (EXITS_CONTEXT,)
