"""What readers confirm becomes a dataset that holds every rule, without a sentence of the text."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from generated import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.cli import main
from metrics.errors import DataProblems
from metrics.intake.checks_at_once import checks_at_once
from metrics.intake.document import document
from metrics.intake.publish import CannotPublish, PlaceOf, PublishRequest, places_of, publish
from metrics.payloads.addresses import of_dataset
from metrics.reports.decisions import Cell, Decision, read_entry
from metrics.reports.extract import pasted
from metrics.reports.ledger import Entry, Ledger
from metrics.reports.rows import digits
from metrics.store import build_cache, package
from metrics.store.editions import newer_edition
from metrics.store.joined import joined
from metrics.store.open import Store
from metrics.topics.history import edition, text_of

ENGLISH = (
    "Pine County looks back. In 20 14, 854 households with 2,976 people were lifted out of "
    "poverty; in 20 15, 7 19 households with 2,585 people were lifted out of poverty.\n"
    "Now 106 departments are paired with 65 villages, 31 poor villages and 34 other villages. "
    "The fund is of180,000 in all. The slogan “one village, one product” hangs on every wall."
)
CHINESE = "2017年，松县420户1500人脱贫。目前，工作队员共有257人。2018年，松县计划300人脱贫。"  # noqa: RUF001 # its own commas
OWN = {"Pine County": PlaceOf("county"), "松县": PlaceOf("county")}


def read(text: str) -> dict[str, Any]:
    """Read a text as the desk does."""
    return document("A report", pasted(text))


def decision(number: dict[str, Any], cells: set[str]) -> Decision:
    """Return what a reader confirms who takes all that is proposed, and leaves open what is."""
    if number["kind"] == "none":
        return Decision("none", reason=number["reason"])
    own = [c for c in number["cells"] if json.dumps(c) not in cells]
    cells.update(json.dumps(c) for c in own[:1])
    first = number["readings"][0] if number["readings"] else None
    safe = first is not None and first["upper"] is None and first["value"] >= 0
    safe = safe and number["queue"] != "open"
    return Decision(
        "confirmed" if safe else "open",
        number["kind"],
        digits(first["value"]) if safe and first else "",
        "year" if number["kind"] == "year" else number["unit"],
        number["counts"],
        (number["period"] or {}).get("value", ""),
        (number["place"] or {}).get("value", ""),
        (number["status"] or {}).get("value", "standing"),
        cell=Cell(**own[0]) if own and safe else None,
    )


def entry(figure: str, one: Decision | None, reader: str = "1", who: str = "Ann") -> Entry:
    """Return an entry as the desk posts it."""
    after = one.as_json() if one else ""
    posted = {"figure_id": figure, "reader": reader, "before": "", "after": after}
    return {**read_entry({**posted, "evidence": "", "rule": ""}, who), "at": "2026-01-02T03:04:05Z"}


def decided(found: dict[str, Any], folder: Path, more: Sequence[Entry] = ()) -> list[Entry]:
    """Return the ledger of a reader who takes all that is proposed."""
    cells: set[str] = set()
    new = [entry(n["figure_id"], decision(n, cells)) for n in found["numbers"]]
    ledger = Ledger(folder / "ledger.jsonl", found["text_sha256"])
    return ledger.append([*new, *more], 0)


def published(text: str, folder: Path, more: Sequence[Entry] = ()) -> Path:
    """Make the dataset of a text in which all that is proposed is confirmed."""
    found = read(text)
    entries = decided(found, folder, more)
    named = places_of(found["numbers"], entries) or ["Pine County"]
    own = {name: OWN.get(name, PlaceOf("county")) for name in named}
    publish(folder / "made", found, entries, PublishRequest("A report", named[0], own))
    return folder / "made"


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Read a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_the_dataset_holds_every_rule_and_every_cross_check(text: str, tmp_path: Path) -> None:
    folder = published(text, tmp_path)
    assert main(["check", str(folder)]) == 0


def test_figures_stand_in_their_cells(tmp_path: Path) -> None:
    folder = published(ENGLISH, tmp_path)
    exits = rows(folder, "poverty_exits")
    assert [(r["year_figure"], r["households_figure"], r["people_figure"]) for r in exits] == [
        ("F01", "F02", "F03"),
        ("F04", "F05", "F06"),
    ]
    figures = {row["figure_id"]: row for row in rows(folder, "figures")}
    assert (figures["F05"]["value"], figures["F05"]["certainty"]) == ("719", "confirmed")
    assert figures["F05"]["candidates"].startswith("719: join the pieces, reading taken | 7: ")
    assert (figures["F11"]["value"], figures["F11"]["certainty"]) == ("", "ambiguous")
    assert [row["kind"] for name, row in figures.items() if name[0] == "S"] == ["slogan"]
    left = {row["left"] for row in rows(folder, "checks")}
    assert left >= {"F03 / F02", "F09 + F10", "F01 + 1"}


@pytest.mark.slow
def test_chinese_numbers_stand_in_their_cells(tmp_path: Path) -> None:
    folder = published(CHINESE, tmp_path)
    built = build_cache.build_into(folder, tmp_path)
    store = Store(built.path, built.fingerprint)
    found = store.frame("select year, status, households, people from poverty_exits order by year")
    assert found.astype(object).where(found.notna(), None).values.tolist() == [
        [2017, "achieved", 420, 1500],
        [2018, "planned", None, 300],
    ]
    assert store.frame("select members from work_teams")["members"].tolist() == [257]
    assert store.frame("select language from documents")["language"].tolist() == ["zh"]


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_no_sentence_of_the_text_is_in_the_dataset(text: str, tmp_path: Path) -> None:
    folder = published(text, tmp_path)
    whole = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    length = 50 if text is ENGLISH else 14
    printed = [row["printed"] for row in rows(folder, "figures")]
    for at in range(len(text) - length):
        assert text[at : at + length] not in whole or any(
            text[at : at + length] in one for one in printed
        )


@pytest.mark.slow
def test_the_panel_of_a_figure_has_its_history(tmp_path: Path) -> None:
    again = entry("F05", Decision("confirmed", value="7", status="achieved", reason="seen so"))
    back = entry("F05", Decision("confirmed", value="719", unit="households", status="achieved"))
    folder = published(ENGLISH, tmp_path, [again, back])
    built = build_cache.build_into(folder, tmp_path)
    entries = of_dataset(Store(built.path, built.fingerprint))
    lines = entries["F05"]["history"]
    assert len(lines) == 3
    assert "Ann (first reader): confirmed as 719, households, achieved, 2015" in lines[0]
    assert "confirmed as 7, achieved (seen so); ledger entry" in lines[1]


@pytest.mark.slow
def test_the_panel_of_a_joined_dataset_has_the_history_of_each(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    folders = {n: published(ENGLISH, tmp_path / n) for n in ("one", "two")}
    built = joined(folders)
    entries = of_dataset(Store(built.path, built.fingerprint))
    for name in ("A:F05", "B:F05"):
        (line,) = entries[name]["history"]
        assert "confirmed as 719, households, achieved, 2015" in line
        assert "ledger entry 5, " in line
    text = (folders["two"] / "ledger.csv").read_text(encoding="utf-8")
    (folders["two"] / "ledger.csv").write_text(text.replace("Ann", "Bo", 1), encoding="utf-8")
    with pytest.raises(DataProblems, match="made") as refused:
        joined(folders)
    assert [one.column for one in refused.value.problems] == ["hash"]


RANGES = "In 2014, 3-5 villages of Pine County got water. The balance is -12 yuan. It has 8 wells."


@pytest.mark.slow
def test_a_range_keeps_both_ends_as_readings_and_a_negative_number_none(tmp_path: Path) -> None:
    folder = published(RANGES, tmp_path)
    assert main(["check", str(folder)]) == 0
    figures = {row["printed"]: row for row in rows(folder, "figures")}
    assert "-12" not in figures
    assert figures["3-5"]["value"] == ""
    assert figures["3-5"]["candidates"] == "3: as printed | 5: upper end of the range"
    found = read(RANGES)
    below = next(n["figure_id"] for n in found["numbers"] if n["printed"] == "-12")
    wrong = entry(below, Decision("confirmed", value="-12", unit="yuan", status="standing"))
    request, other = PublishRequest("A report", "Pine County", OWN), tmp_path / "other"
    other.mkdir()
    with pytest.raises(CannotPublish, match="no number below zero"):
        publish(tmp_path / "refused", found, [*decided(found, other), wrong], request)


def test_cross_checks_are_there_as_soon_as_both_numbers_are(tmp_path: Path) -> None:
    found = read(ENGLISH)
    entries = decided(found, tmp_path)
    before = [one for one in entries if one["figure_id"] in ("F01", "F02")]
    assert checks_at_once(found["numbers"], before, {"F02"}) == []
    (ratio,) = checks_at_once(found["numbers"], entries, {"F02"})
    assert ratio == {
        "says": "at most seven people in a household",
        "arithmetic": "2,976 / 854 = 3.4848, at most 7",
        "verdict": "holds",
    }
    wrong = entry("F06", Decision("confirmed", value="25850", unit="people", status="achieved"))
    found_now = checks_at_once(found["numbers"], [*entries, wrong], {"F06"})
    assert [one["verdict"] for one in found_now] == ["fails"]


@pytest.mark.slow
def test_a_broken_ledger_is_named_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = published(ENGLISH, tmp_path)
    path = folder / "ledger.csv"
    path.write_text(path.read_text().replace(",Ann,", ",Eve,", 1))
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "ledger.csv, row 2, column hash: the entry was changed after it was written" in said


@pytest.mark.slow
def test_a_value_that_the_ledger_does_not_have_is_named(tmp_path: Path) -> None:
    folder = published(ENGLISH, tmp_path)
    path = folder / "figures.csv"
    path.write_text(path.read_text().replace("854,854,", "854,845,", 1))
    with pytest.raises(DataProblems, match="F02 in figures is not the one decided last"):
        build_cache.build_into(folder, tmp_path)


def test_two_figures_in_one_cell_are_refused(tmp_path: Path) -> None:
    found = read(ENGLISH)
    cell = Cell(**found["numbers"][1]["cells"][0])
    both = Decision("confirmed", "statistic", "854", "households", "", "2014", "", "achieved")
    both = replace(both, cell=cell)
    entries = Ledger(tmp_path / "l", found["text_sha256"]).append(
        [entry("F02", both), entry("F05", both)], 0
    )
    request = PublishRequest("A report", "Pine County", OWN)
    with pytest.raises(CannotPublish, match="F02 and F05 both go into poverty_exits, households"):
        publish(tmp_path / "made", found, entries, request)
    assert not (tmp_path / "made").exists()


def test_what_a_second_reader_confirms_is_confirmed(tmp_path: Path) -> None:
    found = read("The county sent * * * led 36 officials to the hills, and that was all.")
    one = Decision("confirmed", value="36", unit="people", counts="officials", status="achieved")
    first, second = entry("F01", one), entry("F01", one, "2", "Bo")
    ledger = Ledger(tmp_path / "l", found["text_sha256"])
    request = PublishRequest("A report", "Pine County", OWN)
    publish(tmp_path / "one", found, ledger.append([first], 0), request)
    publish(tmp_path / "two", found, [*ledger.entries(), *ledger.append([second], 1)], request)
    certainty = [rows(tmp_path / name, "figures")[0]["certainty"] for name in ("one", "two")]
    assert certainty == ["ambiguous", "confirmed"]
    assert "the same answer in 1 of 1" in rows(tmp_path / "two", "documents")[0]["how_read"]


def test_a_share_in_words_that_counts_confirm_is_certain(tmp_path: Path) -> None:
    folder = published("Of the 257 members, 170 are women, which is two-thirds.", tmp_path)
    share = rows(folder, "figures")[2]
    assert (share["printed"], share["value"], share["unit"]) == ("two-thirds", "0.666667", "share")
    assert share["certainty"] == "certain"
    assert [row["left"] for row in rows(folder, "checks")] == ["F02 / F01"]


SUM = (
    "In 2014, 719 households were lifted out of poverty, and in 2015, 854 households. "
    "In all 1,573 households were lifted out of poverty."
)


NOT_PUBLISHED = [None, Decision("open", status="standing"), Decision("none", reason="code")]


def publish_some(text: str, folder: Path, after: Mapping[str, Decision | None]) -> Path:
    """Make the dataset of a text whose proposals are confirmed but for what `after` decides."""
    more = [entry(name, one) for name, one in after.items()]
    return published(text, folder, more)


@pytest.mark.parametrize("left", [None, Decision("none", reason="code")])
def test_evidence_of_a_number_that_is_not_published_is_not_claimed(
    left: Decision | None, tmp_path: Path
) -> None:
    names = ("F01", "F03", "F04", "F05")
    folder = publish_some(SUM, tmp_path, dict.fromkeys(names, left))
    (figure,) = rows(folder, "figures")
    assert (figure["figure_id"], figure["value"], figure.get("evidence", "")) == ("F02", "719", "")
    assert not (folder / "checks.csv").exists()


def test_a_repair_is_not_confirmed_by_a_number_that_is_not_published(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    found = []
    for folder, after in ((whole, {}), (part, {"F04": None})):
        folder.mkdir()
        figures = rows(publish_some(SUM.replace("719", "7 19"), folder, after), "figures")
        found += [one["certainty"] for one in figures if one["figure_id"] == "F02"]
    assert found == ["confirmed", "ambiguous"]


def test_of_a_repeat_those_numbers_that_are_published_are_compared(tmp_path: Path) -> None:
    text = "There are 854 wells. The county has 854 wells. It is proud of 854 wells."
    folder = publish_some(text, tmp_path, {"F02": None})
    assert [(c["left"], c["right"]) for c in rows(folder, "checks")] == [("F01", "F03")]


@pytest.mark.slow
@pytest.mark.parametrize("left", NOT_PUBLISHED)
def test_a_year_that_is_not_published_stays_without_its_figure(
    left: Decision | None, tmp_path: Path
) -> None:
    folder = publish_some(ENGLISH, tmp_path, {"F01": left})
    (first, _) = rows(folder, "poverty_exits")
    assert (first["year"], first["year_figure"]) == ("2014", "")
    assert (first["households_figure"], first["people_figure"]) == ("F02", "F03")
    built = build_cache.build_into(folder, tmp_path)
    found = Store(built.path, built.fingerprint).frame("select year, households from poverty_exits")
    assert found.to_numpy().tolist() == [[2014, 854], [2015, 719]]


SAME_YEAR = (
    "In 2014, 854 households were lifted out of poverty. "
    "In 2014, 2,976 people were lifted out of poverty."
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left", "year"), [((), ("", "F01")), (("F01",), ("2014", "")), (("F03",), ("", "F01"))]
)
def test_a_year_that_is_printed_twice_has_one_row(
    left: tuple[str, ...], year: tuple[str, str], tmp_path: Path
) -> None:
    folder = publish_some(SAME_YEAR, tmp_path, dict.fromkeys(left))
    (row,) = rows(folder, "poverty_exits")
    assert (row.get("year", ""), row.get("year_figure", "")) == year
    assert (row["households_figure"], row["people_figure"]) == ("F02", "F04")
    assert build_cache.build_into(folder, tmp_path).path.is_file()


def test_a_row_of_a_year_that_nobody_has_confirmed_is_refused(tmp_path: Path) -> None:
    keys = {"year_figure": "F01", "status": "achieved"}
    cell = Cell("poverty_exits", "households", keys)
    one = Decision("confirmed", value="854", unit="households", status="achieved", cell=cell)
    with pytest.raises(CannotPublish, match="the row of F02 names F01, of which no value") as said:
        publish_some(ENGLISH, tmp_path, {"F01": None, "F02": one})
    assert said.value.do == "Confirm F01, or give F02 another cell, or none."


WORDS = ["In 2014, ", "854 households ", "2,976 people ", "out of poverty; ", "3 1 villages ", "x "]


@pytest.mark.slow
@settings(max_examples=examples(8))
@given(
    text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join),
    left=st.sets(st.integers(1, 12)),
)
def test_any_report_gives_a_whole_dataset_or_a_refusal(
    text: str, left: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("report")
    try:
        made = publish_some(text, folder, {f"F{number:02}": None for number in left})
    except CannotPublish:
        return
    assert build_cache.build_into(made, folder).path.is_file()


@pytest.mark.slow
def test_the_next_edition_says_what_became_of_each_figure(tmp_path: Path) -> None:
    folder = published(ENGLISH, tmp_path)
    built = build_cache.build_into(folder, tmp_path)
    names, figures = edition(Store(built.path, built.fingerprint))
    new = ENGLISH.replace("2,976", "2,999").replace("The fund is of180,000 in all. ", "")
    before = {"dataset": "made", "text_sha256": text_of(Store(built.path, built.fingerprint))}
    found = document("Next", pasted(f"{new} There are 12 clinics."), names, figures, before)
    states = {one["printed"]: one["change"]["state"] for one in found["numbers"] if one["change"]}
    assert (states["854"], states["2,999"], states["12"]) == ("same", "changed", "new")
    assert [one["figure_id"] for one in found["gone"]] == ["F11"]
    assert (found["states"]["gone"], found["states"]["new"]) == (1, 1)
    (tmp_path / "next").mkdir()
    entries = decided(found, tmp_path / "next")
    own = {name: PlaceOf("county") for name in places_of(found["numbers"], entries)}
    publish(
        tmp_path / "next" / "made", found, entries, PublishRequest("Next", next(iter(own)), own)
    )
    assert package.read(tmp_path / "next" / "made").replaces == package.Replaces(**before)
    known = {"old": folder, "new": tmp_path / "next" / "made"}
    assert (newer_edition("old", known), newer_edition("new", known)) == ("new", "")
