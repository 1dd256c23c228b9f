"""Names and texts as they stand in SQL."""

from collections.abc import Sequence


def quoted(name: str) -> str:
    """Return a column or table name as SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def same(names: Sequence[str], one: str, other: str) -> str:
    """Return the SQL of the condition that two rows have the same values in some columns."""
    cells = (quoted(name) for name in names)
    return " and ".join(f"{one}.{n} is not distinct from {other}.{n}" for n in cells) or "true"


def listed(names: Sequence[str], alias: str = "") -> str:
    """Return the SQL of some columns, each followed by a comma."""
    lead = f"{alias}." if alias else ""
    return "".join(f"{lead}{quoted(name)}, " for name in names)
