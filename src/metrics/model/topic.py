"""A topic as one record: its tables, what is shown and worked out of them, its chart and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.model.derived import Operator, Pair, pairs
from metrics.model.rows import Row, Rows
from metrics.model.schema import Measure, Table
from metrics.selection import Selection, joined

PROVENANCE = {
    "figure": "Figure",
    "printed": "Printed as",
    "paragraph": "Paragraph",
    "sentence": "Sentence",
    "certainty": "Certainty",
    "repair": "Repair",
}
FILTERS = {"years": "year", "villages": "village", "status": "status"}
# What a chart says, from its rows and the derived numbers by id: a sentence, or several.
ById = Mapping[str, Row]
Sentence = Callable[[Rows, ById], str]
Sentences = Callable[[Rows, ById], tuple[str, ...]]
FilterNote = Callable[[Selection], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Rows made of the measures of one table, added up by the roll-up over the places chosen.

    `columns` are shown in their order with these labels; `latest` names a dated column of which
    only the latest value that the places chosen give is shown; `order` is SQL over the columns.
    """

    table: Table
    says: str = ""
    grain: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    latest: str = ""
    order: str = ""


@dataclass(frozen=True, kw_only=True)
class Sql:
    """Rows by a query of one's own over the tables and roll-ups, where measures do not do."""

    says: str
    grain: str
    sql: str
    columns: Mapping[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Panels:
    """Horizontal bars, one panel a unit, drawn of the rows that state a value.

    From a row, `line` names its bar and `panel` its panel, `label` what stands at the bar's end
    beside the number, and `what` the number where its bar is pointed at. Rows of the `units` come
    first, in their order. `ends` gives the derived number that stands at the end of a bar of
    several parts, by its line, from those of the topic by id.
    """

    line: Callable[[Row], str]
    panel: Callable[[Row], str]
    what: Callable[[Row], str]
    label: Callable[[Row], str] = lambda row: ""
    units: tuple[str, ...] = ()
    ends: Callable[[ById], ById] = lambda derived: {}


@dataclass(frozen=True, kw_only=True)
class TopicRecord:
    """Everything that a topic is; `order` is its place among the topics.

    `page` names the page it stands on, "" for one of its own; `filters` are those that change its
    rows; with `by_village` it follows the village filter where its table gives single villages.
    `finding` (the title), `subtitle`, `alt` (the chart in words) and `notes` are what the chart
    says; `chart` is a family, or the name of a module of `metrics.charts` that draws it: "" is the
    one named like the topic.
    """

    name: str
    title: str
    summary: str
    order: int
    rows: Measures | Sql
    tables: tuple[Table, ...] = ()
    reads: tuple[Table, ...] = ()
    derived: tuple[Operator, ...] = ()
    derived_says: str = ""
    derived_as_listed: bool = False
    filters: tuple[str, ...] = ()
    filter_note: FilterNote = lambda selection: ()
    by_village: bool = False
    page: str = ""
    chart: Panels | str = ""
    finding: Sentence
    subtitle: str | Sentence
    alt: Sentence
    notes: Sentences = lambda rows, derived: ()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of measures that are compared over the places that state both."""
        return pairs(self.derived)

    @property
    def village_table(self) -> str:
        """The table that lets the topic follow the village filter, "" where none does."""
        return self.rows.table.name if self.by_village and isinstance(self.rows, Measures) else ""


def pairs_of(table: Table, topics: Sequence[TopicRecord]) -> tuple[tuple[Measure, Measure], ...]:
    """Return the pairs of a table's own measures that any topic compares."""
    own = {measure.name: measure for measure in table.combined}
    found = {pair for topic in topics for pair in topic.pairs if {*pair} <= own.keys()}
    return tuple((own[one], own[other]) for one, other in sorted(found))


def filter_note(reason: str) -> FilterNote:
    """Return what says that filters cannot change a topic's numbers, and why."""

    def note(selection: Selection) -> tuple[str, ...]:
        on = [noun for name, noun in FILTERS.items() if getattr(selection, name)]
        if not on:
            return ()
        plural = "filters do" if len(on) > 1 else "filter does"
        return (f"{reason}: the {joined(on)} {plural} not change these numbers.",)

    return note


def county_only(what: str) -> FilterNote:
    """Return what says that numbers are the county's and cannot follow the villages chosen."""

    def note(selection: Selection) -> tuple[str, ...]:
        if not selection.villages:
            return ()
        named = " and ".join(selection.villages)
        return (
            f"The document gives {what} for the county only, not for {named}: "
            "the village filter does not change these numbers.",
        )

    return note
