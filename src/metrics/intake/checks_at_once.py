"""The cross-checks that decisions just made take part in, worked out before there is a dataset."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from metrics.intake.figures import checks
from metrics.reports.decisions import CONFIRMED, final
from metrics.reports.ledger import Entry
from metrics.store.checks import Row, work_out


def checks_at_once(
    numbers: Sequence[Mapping[str, Any]], entries: Iterable[Entry], about: Container[str]
) -> list[dict[str, str]]:
    """Return says, arithmetic and verdict of each cross-check of some figures by what counts now.

    `numbers` are those of `metrics.intake.document`; only confirmed values take part.
    """
    confirmed = {n: one for n, one in final(entries).items() if one.state == CONFIRMED}
    values = {name: float(one.value) for name, one in confirmed.items() if one.value}
    found = checks({n["figure_id"]: n for n in numbers}, values, about)
    rows: list[Row] = [
        (row["check_id"], row["left"], row["relation"], row["right"], _tolerance(row))
        for row in found
    ]
    figures = {name: (value, confirmed[name].unit) for name, value in values.items()}
    worked_out = work_out(rows, figures) if rows else []
    return [
        {"says": row["says"], "arithmetic": one.arithmetic, "verdict": one.verdict}
        for row, one in zip(found, worked_out, strict=True)
    ]


def _tolerance(row: Mapping[str, str]) -> float | None:
    return float(row["tolerance"]) if row["tolerance"] else None
