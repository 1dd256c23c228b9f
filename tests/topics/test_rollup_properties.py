"""Over any tree of places and any choice of them: nothing twice, no part above its whole.

A referee in plain Python adds up the rows of each table by the words of the rule, set by set: a row
counts for a place unless a place between the two gives a row of the same key; a row without numbers
is as if it were not there where a place inside its own gives some; a place of a level that gives
such rows is missing where neither it nor a place around it gives one.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from generated import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import stored

from metrics.records import TOPICS as RECORDS
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.store.tables import TOPIC_TABLES
from metrics.topics.catalog import TOPICS

pytestmark = pytest.mark.slow

KINDS = ("county", "township", "administrative village", "hamlet")
# Observations, which are combined as their indicator says, have a referee in tests/indicators.
TABLES = [table for table in TOPIC_TABLES if table.combined and table.name != "observations"]
# What the rows of each table are about, beside their place: two keys of each.
KEYS: dict[str, list[dict[str, str]]] = {
    "poverty_exits": [
        {"year": "2019", "status": "achieved"},
        {"year": "2020", "status": "planned"},
    ],
    "work_teams": [{"as_of": "end of 2019"}, {"as_of": "at the start of 2021"}],
    "village_collectives": [{}],
    "training": [
        {"activity": "skills", "audience": "all", "period": "2020", "unit": "people"},
        {"activity": "skills", "audience": "all", "period": "2021", "unit": "person-times"},
    ],
    "paired_assistance": [
        {"helper_kind": "leaders", "helpers_unit": "people", "helped_kind": "villages"}
        | {"helped_unit": "villages"},
        {"helper_kind": "leaders", "helpers_unit": "people", "helped_kind": "households"}
        | {"helped_unit": "households"},
    ],
    "assistance_given": [
        {"topic": "leaders", "kind": "projects", "unit": "projects", "period": "2020"},
        {"topic": "leaders", "kind": "money", "unit": "yuan", "period": "2020"},
    ],
}
PAIRS = {
    "poverty_exits": [("people", "households"), ("households", "people")],
    "work_teams": [("members", "party_members"), ("party_members", "members")],
    "paired_assistance": [("helpers", "helped"), ("helped", "helpers")],
}
Given = Mapping[tuple[str, int], Mapping[str, int | None]]


@dataclass(frozen=True)
class County:
    """A tree of places (id to kind and parent) and what a table gives by place and key."""

    parents: Mapping[str, str | None]
    kinds: Mapping[str, str]
    table: str
    rows: Given

    def around(self, place: str) -> list[str]:
        """Return the places that a place lies in, from itself upwards."""
        found = [place]
        while (above := self.parents[found[-1]]) is not None:
            found.append(above)
        return found

    def inside(self, place: str) -> set[str]:
        """Return the places in a place, itself too; all of them for ''."""
        return {p for p in self.parents if place == "" or place in self.around(p)}

    def counted(self, place: str, key: int) -> set[str]:
        """Return the places whose rows of a key make the sum of a place."""
        giving = {p for p in self.inside(place) if (p, key) in self.rows}
        giving -= {p for p in giving if self.stands_aside(p, key)}
        return {p for p in giving if not giving & set(self.around(p)[1:])}

    def stands_aside(self, place: str, key: int) -> bool:
        """Say whether a row has no number of its own where rows inside its place have some."""
        having = {p for (p, k), row in self.rows.items() if k == key and any_number(row)}
        return place not in having and bool(having & self.inside(place))

    def missing(self, place: str, key: int) -> set[str]:
        """Return the places of the levels that give rows of a key that lack one in a place."""
        levels = {self.kinds[p] for p, k in self.rows if k == key}
        lowest = {
            p
            for p in self.parents
            if self.kinds[p] in levels
            and not any(self.kinds[q] in levels for q in self.inside(p) - {p})
        }
        given = self.counted(place, key)
        return {p for p in lowest & self.inside(place) if not given & set(self.around(p))}

    def picked(self, chosen: Sequence[str]) -> list[str]:
        """Return the places chosen without those inside another that is chosen; [''] for none."""
        outer = [p for p in chosen if not set(self.around(p)[1:]) & set(chosen)]
        villages = {"administrative village", "hamlet"}
        follows = any(self.kinds[p] in villages for p, _ in self.rows)
        return outer if chosen and follows else [""]

    def sums(self, chosen: Sequence[str], key: int) -> tuple[set[str], int]:
        """Return the places whose rows are added for a choice, and how many there would be."""
        picked = self.picked(chosen)
        given = set().union(*(self.counted(p, key) for p in picked))
        empty = [p for p in picked if not self.counted(p, key)]
        lacking = set().union(*(self.missing(p, key) for p in picked if p not in empty))
        return given, len(given) + len(lacking) + len(empty)

    @cached_property
    def store(self) -> Store:
        """The county built, each place called by its id."""
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), self)
            return stored(Path(folder))


def any_number(row: Mapping[str, int | None]) -> bool:
    """Say whether a row gives a number."""
    return any(number is not None for number in row.values())


def _write(folder: Path, county: County) -> None:
    table = next(table for table in TABLES if table.name == county.table)
    measures = [measure.name for measure in table.combined]
    words = list(dict.fromkeys(name for key in KEYS[table.name] for name in key))
    lines = [",".join(["place_id", *words, *measures])]
    for (place, key), numbers in county.rows.items():
        values = ["" if numbers[m] is None else str(numbers[m]) for m in measures]
        lines.append(",".join([place, *(KEYS[table.name][key][w] for w in words), *values]))
    (folder / f"{table.name}.csv").write_text("\n".join(lines) + "\n")
    places = [f"{p},{p},{county.kinds[p]},{parent or ''}" for p, parent in county.parents.items()]
    (folder / "places.csv").write_text(
        "\n".join(["place_id,name,kind,parent_id", *places, ""]), encoding="utf-8"
    )
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("places", table.name)]
    (folder / "datapackage.json").write_text(json.dumps({"title": "T", "resources": resources}))


@st.composite
def counties(draw: st.DrawFn, table: str) -> County:
    """Draw a tree of up to four levels, with gaps and overlaps in what a table gives."""
    parents: dict[str, str | None] = {"c": None}
    kinds = {"c": "county"}
    for level, most in ((1, 3), (2, 3), (3, 2)):
        for above in [p for p, kind in kinds.items() if kind == KINDS[level - 1]]:
            for n in range(draw(st.integers(0 if level > 1 else 1, most))):
                parents[f"{above}-{n}"], kinds[f"{above}-{n}"] = above, KINDS[level]
    found = next(one for one in TABLES if one.name == table)
    number = st.none() | st.integers(1, 9)
    rows: dict[tuple[str, int], dict[str, int | None]] = {}
    for key in range(len(KEYS[table])):
        for place in draw(st.lists(st.sampled_from(sorted(parents)), unique=True)):
            rows[place, key] = {m.name: draw(number) for m in found.combined}
            if table == "work_teams":
                rows[place, key] |= {"party_members": draw(st.sampled_from([None, 0, 1]))}
                rows[place, key] |= {"stated_share": draw(st.sampled_from([None, 1]))}
    return County(parents, kinds, table, rows)


EXAMPLES = settings(max_examples=examples(6), suppress_health_check=list(HealthCheck))


def choices_of(county: County) -> st.SearchStrategy[list[str]]:
    """Draw a choice of places: none, nested, side by side."""
    return st.lists(st.sampled_from(sorted(county.parents)), unique=True, max_size=4)


def total(county: County, places: set[str], key: int, name: str) -> tuple[int | None, int]:
    """Return the sum of a measure over places, None where none states it, and how many do."""
    found = [county.rows[p, key][name] for p in places]
    stated = [value for value in found if value is not None]
    return (sum(stated) if stated else None), len(stated)


def _two(county: County, place: str, key: int, *names: str) -> list[int | None]:
    return [county.rows[place, key][name] for name in names]


def cell(value: Any) -> Any:
    """Return a cell of a frame as a plain number, None where it is empty."""
    return None if value is None or value != value or str(value) in ("<NA>", "NaT") else int(value)


def rolled(county: County) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Yield each row of a county's roll-up with its place and the number of its key."""
    for row in county.store.frame(f"from {county.table}_up").to_dict("records"):
        keys = KEYS[county.table]
        yield str(row["place_id"]), next(k for k in range(len(keys)) if _is(row, keys[k])), row  # type: ignore[misc] # columns are texts


def _is(row: Mapping[Any, Any], key: Mapping[str, str]) -> bool:
    return all(str(row[name]) == value for name, value in key.items())


@pytest.mark.parametrize("table", [t.name for t in TABLES])
@EXAMPLES
@given(data=st.data())
def test_a_roll_up_is_what_the_referee_adds_up(table: str, data: st.DataObject) -> None:
    county = data.draw(counties(table))
    combined = {m.name: m.combine for m in next(t for t in TABLES if t.name == table).combined}
    seen = set()
    for place, key, row in rolled(county):
        seen.add((place, key))
        counted = county.counted(place, key)
        assert cell(row["counted"]) == len(counted)
        assert cell(row["missing"]) == len(county.missing(place, key))
        for name, combine in combined.items():
            value, stated = total(county, counted, key, name)
            assert cell(row[f"{name}_stated"]) == stated
            if combine == "sum":
                assert cell(row[name]) == value
        for one, other in PAIRS.get(table, ()):
            both = {p for p in counted if None not in _two(county, p, key, one, other)}
            paired, places = total(county, both, key, one)[0], cell(row[f"{one}_paired_places"])
            assert len(both) == (cell(row[f"{one}_stated"]) if places is None else places)
            assert paired == cell(row[one] if places is None else row[f"{one}_paired"])
    wanted = {(p, k) for p in ("", *county.parents) for k in range(len(KEYS[table]))}
    assert seen == {(p, k) for p, k in wanted if county.counted(p, k)}


@pytest.mark.parametrize("topic", [r.name for r in RECORDS if r.village_table])
@EXAMPLES
@given(data=st.data())
def test_a_choice_of_places_shows_what_the_referee_adds_up(topic: str, data: st.DataObject) -> None:
    table = next(r for r in RECORDS if r.name == topic).village_table
    county = data.draw(counties(table))
    chosen = data.draw(choices_of(county))
    frame = TOPICS[topic].rows.rows(county.store, Selection(villages=tuple(chosen)))
    keys = range(len(KEYS[table]))
    shown = [key for key in keys if county.sums(chosen, key)[0]]
    if table == "work_teams":
        shown = shown[-1:]  # the latest date that these places give
    expected = {}
    for key in shown:
        given_, places = county.sums(chosen, key)
        for measure in next(t for t in TABLES if t.name == table).combined:
            if measure.combine == "sum":
                value, stated = total(county, given_, key, measure.name)
                words = "/".join(KEYS[table][key].values())
                expected[words, measure.name] = (value, stated, places)
    found = {
        ("/".join(str(row.get(w, row.get(f"own_{w}"))) for w in KEYS[table][0]), row["column"]): (
            *(cell(row["value"]), cell(row["stated"])),
            cell(row["places"]),
        )
        for row in _with_own_status(frame)
        if row["measure"] != "share stated in words"
    }
    assert found == expected


def _with_own_status(frame: Any) -> list[dict[str, Any]]:
    """Return rows by column; the status is that of the table, not that of an empty number."""
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return [
        {**row, "status": row["own_status"]}
        if row["own_status"] in ("achieved", "planned")
        else row
        for row in rows
    ]


@pytest.mark.parametrize("table", [t.name for t in TABLES])
@EXAMPLES
@given(data=st.data())
def test_no_part_is_larger_than_its_whole(table: str, data: st.DataObject) -> None:
    county = data.draw(counties(table))
    whole = {(place, key): row for place, key, row in rolled(county)}
    measures = next(t for t in TABLES if t.name == table).combined
    for (place, key), row in whole.items():
        parts = [p for p, parent in county.parents.items() if parent == place and place != ""]
        if place == "" or (place, key) in county.rows:
            continue  # its own number stands for it, whatever its parts say
        for measure in measures:
            if measure.combine == "sum":
                name = measure.name
                values = [cell(whole[p, key][name]) or 0 for p in parts if (p, key) in whole]
                assert sum(values) == (cell(row[name]) or 0)
            assert cell(row[f"{measure.name}_stated"]) <= cell(row["counted"])
