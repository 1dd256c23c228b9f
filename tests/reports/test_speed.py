"""A megabyte of prose is read in three seconds, and no form of text takes out of proportion."""

from __future__ import annotations

import re

import pytest
from cpu_time import cpu_seconds
from marked import sentences
from test_expressions import FORMS

from metrics.reports.report import read_report

pytestmark = pytest.mark.slow
FILLING = {
    "english": " The work goes on with the help of all, as it did in the years of the dam. ",
    "chinese": "各地各部门持续巩固成果，群众的生产生活条件不断改善，发展的基础更加牢固。",
}
MORE = [
    "12 34 ",
    "in 2014, ",
    "Pine County ",
    "was built ",
    "二〇一六年",
    "全县",
    "(times) ",
    "12 people, ",
]


MOST = 3.0  # seconds of processor time for a megabyte of prose
MOST_DENSE = 6.0  # for one of nothing but numbers, one every nine characters
REFERENCE = 0.052  # seconds that the reference takes on the machine that the limits are meant for


def reference() -> float:
    """Return the processor time of work of the same kind: patterns, slices, tuples, dictionaries.

    Limits are for a machine that does it in REFERENCE seconds, and grow where it takes longer: a
    slow or busy machine turns no test red, and reading that takes more of any machine does.
    """
    text = "In 2014, 854 households with 2,976 people. " * 3_000
    found: dict[int, tuple[object, ...]] = {}

    def work() -> None:
        for one in re.finditer(r"[0-9][0-9,]*", text):
            at = one.start()
            found[at % 977] = (at, one.end(), text[at : one.end()], found.get(at % 977, ())[:2])
        for number in range(200_000):
            found[number % 977] = (number, str(number))

    return cpu_seconds(work)


def taken(text: str, runs: int = 2) -> float:
    """Return the least processor time of reading a text so many times."""
    return min(cpu_seconds(lambda: read_report(text)) for _ in range(runs))


def seconds_a_megabyte(text: str) -> float:
    """Return the time of reading a megabyte of a text, repeated, at the speed of REFERENCE.

    A quarter of it is read: the time grows with the text only, as is tested below.
    """
    references = [reference()]
    quarter = text * (250_000 // len(text.encode()))
    seconds = taken(quarter) * 1_000_000 / len(quarter.encode())
    references.append(reference())
    return seconds * min(1.0, REFERENCE / min(references))


@pytest.mark.parametrize("language", FILLING)
def test_a_megabyte_of_sentences_is_read_in_three_seconds(language: str) -> None:
    lines = [one.text + FILLING[language] for one in sentences(language)]
    assert seconds_a_megabyte("".join(lines)) <= MOST


@pytest.mark.parametrize("form", [*FORMS, *MORE])
def test_the_time_of_reading_grows_with_the_text_only(form: str) -> None:
    taken(form * 100, 1)
    assert any(_grows_with(form, runs) for runs in (1, 3))  # a busy machine can spoil one run


def _grows_with(form: str, runs: int) -> bool:
    small, large = (taken((form * size)[:size], runs) for size in (4_000, 32_000))
    return large < 24 * small + 0.2


def test_a_megabyte_of_numbers_is_read_in_twice_the_time_of_prose() -> None:
    text = "".join(one.text for one in sentences("chinese"))
    assert seconds_a_megabyte(text) <= MOST_DENSE
