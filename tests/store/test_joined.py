"""Datasets joined: every place and number once, none mixed up, and said to be joined."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from cpu_time import cpu_seconds

from metrics.errors import CannotSave, DataProblems, EditionsJoined, TooManyJoined
from metrics.payloads import addresses
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.joined import KEPT, canonical, joinable, joined, parts
from metrics.store.open import Store
from metrics.store.tables import TABLES
from metrics.topics.catalog import CARDS, document_title

FullDisk = Callable[[int], AbstractContextManager[None]]
DATA = Path(__file__).resolve().parents[2] / "data"


def put(folder: Path, county: str, people: int) -> Path:
    """Write a county of one village."""
    folder.mkdir(parents=True)
    places = f"place_id,name,kind,parent_id\ntop,{county},county,\noak,Oak,hamlet,top\n"
    (folder / "places.csv").write_text(places)
    exits = f"year,place_id,status,people\n2019,oak,achieved,{people}\n"
    (folder / "poverty_exits.csv").write_text(exits)
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("places", "poverty_exits")]
    says = json.dumps({"title": county, "resources": resources})
    (folder / "datapackage.json").write_text(says)
    return folder


@pytest.mark.slow
def test_counties_with_places_of_the_same_id_stay_apart(tmp_path: Path) -> None:
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    built = joined(folders)
    store = Store(built.path, built.fingerprint)
    ranking = CARDS["compare_places"].chosen(store, Selection())
    rows = ranking.rows.rows(store, Selection())
    assert rows[["place", "value"]].to_numpy().tolist() == [["Dale", 5], ["Hill", 3]]
    assert document_title(store) == "A: Hill: your data, unverified; B: Dale: your data, unverified"
    assert joined(folders) == built


def with_indicators(folder: Path, unit: str) -> Path:
    """Add to a county the people of its village and their income, in a unit."""
    indicators = (
        "indicator_id,label,unit,kind,across_places,weight,across_periods\n"
        "people,People,people,stock,sum,,last\n"
        f'income,Income per head,"{unit}",stock,weighted_mean,people,none\n'
    )
    (folder / "indicators.csv").write_text(indicators)
    rows = "place_id,indicator_id,period,value\noak,people,2021,40\noak,income,2021,1.5\n"
    (folder / "observations.csv").write_text(rows)
    says = json.loads((folder / "datapackage.json").read_text())
    says["resources"] += [
        {"name": name, "path": f"{name}.csv"} for name in ("indicators", "observations")
    ]
    (folder / "datapackage.json").write_text(json.dumps(says))
    return folder


@pytest.mark.slow
def test_an_indicator_that_is_defined_otherwise_stays_apart(tmp_path: Path) -> None:
    folders = {
        name: with_indicators(put(tmp_path / name, county, 3), unit)
        for name, county, unit in (("a", "Hill", "yuan"), ("b", "Dale", "10,000 yuan"))
    }
    built = joined(folders)
    store = Store(built.path, built.fingerprint)
    defined = store.records("select indicator_id, label, unit, weight from indicators order by all")
    assert [tuple(one.values()) for one in defined] == [
        ("b-income", "Income per head (B)", "10,000 yuan", "people"),
        ("income", "Income per head", "yuan", "people"),
        ("people", "People", "people", None),
    ]
    found = store.records("select indicator_id, place_id, value from observations order by all")
    assert [tuple(one.values()) for one in found] == [
        ("b-income", "b-oak", 1.5),
        ("income", "a-oak", 1.5),
        ("people", "a-oak", 40),
        ("people", "b-oak", 40),
    ]


def described(folder: Path, line: str) -> Path:
    """Write a county with an indicator: of label, better, breaks, source and decimals."""
    with_indicators(put(folder, folder.name, 3), "yuan")
    (folder / "indicators.csv").write_text(
        "indicator_id,label,better,breaks,source,decimals,unit,kind,across_places,across_periods\n"
        f"people,People,up,,,,people,stock,sum,last\nincome,{line},yuan,stock,none,none\n"
    )
    return folder


SAME = "Income,up,2020: new sample,Office,0"
BOTH = ("Income", "up", "2020: new sample", "Office", 0)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (SAME, SAME, [BOTH]),
        (
            SAME,
            "Income,up,2021: phone | 2020: new sample,Bureau,2",
            [
                (
                    "Income",
                    "up",
                    "2020: new sample | 2021: phone (B)",
                    "Office (A); Bureau (B)",
                    2,
                )
            ],
        ),
        ("Income,up,,,", SAME, [("Income", "up", "2020: new sample (B)", "Office (B)", 0)]),
        ("Income,up,,,", "Income,up,,,", [("Income", "up", None, None, None)]),
        (SAME, "Income,down,,,", [BOTH, ("Income (B)", "down", None, None, None)]),
        (SAME, "Debt,up,,,", [BOTH, ("Debt", "up", None, None, None)]),
    ],
)
def test_what_any_dataset_says_of_an_indicator_is_kept(
    tmp_path: Path, first: str, second: str, found: list[tuple[object, ...]]
) -> None:
    built = joined({"a": described(tmp_path / "a", first), "b": described(tmp_path / "b", second)})
    rows = Store(built.path, built.fingerprint).records(
        "select label, better, breaks, source, decimals from indicators "
        "where indicator_id like '%income' order by indicator_id desc"
    )
    assert [tuple(one.values()) for one in rows] == found


def test_two_editions_of_one_dataset_are_not_joined(tmp_path: Path) -> None:
    folders = {name: put(tmp_path / name, "Hill", 3) for name in ("old", "other", "new")}
    says = json.loads((folders["new"] / "datapackage.json").read_text())
    says["replaces"] = {"dataset": "old", "text_sha256": ""}
    (folders["new"] / "datapackage.json").write_text(json.dumps(says))
    with pytest.raises(EditionsJoined, match=r"“new” replaces “old”.*Choose one of the two"):
        joined(folders)
    assert joinable("new", folders) == joinable("old", folders) == ["other"]
    assert joinable("other", folders) == ["old", "new"]


@pytest.mark.slow
def test_an_indicator_of_another_label_stays_apart(tmp_path: Path) -> None:
    folders = {
        name: with_indicators(put(tmp_path / name, county, 3), "yuan")
        for name, county in (("a", "Hill"), ("b", "Dale"))
    }
    file = folders["b"] / "indicators.csv"
    file.write_text(file.read_text().replace("Income per head", "Debt per head"))
    built = joined(folders)
    store = Store(built.path, built.fingerprint)
    defined = store.records("select indicator_id, label from indicators order by all")
    assert [tuple(one.values()) for one in defined] == [
        ("b-income", "Debt per head"),
        ("income", "Income per head"),
        ("people", "People"),
    ]


@pytest.mark.slow
def test_a_change_of_one_dataset_is_joined_anew(tmp_path: Path) -> None:
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    before = joined(folders)
    (tmp_path / "b" / "poverty_exits.csv").write_text(
        "year,place_id,status,people\n2019,oak,achieved,6\n"
    )
    after = joined(folders)
    assert after != before
    store = Store(after.path, after.fingerprint)
    ranking = CARDS["compare_places"].chosen(store, Selection())
    rows = ranking.rows.rows(store, Selection())
    assert rows["value"].tolist() == [6, 3]


HERE = {name: Path(name) for name in ("yangbi", "a", "b", "my county", "county")}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a+b", "a+b"),
        ("b+a", "a+b"),
        ("b a", "a+b"),
        ("a+yangbi", "yangbi+a"),
        ("b+a+b+a a", "a+b"),
        ("a+a", "a"),
        ("my county+a", "a+my county"),
        ("my county county", "county+my county"),
    ],
)
def test_datasets_joined_have_one_name_in_whatever_order(name: str, found: str) -> None:
    assert canonical(name, HERE) == found
    assert canonical(found, HERE) == found


@pytest.mark.parametrize("name", ["a+c", "", "+", "a+", "+a", "a++b", "my a", "a" * 5000])
def test_other_names_are_left_as_they_are(name: str) -> None:
    assert parts(name, HERE) == []
    assert canonical(name, HERE) == name


def test_so_many_datasets_are_joined_and_no_more() -> None:
    many = {f"d{n}": Path() for n in range(9)}
    assert len(parts("+".join([*many][:8]), many)) == 8
    with pytest.raises(TooManyJoined, match="9 are named"):
        parts("+".join(many), many)


def test_a_name_of_a_thousand_parts_is_cut_at_once() -> None:
    one = {"a": Path(), "a a": Path(), "a a a": Path()}
    assert parts(f"{'a ' * 5000}x", one) == parts(f"{'a ' * 400}x", one) == []
    assert parts(("a " * 400).strip(), one) != []
    assert cpu_seconds(lambda: parts(f"{'a ' * 5000}x", one)) < 1


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Join the dataset with a document and the fictional one."""
    built = joined({name: DATA / name for name in ("yangbi", "fictional-county")})
    return Store(built.path, built.fingerprint)


@pytest.mark.slow
def test_every_row_of_every_dataset_is_carried_over_once(both: Store, store: Store) -> None:
    other = build_cache.ensure(DATA / "fictional-county")
    stores = [store, Store(other.path, other.fingerprint)]
    for table in TABLES:
        rows = [len(one.frame(f"from {table.name}")) for one in stores]
        assert len(both.frame(f"from {table.name}")) == sum(rows), table.name


@pytest.mark.slow
def test_figures_and_their_links_keep_their_dataset(both: Store) -> None:
    found = both.frame("select figure_id, evidence, note from figures")
    assert set(found["figure_id"].str[:2]) == {"A:"}
    assert "A:F10 / A:F09" in found[found["figure_id"] == "A:F09"]["evidence"].iloc[0]
    exits = both.frame(
        "select place_id, people, people_figure from poverty_exits where place_id = 'a-yangbi' "
        "order by year"
    )
    assert exits.to_numpy().tolist() == [
        ["a-yangbi", 2976, "A:F07"],
        ["a-yangbi", 2585, "A:F10"],
        ["a-yangbi", 6000, "A:F12"],
    ]


@pytest.mark.slow
def test_checks_are_worked_out_as_in_their_own_dataset(both: Store, store: Store) -> None:
    sql = "select check_id, arithmetic, verdict from checks order by check_id"
    own = store.frame(sql)
    assert both.frame(sql)["check_id"].tolist() == [f"A:{one}" for one in own["check_id"]]
    assert both.frame(sql)[["arithmetic", "verdict"]].equals(own[["arithmetic", "verdict"]])


@pytest.mark.slow
def test_a_figure_says_its_dataset_and_cites_its_own_document(both: Store) -> None:
    entry = addresses.of_dataset(both)["A:F09"]
    assert entry["facts"][0] == ["Dataset", "yangbi"]
    assert "Source: Party organizations and targeted poverty alleviation in" in entry["copy"]
    assert entry["checks"] == ["A:C12"]


@pytest.mark.slow
def test_numbers_are_carried_over_exactly(tmp_path: Path) -> None:
    folder = put(tmp_path / "a", "Hill", 3)
    teams = "place_id,as_of,members,party_members,stated_share\noak,2016,3,1,0.00001234\n"
    (folder / "work_teams.csv").write_text(teams)
    says = json.loads((folder / "datapackage.json").read_text())
    says["resources"].append({"name": "work_teams", "path": "work_teams.csv"})
    (folder / "datapackage.json").write_text(json.dumps(says))
    built = joined({"a": folder, "b": put(tmp_path / "b", "Dale", 5)})
    found = Store(built.path, built.fingerprint).frame("select stated_share from work_teams")
    assert found["stated_share"].tolist() == [0.00001234]


def test_the_letter_of_a_dataset_is_refused_where_none_are_joined(copy: Path) -> None:
    path = copy / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("F01,", "A:F01,", 1))
    with pytest.raises(DataProblems, match="the value does not have the right form"):
        build_cache.ensure(copy)


@pytest.mark.slow
def test_joined_datasets_are_tidied_and_leave_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr("metrics.store.joined.KEPT", 2)
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    first = joined(folders)
    os.utime(first.path, (0, 0))
    for people in (6, 7):
        exits = f"year,place_id,status,people\n2019,oak,achieved,{people}\n"
        (tmp_path / "b" / "poverty_exits.csv").write_text(exits)
        joined(folders)
    left = [path.name for path in (tmp_path / "kept").iterdir()]
    assert len([name for name in left if name.startswith("joined-")]) == 2
    assert not first.path.exists()
    assert all(name.endswith(".duckdb") for name in left)
    assert KEPT == 12


@pytest.mark.slow
def test_a_joined_dataset_on_a_full_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_disk: FullDisk
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "kept"))
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    for folder in folders.values():
        build_cache.ensure(folder)
    before = sorted((tmp_path / "kept").iterdir())
    for size in (0, 100, 100_000):
        with full_disk(size), pytest.raises(CannotSave, match="File too large"):
            joined(folders)
        assert sorted((tmp_path / "kept").iterdir()) == before
