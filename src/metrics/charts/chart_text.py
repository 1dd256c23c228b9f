"""The words that charts share: source lines, hover texts, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping

from metrics.model.rows import Row, Table, records, row_of
from metrics.numbers import how_many

# What every text says of the one that gives a number.
SPEAKS = re.compile(r"\b([Tt])he document (gives|states|names|prints|says)\b")


def of_dataset(text: str, *, has_document: bool) -> str:
    """Return what is said of the document; of the dataset where it names none, or joins several."""
    return text if has_document else SPEAKS.sub(lambda one: f"{one[1]}his dataset {one[2]}", text)


def source(document: str, rows: Table) -> str:
    """Return the source line: the document, and each paragraph and sentence the rows stand in.

    Columns read: paragraph, sentence (null where nothing is printed) and, where there is one,
    figure. Of datasets joined, the letter of its own stands before each position.
    """
    found = {
        (_letter(row.get("figure")), int(str(row["paragraph"])), int(str(row["sentence"])))
        for row in records(rows)
        if row["paragraph"] is not None and row["sentence"] is not None
    }
    where = "; ".join(f"{of}paragraph {p}, sentence {s}" for of, p, s in sorted(found))
    return f"Source: {document}" + (f" ({where})" if where else "")


def _letter(figure: object) -> str:
    """Return the letter of a joined dataset, as it stands before its figures; "" where none is."""
    letter, colon, _ = str(figure).partition(":")
    return f"{letter}, " if colon else ""


def position_text(row: Mapping[str, object] | Row) -> str:
    """Return where a row stands in its document, in words; "" when it stands in none."""
    if not row["paragraph"]:
        return ""
    return (
        f"paragraph {row['paragraph']}, sentence {row['sentence']}, "
        f"characters {row['first_character']} to {row['last_character']}"
    )


def statement_id(row: Mapping[str, object] | Row) -> str:
    """Return the name, and address, of what a document says of a village without a number."""
    return f"{row['village']}: {row['product']}"


def value(row: Mapping[str, object]) -> str:
    """Return a figure's value with its unit; a value without a safe reading says so."""
    if row["kind"] == "slogan":
        return "a slogan: counts nothing"
    if row["value"] is None:
        return "no safe reading"
    if row["unit"] == "year":
        return f"year {float(str(row['value'])):.0f}"
    words = row_of(row).with_unit()
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


def first_of(count: int, most: int) -> str:
    """Say how many places there are, and that only the first are shown, if so."""
    places = how_many(count, "place")
    return f"the first {most} of {places}" if count > most else places
