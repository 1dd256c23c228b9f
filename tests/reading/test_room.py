"""Figures are found in the reader's copy where they stand, or said to be missing."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
from cpu_time import cpu_seconds
from hypothesis import given
from hypothesis import strategies as st

from metrics.reading.find import Found, Printed
from metrics.reading.identity import Document
from metrics.reading.match import Reading, Unused, read

DATA = Path(__file__).resolve().parents[2] / "data" / "yangbi"


def document(text: str) -> Document:
    """Describe a text as a dataset would."""
    return Document(hashlib.sha256(text.encode()).hexdigest(), len(text))


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the built-in dataset."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = [
    Printed(row["figure_id"], row["printed"], int(row["start"]), int(row["end"]))
    for row in rows("figures.csv")
]
FORMS = [place for place in PLACES if place.printed]


def filled() -> str:
    """Put each printed form where the document has it, and dots everywhere else."""
    text = ["."] * int(rows("documents.csv")[0]["characters"])
    for place in FORMS:
        text[place.start : place.end] = place.printed
    return "".join(text)


TEXT = filled()
DOCUMENT = document(TEXT)

SMALL = "In 2014, 854 households; 170 of 1,170."
FIGURES = (
    Printed("F1", "2014", 3, 7),
    Printed("F2", "854 households", 9, 23),
    Printed("F3", "170", 25, 28),
    Printed("S1", "", 29, 31),
)


def small(text: str, places: tuple[Printed, ...] = FIGURES) -> Reading:
    """Read a text as a copy of the small document."""
    return read(text, document(SMALL), places)


def states(reading: Reading) -> dict[str, int]:
    """Count the figures in each state."""
    found = [one.state for one in reading.found]
    return {state: found.count(state) for state in sorted(set(found))}


def test_the_document_has_every_figure_in_place() -> None:
    found = (
        Found("F1", 3, 7, "in place", 0),
        Found("F2", 9, 23, "in place", 0),
        Found("F3", 25, 28, "in place", 0),
        Found("S1", 29, 31, "in place", 0),
    )
    assert small(SMALL) == Reading(True, SMALL, found, (Unused(32, 37),), 1)


COPIES = ["\ufeff{}", "{}\n", "{}\r\n\r\n", "\ufeff{}\n\n"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_mark_or_newlines_at_the_end_change_nothing(copy: str) -> None:
    assert small(copy.format(SMALL)) == small(SMALL)


@pytest.mark.parametrize("kept", ["1\n2\n", "1\r\n2", "1\r2\r", "\ufeff1\n2"])
@pytest.mark.parametrize("copy", ["1\n2\n", "1\r\n2\r\n", "1\r2", "\ufeff1\n2"])
def test_line_ends_change_nothing(kept: str, copy: str) -> None:
    assert read(copy, document(kept), ()).same
    assert read(copy, document(kept), ()).text == kept


def test_mixed_line_ends_are_known_as_they_are() -> None:
    assert read("1\r\n2\n\r", document("1\r\n2\n\r"), ()).text == "1\r\n2\n\r"


def test_a_changed_word_moves_what_follows() -> None:
    reading = small(SMALL.replace("In", "During"))
    assert (reading.same, reading.unused_count) == (False, 1)
    assert reading.found == (
        Found("F1", 7, 11, "moved", 4),
        Found("F2", 13, 27, "moved", 4),
        Found("F3", 29, 32, "moved", 4),
    )


def test_a_deleted_form_is_missing_and_a_longer_number_is_not_it() -> None:
    reading = small("In 2014, 854 households; of 1,170.")
    assert reading.found[2] == Found("F3", 25, 25, "missing", 0)
    assert reading.unused == (Unused(28, 33),)


def test_any_whitespace_is_a_space() -> None:
    reading = small("In 2014,\r\n854\u3000\n households; 170")
    assert reading.found[1] == Found("F2", 9, 25, "in place", 0)


WHOLE = [
    ("170", True),
    ("共170户", True),
    ("(170)", True),
    ("170.", True),
    ("1170", False),
    ("1,170", False),
    ("170,000", False),
    ("170.5", False),
    ("170th", False),
    ("of170", False),
]


@pytest.mark.parametrize(("text", "found"), WHOLE)
def test_a_form_is_a_whole_number(text: str, found: bool) -> None:
    reading = small(text, (Printed("F", "170", 0, 3),))
    assert (reading.found[0].state != "missing") == found


NUMBERS = [
    ("1,170.5 km", ["1,170.5"]),
    ("1,2 and 1,23", ["1", "2", "1", "23"]),
    ("12345,678", ["12345", "678"]),
    ("2016.01.02.", ["2016.01", "02"]),
    ("x9y", ["9"]),
    ("八户", []),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers_are_taken_with_their_separators(text: str, numbers: list[str]) -> None:
    assert [text[one.start : one.end] for one in small(text, ()).unused] == numbers


def test_of_two_forms_alike_the_one_that_is_left_belongs_to_the_nearer_figure() -> None:
    places = (Printed("A", "170", 0, 3), Printed("B", "170", 100, 103))
    reading = small(" " * 90 + "170", places)
    assert [(one.figure_id, one.state, one.moved) for one in reading.found] == [
        ("A", "missing", 0),
        ("B", "moved", -10),
    ]


def test_a_short_form_is_looked_for_within_500_characters() -> None:
    place = (Printed("F", "170", 0, 3),)
    assert small(" " * 500 + "170", place).found[0].moved == 500
    assert small(" " * 501 + "170", place).found[0].state == "missing"


def test_a_long_form_that_occurs_once_is_found_anywhere_and_takes_its_neighbours_along() -> None:
    assert states(small(" " * 9000 + SMALL)) == {"moved": 3}
    assert states(small(SMALL.replace("854", "855") + " " * 9000)) == {"in place": 2, "missing": 1}


def test_unused_numbers_are_counted_beyond_those_listed() -> None:
    reading = small("7 " * 300, ())
    assert (len(reading.unused), reading.unused_count) == (200, 300)


def test_a_span_that_holds_something_else_is_not_shown_as_the_figure() -> None:
    places = (Printed("F", "170", 3, 7), Printed("G", "9", 99, 100))
    assert states(small(SMALL, places)) == {"missing": 2}


def test_markup_and_nul_bytes_stay() -> None:
    text = "<b>854 households</b>\0"
    assert small(text).text == text
    assert small(text).found[1] == Found("F2", 3, 17, "moved", -6)


def test_an_empty_text_has_nothing() -> None:
    assert small("") == Reading(
        False, "", tuple(Found(f"F{n}", 0, 0, "missing", 0) for n in (1, 2, 3)), (), 0
    )
    assert read("", document(""), ()) == Reading(True, "", (), (), 0)


def test_the_built_in_figures_are_in_place_and_no_digit_is_left() -> None:
    reading = read(TEXT, DOCUMENT, PLACES)
    assert (states(reading), reading.unused_count) == ({"in place": 43}, 0)
    assert all(
        reading.text[found.start : found.end] == place.printed
        for found, place in zip(reading.found, sorted(PLACES, key=lambda p: p.start), strict=True)
        if place.printed
    )


def test_the_built_in_figures_move_with_a_paragraph_at_the_front() -> None:
    reading = read("new words. " * 200 + TEXT, DOCUMENT, PLACES)
    assert {(one.state, one.moved) for one in reading.found} == {("moved", 2200)}
    assert len(reading.found) == 40


@pytest.mark.parametrize("gone", FORMS, ids=lambda place: place.figure_id)
def test_only_the_deleted_figure_is_missing(gone: Printed) -> None:
    reading = read(TEXT[: gone.start] + TEXT[gone.end :], DOCUMENT, PLACES)
    missing = [one.figure_id for one in reading.found if one.state == "missing"]
    assert missing == [gone.figure_id]
    assert {one.moved for one in reading.found} <= {0, gone.start - gone.end}


@given(st.text(st.characters(), max_size=99), st.integers(0, len(TEXT)))
def test_whatever_is_inserted_each_form_found_is_the_printed_one(words: str, at: int) -> None:
    reading = read(TEXT[:at] + words + TEXT[at:], DOCUMENT, PLACES)
    printed = {place.figure_id: place.flat for place in FORMS}
    for one in reading.found:
        if one.state != "missing" and one.figure_id in printed:
            held = " ".join(reading.text[one.start : one.end].split())
            assert held == printed[one.figure_id]


OFFSETS = st.integers(-9, 99) | st.integers()
ODD = st.builds(Printed, st.text(max_size=2), st.text(max_size=20), OFFSETS, OFFSETS)


@pytest.mark.slow
@given(st.text(st.characters()), st.text(), st.integers(), st.lists(ODD))
def test_reading_never_fails(text: str, sha256: str, count: int, places: list[Printed]) -> None:
    found = read(text, Document(sha256, count), places).found
    assert all(0 <= one.start <= one.end for one in found)


LARGE = {
    "digits": "1" * 5_000_000,
    "ones": "1 " * 2_500_000,
    "groups": "1" + ",111" * 1_250_000,
    "broken groups": "1" + ",1111" * 1_000_000,
    "spaces": " " * 5_000_000,
    "lines": "\r\n" * 2_500_000,
    "gaps": ("3" + " " * 999) * 5_000,
    "NUL": "\0" * 5_000_000,
    "glued": "x854 householdsx" * 312_500,
    "copies": TEXT * 750,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_five_megabytes_take_less_than_two_seconds_of_the_processor(text: str) -> None:
    assert cpu_seconds(lambda: read(text, DOCUMENT, PLACES)) < 2
