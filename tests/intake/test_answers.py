"""Answers on the command line: one that nothing asks for, or that is not offered, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import text

from metrics.cli import main

INCOME, RANK = "indicator-117d8f91", "indicator-6570a98f"  # of the labels 收入 and 排名
ROWS = [["县", "年份", "收入"], ["甲县", "2021", "10"], ["乙县", "2021", "11"]]
KNOWN = [["村名", "年份", "状态", "脱贫户数", "脱贫人口"], ["甲村", "2014", "已完成", "12", "40"]]


def run(folder: Path, *answers: str, rows: list[list[str]] = ROWS) -> int:
    """Check a table with answers; return the exit code."""
    path = folder / "exits.csv"
    path.write_text(text(rows), encoding="utf-8")
    return main(["check", str(path), *(part for one in answers for part in ("--answer", one))])


REFUSED = [
    (
        "perriod=2021",
        f"no key of an answer of that name: “perriod”. Choose one of: unit:{INCOME}",
    ),
    ("unit:income=yuan", "no key of an answer of that name: “unit:income”."),
    ("role:9=left out", "no key of an answer of that name: “role:9”."),
    (
        f"unit:{INCOME}=yuans",
        f"no answer to unit:{INCOME} of that name: “yuans”. Choose one",
    ),
    ("role:0=places", "no answer to role:0 of that name: “places”. Choose one of: place, code,"),
    ("kind:0=city", "no answer to kind:0 of that name: “city”. Choose one of: province,"),
    ("place_kind=city", "no answer to place_kind of that name: “city”. Choose one of: province,"),
    (
        f"kind:{INCOME}=flows",
        f"no answer to kind:{INCOME} of that name: “flows”.",
    ),
    (f"weight:{INCOME}=x", f"of that name: “x”. Choose one of: {INCOME}, none."),
]


@pytest.mark.parametrize(("answer", "says"), REFUSED, ids=[one[0] for one in REFUSED])
def test_an_answer_that_is_not_known_is_refused(
    answer: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, answer) == 1
    said = capsys.readouterr()
    assert says in said.err
    assert "read as a table" not in said.out


def test_one_question_answered_in_two_ways_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, f"unit:{INCOME}=yuan", f"unit:{INCOME}=people") == 1
    says = f"A question is answered twice: unit:{INCOME} by “yuan” and by “people”."
    assert says in capsys.readouterr().err
    assert run(tmp_path, f"unit:{INCOME}=yuan", f"unit:{INCOME}=yuan") == 0


def test_answers_that_are_offered_are_taken(tmp_path: Path) -> None:
    assert (
        run(
            tmp_path,
            f"unit:{INCOME}=yuan",
            f"kind:{INCOME}=flow",
            "role:2=indicator",
        )
        == 0
    )
    assert run(tmp_path, f"unit:{INCOME}=yuan", f"label:{INCOME}=Income", "period=") == 0


def test_what_an_answer_makes_an_indicator_can_be_answered_too(tmp_path: Path) -> None:
    rows = [[*row, more] for row, more in zip(ROWS, ("排名", "1", "2"), strict=True)]
    made = ["role:3=indicator", f"unit:{RANK}=people", f"unit:{INCOME}=yuan"]
    assert run(tmp_path, *made, rows=rows) == 0


def test_a_table_that_is_known_has_no_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "period=2021", rows=KNOWN) == 1
    says = "“period”. Choose one of: none, as the file is read as a table that is known."
    assert says in capsys.readouterr().err
