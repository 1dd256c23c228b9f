"""The Data Package form of a table and its columns."""

from __future__ import annotations

from typing import Any

from metrics.model.schema import Field, Table


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
