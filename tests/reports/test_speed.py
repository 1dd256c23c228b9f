"""A megabyte of prose is read in three seconds, and no form of text takes out of proportion."""

from __future__ import annotations

import time

import pytest
from marked import sentences
from test_expressions import FORMS

from metrics.reports.report import read_report

pytestmark = pytest.mark.slow
FILLING = {
    "english": " The work goes on with the help of all, as it did in the years of the dam. ",
    "chinese": "各地各部门持续巩固成果，群众的生产生活条件不断改善，发展的基础更加牢固。",
}
MORE = ["in 2014, ", "Pine County ", "was built ", "二〇一六年", "全县", "(times) ", "12 people, "]


MOST = 3.0  # seconds of processor time for a megabyte of prose
MOST_DENSE = 9.0  # for one of nothing but numbers, one every nine characters


def taken(text: str) -> float:
    """Return the least processor time of reading a text twice."""
    times = []
    for _ in range(2):
        before = time.process_time()
        read_report(text)
        times.append(time.process_time() - before)
    return min(times)


@pytest.mark.parametrize("language", FILLING)
def test_a_megabyte_of_sentences_is_read_in_three_seconds(language: str) -> None:
    lines = [one.text + FILLING[language] for one in sentences(language)]
    text = "".join(lines)
    size = len(text.encode())
    assert taken(text * (1_000_000 // size)) <= MOST


@pytest.mark.parametrize("form", [*FORMS, *MORE])
def test_the_time_of_reading_grows_with_the_text_only(form: str) -> None:
    taken(form * 100)
    small, large = taken((form * 8_000)[:8_000]), taken((form * 64_000)[:64_000])
    assert large < 24 * small + 0.2


def test_numbers_close_together_are_read_in_three_times_the_time_of_prose() -> None:
    text = "".join(one.text for one in sentences("chinese"))
    assert taken(text * (1_000_000 // len(text.encode()))) <= MOST_DENSE
