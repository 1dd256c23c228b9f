"""Who is paired with whom, and what was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from metrics.model.derived import Ratio
from metrics.model.notes import repaired, stated
from metrics.model.parts import innermost, is_made_up
from metrics.model.rows import Row, Rows
from metrics.model.schema import PLACE, UNIT, Field, Measure, Table
from metrics.model.topic import PROVENANCE, ById, Sql, TopicRecord, filter_note
from metrics.statuses import status_sql

PAIRED = Table(
    "paired_assistance",
    "one row per place, kind of helper and kind of helped",
    (
        PLACE,
        Field(
            "helper_kind",
            "who helps",
            required=True,
            synonyms=("helper", "kind of helper", "帮扶主体", "帮扶单位类型"),
        ),
        Measure(
            "helpers",
            "how many help",
            unit_column="helpers_unit",
            compared_as="{helper_kind} that help {helped_kind}",
            synonyms=("number of helpers", "帮扶人数", "帮扶单位数"),
        ),
        Field("helpers_unit", "unit of the helpers"),
        Field(
            "helped_kind",
            "who is helped",
            required=True,
            synonyms=("helped kind", "kind of helped", "帮扶对象"),
        ),
        Measure(
            "helped",
            "how many are helped",
            unit_column="helped_unit",
            compared_as="{helped_kind}, helped by {helper_kind}",
            synonyms=("number helped", "帮扶对象数"),
        ),
        Field("helped_unit", "unit of the helped"),
        Field("part_of", "the kind of helped that these are a part of"),
    ),
    ("place_id", "helper_kind", "helped_kind"),
    synonyms=("paired", "pairing", "结对", "挂钩"),
)
GIVEN = Table(
    "assistance_given",
    "one row per place and kind of assistance",
    (
        PLACE,
        Field("topic", "what it belongs to", required=True, synonyms=("主题",)),
        Field("kind", "what was given", required=True),
        Measure(
            "quantity",
            "how much was given",
            unit_column="unit",
            compared_as="{kind}, {period}",
            synonyms=("amount", "number", "数量", "数额", "金额"),
        ),
        UNIT,
        Field("period", "when it was given", required=True, synonyms=("when", "期间", "时期")),
    ),
    ("place_id", "kind"),
    synonyms=("assistance", "资金"),
)


def per_one(row: Row) -> str:
    """Return what a ratio is called: departments per village, of administrative villages."""
    one = re.sub("s$", "", re.sub("^administrative ", "", row["helped_unit"]))
    return f"{row['helper_kind']} per {one}"


NOTHING = "No number is stated here."
SAME = "Different helpers may help the same villages, households and people: bands are never added."


def bands(rows: Rows) -> list[Row]:
    """Return the helped that are drawn as bands: what is more than nothing, without its parts."""
    return [row for row in innermost(_helped(rows)) if row.amount > 0]


def _helped(rows: Rows) -> list[Row]:
    return [row for row in rows if row["side"] == "helped"]


def helper(row: Row, rows: Rows) -> Row | None:
    """Return the helpers of a row of helped: those counted for it, else for its whole.

    What has no helpers of its own has those of its kind, where they are counted only once, by the
    same places.
    """
    kind = row["helper_kind"]
    same = [one for one in rows if one["helper_kind"] == kind and one["side"] == "helpers"]
    here = [one for one in same if (one["place"], one["added"]) == (row["place"], row["added"])]
    whole = [one for one in here if one["helped_kind"] == row["part_of"]]
    return paired(row, rows) or next(iter(whole or (here if len(same) == 1 else [])), None)


def paired(row: Row, rows: Rows) -> Row | None:
    """Return the helpers counted for a row of helped, by the very places that count the helped."""
    for other in rows:
        same = all(other[name] == row[name] for name in ("helper_kind", "helped_kind", "units"))
        places = {other.paired_places, other.stated, row.stated}
        if other["side"] == "helpers" and same and len(places) == 1:
            return other
    return None


def short(row: Row) -> str:
    """Return who is helped without the words that say by whom or where."""
    return row["counted"].partition(" with ")[0].partition(" in ")[0]


def finding(rows: Rows, derived: ById) -> str:
    """Say who helps whom: every whole that is helped, with its helpers."""
    found = stated(rows)
    wholes = [row for row in found if row["side"] == "helped" and not row["part_of"]]
    parts = [
        f"{h.text} {row['helper_kind']} for {row.text} {short(row)}"
        for row in wholes
        if row.unit != "people" and (h := paired(row, found))
    ]
    nothing = "what is stated" if found else "no number is stated"
    return "; ".join(parts) or f"Paired assistance: {nothing}"


def subtitle(rows: Rows, derived: ById) -> str:
    """Return what a band's width is, or a bar's length."""
    found = stated(rows)
    if bands(found):
        return (
            "The width of a band is the number helped; each unit has a scale of its own, and the "
            "number of helpers has no width"
        )
    return "Each unit has a scale of its own" if found else NOTHING


def alt(rows: Rows, derived: ById) -> str:
    """Return every band, or bar, in words."""
    found = stated(rows)
    if flows := bands(found):
        return "Flows: " + "; ".join(_band(flow, found) for flow in flows) + "."
    if not found:
        return NOTHING
    return "Bars: " + "; ".join(f"{row['counted']}: {row.with_unit()}" for row in found) + "."


def _band(row: Row, rows: Rows) -> str:
    of = helper(row, rows)
    who = f"{of.text} " if of else ""
    return f"{who}{row['helper_kind']} to {row.text} {row['counted']}"


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say what is not a band, and what bands must not be taken for."""
    found = stated(rows)
    flows, helped = bands(found), _helped(found)
    shown = innermost(helped)
    wholes = [row for row in helped if row not in shown and is_made_up(row, helped)]
    parts = [row for row in helped if row not in shown and row not in wholes]
    nothing = [row for row in shown if row not in flows]
    drawn_by, inside = _listed(wholes), _listed(parts)
    zero = ", ".join(f"{row['helper_kind']} to {row['counted']}" for row in nothing)
    return (
        *([f"Drawn by their parts, never beside them: {drawn_by}."] if wholes else []),
        *(
            [f"Parts that do not make up their whole are not drawn beside it: {inside}."]
            if parts
            else []
        ),
        *([SAME] if len({row["helper_kind"] for row in flows}) > 1 else []),
        *([f"0 has no width: {zero}."] if nothing else []),
        *(_given(found) if flows else ()),
        *repaired(found),
    )


def _listed(rows: Rows) -> str:
    return ", ".join(f"{row.text} {row['counted']}" for row in rows)


def _given(rows: Rows) -> Iterator[str]:
    """Yield what was given, which is no band, and what is only claimed."""
    given = [row for row in rows if row["side"] == "given"]
    claims = [row for row in given if row.unit == "percent" and row["printed"]]
    listed = "; ".join(
        f"{_amount(row)} {row['counted']}" + (f" ({row.figure})" if row.figure else "")
        for row in given
        if row not in claims
    )
    if listed:
        yield f"Given: {listed}."
    for row in claims:
        yield (
            f"“{row['printed']}” ({row.figure}) is a {row['counted']}: a claim, not a measured "
            "rate, so it is not drawn."
        )


def _amount(row: Row) -> str:
    """Return what was given as a number, with its unit unless the words for it name that."""
    return row.text if row["unit"] in row["counted"] else f"{row.with_unit()}:"


PAIRED_ASSISTANCE = TopicRecord(
    name="paired_assistance",
    title="Paired assistance",
    summary="Who is paired with whom: leaders, departments and officials, villages and households.",
    order=20,
    tables=(PAIRED, GIVEN),
    rows=Sql(
        says="For each kind of helper, how many help, how many are helped and what was given, as "
        "the document prints them; a part says which kind of helped it is a part of. Amounts that "
        "can be read in several ways stand in charts of their own. Numbers of several places are "
        "added up, and say of how many.",
        grain="one row per kind of helper, kind of helped, side, kind counted, unit and period",
        sql=f"""
with counted as (
    select one_place, counted + missing as places, "column" as side, helper_kind, helped_kind,
           if(side = 'helpers', helper_kind, helped_kind) as kind, helped_unit,
           if(side = 'helpers', '', coalesce(part_of, '')) as part_of, '' as period,
           concat_ws('/', helpers_unit, helped_unit, u.part_of) as units, measure_unit as unit,
           value, stated, figure, paired, compared
    from paired_assistance_measures u where place_id = '' and (value is not null or side = 'helped')
    union all
    select one_place, counted + missing, 'given', topic, '', kind, null, '', period, '', unit,
           value, stated, figure, null, null
    from assistance_given_measures where place_id = '')
select if(places = 1, one_place, territory) as place, helper_kind, side, c.kind as counted,
       helped_kind, part_of, c.value::double as value, c.unit, c.period,
       of_places(stated, places, one_place) as added,
       {status_sql("c.value", "coalesce(f.status, 'standing')", "stated > 1")} as status,
       c.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair, side as "column",
       places, stated, helped_unit, units, paired, compared as paired_places
from counted c cross join dataset left join figures f on f.figure_id = c.figure
where side <> 'given' or f.candidates is null or f.certainty <> 'ambiguous'
order by f.start, helper_kind, side, c.kind""".strip(),
        columns={
            "place": "Place",
            "helper_kind": "Helpers",
            "side": "Side",
            "counted": "Who is counted",
            "helped_kind": "Who is helped",
            "part_of": "Part of",
            "value": "Value",
            "unit": "Unit",
            "period": "Period",
            "added": "Added up from",
            "status": "Status",
            **PROVENANCE,
        },
        key=("helper_kind", "side", "counted", "helped_kind", "part_of", "unit", "units", "period"),
    ),
    derived=(
        Ratio(
            id="per-helped",
            what=per_one,
            top="helpers",
            bottom="helped",
            unit=per_one,
            names=("{counted}", "{counted}"),
            by=("helper_kind", "helped_kind", "units"),
            compared_as="{helper_kind} per one of {helped_kind}",
        ),
    ),
    derived_says="Helpers per one of the helped, over the places that give both numbers; what it "
    "says is the average, not who helps whom.",
    filter_note=filter_note(
        "The document gives the pairing once, for the whole county at the time of writing"
    ),
    finding=finding,
    subtitle=subtitle,
    alt=alt,
    notes=notes,
)

TOPICS = (PAIRED_ASSISTANCE,)
