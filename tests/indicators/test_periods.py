"""Periods are read from what tables call them, into one form with an order and an end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.model.periods import KINDS, Period, between, parse

READ = {
    "2021": "2021",
    "2016.0": "2016",
    " 2021 年": "2021",
    "2021年度": "2021",
    "\uff12\uff10\uff12\uff11": "2021",
    "\uff12\uff10\uff12\uff11年\uff13月": "2021-03",
    "2021-H1": "2021-H1",
    "2021年下半年": "2021-H2",
    "2021Q3": "2021-Q3",
    "3Q2021": "2021-Q3",
    "Q4 2021": "2021-Q4",
    "2021年第一季度": "2021-Q1",
    "2021年2季度": "2021-Q2",
    "2021-03": "2021-03",
    "2021/3": "2021-03",
    "202103": "2021-03",
    "2021M12": "2021-12",
    "2021年3月": "2021-03",
    "2021-3-5": "2021-03-05",
    "2021年3月5日": "2021-03-05",
    "2021-12-31 00:00:00": "2021-12-31",
}
UNREAD = (
    "",
    "21",
    "2021-13",
    "2021-Q5",
    "2021-02-30",
    "last year",
    "20210",
    "20 21",
    "2021 to 2023",
)


@pytest.mark.parametrize(("text", "label"), READ.items())
def test_a_period_is_read_into_its_one_form(text: str, label: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-H1", date(2024, 6, 30)),
        ("2024-Q1", date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3)),
    ],
)
def test_a_period_ends_on_its_last_day(text: str, last: date) -> None:
    found = parse(text)
    assert found is not None
    assert (found.last, found.year) == (last, 2024)


periods = st.builds(
    lambda day, kind: _of(day, kind),
    st.dates(date(1801, 1, 1), date(2190, 12, 31)),
    st.sampled_from(KINDS),
)


def _of(day: date, kind: str) -> Period:
    forms = {
        "year": f"{day.year}",
        "half-year": f"{day.year}-H{1 if day.month < 7 else 2}",
        "quarter": f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        "month": f"{day.year}-{day.month:02}",
        "day": day.isoformat(),
    }
    found = parse(forms[kind])
    assert found is not None
    return found


@given(periods)
def test_a_label_is_read_as_the_same_period(one: Period) -> None:
    assert parse(one.label) == one


@given(periods)
def test_the_following_period_begins_the_day_after(one: Period) -> None:
    after = one.following
    assert (after.kind, after.first) == (one.kind, one.last + timedelta(days=1))
    assert after.order > one.order


def test_gaps_between_periods_are_filled() -> None:
    found = between([one for text in ("2021-Q4", "2021-Q1", "2022-Q1") if (one := parse(text))])
    labels = ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1"]
    assert [one.label for one in found] == labels
    assert between([]) == []


def test_days_over_centuries_are_not_listed() -> None:
    ends = [one for text in ("1800-01-01", "2100-01-01") if (one := parse(text))]
    assert between(ends) == ends
