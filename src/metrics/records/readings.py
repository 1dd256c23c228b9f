"""Amounts that can be read in several ways, each reading shown: two topics of one kind."""

from __future__ import annotations

from metrics.model.derived import Count
from metrics.model.rows import Row, Rows
from metrics.model.topic import PROVENANCE, ById, Sql, TopicRecord, filter_note
from metrics.selection import joined

READINGS_OF = """
    select g.topic, g.kind, p.label as place, f.*, c.reading as candidate, c.nth
    from assistance_given g join places p using (place_id)
    join figures f on f.figure_id = g.quantity_figure and f.certainty = 'ambiguous',
    lateral (select unnest(string_split(f.candidates, ' | ')) as reading,
                    generate_subscripts(string_split(f.candidates, ' | '), 1) as nth) c
    where {which}"""


def readings(about: str, which: str) -> Sql:
    """Return the candidate readings of amounts; `which` is SQL over assistance_given g."""
    return Sql(
        says=f"Each candidate reading of {about}: the number, why it can be read so, and whether "
        "it is the reading taken. Where no reading is safe, none is taken.",
        grain="one row per figure and candidate reading",
        sql=f"""
with readings as ({READINGS_OF.format(which=which)}),
numbers as (select *, split_part(candidate, ': ', 1)::double as number from readings)
select place, kind, number as value, unit,
       case when value is null then 'no safe reading'
            when value = number then 'reading taken' else 'rival reading' end as reading,
       substr(candidate, strpos(candidate, ': ') + 2) as because, 'ambiguous' as status,
       figure_id as figure, printed, paragraph, sentence, certainty, repair, nth
from numbers order by start, figure_id, nth""".strip(),
        columns={
            "place": "Place",
            "kind": "What was given",
            "value": "Value",
            "unit": "Unit",
            "reading": "Reading",
            "because": "Why it can be read so",
            "status": "Status",
            **PROVENANCE,
        },
        key=("figure", "value"),
    )


COUNTED = (
    Count(
        id="readings",
        what="readings of the {kind}",
        of="value",
        unit="readings",
        formula="count of candidate readings of {figure}",
        by=("kind", "figure"),
    ),
)
COUNTED_SAYS = "How many readings there are of each amount."
ONCE = filter_note("The document gives what was given once, for the whole county")


def tenfold(rows: Rows) -> bool:
    """Say whether the scale can be one of tenfold steps: zero has no place on it."""
    return all(row.amount > 0 for row in rows)


def figures_of(rows: Rows) -> list[list[Row]]:
    """Return the readings of each figure: those of one are no readings of another."""
    names = dict.fromkeys(row.figure for row in rows)
    return [[row for row in rows if row.figure == name] for name in names]


def finding(rows: Rows, derived: ById) -> str:
    """Say the reading taken of each figure and its rivals, or that none can be taken."""
    return "; ".join(map(_in_words, figures_of(rows)))


def _in_words(rows: Rows) -> str:
    kind = rows[0]["kind"][:1].upper() + rows[0]["kind"][1:]
    taken = [row for row in rows if row["reading"] == "reading taken"]
    if taken:
        rivals = " or ".join(row.text for row in rows if row not in taken)
        unless = f", unless it is {rivals}" if rivals else ""
        return f"{kind}: {taken[0].with_unit()}{unless}"
    return f"{kind}: not readable, it may be {' or '.join(row.text for row in rows)}"


def subtitle(rows: Rows, derived: ById) -> str:
    """Return the printed forms, and how the scale goes."""
    printed = joined([f"“{found[0]['printed']}”" for found in figures_of(rows)])
    scale = "on the scale each step is ten times as much" if tenfold(rows) else "from zero"
    return f"Candidate readings of what is printed as {printed}; {scale}"


def alt(rows: Rows, derived: ById) -> str:
    """Return every reading in words."""
    found = "; ".join(f"{row.text}, {row['because']}" for row in rows)
    return f"Candidate readings: {found}."


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say that readings are not numbers of their own."""
    count = len(figures_of(rows))
    of = "one number" if count == 1 else f"{count:,} numbers, each of which has its own"
    return (f"These are readings of {of}: they are never added, and no mean is taken.",)


def _record(name: str, title: str, summary: str, order: int, page: str, rows: Sql) -> TopicRecord:
    """Return the record of a topic that shows one printed number and its candidate readings."""
    return TopicRecord(
        name=name,
        title=title,
        summary=summary,
        order=order,
        page=page,
        rows=rows,
        derived=COUNTED,
        derived_says=COUNTED_SAYS,
        filter_note=ONCE,
        chart="readings",
        finding=finding,
        subtitle=subtitle,
        alt=alt,
        notes=notes,
    )


DEPARTMENTS_MONEY = _record(
    "departments_money",
    "Money of the linked departments",
    "What the linked departments invested: the reading taken and its rivals.",
    21,
    "paired_assistance",
    readings("the money of the linked departments", "g.topic <> 'Party members'"),
)
LOAN = _record(
    "loan",
    "Loan for Party members",
    "The loan for grassroots Party members who lead others to get rich: its size is not readable.",
    31,
    "party_members",
    readings(
        "the loan for grassroots Party members who lead others to get rich",
        "g.topic = 'Party members'",
    ),
)

TOPICS = (DEPARTMENTS_MONEY, LOAN)
