"""Party members among the members of the village-stationed work teams."""

from __future__ import annotations

from metrics.model.derived import Difference, Share
from metrics.model.rows import Row, Rows, by
from metrics.model.schema import Field, Measure, Table
from metrics.model.topic import PROVENANCE, ById, Measures, TopicRecord, filter_note
from metrics.numbers import as_text, percent

TEAMS = Table(
    "work_teams",
    "one row per place and date",
    (
        Field("place_id", "place the teams work in", required=True, refers="places.place_id"),
        Field(
            "as_of",
            "when the counts hold",
            required=True,
            synonyms=("as of", "date", "日期", "时间", "截至", "截止日期", "统计时间"),
        ),
        Field(
            "as_of_date",
            "day that as_of means, to tell the latest; read from as_of where it names a year",
            "date",
            dated_from="as_of",
        ),
        Measure(
            "members",
            "members of the village-stationed work teams",
            unit="people",
            label="work-team members",
            synonyms=(
                "team members",
                "work team members",
                "队员",
                "队员人数",
                "工作队员",
                "队员数",
            ),
        ),
        Measure(
            "party_members",
            "members who are Party members",
            unit="people",
            label="Party members",
            synonyms=("party", "members of the party", "党员", "党员人数", "党员数", "中共党员"),
        ),
        Measure(
            "stated_share",
            "share of Party members given in words",
            "number",
            unit="share",
            maximum=1,
            label="share stated in words",
            combine="single",
            synonyms=(
                *("share", "percent", "percentage", "share of party members", "党员比例", "占比"),
            ),
        ),
        Measure(
            "first_secretaries",
            "team leaders who are first secretaries",
            unit="people",
            label="team leaders who are first secretaries",
            synonyms=("first secretary", "第一书记", "第一书记人数"),
        ),
    ),
    ("place_id", "as_of"),
    synonyms=("teams", "驻村", "工作队"),
    period="as_of",
)

MEMBERS, PARTY = "work-team members", "Party members"
NOBODY = Row(None)
MAX_SQUARES = 1000


def members_and_party(rows: Rows) -> tuple[Row, Row]:
    """Return the row of all members and that of the Party members; NOBODY where there is none."""
    found = by(rows, "measure")
    return found.get(MEMBERS, NOBODY), found.get(PARTY, NOBODY)


def comparable(members: Row, party: Row) -> bool:
    """Say whether Party members are a part of the members: sums of different places are not."""
    both = members.value is not None and party.value is not None
    same = all(row.stated == row.paired_places for row in (members, party))
    return both and same and party.amount <= members.amount


def per_square(members: Row, party: Row) -> int:
    """Return how many members a square stands for, so that there are not too many: 1, 2, 5, 10."""
    most = max(members.amount, party.amount)
    steps = (base * int("1" + "0" * power) for power in range(16) for base in (1, 2, 5))
    return next(step for step in steps if most / step <= MAX_SQUARES)


def finding(rows: Rows, derived: ById) -> str:
    """Say how many of the members are Party members, and the share; else each by itself."""
    members, party = members_and_party(rows)
    if comparable(members, party):
        share = derived.get("party-share")
        rate = f": {percent(share.amount, party.amount, members.value)}" if share else ""
        where = f" in {members.place}" if members["other_dates"] else ""
        return f"{party.text} of {members.text} work-team members{where} are Party members{rate}"
    amounts = [f"{_summed(row)} {name}" for row, name in ((members, MEMBERS), (party, PARTY))]
    return "; ".join(amounts).replace("not stated", "number not stated of")


def _summed(row: Row) -> str:
    of_places = f" ({row['added']})" if row["added"] and row.value is not None else ""
    return f"{row.text}{of_places}"


def subtitle(rows: Rows, derived: ById) -> str:
    """Return what a square is, where and when."""
    each = per_square(*members_and_party(rows))
    one = "one member" if each == 1 else f"{as_text(each)} members, the last of a kind fewer,"
    where = f"{rows[0].place}, {rows[0]['as_of']}"
    return f"Each square is {one} of the village-stationed work teams · {where}"


def alt(rows: Rows, derived: ById) -> str:
    """Return the numbers in words."""
    members, party = members_and_party(rows)
    if not comparable(members, party):
        return f"Unit chart: {members.text} members; {party.text} Party members."
    share = derived.get("party-share")
    percents = percent(share.amount, party.amount, members.value) if share else ""
    rate = f", {percents.replace('%', 'percent')} Party members" if share else ""
    others = as_text(members.amount - party.amount)
    return (
        f"Unit chart of {members.text} squares: {party.text} Party members and "
        f"{others} other members{rate}."
    )


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say what is no part of what, how the share was rounded, and of how many places all is."""
    members, party = members_and_party(rows)
    apart = (
        "Members and Party members are not stated by the same places: the one is no part of the "
        "other, so each is drawn by itself."
    )
    both = members.value is not None and party.value is not None
    return (
        *([apart] if both and not comparable(members, party) else []),
        *_rounding(rows, derived.get("party-share")),
        *_leaders(rows),
        *_places(members),
    )


def _rounding(rows: Rows, share: Row | None) -> tuple[str, ...]:
    stated = by(rows, "measure").get("share stated in words", NOBODY)
    if share is None or stated.value is None:
        return ()
    printed = f"The document says “{stated['printed']}”." if stated["printed"] else ""
    given = printed or f"Stated is {as_text(100 * stated.value)} %."
    arithmetic = share["arithmetic"].partition(" = ")[0]
    return (
        f"The share is worked out: {arithmetic} = {share.text} %, rounded to {share['rounding']}. "
        f"{given}",
    )


def _leaders(rows: Rows) -> tuple[str, ...]:
    """Say that the first secretaries are members already counted."""
    leaders = by(rows, "measure").get("team leaders who are first secretaries", NOBODY)
    if leaders.value is None:
        return ()
    return (
        f"{leaders.text} of the members lead a team and are the first secretary of a village Party "
        "branch: they are among the squares and never added to them.",
    )


def _places(members: Row) -> tuple[str, ...]:
    """Say of how many places the numbers are, and which dates are not shown."""
    part = f"Only {members['added']}, so the true numbers are at least these."
    others = f"Also given, and not added, with how many places: {members['other_dates']}."
    return (
        *([part] if members.value is not None and not members.whole else []),
        *([others] if members["other_dates"] else []),
    )


PARTY_MEMBERS = TopicRecord(
    name="party_members",
    title="Party members in the work teams",
    summary="How many members of the village-stationed work teams are Party members.",
    order=30,
    tables=(TEAMS,),
    rows=Measures(
        table=TEAMS,
        says="The members of the village-stationed work teams, those of them who are Party "
        "members, and the share of Party members that is stated in words, at the latest date that "
        "the places chosen give. Numbers of several places are added up, and say of how many.",
        grain="one row per measure",
        columns={
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "as_of": "As of",
            "place": "Place",
            "added": "Added up from",
            "status": "Status",
            **PROVENANCE,
        },
        key=("measure",),
        latest="as_of",
    ),
    derived=(
        Share(
            id="party-share",
            what="share of Party members",
            top="party_members",
            bottom="members",
            names=("Party members", "members"),
            compared_as="share of Party members",
        ),
        Difference(
            id="other-members",
            what="work-team members who are not Party members",
            top="members",
            bottom="party_members",
            unit="people",
            names=("members", "Party members"),
        ),
    ),
    derived_says="The share of Party members: all Party members over all members of the work "
    "teams; and the members who are not Party members: members minus Party members.",
    filter_note=filter_note(
        "The document gives the work teams once, for the whole county at the time of writing"
    ),
    by_village=True,
    finding=finding,
    subtitle=subtitle,
    alt=alt,
    notes=notes,
)

TOPICS = (PARTY_MEMBERS,)
