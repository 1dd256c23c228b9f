"""Candidates as rows for files, and as plain values for JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from metrics.reports.candidates import Candidate
from metrics.reports.context import Proposal
from metrics.reports.values import Number, NumberReading

COLUMNS = (
    *("start", "end", "printed", "readings", "rules", "unit", "noun", "period", "place", "status"),
    *("class", "reason", "certainty", "evidence", "paragraph", "page"),
)
BETWEEN = " | "


def as_row(one: Candidate) -> dict[str, str | int]:
    """Return a candidate with one text a column; readings and their rules stand in turn."""
    return {
        "start": one.start,
        "end": one.end,
        "printed": one.printed,
        "readings": BETWEEN.join(shown(each) for each in one.readings),
        "rules": BETWEEN.join(" ".join(each.rules) or "as printed" for each in one.readings),
        "unit": BETWEEN.join(each.value for each in one.units),
        "noun": _value(one.noun),
        "period": _value(one.period),
        "place": _value(one.place),
        "status": _value(one.status),
        "class": one.kind,
        "reason": one.reason,
        "certainty": one.certainty,
        "evidence": BETWEEN.join(
            f"{each.kind}: {each.arithmetic}{'' if each.tells else ' (does not tell)'}"
            for each in one.evidence
        ),
        "paragraph": one.paragraph,
        "page": one.page or "",
    }


def as_json(one: Candidate) -> dict[str, Any]:
    """Return a candidate for JSON, with the characters of every word that says something."""
    return {**_plain(one), "queue": one.queue}


def _plain(value: Any) -> Any:
    """Return tuples as lists, and those with names as dictionaries."""
    if not isinstance(value, tuple):
        return value
    names = getattr(value, "_fields", None)
    each = [_plain(one) for one in value]
    return dict(zip(names, each, strict=True)) if names else each


def shown(reading: NumberReading) -> str:
    """Return a reading as digits, a range with "to"."""
    return digits(reading.value) + ("" if reading.upper is None else f" to {digits(reading.upper)}")


def digits(value: Number) -> str:
    """Return a number with at most six digits after the point, without trailing zeros."""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV with a header; half a character becomes a question mark."""
    made = io.StringIO()
    writer = csv.DictWriter(made, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8", "replace").decode("utf-8")


def _value(proposal: Proposal | None) -> str:
    return proposal.value if proposal else ""
