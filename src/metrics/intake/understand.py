"""Read a file: each sheet matched to a known table, or with a plan for a table of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from metrics.intake.check import CheckRequest, tables_of
from metrics.intake.match import Matched, fits_badly, guess
from metrics.intake.plan import Proposal
from metrics.intake.propose import propose
from metrics.intake.sheet import Sheet
from metrics.intake.write_package import write_package

Understood = Matched | Proposal


def understood(sheet: Sheet, earlier: Sequence[Mapping[str, Any]] = ()) -> Understood:
    """Return a sheet matched to a known table, or a proposal where none fits it."""
    best = guess(sheet)
    return propose(sheet, earlier) if fits_badly(best) else best


def write_dataset(request: CheckRequest, folder: Path, name: str) -> dict[str, int]:
    """Write what sheets give as a dataset folder, faults and all; return the rows of each table."""
    totals = request.totals()
    tables = {n: one for n, one in tables_of(request, totals).items() if one.num_rows}
    write_package(folder, request.title, tables, {}, request.remarks(totals), name)
    return {name: one.num_rows for name, one in tables.items()}
