"""Households and people lifted out of poverty, by year and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from metrics.model.derived import Derived, Ratio, Total
from metrics.model.notes import repaired, stated
from metrics.model.rows import Row, Rows
from metrics.model.schema import PLACE, Field, Measure, Table
from metrics.model.topic import PROVENANCE, ById, Measures, TopicRecord, county_only
from metrics.selection import joined
from metrics.statuses import PLANNED

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

PART = re.compile("[0-9]+ of [0-9]+ places")  # some, and nobody knows which
WHOLE = re.compile("[0-9]+ (counties|places|villages)")
NAMED = 3  # places that are named
APART = "Not the same places in all years: bars on both sides of a dotted line are no trend."


TOTAL = Total(
    id="total",
    what="{measure} lifted out of poverty, {own_status}",
    over="year",
    by=("own_status", "measure"),
    named="{measure} {year}",
)


def years_named(years: Sequence[str]) -> str:
    """Return years as from the first to the last, or one by one where one between is missing."""
    first, last = years[0], years[-1]
    whole = int(last) - int(first) == len(years) - 1
    return f"{first} to {last}" if whole else joined(years)


def totals(rows: Rows) -> Iterator[Derived]:
    """Yield the sum over the years of each measure and status, and of which years it is."""
    for one in TOTAL(rows):
        _, status, measure = one.id.split("/")
        own = (r for r in stated(rows) if (r.own_status, r.measure) == (status, measure))
        of = f", {years_named(sorted({r['year'] for r in own}))}, {status}"
        yield replace(one, what=one.what.removesuffix(f", {status}") + of)


def finding(rows: Rows, derived: ById) -> str:
    """Say the newest number achieved and the newest planned, each of its place."""
    done, plan = _newest(rows, "achieved"), _newest(rows, "planned")
    if done and plan:
        reached, count = _reached(done), plan.text
        if done["place"] == plan["place"]:
            return f"{reached} and planned {count} more for {plan['year']}"
        return f"{reached}; {plan['place']} planned {count} for {plan['year']}"
    if done:
        return _reached(done)
    if plan:
        counted = f"{plan.text} {plan.measure} out of poverty in {plan['year']}"
        return f"{plan['place']} planned to lift {counted}"
    return f"{rows[0]['place']} states no {_counted(rows)} lifted out of poverty here"


def _reached(done: Row) -> str:
    return f"{done['place']} lifted {done.text} {done.measure} out of poverty in {done['year']}"


def _counted(rows: Rows) -> str:
    """Return the measure that the finding counts: people, unless only another is shown."""
    measures = list(dict.fromkeys(row.measure for row in rows))
    return "people" if "people" in measures else measures[0]


def _newest(rows: Rows, status: str) -> Row | None:
    counted = _counted(rows)
    found = [c for c in rows if c["status"] == status and c["measure"] == counted]
    return next((c for c in reversed(found) if c.value is not None), None)


def subtitle(rows: Rows, derived: ById) -> str:
    """Return unit and scope, with the statuses of the numbers drawn."""
    statuses = " and ".join(dict.fromkeys(c["status"] for c in stated(rows) or rows))
    measures = " and ".join(dict.fromkeys(row.measure for row in rows)).capitalize()
    return f"{measures} lifted out of poverty per year, {statuses} · {places(rows)}"


def alt(rows: Rows, derived: ById) -> str:
    """Return every value in words, for a reader who does not see the chart."""
    parts = []
    for c in rows:
        value = "" if c.value is None else f" {c.text}"
        of = f", {c['place']}" if differ(rows) and c.value is not None else ""
        parts.append(f"{c['year']} {c['measure']}:{value} {c['status']}{of}")
    return f"Bar chart, {places(rows)}, lifted out of poverty. " + "; ".join(parts) + "."


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say of which places each year is, what hatching means, and what is not stated."""
    found = stated(rows)
    planned = any(row.status == PLANNED.name for row in found)
    hatched = "Hatched: planned, not achieved; never added to what was achieved."
    return (
        *_of_places(rows),
        *([hatched] if planned else []),
        *(_why_empty(row, beside(row, rows)) for row in rows if row.value is None),
        *(_in_part(row) for row in found if not row.whole),
        *repaired(rows),
    )


def _in_part(row: Row) -> str:
    only = f"{row['year']}, {row['measure']}: only {row['added']}"
    return f"{only}, so the true sum is at least this."


def _why_empty(row: Row, other: str) -> str:
    if row.figure:
        return f"{row.figure} is printed as “{row['printed']}” and has no safe reading."
    if other:
        return f"For {row['year']}, {row['measure']} are stated as {other} only."
    return f"The document states no {row['measure']} for {row['year']}."


def places(rows: Rows) -> str:
    """Return the places of the numbers stated, in words; those of all where none is stated.

    Where they differ from year to year the words say so, and a note says which year is of which.
    """
    found = list(dict.fromkeys(row["place"] for row in stated(rows) or rows))
    if len(found) == 1:
        return found[0]
    whole = [place for place in found if WHOLE.fullmatch(place)]
    named = list(dict.fromkeys(name for place in found for name in place.split(" and ")))
    if whole:
        return f"{whole[0]}, not all of them in every year"
    if len(named) > NAMED or any(PART.fullmatch(place) for place in found):
        return "not the same places in every year"
    return f"{', '.join(named[:-1])} and {named[-1]}, not all of them in every year"


def differ(rows: Rows) -> bool:
    """Say whether the numbers stated are of more than one place, or of some of several."""
    found = {row["place"] for row in stated(rows)}
    return len(found) > 1 or any(PART.fullmatch(place) for place in found)


def beside(row: Row, rows: Rows) -> str:
    """Return the status for which the same measure and year is stated, "" where it is for none."""
    same = (c for c in rows if (c["year"], c["measure"]) == (row["year"], row["measure"]))
    return next((other["status"] for other in same if other.value is not None), "")


def _of_places(rows: Rows) -> tuple[str, ...]:
    """Return which places each number is of, where they are not the same in all years."""
    if not differ(rows):
        return ()
    of_each = {
        measure: _listed([c for c in rows if c["measure"] == measure and c.value is not None])
        for measure in dict.fromkeys(row["measure"] for row in rows)
    }
    listed = [f"{measure.capitalize()}: {text}." for measure, text in of_each.items() if text]
    return (" ".join([APART, *listed]),)


def _listed(rows: Rows) -> str:
    ordered = sorted(rows, key=lambda row: (row["status"], row["place"], row["year"]))
    parts = []
    for (status, place), group in groupby(ordered, lambda row: (row["status"], row["place"])):
        years = ", ".join(row["year"] for row in group)
        parts.append(f"{years}{' planned' * (status == PLANNED.name)} of {place}")
    return "; ".join(parts)


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
        totals,
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
    finding=finding,
    subtitle=subtitle,
    alt=alt,
    notes=notes,
)


TOPICS = (POVERTY_EXITS,)
