"""The words that charts share: source lines, hover texts, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.charts.style import number


def source(document: str, rows: pd.DataFrame) -> str:
    """Return the source line: the document, and each paragraph and sentence the rows stand in."""
    places = (
        rows[["paragraph", "sentence"]]
        .dropna()
        .drop_duplicates()
        .sort_values(["paragraph", "sentence"])
    )
    pairs = zip(places["paragraph"], places["sentence"], strict=True)
    where = "; ".join(f"paragraph {int(p)}, sentence {int(s)}" for p, s in pairs)
    return f"Source: {document}" + (f" ({where})" if where else "")


def plain(text: str) -> str:
    """Return a name as Plotly shows it as it is: it takes <b> and the like for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def place(row: Mapping[str, object]) -> str:
    """Return where a row stands in its document, in words."""
    return (
        f"paragraph {row['paragraph']}, sentence {row['sentence']}, "
        f"characters {row['first_character']} to {row['last_character']}"
    )


def statement(row: Mapping[str, object]) -> str:
    """Return the name, and address, of what a document says of a village without a number."""
    return f"{row['village']}: {row['product']}"


def hover(row: Mapping[str, object], what: str) -> str:
    """Return what a mark says when pointed at: value, unit, status, figure, place, printed form."""
    value = number(float(str(row["value"])))
    lines = [f"<b>{value} {row['unit']}</b> {what}", f"status: {row['status']}"]
    if not row["figure"]:
        return "<br>".join([*lines, str(row.get("added") or "not printed in a document")])
    at = f"paragraph {row['paragraph']}, sentence {row['sentence']}"
    return "<br>".join([*lines, f"figure {row['figure']}: {at}", f"printed as “{row['printed']}”"])


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as dicts with None where a value is not stated."""
    return [
        {str(k): (None if pd.isna(v) else v) for k, v in row.items()}
        for row in rows.to_dict("records")
    ]


def repaired(rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """Return a note for each figure whose printed form was garbled."""
    return tuple(
        f"{r['figure']} is printed as “{r['printed']}”, read as {number(float(str(r['value'])))} "
        f"({r['repair']}; {r['certainty']})."
        for r in rows
        if r["repair"] and r["value"] is not None
    )


def value(row: Mapping[str, object]) -> str:
    """Return a figure's value with its unit; a value without a safe reading says so."""
    if row["kind"] == "slogan":
        return "a slogan: counts nothing"
    if row["value"] is None:
        return "no safe reading"
    if row["unit"] == "year":
        return f"year {float(str(row['value'])):.0f}"
    words = f"{number(float(str(row['value'])))} {row['unit']}"
    count = len(readings(row))
    return (
        f"{words} (ambiguous: first of {count} readings)" if row["status"] == "ambiguous" else words
    )


def readings(row: Mapping[str, object]) -> list[str]:
    """Return the candidate readings of a figure, one text each; [] when there is only one."""
    return str(row["candidates"]).split(" | ") if row["candidates"] else []


def trust(about: Mapping[str, str]) -> str:
    """Say how far the document's numbers are to be trusted, in counts of its figures and checks."""
    return (
        f"The document prints {about['numbers']} numbers. {about['repaired']} of them are garbled "
        f"and were read by a stated rule; {about['ambiguous']} have more than one possible "
        f"reading. Of {about['checks']} cross-checks {about['holding']} hold, "
        f"{about['failing']} fail; the rest cannot be checked."
    )
