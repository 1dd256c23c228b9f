"""Whatever an address asks for is shown or named, and every choice is said in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import shortened
from metrics.selection import (
    Choices,
    Selection,
    UnknownValue,
    joined,
    known_selection,
    unknown_values,
)

CHOICES = Choices((2014, 2015, 2016), ("Lijiazhuang", "Lingxiu", "Shiping", "Xiangyang"))
FILTERS = ("years", "villages", "status")
USES = st.lists(st.sampled_from(FILTERS), unique=True)
ASKED = st.dictionaries(
    st.one_of(st.sampled_from(FILTERS), st.text(max_size=9)),
    st.lists(st.one_of(st.text(), st.integers().map(str), st.sampled_from(CHOICES.villages))),
)
SELECTIONS = st.builds(
    Selection,
    st.just("yangbi"),
    st.lists(st.integers(), max_size=4).map(tuple),
    st.lists(st.text(), max_size=4).map(tuple),
    st.lists(st.sampled_from(CHOICES.status), unique=True).map(tuple),
)


@pytest.mark.slow
@given(ASKED)
def test_every_value_asked_for_is_a_choice_or_is_named(asked: dict[str, list[str]]) -> None:
    found = [(one.name, one.value) for one in unknown_values(asked, CHOICES)]
    for name in FILTERS:
        for value in filter(None, asked.get(name, [])):
            assert (value in CHOICES.of(name)) != ((name, value) in found)


@pytest.mark.slow
@given(ASKED)
def test_what_is_named_is_quoted_and_its_neighbour_can_be_chosen(
    asked: dict[str, list[str]],
) -> None:
    for one in unknown_values(asked, CHOICES):
        assert f"“{shortened(one.value)}”" in str(one)
        assert one.nearest is None or one.nearest in CHOICES.of(one.name)


@given(st.sampled_from(FILTERS))
def test_every_choice_survives_the_address(name: str) -> None:
    assert unknown_values({name: CHOICES.of(name)}, CHOICES) == []


NEAREST = [
    ("years", "2013", "2014"),
    ("years", "3000", "2016"),
    ("years", "soon", None),
    ("villages", "lingxiu", "Lingxiu"),
    ("villages", "Linxiu", "Lingxiu"),
    ("villages", "漾濞", None),
    ("status", "PLANNED", "planned"),
]


@pytest.mark.parametrize(("name", "value", "nearest"), NEAREST)
def test_the_nearest_choice(name: str, value: str, nearest: str | None) -> None:
    assert unknown_values({name: [value]}, CHOICES) == [UnknownValue(name, value, nearest)]


@pytest.mark.parametrize(
    ("value", "nearest"), [("F77", "F40"), ("f9", "F09"), ("S9", "S03"), ("X01", None), ("", None)]
)
def test_the_nearest_figure_is_that_with_the_nearest_number(
    value: str, nearest: str | None
) -> None:
    choices = Choices(figure=("F01", "F09", "F40", "S03"))
    assert [one.nearest for one in unknown_values({"figure": [value]}, choices)] == (
        [nearest] if value else []
    )


def test_a_reader_is_told_what_is_left_out() -> None:
    assert str(UnknownValue("years", "2013", "2014")) == (
        "This dataset has no year “2013”, so it is left out. The nearest is 2014."
    )
    assert str(UnknownValue("villages", "x", None)) == (
        "This dataset has no village “x”, so it is left out."
    )


def test_nothing_is_near_in_a_dataset_without_choices() -> None:
    assert unknown_values({"years": ["2014"]}, Choices()) == [UnknownValue("years", "2014", None)]


@given(SELECTIONS, USES)
def test_a_file_name_takes_only_letters_digits_and_hyphens(
    selection: Selection, uses: list[str]
) -> None:
    slug = selection.slug(uses)
    assert not set(slug) & set("/\\:*?\"'<>|.%&#~ \t\r\n\0")
    assert slug.isprintable()


@given(SELECTIONS, USES)
def test_the_sentence_names_each_value_of_the_filters_in_use(
    selection: Selection, uses: list[str]
) -> None:
    sentence = selection.sentence(uses)
    assert sentence.startswith("Showing ")
    assert sentence.endswith(".")
    for name in uses:
        assert all(str(value) in sentence for value in getattr(selection, name))


SENTENCES = [
    (Selection(), FILTERS, "Showing all years, all villages, achieved and planned."),
    (Selection(years=(2014, 2016)), ("years",), "Showing 2014 and 2016 only."),
    (Selection(years=(2014,)), ("villages",), "Showing all villages."),
    (Selection(years=(2014,)), (), "Showing all there is: no filter applies."),
]


@pytest.mark.parametrize(("selection", "uses", "sentence"), SENTENCES)
def test_the_sentence(selection: Selection, uses: tuple[str, ...], sentence: str) -> None:
    assert selection.sentence(uses) == sentence


def test_words_are_joined_as_in_a_sentence() -> None:
    assert [joined(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def test_the_slug_of_a_choice() -> None:
    chosen = Selection(years=(2014,), villages=("Upper Li/zhuang",), status=("planned",))
    assert chosen.slug(FILTERS) == "2014-upper-li-zhuang-planned"
    assert chosen.slug(("status",)) == "planned"


def test_of_an_address_the_known_values_are_kept_and_of_a_single_filter_the_first() -> None:
    choices = Choices(years=(2014, 2015), villages=("A",), measure=("people", "households"))
    asked = {
        "years": ["2031", "2015", "2014"],
        "villages": ["B"],
        "measure": ["cats", "households", "people"],
    }
    found = known_selection(asked, choices, "ours")
    assert found == Selection("ours", years=(2014, 2015), measure=("households",))


def test_choices_are_not_gone_through_to_find_those_of_an_address() -> None:
    class Villages(tuple[str, ...]):
        gone_through = 0

        def __iter__(self) -> Iterator[str]:
            self.gone_through += 1
            return super().__iter__()

    villages = Villages(["c", "b", "a"])
    choices = Choices(villages=villages)
    for _ in range(3):
        found = known_selection({"villages": ["a", "x", "c", "a"]}, choices)
        assert found.villages == ("c", "a")
    assert villages.gone_through == 1
