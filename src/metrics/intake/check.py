"""Check a reader's tables by the rules of a dataset, and build them: all, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from metrics.errors import DataProblems, Problem
from metrics.intake.arrange import Given, arranged
from metrics.intake.cells import written
from metrics.intake.keys import SHIFT, is_in, of_cell
from metrics.intake.known_places import County, with_ids, with_places
from metrics.intake.limits import Unreadable
from metrics.intake.match import Matched
from metrics.intake.remarks import Remarks, remarks
from metrics.intake.sheet import Sheet
from metrics.intake.totals import Total, totals
from metrics.intake.write_package import write_package
from metrics.store import build_cache
from metrics.store.build_cache import Built
from metrics.store.package import REPLACES
from metrics.store.raw_rows import Digests
from metrics.store.table_faults import ROW, Faults, table_faults

Step = Callable[[str, float], None]
Tables = Mapping[str, pa.Table]
ROUNDS = 50  # of leaving out rows that need rows left out before
NO_SHEET = 1 << 60  # the least id of a row that stands in no file


@dataclass(frozen=True)
class CheckRequest:
    """The sheets to be checked, and what the reader says of the dataset that they make.

    `joined` names the tables that several sheets give together, one below another; `replaces` is
    the edition before, as a datapackage.json among the files says it, None where none does.
    """

    title: str
    matched: Sequence[Matched]
    county: County = field(default_factory=County)
    joined: frozenset[str] = frozenset()
    replaces: Any = None

    @property
    def listed(self) -> frozenset[str]:
        """Names and ids of the places that the reader lists: their rows are no totals."""
        found = {self.county.name} - {""}
        for one in self.matched:
            if one.table.name == "places":
                for name in {"place_id", "name"} & set(one.columns):
                    cells = one.sheet.cells.column(one.columns[name])
                    found.update(text for text in cells.unique().to_pylist() if text)
        return frozenset(found)

    def totals(self) -> list[tuple[Matched, Total]]:
        """Return the rows that are left out as totals or notes, each with its sheet.

        A note is left out whether or not the sheet's totals are kept.
        """
        listed = self.listed
        return [
            (one, total)
            for one in self.matched
            for total in totals(one, listed)
            if total.kind == "note" or not one.keeps_totals
        ]

    def remarks(self, left: Sequence[tuple[Matched, Total]]) -> Remarks:
        """Return what the dataset states of itself; `left` are the rows left out as totals."""
        said = remarks(self.matched, left)
        before = {} if self.replaces is None else {REPLACES: self.replaces}
        return replace(said, listed={**said.listed, **before})


@dataclass(frozen=True)
class Report:
    """What a check found: faults in the reader's own terms, or the built tables.

    `rows` counts the rows given, by table, without totals; `left` those that have a fault and were
    left out; `of_columns` says that a fault is of a whole column or file, so that no row can be
    left out for it; `totals` are the rows left out as totals, by file.
    """

    folder: Path
    problems: tuple[Problem, ...]
    rows: Mapping[str, int]
    built: Built | None = None
    left: Mapping[str, int] = field(default_factory=dict)
    of_columns: bool = False
    totals: tuple[tuple[str, Total], ...] = ()

    @property
    def kept(self) -> dict[str, int]:
        """Rows that are loaded, by table."""
        return {name: rows - self.left.get(name, 0) for name, rows in self.rows.items()}


def check(request: CheckRequest, folder: Path, step: Step, without_bad: bool = False) -> Report:
    """Check tables and build them into `folder`; nothing is built where a fault remains.

    Every fault is listed at once, those too that only show when rows with a fault are left out.
    With `without_bad`, these rows are left out; how many is stated in the dataset. A fault of a
    whole column or file remains. Raises Unreadable where two sheets give one table.
    """
    _refuse_twice(request)
    step("Checking the cells", 0.1)
    left_totals = request.totals()
    tables = tables_of(request, left_totals)
    rows = _counted(request, tables)
    found, good, checked = _found(request, tables, step)
    listed = tuple((one.sheet.file, total) for one, total in left_totals)
    of_columns = [one for one in found if not _is_of_row(request, one)]
    if of_columns or (found and not without_bad):
        return Report(folder, tuple(found), rows, of_columns=bool(of_columns), totals=listed)
    left = {name: count - good[name].num_rows for name, count in rows.items()}
    left = {name: count for name, count in left.items() if count}
    said, parts = request.remarks(left_totals), {n: (k, rows[n]) for n, k in left.items()}
    write_package(folder, request.title, good, parts, said)
    faults, built = _built(folder, step, checked)
    return Report(folder, tuple(faults), rows, built, left, bool(faults), listed)


def _refuse_twice(request: CheckRequest) -> None:
    first: dict[str, Sheet] = {}
    for one in (each for each in request.matched if each.plan is None):
        file, table = one.sheet.file, one.table.name
        before = first.setdefault(table, one.sheet)
        if before.id != one.sheet.id and table not in request.joined:
            why = f"and {before.file} both give the table {table}"
            raise Unreadable(
                file, why, "Leave one of them out, or say that it gives another table."
            )


def tables_of(request: CheckRequest, left: Sequence[tuple[Matched, Total]]) -> dict[str, pa.Table]:
    """Return the tables as text without totals, each row with its id."""
    given: dict[str, list[pa.Table]] = {}
    of_own: list[Given] = []
    for nth, one in enumerate(request.matched):
        out = [total.row for of, total in left if of is one]
        stays = ~np.isin(one.sheet.rows, out)
        if one.plan is not None:
            of_own.append((nth, one, one.sheet.rows[stays]))
            continue
        cells, ids = written(one), pa.array(one.sheet.rows + (nth << SHIFT))
        cells = cells.append_column(ROW, ids) if cells.num_columns else pa.table({ROW: ids})
        given.setdefault(one.table.name, []).append(cells.filter(pa.array(stays)))
    listed = {name: pa.concat_tables(x, promote_options="default") for name, x in given.items()}
    if "places" in listed and of_own:
        listed["places"] = with_ids(listed["places"])
    for name, cells in arranged(of_own, listed).items():
        given.setdefault(name, []).append(cells)
    whole = {n: pa.concat_tables(parts, promote_options="default") for n, parts in given.items()}
    if of_own and "places" in listed:
        whole["places"] = listed["places"]
    return {name: _numbered(one) for name, one in with_places(whole, request.county).items()}


def _numbered(table: pa.Table) -> pa.Table:
    """Give rows that stand in no file ids of no sheet."""
    if ROW in table.column_names:
        return table
    ids = np.arange(table.num_rows, dtype=np.int64) + NO_SHEET
    return table.append_column(ROW, pa.array(ids))


def _counted(request: CheckRequest, tables: Tables) -> dict[str, int]:
    """Count the rows given, by table: those too that could not be cut into cells."""
    rows = {name: table.num_rows for name, table in tables.items()}
    for one in request.matched:
        known = set(one.sheet.rows.tolist())
        lost = {p.row for p in one.sheet.faults if p.row is not None} - known
        rows[one.table.name] += len(lost)
    return rows


def _found(
    request: CheckRequest, tables: dict[str, pa.Table], step: Step
) -> tuple[list[Problem], dict[str, pa.Table], Digests | None]:
    """Return every fault, the tables without the rows that have one, and what was checked."""
    found = [fault for one in request.matched for fault in one.faults()]
    bad = _ids(request, found)
    tables = _without_unknown(request, tables)
    for nth in range(ROUNDS):
        step("Checking the rows", min(0.2 + nth / 10, 0.5))
        faults = table_faults(tables, bad)
        # A cell that several indicators share is one fault.
        new = dict.fromkeys(_translated(request, faults, one, nth) for one in faults.problems)
        known = {(one.file, one.row, one.column) for one in found}
        found += [one for one in new if (one.file, one.row, one.column) not in known or not one.row]
        for one in faults.problems:
            if one.row is not None:
                bad.setdefault(one.file, set()).add(one.row)
        if not any(bad.values()):
            break
        tables = {name: _without(table, bad.get(name, set())) for name, table in tables.items()}
        bad = {}
    return found, tables, faults.checked


def _without_unknown(request: CheckRequest, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Leave columns away that a plan cannot fill yet: the fault is named once, by its column."""
    plans = [one.plan for one in request.matched if one.plan is not None]
    lacking = {"places": "kind"} if any(one.unkinded for one in plans) else {}
    lacking |= {"indicators": "unit"} if any(one.lacks_unit for one in plans) else {}
    return {
        name: table.drop_columns([lacking[name]]) if name in lacking else table
        for name, table in tables.items()
    }


def _ids(request: CheckRequest, faults: Iterable[Problem]) -> dict[str, set[int]]:
    """Return the ids of the rows that have a fault, by table."""
    found: dict[str, set[int]] = {}
    for nth, one in enumerate(request.matched):
        rows = {p.row for p in faults if p.file == one.sheet.file and p.row is not None}
        below = {row + (nth << SHIFT) for row in rows if row > one.sheet.how.header_row}
        found.setdefault(one.table.name, set()).update(below)
    return found


def _without(table: pa.Table, bad: set[int]) -> pa.Table:
    return table.filter(pa.array(~is_in(table.column(ROW).to_numpy(), bad))) if bad else table


def _built(
    folder: Path, step: Step, checked: Digests | None
) -> tuple[Sequence[Problem], Built | None]:
    """Build the tables; return faults where the build finds one all the same."""
    try:
        return (), build_cache.build_into(folder, folder.parent, step, checked)
    except DataProblems as faults:
        return faults.problems, None


def _translated(request: CheckRequest, faults: Faults, fault: Problem, nth: int) -> Problem:
    """Return a fault of a table as one of the reader's file: its row, column and cell."""
    if fault.row is None or fault.row >= NO_SHEET:
        return replace(fault, row=None)
    one, row = _origin(request, fault.row)
    if one.plan is None and one.table.name != fault.file:
        return fault
    at = _column(one, fault)
    at = at if at is None else one.sheet.in_file(at)
    value = one.sheet.cell(row, at) if at is not None else fault.value
    first = faults.stays.get((fault.file, fault.row))
    if first is not None and fault.rule.startswith("an earlier row"):
        fault = replace(fault, do=f"{_twice(request, fault.row, first)} {fault.do}")
    rule = f"{fault.rule}, once the rows with faults are left out" if nth else fault.rule
    head = one.head(fault.column) if fault.column else ""
    head = one.sheet.name(at) if one.plan and at is not None else head
    return replace(fault, file=one.sheet.file, row=row, column=head, value=value, rule=rule)


def _origin(request: CheckRequest, row: int) -> tuple[Matched, int]:
    """Return the sheet of a row's id, and its number in the file."""
    sheet, _, number = of_cell(row)
    return request.matched[sheet], number


def _column(one: Matched, fault: Problem) -> int | None:
    """Return the number of the sheet's column that a fault of a table is of."""
    if one.plan is None or fault.column in one.columns:
        return one.columns.get(fault.column)
    return of_cell(fault.row or 0)[1]


def _twice(request: CheckRequest, row: int, first: int) -> str:
    """Say which of two rows with one key stays, and in what they differ."""
    (one, number), (other, stays) = _origin(request, row), _origin(request, first)
    where = f"Row {stays}" + ("" if one is other else f" of {other.sheet.file}")
    cells = [
        (one.head(name), other.sheet.cell(stays, other.columns[name]), one.sheet.cell(number, at))
        for name, at in one.columns.items()
        if name in other.columns
    ]
    differ = [f"{head} {a or 'empty'} there, {b or 'empty'} here" for head, a, b in cells if a != b]
    what = "differs: " + "; ".join(differ) if differ else "says the same in every cell"
    return f"{where} stays and this row goes if rows are left out; it {what}."


def _is_of_row(request: CheckRequest, fault: Problem) -> bool:
    """Say whether a fault goes away with its row."""
    return any(
        fault.file == one.sheet.file and (fault.row or 0) > one.sheet.how.header_row
        for one in request.matched
    )
