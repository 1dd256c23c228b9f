"""Lists, citations and reports of chosen charts are exported from the command line too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Export = Callable[..., int]
Written = Callable[[], list[str]]


@pytest.mark.slow
def test_lists_and_citations_are_files(export: Export, written: Written) -> None:
    assert export("figures", "checks", "--format", "csv", "json") == 0
    assert export("document", "F09", "--format", "bib", "csl") == 0
    assert written() == [
        "yangbi-F09-csl.json",
        "yangbi-F09.bib",
        "yangbi-checks.csv",
        "yangbi-checks.json",
        "yangbi-document-csl.json",
        "yangbi-document.bib",
        "yangbi-figures.csv",
        "yangbi-figures.json",
    ]


def test_a_list_without_a_format_is_a_csv(export: Export, written: Written) -> None:
    assert export("figures") == 0
    assert written() == ["yangbi-figures.csv"]


@pytest.mark.slow
def test_a_report_is_of_the_charts_that_are_named(export: Export, to: Path) -> None:
    chosen = ("--topics", "poverty_exits", "coverage")
    assert export("all", "--format", "html", *chosen) == 0
    page = (to / "yangbi-report-2-charts.html").read_text(encoding="utf-8")
    assert '<section id="poverty_exits">' in page
    assert '<section id="coverage">' in page
    assert '<section id="training">' not in page


def test_a_figure_that_there_is_not_is_named(
    export: Export, capsys: pytest.CaptureFixture[str], written: Written
) -> None:
    assert export("F99", "--format", "bib") == 1
    assert "F99" in capsys.readouterr().err
    assert written() == []
