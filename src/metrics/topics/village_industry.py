"""Which village grows or offers what."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.topics.metric import DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_CHOSEN = "(len($villages) = 0 or p.name is null or list_contains($villages, p.label))"

ROWS = Metric(
    "village_industry",
    "Each industry the document names for the villages chosen; an industry for which it names "
    "no village is always listed, as such.",
    "one row per village and industry",
    f"""
select coalesce(p.label, 'no village named') as village, coalesce(p.kind, '') as kind,
       i.product, i.sector, 'standing' as status, i.paragraph, i.sentence,
       i.start as first_character, i."end" - 1 as last_character
from village_industry i
left join places p using (place_id)
where {_CHOSEN}
order by p.label is null, p.label, i.product""".strip(),
    {
        "village": "Village",
        "kind": "Kind of place",
        "product": "Product",
        "sector": "Sector",
        "status": "Status",
        "paragraph": "Paragraph",
        "sentence": "Sentence",
        "first_character": "First character",
        "last_character": "Last character",
    },
    ("village", "product"),
)

DERIVED = Metric(
    "village_industry_derived",
    "How many villages the rows name, and how many industries they list.",
    "one row per derived number",
    f"""
with chosen as (
    select p.label as name, i.product from village_industry i left join places p using (place_id)
    where {_CHOSEN})
select 'villages named with an industry' as what, 'derived' as status,
       count(distinct name)::double as value,
       'villages' as unit, 'not rounded' as rounding, 'count of villages in the rows' as formula,
       coalesce(string_agg(distinct name, ', ' order by name), 'none') as arithmetic
from chosen
union all
select 'industries without a village', 'derived',
       count(*) filter (name is null), 'industries', 'not rounded',
       'count of rows that name no village',
       coalesce(string_agg(product, ', ' order by product) filter (name is null), 'none')
from chosen
order by what desc""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say which filters the document's industries cannot follow, and what stays."""
    notes = []
    if selection.years or selection.status:
        notes.append(
            "The document names industries without a year or a status: "
            "those filters do not change this list."
        )
    if selection.villages:
        notes.append(
            "An industry for which the document names no village stays: "
            "it belongs to the county, not to a village you left out."
        )
    return tuple(notes)


TOPIC = Topic(
    "village_industry",
    "Industry by village",
    "Which village grows or offers what.",
    ROWS,
    DERIVED,
    ("villages",),
    scope,
)
