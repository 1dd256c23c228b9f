"""What must hold of any valid dataset: each condition raises AssertionError where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
from openpyxl import load_workbook
from provenance_conditions import PROVENANCE, chosen_places, rows_of, same
from referee import Referee
from world import Shown, World

from metrics.exports.record import cell, record
from metrics.exports.tables import csv, parquet, unguarded
from metrics.exports.workbook import workbook
from metrics.payloads.rows import MOST_ROWS
from metrics.selection import Selection
from metrics.store.tables import TOPIC_TABLES
from metrics.topics.catalog import CARDS, TOPICS, choices
from metrics.topics.options import MeasureOption, options

NO_VALUE = re.compile(r"\b(None|nan|NaN|null|undefined|inf)\b")
# A sentence with nothing where a name or a number should stand; a name may end as an entity does.
GAP = re.compile(r"“”|\(\)|: [;.]|, [,.;]| {2}|^ ?[,;.]|(?<!&[lg]t); ?$|: ?$")
MEASURES = {name for table in TOPIC_TABLES for name in table.measures if name != "year"}
WORDS = ("title", "subtitle", "alt", "source", "says", "empty")


def texts(value: Any) -> Iterator[str]:
    """Yield every text inside plain JSON values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in texts(one))


def every_card_is_made(of: World) -> None:
    """Each card has marks, or words that say why it has none."""
    for one in of.shown:
        if "empty" not in one.card:
            words = [note["text"] for note in one.card["layout"].get("annotations", ())]
            assert one.card["data"] or any(words), one
        else:
            assert "gives no rows" not in one.card["empty"], f"{one}: tables may have rows"


def _states_something(of: World, row: dict[str, str]) -> bool:
    return any(Referee(of.dataset).number(row, name) is not None for name in MEASURES & set(row))


def no_text_is_empty_or_a_null(of: World) -> None:
    """No "None" and no sentence with a gap in it stands anywhere on a card."""
    for one in of.shown:
        shown = {k: v for k, v in one.card.items() if k != "making"}
        found = [text for text in texts(shown) if NO_VALUE.search(text)]
        assert not found, f"{one}: {found[:3]}"
        said = [*(one.card[name] for name in WORDS if name in one.card), *one.card["notes"]]
        gaps = [text for text in said if not text.strip() or GAP.search(text)]
        assert not gaps, f"{one}: {gaps[:3]}"


def exits_are_added_once(of: World) -> None:
    """Each sum of exits is that of the naive referee."""
    referee = Referee(of.dataset)
    for one in of.of("poverty_exits"):
        chosen = chosen_places(of, one, referee, "poverty_exits")
        for row in rows_of(one):
            same = [
                r
                for r in of.dataset.rows("poverty_exits")
                if r["year"] == row.year and r["status"] == _own_status(row.status, r)
            ]
            sums = {
                referee.total([r for r in same if r["status"] == status], row.measure, chosen)
                for status in {r["status"] for r in same}
            }
            assert _number(row.value) in sums, f"{one}: {row.year} {row.measure} {row.value} {sums}"


def _own_status(shown: str, row: dict[str, str]) -> str:
    """Return what a row's own status must be for its number to have the status shown."""
    return shown if shown in ("achieved", "planned") else row["status"]


def members_are_added_once(of: World) -> None:
    """Each sum of the work teams is that of the naive referee."""
    names = {"work-team members": "members", "Party members": "party_members"}
    referee = Referee(of.dataset)
    for one in of.of("party_members"):
        chosen = chosen_places(of, one, referee, "work_teams")
        for row in rows_of(one):
            if name := names.get(row.measure):
                rows = [r for r in of.dataset.rows("work_teams") if r["as_of"] == row.as_of]
                total = referee.total(rows, name, chosen)
                assert _number(row.value) == total, f"{one}: {row.measure} {row.value} {total}"


def what_is_given_once_is_added_once(of: World) -> None:
    """Hold the sums of topics without filters against the naive referee."""
    referee = Referee(of.dataset)
    for one in of.of("training"):
        for row in rows_of(one):
            key = {"activity": row.activity, "audience": row.audience, "period": row.period}
            counted = referee.counted(same(of, "training", key))
            total = referee.total([r for r in counted if r["unit"] == row.unit], "quantity")
            assert _number(row.value) == total, f"{one}: {key} {row.value} {total}"
    for one in of.of("village_collectives"):
        names = {"in the pilot": "pilot_villages", "reported on": "villages"}
        for row in rows_of(one):
            if name := names.get(row.measure):
                total = referee.total(of.dataset.rows("village_collectives"), name)
                assert _number(row.value) == total, f"{one}: {row.measure} {row.value} {total}"


def compared_places_are_added_once(of: World) -> None:
    """Hold what every place states of every measure that adds up against the naive referee."""
    for option in options(of.store):
        if option.of.bottom is None and option.of.top.combine in ("sum", "same"):
            chosen = Selection("hill", compare=(option.label,))
            rows = CARDS["compare_years"].chosen(of.store, chosen).rows.rows(of.store, chosen)
            _compared_by(of, option, rows)


def _compared_by(of: World, option: MeasureOption, rows: pd.DataFrame) -> None:
    referee, table = Referee(of.dataset), option.of.table
    ids = {label: place for place, label in of.labels.items()}
    key = dict(option.words)
    if option.status:
        key["status"] = option.status
    if table.period == "as_of":
        rows = rows[~rows["period"].str.contains(", ", regex=False)]  # told apart by a date
    for row in rows.itertuples():
        when = str(row.year if "year" in rows else row.period)
        period = {table.period: when} if table.period else {}
        given = same(of, table.name, {**period, **key})
        total = referee.total(given, option.of.top.name, [ids[str(row.place)]])
        assert _number(row.value) == total, f"{option.label}: {row.place} {period} {total}"


def no_sum_of_compared_places_holds_a_place_twice(of: World) -> None:
    """Of the places compared none lies in another where their sum is given."""
    referee = Referee(of.dataset)
    ids = {label: place for place, label in of.labels.items()}
    for one in of.of("compare_places"):
        if "all places compared" in set(one.view.derived.get("what", ())):
            shown = {ids[place] for place in one.view.rows["place"]}
            nested = [place for place in shown if shown & set(referee.above(place)[1:])]
            assert not nested, f"{one}: {nested}"


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def no_part_is_larger_than_its_whole(of: World) -> None:
    """No sentence says "5 of 3", and no share is over 100 percent."""
    for one in of.shown:
        for text in (t for name in WORDS for t in [one.card.get(name, "")]):
            for part, whole in re.findall(r"\b([0-9][0-9,]*) of ([0-9][0-9,]*)\b", text):
                assert _plain(part) <= _plain(whole), f"{one}: {text}"
        shares = [row for row in one.view.numbers[1] if row["unit"] == "percent"]
        parts = [row for row in shares if "paired poor people" not in str(row["what"])]
        assert all(float(str(row["value"])) <= 100 for row in parts), f"{one}: {parts}"


def _plain(text: str) -> float:
    return float(text.replace(",", "").rstrip(","))


def nothing_is_said_to_give_what_it_does_not(of: World) -> None:
    """Look whether a finding names a year, status or counties that give no number."""
    for one in of.of("poverty_exits"):
        title, rows = str(one.card["title"]), one.view.rows
        stated = rows[rows["value"].notna() & (rows["measure"] == "people")]
        for verb, status in (("lifted [0-9,]+ people.* in", "achieved"), ("for", "planned")):
            for year in re.findall(rf"{verb} ([0-9]{{4}})$", title.partition(" and planned")[0]):
                given = stated[(stated["year"] == year) & (stated["status"] == status)]
                assert len(given) or status == "planned", f"{one}: {title}"
        assert "planned" not in title or (stated["status"] == "planned").any(), f"{one}: {title}"
        if counties := re.match(r"([0-9]+) counties lifted .* in ([0-9]{4})", title):
            giving = _counties(of, counties[2])
            assert len(giving) == int(counties[1]), f"{one}: {title}, but {giving}"
    for one in (*of.of("compare_places"), *of.of("compare_map")):
        if "empty" not in one.card and "planned" in set(one.view.rows["status"]):
            said = f"{one.card['title']} {one.card['subtitle']}"
            assert "planned" in said, f"{one}: {said}"


def _counties(of: World, year: str) -> set[str]:
    referee = Referee(of.dataset)
    return {
        place
        for row in of.dataset.rows("poverty_exits")
        if row["year"] == year and row["status"] == "achieved"
        if referee.number(row, "people") is not None
        for place in referee.above(row["place_id"])
        if referee.kinds[place] == "county"
    }


def filters_name_only_what_is_shown(of: World) -> None:
    """Look whether the sentence of the filters names a status that no row has."""
    for one in of.shown:
        if "empty" in one.card or "status" not in one.view.rows:
            continue
        for status in ("achieved", "planned"):
            if status in one.view.filters and status not in one.view.selection.status:
                assert status in set(one.view.rows["status"]), f"{one}: {one.view.filters}"


def choices_leave_out_what_the_query_does(of: World) -> None:
    """Hold rows that are left out of those kept against a query of the choice itself."""
    years = choices(of.store).years
    for topic in (one for one in TOPICS.values() if one.rows.split):
        for one in (Selection(years=years[:1]), Selection(years=years[1:], status=("achieved",))):
            asked = of.store.records(topic.rows.sql, one.values())
            assert topic.rows.records(of.store, one) == asked, f"{topic.name}: {one}"


def screen_and_files_say_the_same(of: World) -> None:
    """Hold the table on the screen, CSV, workbook and Parquet against each other."""
    for one in of.shown:
        if "empty" in one.card:
            continue
        made = record(one.view)
        table = next(iter(made.tables.values()))
        expected = [[cell(value) for value in row] for row in table.astype(object).to_numpy()]
        width = len(table.columns)
        shown = expected[:MOST_ROWS]  # and the screen says of how many
        assert _screen(one, shown) == shown, f"{one}: screen"
        assert one.card["rows"]["rows"] == len(expected), f"{one}: rows counted"
        assert _csv(csv(made), width) == expected, f"{one}: csv"
        assert _rows(pq.read_table(BytesIO(parquet(made))).to_pylist()) == expected, one
        sheet = load_workbook(BytesIO(workbook(made)), read_only=True)["Data"]
        found = [[_cell(v) for v in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert found == expected, f"{one}: workbook"


def _screen(one: Shown, expected: list[list[str | None]]) -> list[list[str | None]]:
    """Return the screen's cells as a file writes them; a cell without a number says so."""
    roles = one.card["rows"]["roles"]
    numeric = roles.index("number") if "number" in roles else -1
    return [
        [
            cell(text.replace(",", "")) if at == numeric and known else None if not known else text
            for at, ((text, _), known) in enumerate(zip(row, line, strict=True))
        ]
        for row, line in zip(one.card["rows"]["cells"], expected, strict=True)
    ]


def _csv(data: bytes, width: int) -> list[list[str | None]]:
    table = pd.read_csv(BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows = table.to_numpy().tolist()
    return [[_cell(unguarded(text)) for text in row[:width]] for row in rows]


def _rows(rows: list[dict[str, Any]]) -> list[list[str | None]]:
    return [[_cell(value) for value in row.values()] for row in rows]


def _cell(value: Any) -> str | None:
    return cell(value)


def every_row_stands_on_a_page(of: World) -> None:
    """Each row of a table of topics that states something is named by a row of some card."""
    cells: dict[str, set[str]] = {}
    for one in of.shown:
        if not one.view.selection.query()[1:]:
            for name in one.view.topic.tables or [one.view.topic.name]:
                found = cells.setdefault(name, set())
                found |= {str(c) for row in one.view.numbers[0] for c in row.values()}
                found |= set(_other_dates(one))
    keys = {
        **{
            "poverty_exits": ("year",),
            "work_teams": ("as_of",),
            "training": ("activity", "period"),
        },
        **{"paired_assistance": ("helper_kind", "helped_kind"), "assistance_given": ("kind",)},
        **{"village_industry": ("product",)},
    }
    for table, columns in keys.items():
        for row in of.dataset.rows(table):
            if table == "village_industry" or _states_something(of, row):
                needed = [c for c in columns if c != "helped_kind" or _gives_helped(of, row)]
                missing = [c for c in needed if row[c] not in cells.get(table, set())]
                assert not missing, f"{table} {row}: {missing} on no page"


def _other_dates(one: Shown) -> list[str]:
    """Return the dates that a note of a card names as not shown."""
    found = [str(row["other_dates"]) for row in one.view.numbers[0] if row.get("other_dates")]
    noted = " ".join(one.card["notes"])
    return [d for text in found for d in re.split(r" \(\d+\)(?:; |$)", text) if d and d in noted]


def _gives_helped(of: World, row: dict[str, str]) -> bool:
    return Referee(of.dataset).number(row, "helped") is not None


CONDITIONS: dict[str, Callable[[World], None]] = {
    condition.__name__: condition
    for condition in (
        *PROVENANCE,
        every_card_is_made,
        no_text_is_empty_or_a_null,
        exits_are_added_once,
        members_are_added_once,
        what_is_given_once_is_added_once,
        compared_places_are_added_once,
        no_sum_of_compared_places_holds_a_place_twice,
        no_part_is_larger_than_its_whole,
        nothing_is_said_to_give_what_it_does_not,
        filters_name_only_what_is_shown,
        choices_leave_out_what_the_query_does,
        screen_and_files_say_the_same,
        every_row_stands_on_a_page,
    )
}
