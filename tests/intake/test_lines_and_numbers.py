"""Lines are cut by one rule, and no number is ever re-scaled by guessing."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import checked, text

from metrics.cli import main
from metrics.intake.arrange import planned
from metrics.intake.cells import examples, numbers, written
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.intake.number_style import Finding
from metrics.intake.plan import Proposal
from metrics.intake.sheet import NumberStyle
from metrics.intake.understand import understood
from metrics.store.open import Store

NO_ENDS = ["\u2028", "\x0b", "\x0c", "\x1c", "\x85", "\u2029"]


@pytest.mark.parametrize("mark", NO_ENDS, ids=[f"U+{ord(one):04X}" for one in NO_ENDS])
def test_only_line_feeds_and_returns_end_a_line(mark: str) -> None:
    lines = [f"List of places{mark} made 2016", "place_id,name,kind", "oak,Oak,county"]
    data = "\n".join([*lines, "elm,Elm,county", "ash,Ash,county\n"]).encode()
    (found,) = sheets("places.csv", data)
    assert (found.how.header_row, found.rows.tolist()) == (2, [3, 4, 5])
    assert found.cells.column(0).to_pylist() == ["oak", "elm", "ash"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_inside_quotation_marks_is_part_of_a_cell(end: str) -> None:
    data = f'place_id,name,kind{end}oak,"Oak{end}tree",county{end}elm,Elm,county{end}'.encode()
    (found,) = sheets("places.csv", data)
    assert found.cells.column(1).to_pylist() == [f"Oak{end}tree", "Elm"]


TEAMS = "place,date,members,party members,share\n"


def shares(folder: Path, *cells: str) -> list[object]:
    """Return the shares of work teams as they are built."""
    rows = "".join(f"p{nth},2016,30,20,{cell}\n" for nth, cell in enumerate(cells))
    report = checked(folder, ("teams.csv", (TEAMS + rows).encode()))
    assert report.problems == ()
    assert report.built is not None
    found = Store(report.built.path, report.built.fingerprint).frame(
        "select stated_share from work_teams order by place_id"
    )
    return found["stated_share"].tolist()


@pytest.mark.slow
def test_a_share_of_three_decimals_is_a_share(tmp_path: Path) -> None:
    assert shares(tmp_path, "0.667", "0.750") == [0.667, 0.75]


@pytest.mark.slow
def test_a_thousandth_stays_a_thousandth(tmp_path: Path) -> None:
    assert shares(tmp_path, "0.001", "0.001") == [0.001, 0.001]


@pytest.mark.slow
def test_marks_that_contradict_each_other_are_told_and_nothing_is_scaled(tmp_path: Path) -> None:
    rows = [["place", "date", "members", "share"], ["a", "2016", "1.234.567", "0.667"]]
    report = checked(tmp_path, ("teams.csv", text(rows, ";").encode()))
    assert [(p.column, p.value) for p in report.problems] == [("members", "1.234.567")]


def one(cells: list[str], share: str = "", delimiter: str = ",") -> object:
    """Match a file of work teams with these counts of members."""
    rows = [["place", "date", "members", "share"]]
    rows += [[f"p{nth}", "2016", cell, share] for nth, cell in enumerate(cells)]
    (found,) = sheets("teams.csv", text(rows, delimiter).encode())
    return guess(found)


STYLES = [
    (["1,019", "2,345"], "", NumberStyle(".", ","), ""),  # no count has decimals
    (["1,019", "2,345"], "0,667", NumberStyle(",", ""), ""),  # the comma is the decimal mark
    (["1.019", "2.345"], "0,667", NumberStyle(",", "."), ""),  # so the point is not
    (["1.019", "2.345"], "0.667", NumberStyle(".", ""), ""),
    (["1.019", "2.345"], "", NumberStyle(".", ""), "1.019"),  # 1019 or 1.019?
    (["12.000", "40.000"], "", NumberStyle(".", ""), "12.000"),  # 12,000 or 12?
    (["12,000", "40,000"], "", NumberStyle(".", ""), "12,000"),
    (["1,019", "2345", "3,456"], "", NumberStyle(".", ""), "1,019"),
    (["1.234.567", "7"], "", NumberStyle(",", "."), ""),
    (["1 019", "7"], "", NumberStyle(".", " "), ""),
    (["1\u2019019", "7"], "", NumberStyle(".", "'"), ""),
    (["0,667", "0,750"], "", NumberStyle(",", ""), ""),  # a group does not start with 0
    (["7", "8"], "", NumberStyle(".", ""), ""),
]


@pytest.mark.parametrize(("cells", "share", "style", "doubt"), STYLES)
def test_thousands_are_believed_only_where_they_cannot_be_decimals(
    cells: list[str], share: str, style: NumberStyle, doubt: str
) -> None:
    found = numbers(one(cells, share))  # type: ignore[arg-type] # a matched sheet
    assert (found.style, found.doubt) == (style, doubt)


IN_SEMICOLONS = [
    (["1,019", "2,345"], "", NumberStyle(".", ""), "1,019"),  # parted as where 1,019 is 1.019
    (["1,019", "1,234,567"], "", NumberStyle(".", ","), ""),
    (["1,019", "2,345.5"], "", NumberStyle(".", ","), ""),
    (["1.019", "2.345"], "0,667", NumberStyle(",", "."), ""),
]


@pytest.mark.parametrize(("cells", "share", "style", "doubt"), IN_SEMICOLONS)
def test_a_comma_between_semicolons_is_asked_for_unless_it_is_proven(
    cells: list[str], share: str, style: NumberStyle, doubt: str
) -> None:
    found = numbers(one(cells, share, ";"))  # type: ignore[arg-type] # a matched sheet
    assert (found.style, found.doubt) == (style, doubt)


def own(unit: str, *cells: str) -> Finding:
    """Return how the numbers of a table of its own are found to be written."""
    rows = [["county", "year", f"amount ({unit})"]]
    rows += [[f"{name} county", "2021", cell] for name, cell in zip("ABC", cells, strict=False)]
    (sheet,) = sheets("amounts.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    return numbers(planned(found, found.plan))


@pytest.mark.parametrize("unit", ["people", "户", "villages", "万元", "km"])
def test_a_comma_in_a_count_or_an_amount_is_of_thousands(unit: str) -> None:
    assert own(unit, "1,500", "2,750") == Finding(NumberStyle(".", ","))


@pytest.mark.parametrize("unit", ["%", "‰"])
def test_a_comma_in_a_rate_is_asked_for(unit: str) -> None:
    assert own(unit, "1,500", "2,750") == Finding(NumberStyle("."), "1,500", ",")


@pytest.mark.parametrize("proof", ["1,234,567", "1,234.5"])
def test_a_comma_that_is_proven_is_not_asked_for(proof: str) -> None:
    assert own("%", "1,500", "2,750", proof) == Finding(NumberStyle(".", ","))


@pytest.mark.slow
def test_a_number_in_doubt_is_a_fault_of_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("county;year;rate (%)\nA county;2021;1,500\nB county;2021;2,750\n")
    assert main(["check", str(file)]) == 1
    assert "the number has separators of thousands" in capsys.readouterr().err


def test_a_number_in_doubt_is_left_as_it_stands() -> None:
    cells = written(one(["12.000", "40.000"]))  # type: ignore[arg-type] # a matched sheet
    assert cells.column("members").to_pylist() == ["12.000", "40.000"]


def test_what_was_decided_is_shown_with_examples() -> None:
    found = one(["1,019", "2,345"], "66.7%")
    assert examples(found) == [("1,019", "1019"), ("66.7%", "0.667")]  # type: ignore[arg-type] # a matched sheet


@pytest.mark.slow
def test_the_command_line_shows_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "teams.csv").write_text(TEAMS + 'oak,2016,"1,019",20,0.667\nelm,2016,"1,020",20,\n')
    assert main(["check", str(tmp_path / "teams.csv")]) == 0
    said = capsys.readouterr().out
    assert "“1,019” is read as 1019; “0.667” is read as 0.667" in said.replace(", “", "; “")


@pytest.mark.slow
def test_percentages_with_a_decimal_comma_are_shares(tmp_path: Path) -> None:
    assert shares(tmp_path, '"66,7%"', '"5,5 %"') == [0.667, 0.055]
