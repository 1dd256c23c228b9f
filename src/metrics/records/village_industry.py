"""Which village grows or offers what."""

from __future__ import annotations

from metrics.model.derived import Count
from metrics.model.rows import Rows
from metrics.model.schema import Field, Table, place_in_text
from metrics.model.topic import ById, Sql, TopicRecord
from metrics.selection import Selection

TABLE = Table(
    "village_industry",
    "one row per place and industry; no place where the document names no village",
    (
        Field("place_id", "village; empty where none is named", refers="places.place_id"),
        Field(
            "product",
            "what is grown or offered",
            required=True,
            synonyms=("products", "crop", "industry", "产品", "产业", "作物"),
        ),
        Field(
            "sector",
            "group of products",
            required=True,
            synonyms=("sectors", "branch", "行业", "产业", "产业类别", "门类"),
        ),
        *place_in_text(required=False),
    ),
    ("place_id", "product"),
    synonyms=("industry", "产业"),
)


def note(selection: Selection) -> tuple[str, ...]:
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


def finding(rows: Rows, derived: ById) -> str:
    """Say how many villages are named with which products."""
    named = [row for row in rows if row["kind"]]
    if not named:
        return "The document names no village for this industry"
    villages = {row["village"] for row in named}
    if len(villages) == 1:
        products = " and ".join(row["product"] for row in named)
        return f"{villages.pop()}: {products}"
    kinds = {row["product"] for row in named}
    if len(named) == len(villages) == len(kinds):
        return f"Each of the {len(villages)} villages named has a product of its own"
    return f"{len(villages)} villages are named with {len(kinds)} products"


def alt(rows: Rows, derived: ById) -> str:
    """Return every village and its product in words."""
    pairs = "; ".join(f"{row['village']}: {row['product']}" for row in rows)
    return f"Matrix of villages and products. {pairs}."


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say which industries have no village."""
    return tuple(
        f"The document names no village for {row['product']}." for row in rows if not row["kind"]
    )


VILLAGE_INDUSTRY = TopicRecord(
    name="village_industry",
    title="Industry by village",
    summary="Which village grows or offers what.",
    order=60,
    tables=(TABLE,),
    rows=Sql(
        says="Each industry the document names for the villages chosen; an industry for which it "
        "names no village is always listed, as such.",
        grain="one row per village and industry",
        sql="""
select coalesce(p.label, 'no village named') as village, coalesce(p.kind, '') as kind,
       i.product, i.sector, 'standing' as status, i.paragraph, i.sentence,
       i.start as first_character, i."end" - 1 as last_character
from village_industry i
left join places p using (place_id)
where len($villages) = 0 or p.name is null or list_contains($villages, p.label)
order by p.label is null, p.label, i.product""".strip(),
        columns={
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
        key=("village", "product"),
    ),
    derived=(
        Count(
            id="villages",
            what="villages named with an industry",
            of="village",
            has="kind",
            unit="villages",
            formula="count of villages in the rows",
        ),
        Count(
            id="without-village",
            what="industries without a village",
            of="product",
            lacks="kind",
            unit="industries",
            formula="count of rows that name no village",
        ),
    ),
    derived_says="How many villages the rows name, and how many industries they list.",
    derived_as_listed=True,
    filters=("villages",),
    filter_note=note,
    finding=finding,
    subtitle="Industries that the document names, by village; it gives no quantities",
    alt=alt,
    notes=notes,
)

TOPICS = (VILLAGE_INDUSTRY,)
