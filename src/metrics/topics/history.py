"""What readers have decided of each figure, as the ledger has it; and what the next find there."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from metrics.reports.decisions import CONFIRMED, FIRST, NONE, SECOND, SETTLED, read_decision
from metrics.reports.edition import Figure
from metrics.store.open import Store

READERS = {FIRST: "first reader", SECOND: "second reader", SETTLED: "settled a conflict"}
SHOWN_HASH = 8


# Of datasets joined each ledger is numbered from 1, as it is in its own dataset.
ENTRIES = """
select * replace (row_number() over (
           partition by case when figure_id like '%:%' then split_part(figure_id, ':', 1) end
           order by entry) as entry)
from ledger order by ledger.entry"""


def history(store: Store) -> dict[str, list[str]]:
    """Return a line for each decision on a figure, in order, by the figure's id; {} if no ledger.

    The rules of the dataset have checked the chain of the entries.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in store.frame(ENTRIES).to_dict("records"):
        cells = {str(name): "" if pd.isna(value) else str(value) for name, value in row.items()}
        found[cells["figure_id"]].append(_line(cells))
    return dict(found)


def text_of(store: Store) -> str:
    """Return the checksum of the text of a dataset's first document, "" where it has none."""
    found = store.frame("select sha256 from documents order by document_id")["sha256"].tolist()
    return str(found[0]) if found else ""


def edition(store: Store) -> tuple[list[str], list[Figure]]:
    """Return the places and the figures of a dataset, to hold the next edition against."""
    rows = store.frame("select * from figures order by document_id, start").to_dict("records")
    names = [str(name) for name in store.frame("select name from places")["name"]]
    return names, [_figure({str(name): value for name, value in row.items()}) for row in rows]


def _figure(row: dict[str, Any]) -> Figure:
    text = {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
    value = float(text["value"]) if text["value"] else None
    whole = int(value) if value is not None and value.is_integer() else value
    start, end = int(row["start"]), int(row["end"])
    named = (text[name] for name in ("unit", "counts", "kind"))
    return Figure(text["figure_id"], text["printed"], start, end, whole, *named)


def _line(row: dict[str, str]) -> str:
    when = row["at"].replace("T", " ").replace("+00:00", " UTC")
    by = f"{when}, {row['who']} ({READERS[row['reader']]}): {said(row['after'])}"
    before = f"; before: {said(row['before'])}" if row["before"] else ""
    rule = f"; by rule: {row['rule']}" if row["rule"] else ""
    return f"{by}{before}{rule}; ledger entry {row['entry']}, {row['hash'][:SHOWN_HASH]}"


def said(text: str) -> str:
    """Return a decision of the ledger in a few words."""
    one = read_decision(text)
    if one is None:
        return "taken back"
    because = f" ({one.reason})" if one.reason else ""
    if one.state == NONE:
        return f"no statistic{because}"
    if one.state != CONFIRMED:
        return f"left open{because}"
    parts = [one.value or "no safe value", one.unit, one.status, one.period]
    return f"confirmed as {', '.join(part for part in parts if part)}{because}"
