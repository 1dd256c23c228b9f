"""What the first page shows: what the document is, and the finding of each topic."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.numbers import unit_of
from metrics.payloads.etag import to_json_with_etag
from metrics.topics.catalog import CARDS

Cell = list[str]  # text, and the id that it opens or ""
MAX_LINES = 6  # lines of a short table
# Topics whose marks say less than their words: the columns of a line, and those of its value.
TABLES = {
    "training": (("Activity", "Audience", "Period"), ("Value", "Unit")),
    "village_industry": (("Village",), ("Product",)),
}
SILENT = ("", "all")
# What stands first where a dataset declares indicators.
OWN_TOPICS = ("indicator_trend",)


def overview(
    about: Mapping[str, str], source: str, cards: Iterable[bytes], note: str = "", slogans: int = 0
) -> bytes:
    """Return the first page as UTF-8 JSON: words about the document, and each card's finding.

    `about` holds the columns of ABOUT, {} when the dataset names no document; `source` says what
    its numbers are from; `cards` are those of `metrics.payloads.card.card`; `note` says
    how far to trust a dataset without a document; `slogans` counts figures that count nothing.
    """
    found = [json.loads(card) for card in cards]
    content: dict[str, Any] = {
        "kind": "overview",
        "title": source,
        "place": about.get("place", ""),
        "how_read": f"{about['how_read']}." if about else note,
        "trust": _trust(about, slogans) if about else [],
        "findings": [_finding(card) for card in found if "empty" not in card],
        "nothing": [_page(card) for card in found if "empty" in card],
        "addresses": {name: entry for card in found for name, entry in card["addresses"].items()},
    }
    return to_json_with_etag(content)


def _trust(about: Mapping[str, str], slogans: int) -> list[dict[str, str]]:
    """Return four counts that say how far the numbers can be trusted, each with its page."""
    names = ("numbers", "repaired", "ambiguous", "checks", "holding", "failing")
    numbers, repaired, ambiguous, checks, holding, failing = (int(about[name]) for name in names)
    more = f", and {_counted(slogans, 'slogan')}" if slogans else ""
    rest = {"fail": failing, "cannot be checked": checks - holding - failing}
    others = "".join(f", {count} {verdict}" for verdict, count in rest.items() if count)
    return [
        _count("sources", numbers, f"numbers printed{more}"),
        _count("sources", repaired, "garbled, read by a stated rule"),
        _count("sources", ambiguous, "with more than one possible reading"),
        _count("checks", f"{holding} of {checks}", f"cross-checks hold{others}"),
    ]


def _count(page: str, count: object, label: str) -> dict[str, str]:
    return {"page": page, "count": str(count), "label": label}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("s" if count != 1 else "")


def _page(card: Mapping[str, Any]) -> dict[str, Any]:
    topic = CARDS[card["name"]]
    link = f"Indicators: {topic.title.lower()}" if topic.name in OWN_TOPICS else topic.title
    return {"page": topic.page or topic.name, "link": link}


def _finding(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card's finding with big numbers, a short table or its chart, whichever says more."""
    finding = {**_page(card), "pieces": card["linked"]["title"]}
    table = card["rows"]
    rows = [dict(zip(table["labels"], cells, strict=True)) for cells in table["cells"]]
    if lines := _table(card["name"], rows):
        return finding | {"table": lines[:MAX_LINES], "more": table["rows"] - MAX_LINES}
    if card["name"] == "village_collectives" and _all_equal(rows):
        return finding | {"numbers": [_number(row) for row in rows]}
    return finding | {name: card[name] for name in ("data", "layout", "alt")}


def _table(topic: str, rows: list[dict[str, Cell]]) -> list[list[list[Cell]]]:
    """Return a line for each row: the cells that name it, and those of its value; [] if none."""
    columns = TABLES.get(topic, ())
    if not columns or any(name not in row for row in rows for part in columns for name in part):
        return []
    rows = [_with_unit_of_one(row) for row in rows]
    return [[[row[n] for n in part if row[n][0] not in SILENT] for part in columns] for row in rows]


def _with_unit_of_one(row: dict[str, Cell]) -> dict[str, Cell]:
    """Return a row whose unit stands in the singular beside a value of 1."""
    if not {"Value", "Unit"} <= row.keys():
        return row
    unit, address = row["Unit"]
    return row | {"Unit": [unit_of(row["Value"][0], unit), address]}


def _all_equal(rows: list[dict[str, Cell]]) -> bool:
    """Say whether bars would show nothing: in each unit all values are the same."""
    values = defaultdict(set)
    for row in rows:
        values[row["Unit"][0]].add(row["Value"][0])
    return all(len(found) == 1 for found in values.values())


def _number(row: dict[str, Cell]) -> dict[str, Any]:
    row = _with_unit_of_one(row)
    return {"cell": row["Value"], "label": f"{row['Unit'][0]}: {row['Measure'][0]}"}
