"""A sum of two counties is never said of one, nor that of one of two."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from stores import KeptStore

from metrics.selection import Selection
from metrics.store.joined import joined
from metrics.store.open import Store
from metrics.topics.catalog import CARDS

Exits = dict[tuple[int, str], tuple[int | None, int | None]]  # year, status: households, people


def put(folder: Path, county: str, exits: Exits, paired: int | None = None) -> Path:
    """Write a county of one village that gives these exits."""
    folder.mkdir(parents=True)
    lines = [
        f"{year},oak,{status},{'' if h is None else h},{'' if p is None else p}"
        for (year, status), (h, p) in exits.items()
    ]
    tables = {
        "places": f"place_id,name,kind,parent_id\ntop,{county},county,\noak,Oak,hamlet,top\n",
        "poverty_exits": "\n".join(["year,place_id,status,households,people", *lines]) + "\n",
    }
    if paired is not None:
        head = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit"
        tables["paired_assistance"] = f"{head}\ntop,officials,5,people,people,{paired},people\n"
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    says = json.dumps({"title": county, "resources": resources})
    (folder / "datapackage.json").write_text(says, encoding="utf-8")
    return folder


HILL: Exits = {(2014, "achieved"): (1, 3), (2015, "achieved"): (2, 5), (2016, "planned"): (None, 9)}
DALE: Exits = {(2015, "achieved"): (None, 7), (2019, "achieved"): (4, 11)}


@pytest.fixture
def two(tmp_path: Path) -> Store:
    """Join two counties that have one year in common."""
    hill = put(tmp_path / "hill", "Hill", HILL, paired=20)
    built = joined({"dale": put(tmp_path / "dale", "Dale", DALE), "hill": hill})
    return KeptStore(built.path, built.fingerprint)


def places(store: Store, **chosen: object) -> dict[str, object]:
    """Return the value and the place of each row, by year, status and measure."""
    selection = Selection(**chosen)  # type: ignore[arg-type] # its filters
    rows = CARDS["poverty_exits"].rows.rows(store, selection)
    return {
        f"{row['year']} {row['status']} {row['measure']}": (row["value"], row["place"])
        for row in rows.to_dict("records")
        if not pd.isna(row["value"])
    }


@pytest.mark.slow
def test_the_place_of_a_number_is_of_those_that_state_it(two: Store) -> None:
    assert places(two) == {
        "2014 achieved households": (1, "Hill"),
        "2014 achieved people": (3, "Hill"),
        "2015 achieved households": (2, "Hill"),
        "2015 achieved people": (12, "2 counties"),
        "2016 planned people": (9, "Hill"),
        "2019 achieved households": (4, "Dale"),
        "2019 achieved people": (11, "Dale"),
    }


@pytest.mark.slow
def test_a_year_alone_is_not_said_of_a_county_that_gives_nothing_for_it(two: Store) -> None:
    assert places(two, years=(2019,)) == {
        "2019 achieved households": (4, "Dale"),
        "2019 achieved people": (11, "Dale"),
    }


@pytest.mark.slow
def test_of_places_chosen_those_that_state_are_named(two: Store) -> None:
    chosen = ("Oak (Dale)", "Oak (Hill)")
    found = places(two, villages=chosen)
    assert found["2019 achieved people"] == (11, "Oak (Dale)")
    assert found["2015 achieved people"] == (12, "Oak (Dale) and Oak (Hill)")


@pytest.mark.slow
def test_of_many_counties_it_is_said_how_many_state(tmp_path: Path) -> None:
    some: Exits = {(2014, "achieved"): (1, 1)}
    more: Exits = {**some, (2015, "achieved"): (1, 1)}
    folders = {f"c{n}": put(tmp_path / f"c{n}", f"C{n}", more if n < 4 else some) for n in range(5)}
    built = joined(folders)
    found = places(Store(built.path, built.fingerprint))
    assert found["2014 achieved people"] == (5, "5 counties")
    assert found["2015 achieved people"] == (4, "4 of 5 places")


@pytest.mark.slow
def test_what_one_county_gives_is_no_share_of_what_another_gives(two: Store) -> None:
    derived = CARDS["exits_context"].derived.rows(two, Selection())
    assert not any("share" in what for what in derived["what"])


@pytest.mark.slow
def test_a_share_is_worked_out_where_the_same_counties_give_both(tmp_path: Path) -> None:
    folders = {
        "hill": put(tmp_path / "hill", "Hill", HILL, paired=20),
        "dale": put(tmp_path / "dale", "Dale", DALE, paired=80),
    }
    built = joined(folders)
    derived = CARDS["exits_context"].derived.rows(Store(built.path, built.fingerprint), Selection())
    found = dict(zip(derived["what"], derived["value"], strict=True))
    assert found["achieved people as a share of the paired poor people"] == 26.0
