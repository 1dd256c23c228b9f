"""The pieces of a text are the text."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reading.find import Printed
from metrics.reading.identity import Document
from metrics.reading.match import Reading, read
from metrics.reading.segments import Piece, pieces, shown

OTHER = Document("", 0)


def own(text: str, *places: Printed) -> Reading:
    """Read a text as the document it is."""
    return read(text, Document(hashlib.sha256(text.encode()).hexdigest(), len(text)), places)


def test_figures_numbers_and_the_rest() -> None:
    assert pieces(own("In 2014, 854.", Printed("F1", "2014", 3, 7))) == [
        Piece("In ", "plain", ""),
        Piece("2014", "figure", "F1"),
        Piece(", ", "plain", ""),
        Piece("854", "unused", ""),
        Piece(".", "plain", ""),
    ]


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces(own("")) == []


def test_what_a_browser_would_drop_is_shown() -> None:
    assert shown("a\0\x1b\x7f\x85\ud800\t\r\n<b>漾") == "a\ufffd\ufffd\ufffd\ufffd\ufffd\t\r\n<b>漾"
    assert pieces(own("\0")) == [Piece("\ufffd", "plain", "")]


def test_of_figures_that_overlap_the_first_and_longest_is_marked() -> None:
    places = (Printed("C", "3 4", 4, 7), Printed("B", "1", 0, 1), Printed("A", "1 2 3", 0, 5))
    reading = own("1 2 3 4", *places)
    assert pieces(own("1 2 3 4", *places)) == [
        Piece("1 2 3", "figure", "A"),
        Piece(" 4", "plain", ""),
    ]
    assert [one.figure_id for one in reading.found] == ["A", "B", "C"]


CUT = Piece("…", "plain", "")


def test_a_long_text_is_shown_around_its_figures() -> None:
    text = "." * 150_000 + "854" + "." * 150_000
    assert pieces(read(text, OTHER, [Printed("F", "854", 150_000, 150_003)])) == [
        CUT,
        Piece("." * 400, "plain", ""),
        Piece("854", "figure", "F"),
        Piece("." * 400, "plain", ""),
        CUT,
    ]


def test_a_long_text_without_figures_is_shown_by_its_beginning() -> None:
    assert pieces(read("." * 200_001, OTHER, ())) == [Piece("." * 400, "plain", ""), CUT]


def test_surroundings_that_meet_are_one() -> None:
    text = "7" + "." * 800 + "8" + "." * 801 + "9" + "." * 200_000
    places = [Printed("A", "7", 0, 1), Printed("B", "8", 801, 802), Printed("C", "9", 1603, 1604)]
    found = pieces(read(text, OTHER, places))
    assert [len(piece.text) for piece in found] == [1, 800, 1, 400, 1, 400, 1, 400, 1]
    assert [piece.figure_id for piece in found if piece.kind == "figure"] == ["A", "B", "C"]


FORMS = st.sampled_from(["1", "1 2", "2 1", "12", "two", ""])
PLACES = st.builds(Printed, st.sampled_from("ABC"), FORMS, st.integers(0, 30), st.integers(0, 30))
TEXTS = st.text(st.characters()) | st.text(st.sampled_from("12 ,.\n\0two"))


@pytest.mark.slow
@given(TEXTS, st.lists(PLACES), st.booleans())
def test_pieces_join_to_the_text(text: str, places: list[Printed], same: bool) -> None:
    checksum = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    reading = read(text, Document(checksum if same else "", len(text)), places)
    found = pieces(reading)
    assert "".join(piece.text for piece in found) == shown(reading.text)
    assert all(piece.text for piece in found)
    assert all((piece.kind == "figure") == bool(piece.figure_id) for piece in found)
