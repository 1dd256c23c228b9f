"""What readers decide of the numbers of a report, as the entries of its ledger say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from metrics.errors import MetricsError, shortened
from metrics.reports.ledger import Entry
from metrics.statuses import ACHIEVED, PLANNED, STANDING, TARGET

CONFIRMED, OPEN, NONE = "confirmed", "open", "none"
STATES = (CONFIRMED, OPEN, NONE)
KINDS = ("statistic", "year", "qualitative")
STATUSES = ("", ACHIEVED.name, PLANNED.name, TARGET.name, STANDING.name)
FIRST, SECOND, SETTLED = "1", "2", "3"  # the first reader, the second, and who settles a conflict
READERS = (FIRST, SECOND, SETTLED)
VALUE = re.compile(r"(?:-?[0-9]{1,15}(?:\.[0-9]{1,9})?)?")
FIGURE_ID = re.compile(r"[FS][0-9]{2,7}")
LONGEST = 300  # characters of a text that a reader writes
MOST_KEYS = 20
UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class NoDecision(MetricsError):
    """An entry that the desk does not give."""

    def __init__(self, which: str) -> None:
        super().__init__("This cannot be kept", which, "Load the page anew, and decide again.")


@dataclass(frozen=True)
class Cell:
    """Where a figure goes: table, measure, and the other columns of its row by their names."""

    table: str
    column: str
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What a reader says of a number.

    `value` is "" where no reading is safe; `reason` says why it is no statistic, why the value is
    none of the readings, or what else supports it.
    """

    state: str
    kind: str = "statistic"
    value: str = ""
    unit: str = ""
    counts: str = ""
    period: str = ""
    place: str = ""
    status: str = ""
    reason: str = ""
    cell: Cell | None = None

    def as_json(self) -> str:
        """Return the decision as the ledger keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_decision(text: str) -> Decision | None:
    """Return the decision of a ledger's cell, None where it is "": not decided.

    Raises NoDecision for what the desk does not write.
    """
    if text == "":
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoDecision(f"“{shortened(text)}” is no decision") from error
    return _decision(found)


def _decision(found: Any) -> Decision:
    if not isinstance(found, dict) or not found.keys() <= Decision.__dataclass_fields__.keys():
        raise NoDecision("it is no decision")
    texts = {name: _text(name, value) for name, value in found.items() if name != "cell"}
    made = replace(Decision(""), **texts, cell=_cell(found.get("cell")))
    _known("state", made.state, STATES)
    _known("kind", made.kind, KINDS)
    _known("status", made.status, STATUSES)
    if not VALUE.fullmatch(made.value):
        raise NoDecision(f"the value “{made.value}” is no number of up to 15 digits")
    return made


def _cell(found: Any) -> Cell | None:
    if found is None:
        return None
    if not isinstance(found, dict) or found.keys() != {"table", "column", "keys"}:
        raise NoDecision("the cell is no cell")
    keys = found["keys"]
    if not isinstance(keys, dict) or len(keys) > MOST_KEYS:
        raise NoDecision("the cell's row is no row")
    named = {_text("column", name): _text("cell", value) for name, value in keys.items()}
    return Cell(_text("table", found["table"]), _text("column", found["column"]), named)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or UNPRINTED.search(value):
        raise NoDecision(f"{name} is no line of at most {LONGEST} characters")
    return value


def _known(name: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise NoDecision(f"{name} “{shortened(value)}” is none of: {', '.join(known)}")


def read_entry(found: Any, who: str) -> Entry:
    """Return an entry for the ledger from what the desk posts; raises NoDecision."""
    names = ("figure_id", "reader", "before", "after", "evidence", "rule")
    if not isinstance(found, dict) or found.keys() != {*names}:
        raise NoDecision("it is no entry of a ledger")
    entry = {name: found[name] for name in names}
    if not all(isinstance(value, str) and len(value) < 4_000 for value in entry.values()):
        raise NoDecision("an entry has a cell that is no text")
    _known("reader", entry["reader"], READERS)
    if not FIGURE_ID.fullmatch(entry["figure_id"]):
        raise NoDecision(f"“{shortened(entry['figure_id'])}” is no figure")
    for name in ("before", "after"):
        decision = read_decision(entry[name])
        entry[name] = decision.as_json() if decision else ""
    entry |= {name: _text(name, entry[name]) for name in ("rule",)}
    return {**entry, "evidence": UNPRINTED.sub(" ", entry["evidence"]), "who": _who(who)}


def _who(name: str) -> str:
    if not name.strip():
        raise NoDecision("the name of the reader is missing")
    return _text("the reader's name", name.strip())


def decided(entries: Iterable[Entry], reader: str) -> dict[str, Decision]:
    """Return what one reader has decided last of each figure; what was undone is not decided."""
    found: dict[str, Decision] = {}
    for one in entries:
        if one["reader"] == reader:
            decision = read_decision(one["after"])
            if decision is None:
                found.pop(one["figure_id"], None)
            else:
                found[one["figure_id"]] = decision
    return found


def final(entries: Iterable[Entry]) -> dict[str, Decision]:
    """Return what counts of each figure: the first reader's, or what a conflict was settled to."""
    entries = list(entries)
    return {**decided(entries, FIRST), **decided(entries, SETTLED)}
