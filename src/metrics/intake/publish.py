"""Write what readers have confirmed of a report as a dataset: figures, tables, checks, ledger."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metrics.errors import MetricsError
from metrics.intake.bind import TABLES as TOPICS
from metrics.intake.bind import YEAR
from metrics.intake.claims import claimed
from metrics.intake.figures import Row, checks, figure_row, is_published
from metrics.model.schema import FIGURE_SUFFIX, Table
from metrics.reports.agreement import agreement
from metrics.reports.decisions import CONFIRMED, FIRST, NONE, OPEN, SECOND, Decision, decided, final
from metrics.reports.ledger import Entry
from metrics.store.describe import write_csv, write_descriptor
from metrics.store.package import REPLACES
from metrics.store.tables import TABLES

NOT_ID = re.compile(r"[^a-z0-9]+")
DOCUMENT = "report"
YEAR_FIGURE = f"year{FIGURE_SUFFIX}"


class CannotPublish(MetricsError):
    """Decisions of which no dataset can be made."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__("The dataset cannot be made", which, do)


@dataclass(frozen=True)
class PlaceOf:
    """What a place is: its kind, and the name of the place that it lies in, "" if not given."""

    kind: str
    parent: str = ""


@dataclass(frozen=True)
class PublishRequest:
    """What the reader says of the dataset: its title, its places by name, where it is from.

    `whole` is the place of the numbers that name none.
    """

    title: str
    whole: str
    places: Mapping[str, PlaceOf] = field(default_factory=dict)
    publisher: str = ""
    url: str = ""
    published: str = ""


def places_of(numbers: Sequence[Mapping[str, Any]], entries: Iterable[Entry]) -> list[str]:
    """Return the places that the figures to be published name, in the order of the text."""
    known = final(entries)
    named = (known[n["figure_id"]].place for n in numbers if _published(n, known))
    return list(dict.fromkeys(name for name in named if name))


def publish(
    folder: Path, document: Mapping[str, Any], entries: Sequence[Entry], request: PublishRequest
) -> dict[str, int]:
    """Write the dataset into a folder that is not there yet; return how many rows each table has.

    No sentence of the text is written. Raises CannotPublish, and writes nothing, where nothing is
    confirmed, a place is not described, or two figures go into one cell.
    """
    known = final(entries)
    numbers = [one for one in document["numbers"] if _published(one, known)]
    if not numbers:
        do = "Confirm a number first."
        raise CannotPublish("no number is confirmed", do)
    _refuse_negative(numbers, known)
    ids = _ids(request, places_of(numbers, entries))
    agreed = _agreed(entries)
    figures = _figures(numbers, known, agreed, ids)
    for row in figures:
        row["document_id"] = DOCUMENT
    values = {row["figure_id"]: float(row["value"]) for row in figures if row.get("value")}
    by_id = {one["figure_id"]: one for one in numbers}
    tables: dict[str, list[Row]] = {
        "documents": [_document(document, entries, known, request)],
        "places": list(_places(request, ids)),
        "figures": figures,
        **_topic_rows(numbers, known, ids),
        "checks": checks(by_id, values),
        "ledger": [dict(one) for one in entries],
    }
    about: dict[str, Any] = {"title": request.title, "remarks": [remark(entries)]}
    edition = document.get("edition")
    about |= {REPLACES: edition} if isinstance(edition, dict) and edition else {}
    _write(folder, about, tables)
    return {name: len(rows) for name, rows in tables.items()}


def _figures(
    numbers: Sequence[Mapping[str, Any]],
    known: Mapping[str, Decision],
    agreed: Container[str],
    ids: Mapping[str, str],
) -> list[Row]:
    valued = _valued(numbers, known)
    claims = {number["number"] for number in numbers if number["figure_id"] in valued}
    rows = []
    for one in numbers:
        name = one["figure_id"]
        rows.append(figure_row(claimed(one, claims), known[name], name in agreed, ids))
    return rows


def _valued(numbers: Sequence[Mapping[str, Any]], known: Mapping[str, Decision]) -> dict[str, str]:
    """Return the value of each figure that is published with one."""
    decided_so = ((one["figure_id"], known[one["figure_id"]]) for one in numbers)
    return {name: one.value for name, one in decided_so if one.value and one.state != NONE}


def _published(number: Mapping[str, Any], known: Mapping[str, Decision]) -> bool:
    return is_published(number, known.get(number["figure_id"]))


def _refuse_negative(numbers: Sequence[Mapping[str, Any]], known: Mapping[str, Decision]) -> None:
    below = [n["figure_id"] for n in numbers if known[n["figure_id"]].value.startswith("-")]
    if below:
        where = f"{', '.join(below)}: a table of figures has no number below zero"
        raise CannotPublish(where, "Leave it open.")


def _agreed(entries: Sequence[Entry]) -> set[str]:
    first, second = decided(entries, FIRST), decided(entries, SECOND)
    return {*first} & {*second} - {*agreement(first, second).conflicts}


def remark(entries: Sequence[Entry]) -> str:
    """Return who has read the numbers, as charts and files say it."""
    names = list(dict.fromkeys(one["who"] for one in entries))
    second = {*decided(entries, SECOND)}
    one = "read by a person" if len(names) == 1 else f"read by {len(names)} persons"
    return f"{one}, {len(second)} numbers twice" if second else f"{one}, no number twice"


def _ids(request: PublishRequest, named: Sequence[str]) -> dict[str, str]:
    """Return the id of each place by its name; "" is the place of numbers that name none."""
    names = list(dict.fromkeys([request.whole, *named, *request.places]))
    if not request.whole:
        raise CannotPublish("the report's own place is not given", "Name the place it is about.")
    if lacking := [name for name in names if name not in request.places]:
        do = "Say of each place what kind it is."
        raise CannotPublish(f"not described: {', '.join(lacking)}", do)
    made: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        plain = NOT_ID.sub("-", name.lower()).strip("-") or f"place-{number}"
        made[name] = plain if plain not in made.values() else f"{plain}-{number}"
    return {**made, "": made[request.whole]}


def _places(request: PublishRequest, ids: Mapping[str, str]) -> Iterator[Row]:
    for name, one in request.places.items():
        row = {"place_id": ids[name], "name": name, "kind": one.kind, "named_in": "document"}
        yield row | {"parent_id": ids[one.parent] if one.parent in request.places else ""}


def _document(
    document: Mapping[str, Any],
    entries: Sequence[Entry],
    known: Mapping[str, Decision],
    request: PublishRequest,
) -> Row:
    return {
        "document_id": DOCUMENT,
        "title": request.title,
        "language": document["language"],
        "characters": str(len(document["text"])),
        "sha256": document["text_sha256"],
        "read_on": entries[-1]["at"][:10],
        "how_read": how_read(document["numbers"], entries, known),
        "publisher": request.publisher,
        "url": request.url,
        "published": request.published,
    }


def how_read(
    numbers: Sequence[Mapping[str, Any]], entries: Sequence[Entry], known: Mapping[str, Decision]
) -> str:
    """Return who has read the report, and what became of each of its numbers."""
    names = " and ".join(dict.fromkeys(one["who"] for one in entries))
    states = [known[n["figure_id"]].state if n["figure_id"] in known else "" for n in numbers]
    unread = sum(not s and n["kind"] != "none" for s, n in zip(states, numbers, strict=True))
    nothing = sum(s in ("", "none") for s in states) - unread
    said = f"Read number by number by {names}: of {len(numbers):,} numbers of the text "
    said += f"{states.count(CONFIRMED):,} confirmed, {states.count(OPEN):,} left open, "
    said += f"{nothing:,} no statistic, {unread:,} not read."
    both = agreement(decided(entries, FIRST), decided(entries, SECOND))
    if not both.both:
        return f"{said} No second reader."
    kappa = "" if both.kappa is None else f"; kappa of classes {both.kappa:.2f}"
    return f"{said} A second reader gave the same answer in {both.equal} of {both.both}{kappa}."


def _topic_rows(
    numbers: Sequence[Mapping[str, Any]], known: Mapping[str, Decision], ids: Mapping[str, str]
) -> dict[str, list[Row]]:
    """Return the rows of topic tables; figures of the same place and key stand in one row."""
    rows: dict[str, dict[tuple[str, ...], Row]] = {}
    valued = _valued(numbers, known)
    for number in numbers:
        name, one = number["figure_id"], known[number["figure_id"]]
        if one.cell is None or one.state != CONFIRMED:
            continue
        table, column = _measure(one.cell.table, one.cell.column, name)
        row = _printed(name, _row(table, column, one, ids), one, valued)
        own = rows.setdefault(table.name, {}).setdefault(_key(table, row, valued), row)
        own |= {key: text for key, text in row.items() if text and not _has(own, key)}
        if taken := own.get(figure := f"{column}{FIGURE_SUFFIX}"):
            where = f"{taken} and {name} both go into {table.name}, {column}"
            raise CannotPublish(where, "Give one of them another cell, or none.")
        own[figure] = name
        own |= _unit(table, column, one)
    return {name: list(found.values()) for name, found in rows.items()}


def _measure(table: str, column: str, figure: str) -> tuple[Table, str]:
    known = TOPICS.get(table)
    if known is None or column not in {one.name for one in known.numbers}:
        do = "Choose a cell for it anew."
        raise CannotPublish(f"there is no cell {table}, {column} for {figure}", do)
    return known, column


def _row(table: Table, column: str, one: Decision, ids: Mapping[str, str]) -> Row:
    names = {f.name for f in table.fields}
    row = {k: v for k, v in (one.cell.keys if one.cell else {}).items() if k in names}
    row["place_id"] = ids[one.place]
    return row | ({"status": one.status} if "status" in names else {}) | _unit(table, column, one)


def _printed(name: str, row: Row, one: Decision, valued: Container[str]) -> Row:
    """Return a row in which each figure named has a value.

    Its year may stay without the figure that prints it: the reader has confirmed it as the period.
    """
    for column in [each for each in row if each.endswith(FIGURE_SUFFIX)]:
        if row[column] in valued:
            continue
        if column != YEAR_FIGURE or not YEAR.fullmatch(one.period):
            where = f"the row of {name} names {row[column]}, of which no value is confirmed"
            do = f"Confirm {row[column]}, or give {name} another cell, or none."
            raise CannotPublish(where, do)
        row = {k: v for k, v in row.items() if k != column} | {"year": one.period}
    return row


def _unit(table: Table, column: str, one: Decision) -> Row:
    """Return the unit of the figure in the column that names the unit, where there is one."""
    named = next(each.unit_column for each in table.numbers if each.name == column)
    return {named: one.unit} if named else {}


def _key(table: Table, row: Row, valued: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tells rows apart: of a figure its value, as several may print one year."""
    figures = {name: row.get(f"{name}{FIGURE_SUFFIX}", "") for name in table.key}
    return tuple(valued.get(figure) or row.get(name, "") for name, figure in figures.items())


def _has(row: Row, column: str) -> bool:
    """Say whether a row has a column, or the figure that prints it."""
    name = column.removesuffix(FIGURE_SUFFIX)
    return bool(row.get(name) or row.get(f"{name}{FIGURE_SUFFIX}"))


def _write(folder: Path, about: Mapping[str, Any], tables: Mapping[str, Sequence[Row]]) -> None:
    folder.mkdir(parents=True)
    columns: dict[Table, list[str]] = {}
    for table in (one for one in TABLES if tables.get(one.name)):
        rows = tables[table.name]
        names = [field.name for field in table.fields if any(field.name in row for row in rows)]
        write_csv(folder, table, names, ([row.get(name, "") for name in names] for row in rows))
        columns[table] = names
    write_descriptor(folder, {"name": folder.name, **about}, columns)
