"""Hypothesis strategy `datasets`: any valid dataset, as CSV tables; `build` makes a store of one.

Places of any depth with gaps and overlaps, each table of topics present, absent or half filled,
numbers missing and zero, any unit and kind, with and without a document, names in Chinese and names
that look like markup.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import duckdb
from hypothesis import strategies as st
from stores import MemoryStore

from metrics import records
from metrics.model.schema import Table
from metrics.selection import Choices, Selection
from metrics.store import build as building
from metrics.store import joined as joining
from metrics.store import package as packages
from metrics.store.open import Store
from metrics.store.tables import PLACE_KINDS

Draw = Callable[[st.SearchStrategy[object]], object]
Row = dict[str, str]
CsvTable = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]  # name, columns, cells
NAMES: tuple[str, ...] = (
    *(
        "Oak",
        "Elm",
        "Ash",
        "Oak",
        "Upper Hill",
        "漾濞彝族自治县",
        "石龙村",
        "苍山西镇",
        "光明村委会",
    ),
    *("<b>Bold</b>", "A & B", 'Old "Inn"', "O'Neill", "*star*", "[x](http://y.example)", "$x$"),
    *("=1+1", "50 % Hill", "{x}", "a|b", "%{y}", "&lt;i&gt;", "很长的一个村子的名字" * 3, "x" * 45),
)
WORDS: tuple[str, ...] = (
    "projects",
    "guidance",
    "leaders",
    "poor households",
    "培训",
    "<i>a</i>",
    "A & B",
    "x" * 40,
)
UNITS: tuple[str, ...] = (
    "people",
    "households",
    "yuan",
    "yuan",
    "projects",
    "percent",
    "次",
    "person-times",
    "not printed",
)
UNITS += ("person-times", "administrative villages", "person-times per year", "lectures", "<u>")
UNITS += ("techniques per household", "元/户")
PERIODS = ("undated", "to date", "2019", "2020 to date", "at writing", "end of 2019", "二〇一九年")
DATES = ("to date", "2018", "end of 2019", "2020-06", "二〇二一年", "2021年初")
YEARS = ("2018", "2019", "2020", "2021")
COUNTS = ("0", "1", "2", "3", "7", "40", "257", "12081", "3920000")
SHARES = ("0", "0.1", "0.333", "0.667", "1")


@dataclass(frozen=True)
class Dataset:
    """Tables by name, each its columns and rows of texts ("" is not stated)."""

    tables: tuple[CsvTable, ...]
    picks: tuple[tuple[int, ...], ...] = ((), (), ())

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table by column; [] where the dataset lacks it."""
        for table, columns, rows in self.tables:
            if table == name:
                return [dict(zip(columns, row, strict=True)) for row in rows]
        return []

    @property
    def parts(self) -> tuple[Dataset, ...]:
        """The datasets that are joined; none where it is one."""
        return ()

    def __repr__(self) -> str:
        """Show the tables as CSV, so that a failing example can be read and kept."""
        texts = (f"{n}:\n{','.join(c)}\n" + "\n".join(map(repr, r)) for n, c, r in self.tables)
        return "\n".join(("Dataset", f"picks {self.picks}", *texts))


@dataclass
class _Figures:
    """The document of a dataset as it grows: one figure a call of `add`."""

    rows: list[Row] = field(default_factory=list)

    def add(self, unit: str, value: str, row: Row, ambiguous: bool) -> str:
        """Add a figure that a row's number is read from and return its id."""
        name = f"F{len(self.rows) + 1:02}"
        found = {
            **{"figure_id": name, "document_id": "report", "paragraph": "1", "sentence": "2"},
            **{"start": str(10 * len(self.rows)), "end": str(10 * len(self.rows) + 5)},
            **{"kind": "year" if unit == "year" else "statistic", "printed": f"<{value}> 1 0"},
            **{"value": value, "unit": unit, "counts": "what is counted", "period": ""},
            **{"status": row.get("status") or "standing", "place_id": row["place_id"]},
            **{"certainty": "ambiguous" if ambiguous else "certain", "candidates": ""},
        }
        if ambiguous:
            found["candidates"] = f"{value or 18}: as printed | 180000: <b>a</b> zero & more"
        self.rows.append(found)
        return name


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Draw any valid dataset, and numbers that `selection` picks years, places and status by."""
    places = _places(draw)
    figures = _Figures()
    found = {"places": places}
    with_document = draw(st.booleans())
    for table in records.TABLES:
        if rows := _topic(draw, table, places, figures if with_document else None):
            found[table.name] = rows
    if figures.rows:
        found |= {"figures": figures.rows, "documents": [_DOCUMENT], "checks": _checks(figures)}
    picks = draw(st.tuples(*[st.lists(st.integers(0, 20), max_size=n) for n in (2, 3, 1)]))
    return Dataset(tuple(as_table(*one) for one in found.items()), tuple(map(tuple, picks)))


_DOCUMENT = {
    **{"document_id": "report", "title": "A report & more", "language": "zh"},
    **{"characters": "99999", "sha256": "0" * 64, "read_on": "2020-01-31", "how_read": "by hand"},
}


def as_table(
    name: str, rows: list[Row]
) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return rows as a table of a Dataset: name, columns, cells."""
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return name, columns, tuple(tuple(row.get(c, "") for c in columns) for row in rows)


def _places(draw: st.DrawFn) -> list[Row]:
    """Draw a forest of places: each in an earlier one whose kind is above its own, or in none."""
    levels: list[int] = []
    rows = []
    for nth in range(draw(st.sampled_from([1, 5, 7, 3, 9, 10]))):
        above = [n for n, level in enumerate(levels) if level < len(PLACE_KINDS) - 1]
        parent = draw(st.sampled_from([*above, None])) if above else None
        least = levels[parent] + 1 if parent is not None else draw(st.sampled_from([2, 2, 0, 4]))
        level = draw(st.integers(least, min(least + 1, len(PLACE_KINDS) - 1)))
        levels.append(level)
        rows.append(
            {
                **{"place_id": f"p{nth}", "name": draw(st.sampled_from(NAMES))},
                **{"kind": PLACE_KINDS[level], "parent_id": "" if parent is None else f"p{parent}"},
            }
        )
    if draw(st.booleans()):
        for row in rows:
            row["named_in"] = draw(st.sampled_from(["document", "outside", ""]))
    return rows


def _topic(draw: st.DrawFn, table: Table, places: list[Row], figures: _Figures | None) -> list[Row]:
    """Draw the rows of a table of topics: none, or some whose keys differ."""
    if not draw(st.integers(0, 2)):
        return []
    measures = [m for m in table.measures if m != "year" and draw(st.integers(0, 9))]
    rows: dict[tuple[str, ...], Row] = {}
    for _ in range(draw(st.integers(2, 8))):
        row = {"place_id": draw(st.sampled_from(places))["place_id"], **_words(draw, table)}
        rows.setdefault(tuple(row[key] for key in table.key), row)
    for row in rows.values():
        _numbers(draw, table, measures, row)
        if figures is not None and draw(st.booleans()):
            _printed(draw, table, measures, row, figures)
    return list(rows.values())


def _words(draw: st.DrawFn, table: Table) -> Row:
    """Draw the cells of a row that are no numbers."""
    topics = ("departments", "Party members", *WORDS)
    given = {"topic": topics, "as_of": DATES, "period": PERIODS}
    given["status"] = ("achieved", "planned")
    found: Row = {}
    for one in table.fields:
        if one.name == "place_id" or one.name.endswith("_figure") or one.type != "string":
            continue
        choices = given.get(one.name) or (UNITS if one.name.endswith("unit") else WORDS)
        found[one.name] = draw(st.sampled_from(choices if one.required else (*choices, "")))
    if "year" in table.measures:
        found["year"] = draw(st.sampled_from(YEARS))
    return {k: v for k, v in found.items() if k not in ("document_id",)}


def _numbers(draw: st.DrawFn, table: Table, measures: list[str], row: Row) -> None:
    for name in measures:
        choices = SHARES if table.field(name).type == "number" else COUNTS
        row[name] = draw(st.sampled_from(("", *choices)))
    if row.get("party_members") and row.get("members"):
        low, high = sorted((row["party_members"], row["members"]), key=int)
        row |= {"party_members": low, "members": high}


def _printed(
    draw: st.DrawFn, table: Table, measures: list[str], row: Row, figures: _Figures
) -> None:
    """Give the numbers of a row their figures; one without a number may have no safe reading."""
    for name in measures:
        names = {f"{name}_unit", "unit"} & set(row)
        unit = row[names.pop()] if names else table.field(name).unit
        ambiguous = draw(st.integers(0, 5)) == 0
        if unit and (row[name] or ambiguous):
            row[f"{name}_figure"] = figures.add(unit, row[name], row, ambiguous)
            if draw(st.booleans()):
                row[name] = ""  # then its figure gives it
    if "year" in table.measures and draw(st.booleans()):
        row["year_figure"] = figures.add("year", row["year"], row, False)


def _checks(figures: _Figures) -> list[Row]:
    first, last = figures.rows[0]["figure_id"], figures.rows[-1]["figure_id"]
    return [
        {
            **{"check_id": "C01", "says": f"{first} & {last}", "left": f"{first} + {last}"},
            **{"relation": "at least", "right": first, "tolerance": ""},
        }
    ]


def write(dataset: Dataset, folder: Path, title: str = "Hill") -> Path:
    """Write a dataset as a folder of CSV files."""
    for name, columns, rows in dataset.tables:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows])
    resources = [{"name": name, "path": f"{name}.csv"} for name, *_ in dataset.tables]
    described = json.dumps({"title": title, "resources": resources})
    (folder / packages.DESCRIPTOR).write_text(described, encoding="utf-8")
    return folder


@contextmanager
def _unchecked(checked: bool) -> Iterator[None]:
    """Leave the checks out, which take most of a build: what is drawn here breaks no rule."""
    if checked:
        yield
        return
    with (
        patch.object(building, "cell_faults", lambda *_: []),
        patch.object(building, "row_faults", lambda *_: []),
    ):
        yield


def build(dataset: Dataset, checked: bool = False) -> Store:
    """Build a dataset in memory; raises DataProblems where `checked` finds a rule broken."""
    con = duckdb.connect(":memory:", config={"threads": 1})
    with tempfile.TemporaryDirectory() as folder, _unchecked(checked):
        into = Path(folder)
        if dataset.parts:
            stores = {f"d{n}": build(part, checked) for n, part in enumerate(dataset.parts)}
            joining.fill(into, stores)
        else:
            write(dataset, into)
        building.build_tables(con, packages.read(into))
    return MemoryStore(con)


def selection(dataset: Dataset, choices: Choices) -> Selection:
    """Return the selection that a dataset's picks make of what it lets a reader choose."""
    of = (choices.years, choices.villages, choices.status)
    years, villages, status = (
        tuple(ones[n] for n in sorted({pick % len(ones) for pick in picks})) if ones else ()
        for ones, picks in zip(of, dataset.picks, strict=True)
    )
    return Selection("hill", years, villages, status)  # type: ignore[arg-type] # one of its three
