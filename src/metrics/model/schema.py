"""What a table is made of: columns with their rules, and how their numbers combine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SQL_TYPES = {"string": "varchar", "integer": "bigint", "number": "double", "date": "date"}
WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "date": "a day like 2016-12-31",
}
ID = r"[a-z0-9][a-z0-9-]*"
# Of datasets that are joined, the letter of its dataset stands before the id of a figure or check.
OF_PART = r"(?:[A-Z]:)?"
FIGURE_ID = OF_PART + r"[A-Z][0-9]{2,}"
FIGURE_SUFFIX = "_figure"
VILLAGE_KINDS = ("administrative village", "hamlet")
# How the numbers of several places make one: added up; kept where all give the same; shown of one
# place only; as each row's own declaration `across` says; or not at all.
Combine = Literal["sum", "same", "single", "declared", "none"]
# How the numbers of several periods make one: added up (a flow), or the latest is taken (a stock).
Across = Literal["sum", "latest"]


@dataclass(frozen=True)
class Field:
    """One column: its type, unit and rules; `refers` names the table.column it must be found in.

    `synonyms` are what counties call it; `default` is what an empty cell says, "" where it says
    nothing; `dated_from` names the column of words whose date this
    column holds where its own cell is empty.
    """

    name: str
    says: str
    type: str = "string"
    unit: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pattern: str = ""
    refers: str = ""
    synonyms: tuple[str, ...] = ()
    dated_from: str = ""
    default: str = ""

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the column."""
        return SQL_TYPES[self.type]

    @property
    def expected(self) -> str:
        """What may stand in a cell, in words."""
        if self.enum:
            return f"one of: {', '.join(self.enum)}"
        if self.refers:
            return f"a {self.refers.split('.')[1]} that {self.refers.split('.')[0]} lists"
        least, most = self.minimum, self.maximum
        bounds = [f"from {least}"] if least is not None else []
        bounds += [f"up to {most}"] if most is not None else []
        return " ".join([WORDS[self.type], *bounds])

    @property
    def columns(self) -> tuple[Field, ...]:
        """The columns of the table that the field stands for: itself."""
        return (self,)


@dataclass(frozen=True)
class Measure(Field):
    """A column of numbers, with the sibling `<name>_figure` that names the figure it is read from.

    `label` is what a reader sees, the name where it is empty; `unit_column` names the column that
    holds the unit where rows differ in it: of units that do not add up (`metrics.model.units`) what
    is added up otherwise combines as "same". `panel` is the part of a chart that it stands in.
    `compared_as` names it where places are compared, with {columns} of the table's series.
    """

    type: str = "integer"
    minimum: int | None = 0
    label: str = ""
    combine: Combine = "sum"
    across: Across = "latest"
    compared_as: str = ""
    unit_column: str = ""
    panel: str = ""

    @property
    def shown(self) -> str:
        """What a reader sees as the measure's name."""
        return self.label or self.name.replace("_", " ")

    @property
    def columns(self) -> tuple[Field, ...]:
        """The columns of the table: the number, and the figure that prints it."""
        figure = Field(
            f"{self.name}{FIGURE_SUFFIX}",
            f"figure that prints: {self.says}",
            refers="figures.figure_id",
        )
        return (self, figure)


@dataclass(frozen=True)
class Table:
    """One table: its grain in words, its columns, and those that make a row unique.

    `synonyms` are what counties call such a table; `period` names the column that orders the rows
    of a place in time, "" where none does.
    """

    name: str
    grain: str
    columns: tuple[Field, ...]
    key: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    period: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every column of the table; each measure is followed by its figure."""
        return tuple(field for column in self.columns for field in column.columns)

    def field(self, name: str) -> Field:
        """Return the field called `name`; KeyError when the table has none."""
        return {field.name: field for field in self.fields}[name]

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Names of the columns whose value is read from a figure."""
        return tuple(column.name for column in self.columns if isinstance(column, Measure))

    @cached_property
    def numbers(self) -> tuple[Measure, ...]:
        """The measures that are no part of the key."""
        columns = (column for column in self.columns if column.name not in self.key)
        return tuple(column for column in columns if isinstance(column, Measure))

    @cached_property
    def combined(self) -> tuple[Measure, ...]:
        """The measures of which several places can make one: they stand in the roll-up."""
        return tuple(measure for measure in self.numbers if measure.combine != "none")

    @cached_property
    def may_differ(self) -> bool:
        """Whether a measure, or a unit of one, is kept only where all places give the same."""
        return any(one.combine == "same" or one.unit_column for one in self.combined)

    @cached_property
    def descriptive(self) -> tuple[str, ...]:
        """The columns that say what a row is about, beside its place: rows are added within them.

        They are the key and every other text: numbers in different units or of different periods
        are never added.
        """
        measured = {measure.name for measure in self.columns if isinstance(measure, Measure)}
        return tuple(
            field.name
            for field in self.fields
            if field.name != "place_id"
            and not field.refers.startswith("figures.")
            and (field.name in self.key or field.name not in measured)
        )

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The descriptive columns but period and status: places are compared within them."""
        apart = (self.period, f"{self.period}_date", "status")
        return tuple(name for name in self.descriptive if name not in apart)

    @cached_property
    def other_figures(self) -> tuple[str, ...]:
        """The columns that name a figure and are no sibling of a measure added up."""
        siblings = {f"{measure.name}{FIGURE_SUFFIX}" for measure in self.combined}
        return tuple(
            f.name
            for f in self.fields
            if f.refers.startswith("figures.") and f.name not in siblings
        )


PLACE = Field("place_id", "place counted", required=True, refers="places.place_id")
UNIT = Field("unit", "unit of the quantity", required=True, synonyms=("units", "计量单位", "单位"))


def place_in_text(required: bool) -> tuple[Field, ...]:
    """Return the columns that say where in a document something stands."""

    def at(name: str, says: str, minimum: int) -> Field:
        return Field(name, says, "integer", "", required, minimum=minimum)

    return (
        Field(
            "document_id",
            "document it stands in",
            required=required,
            refers="documents.document_id",
        ),
        at("paragraph", "paragraph of the document, from 1", 1),
        at("sentence", "sentence of the paragraph, from 1", 1),
        at("start", "first character, counted from 0", 0),
        at("end", "character after the last", 1),
    )
