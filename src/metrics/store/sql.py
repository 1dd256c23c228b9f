"""Names and texts as they stand in SQL."""


def quoted(name: str) -> str:
    """Return a column or table name as SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"
