"""People lifted out of poverty to date, the plan beside them, and the paired poor people."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.derived import DECIMALS, Derived, rounded
from metrics.model.notes import stated
from metrics.model.rows import Row, Rows
from metrics.model.topic import PROVENANCE, ById, Panels, Sql, TopicRecord, filter_note
from metrics.numbers import as_text
from metrics.statuses import ACHIEVED, PLANNED


def shares(rows: Rows) -> Iterator[Derived]:
    """Yield the people of all years achieved and planned, and each as a share of those paired."""
    stock = next((r for r in rows if r.status == "standing" and r.value), None)
    if stock and stock["given_by"] != "the same":
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


LINES = {
    "achieved": "lifted out of poverty",
    "planned": "planned to be lifted out",
    "standing": "poor people in paired households",
}


def line(row: Row) -> str:
    """Return what a bar is called."""
    return LINES.get(row.status, row.status)


def label(row: Row) -> str:
    """Return the year of a flow."""
    return f"in {row['period']}" if row.status in (ACHIEVED.name, PLANNED.name) else ""


def finding(rows: Rows, derived: ById) -> str:
    """Set the people of all years achieved, and those planned, beside the people paired."""
    found = stated(rows)
    paired = [row for row in found if row.status == "standing"]
    parts = [
        *(f"{one} people lifted out of poverty" for one in total(found, derived, ACHIEVED.name)),
        *(f"{one} planned" for one in total(found, derived, PLANNED.name)),
        *(f"{row.text} poor people in paired households" for row in paired),
    ]
    return ", ".join([*parts[:-1], f"beside {parts[-1]}"] if len(parts) > 1 else parts)


def total(rows: Rows, derived: ById, status: str) -> list[str]:
    """Return the people of a status over all years, in a list; [] where no year states any."""
    if one := derived.get(f"total/{status}"):
        return [one.text]
    return [row.text for row in rows if row.status == status][:1]


def ends(derived: ById) -> ById:
    """Return the sum that stands at the end of the bar of several years."""
    totals = {words: derived.get(f"total/{status}") for status, words in LINES.items()}
    return {words: one for words, one in totals.items() if one}


def subtitle(rows: Rows, derived: ById) -> str:
    """Say what stands on one scale, and that flows and a stock differ where there are both."""
    if not any(row.status == "standing" for row in stated(rows)):
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
    """Say what the shares are not, and what is never added."""
    return (
        "A stock and a flow are not the same people: a share of the one in the other says how "
        "large they are beside each other, not how many of the paired people left poverty.",
        "Planned stands beside achieved and is never added to it.",
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
           people_stated as stated, people_figure as figure, year_figure
    from poverty_exits_up where people is not null and place_id = ''
    union all
    select 'standing', 'at writing', sum(helped), sum(counted + missing), sum(helped_stated),
           if(sum(counted) = 1, any_value(helped_figure), null), null
    from paired_assistance_up
    where helped_unit = 'people' and helped is not null and place_id = '' having count(*) > 0)
select (select territory from dataset) as place, c.status, c.period, c.value::bigint as value,
       'people' as unit, c.year_figure, c.figure,
       f.printed, f.paragraph, f.sentence, f.certainty, f.repair,
       c.status as own_status, c.places, c.stated,
       if((select list(distinct label order by label) from poverty_exits_up
           join units using (place_id) where people is not null)
          is not distinct from
          (select list(distinct label order by label) from paired_assistance_up
           join units using (place_id) where helped_unit = 'people' and helped is not null),
          'the same', 'others') as given_by
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
