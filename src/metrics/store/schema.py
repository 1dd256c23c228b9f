"""What a table is made of: fields with their rules, and the Data Package form of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Field:
    """One column: its type, unit and rules; `refers` names the table.column it must be found in."""

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


@dataclass(frozen=True)
class Table:
    """One table: its grain in words, its fields, and the columns that make a row unique."""

    name: str
    grain: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def field(self, name: str) -> Field:
        """Return the field called `name`; KeyError when the table has none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of the columns whose value is read from a figure."""
        names = {field.name for field in self.fields}
        return tuple(f.name for f in self.fields if f"{f.name}_figure" in names)


def measure(
    name: str,
    says: str,
    unit: str,
    type: str = "integer",
    minimum: int = 0,
    maximum: int | None = None,
) -> tuple[Field, Field]:
    """Return a numeric column and its sibling that names the figure it was read from."""
    value = Field(name, says, type, unit, minimum=minimum, maximum=maximum)
    figure = Field(f"{name}_figure", f"figure that prints: {says}", refers="figures.figure_id")
    return value, figure


def _constraints(field: Field, table: Table) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if field.required:
        rules["required"] = True
    if table.key == (field.name,):
        rules["unique"] = True
    if field.enum:
        rules["enum"] = list(field.enum)
    if field.minimum is not None:
        rules["minimum"] = field.minimum
    if field.maximum is not None:
        rules["maximum"] = field.maximum
    if field.pattern:
        rules["pattern"] = field.pattern
    return rules


def _field_descriptor(field: Field, table: Table) -> dict[str, Any]:
    descriptor: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.says}
    if field.unit:
        descriptor["unit"] = field.unit
    if constraints := _constraints(field, table):
        descriptor["constraints"] = constraints
    return descriptor


def _foreign_key(field: Field, table: Table) -> dict[str, Any]:
    resource, column = field.refers.split(".")
    own = "" if resource == table.name else resource
    return {"fields": field.name, "reference": {"resource": own, "fields": column}}


def descriptor(table: Table, columns: list[str]) -> dict[str, Any]:
    """Return the Table Schema (Frictionless) of a file of `table` that has these `columns`."""
    fields = [table.field(column) for column in columns]
    schema: dict[str, Any] = {"fields": [_field_descriptor(f, table) for f in fields]}
    if set(table.key) <= set(columns) and all(table.field(k).required for k in table.key):
        schema["primaryKey"] = list(table.key)
    if keys := [_foreign_key(f, table) for f in fields if f.refers]:
        schema["foreignKeys"] = keys
    return schema
