"""What an address opens, what is linked in a sentence, and how a figure is cited."""

from __future__ import annotations

import json

import pytest

from metrics.exports.cite import Cited, bibtex, csl_json, of_document
from metrics.payloads import number_links
from metrics.payloads.addresses import of_dataset
from metrics.payloads.number_links import link_numbers, meanings
from metrics.payloads.provenance import formula_entries
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS
from metrics.topics.document import about

KNOWN = {
    **{"719": ("F09",), "“7 19 households”": ("F09",), "F09": ("F09",), "2,585": ("F10",)},
    **{"66.1": ("share",), "12": ("F12",), "“one”": ("F13",)},
}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no number", [("no number", "")]),
        ("719 of 2,585.", [("719", "F09"), (" of ", ""), ("2,585", "F10"), (".", "")]),
        ("“7 19 households”", [("“", ""), ("7 19 households", "F09"), ("”", "")]),
        ("1719 and 719.5 and 719,000", [("1719 and 719.5 and 719,000", "")]),
        ("F09 is 66.1 %", [("F09", "F09"), (" is ", ""), ("66.1", "share"), (" %", "")]),
        ("paragraph 719, sentence 719", [("paragraph 719, sentence 719", "")]),
        (
            "from -719 to 719-719",
            [("from -719 to ", ""), ("719", "F09"), ("-", ""), ("719", "F09")],
        ),
        ("719,", [("719", "F09"), (",", "")]),
        # What is counted here is no number of a row, be it as large as one.
        ("12 of 719 places state it", [("12 of 719 places state it", "")]),
        ("A, B and 12 more", [("A, B and 12 more", "")]),
        ("beside 12 other places", [("beside 12 other places", "")]),
        ("less than 12 %", [("less than 12 %", "")]),
        ("66.1 of 12 numbers", [("66.1", "share"), (" of 12 numbers", "")]),
        # A printed form that is a word is meant in quotation marks only.
        ("one of “one”", [("one of “", ""), ("one", "F13"), ("”", "")]),
        ("", []),
    ],
)
def test_only_whole_known_numbers_are_linked(text: str, pieces: list[tuple[str, str]]) -> None:
    assert link_numbers(text, KNOWN) == pieces


def test_words_that_many_rows_share_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Reader:
        def findall(self, text: str) -> list[str]:
            read.append(text)
            return NUMBER.findall(text)

    NUMBER = number_links.NUMBER
    monkeypatch.setattr(number_links, "NUMBER", Reader())
    rows = [{"value": n, "figure": f"F{n}", "given_by": "County 7 and County 8"} for n in (7, 9)]
    assert meanings({"rows": rows, "derived": []}) == {"7": ("F7", ""), "9": ("F9",)}
    assert read == ["County 7 and County 8"]


ROW = {"value": 7, "figure": "F7"}
COUNTY = {"value": 7.0, "figure": None, "how": "added up"}


@pytest.mark.parametrize(
    "words",
    [
        {"place": "County 7, town 8"},
        {"period": "7 March to 8 April 2019", "year_figure": "F1"},
        {"as_of": "7 March 2019"},
    ],
)
def test_a_number_in_the_words_of_a_row_is_not_its_figure(words: dict[str, object]) -> None:
    known = meanings({"rows": [ROW | words], "derived": []})
    assert link_numbers("7 people", known) == [("7 people", "")]


def test_the_first_year_of_a_period_leads_to_its_figure() -> None:
    row = ROW | {"period": "from 2016 to 2019", "year_figure": "F1"}
    known = meanings({"rows": [row], "derived": []})
    assert link_numbers("2016, 2019", known) == [("2016", "F1"), (", 2019", "")]


def test_a_number_in_the_name_of_a_chosen_place_is_no_figure() -> None:
    known = meanings({"rows": [ROW], "derived": []}, ["Village 7"])
    assert link_numbers("Showing Village 7 only", known) == [("Showing Village 7 only", "")]


def test_what_places_make_together_is_no_printed_number_that_equals_it() -> None:
    known = meanings({"rows": [ROW, COUNTY], "derived": []})
    assert link_numbers("7 people", known) == [("7 people", "")]
    total = {"what": "total", "value": 7.0, "rounding": "not rounded"}
    known = meanings({"rows": [ROW, COUNTY], "derived": [total]})
    assert link_numbers("7", known) == [("7", "F7|total")]


def test_nothing_known_links_nothing() -> None:
    assert link_numbers("719", {}) == [("719", "")]


@pytest.mark.slow
def test_a_figures_entry_tells_place_damage_readings_checks_and_uses(store: Store) -> None:
    entry = of_dataset(store)["F09"]
    assert entry["title"] == "719 households"
    assert entry["place"] == "paragraph 1, sentence 7, characters 1879 to 1893"
    assert ["Readings by rule", "719 (gap); 7 (as printed); 19 (as printed); 79 (gap)"] in entry[
        "facts"
    ]
    assert entry["readings"][1] == "7: excluded, 369 people per household"
    assert (entry["checks"], entry["uses"]) == (
        ["C12"],
        [["poverty_exits", "Exits from poverty"]],
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "title"),
    [
        ("F05", "year 2014"),
        ("F23", "4,410,000 yuan (ambiguous: first of 3 readings)"),
        ("F30", "no safe reading"),
        ("S01", "a slogan: counts nothing"),
    ],
)
def test_a_title_never_says_more_than_the_document(store: Store, figure: str, title: str) -> None:
    assert of_dataset(store)[figure]["title"] == title


@pytest.mark.slow
def test_a_derived_number_opens_its_arithmetic_in_words_and_numbers(store: Store) -> None:
    derived = TOPICS["party_members"].derived.rows(store, Selection())
    entry = formula_entries(derived, of_dataset(store))["share of Party members"]
    assert entry == {
        "kind": "formula",
        "title": "66.1 percent",
        "counts": "share of Party members",
        "facts": [
            ["Status", "derived"],
            ["Formula", "F27 / F26"],
            [
                "In words",
                "work-team members who are Party members, at writing (F27) / "
                "members of the village-stationed work teams, at writing (F26)",
            ],
            ["In numbers", "170 / 257 = 0.6615"],
            ["Rounding", "one decimal"],
        ],
        "parts": ["F27", "F26"],
    }


@pytest.mark.slow
def test_a_copied_figure_is_whole(store: Store) -> None:
    document = about(store)
    assert of_dataset(store)["F12"]["copy"] == (
        "further people planned to be lifted out of poverty (2016): 6,000 people\n"
        "Status: planned. Printed as “6,000 people”. Certainty: certain.\n"
        "Figure F12: paragraph 1, sentence 7, characters 1959 to 1970.\n"
        "Source: Party organizations and targeted poverty alleviation in Yangbi county; "
        f"sha256 {document['sha256']}; read 2026-11-23."
    )


def test_the_document_is_cited_without_a_date_it_does_not_print(store: Store) -> None:
    item = json.loads(csl_json(of_document(about(store))))[0]
    assert item["title"] == "Party organizations and targeted poverty alleviation in Yangbi county"
    assert item["accessed"] == {"date-parts": [[2026, 11, 23]]}
    assert "issued" not in item


def test_bibtex_marks_what_tex_would_read() -> None:
    cited = Cited("a", "50 % of A_B & {C}", accessed="2026-01-02", language="en", note="x")
    assert bibtex(cited) == (
        "@misc{a,\n"
        "  title = {50 \\% of A\\_B \\& \\textbraceleft{}C\\textbraceright{}},\n"
        "  urldate = {2026-01-02},\n"
        "  langid = {en},\n"
        "  note = {x},\n}\n"
    )
