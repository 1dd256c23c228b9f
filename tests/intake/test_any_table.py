"""Tables that no topic is made for: proposed, asked with at most one form, loaded, and drawn."""

from __future__ import annotations

import json
import math
from pathlib import Path
from statistics import mean

import pytest
from forms import text, workbook
from generated import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from table_traits import TRAITS, Made, another_name, no_period, shares_outside, two_rows_of_headers

from metrics.cli import main
from metrics.exports.view import view
from metrics.intake.answers import answered
from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.heads import head_of
from metrics.intake.limits import Unreadable
from metrics.intake.match import Matched
from metrics.intake.plan import INDICATOR, LEFT, Proposal
from metrics.intake.questions import ONE, questions_left
from metrics.intake.understand import understood
from metrics.selection import Selection
from metrics.store.build import no_progress
from metrics.store.open import Store

FOUND = """
select coalesce(a.name || ' / ', '') || coalesce(b.name || ' / ', '') || p.name as place,
       coalesce(i.label_zh, i.label) || coalesce(': ' || o."group", '') as indicator,
       o.period, o.value
from observations o join indicators i using (indicator_id) join places p using (place_id)
left join places b on b.place_id = p.parent_id left join places a on a.place_id = b.parent_id
where o.value is not null"""


def proposed(made: Made) -> Proposal:
    """Read a generated table as the page and the command line do."""
    (sheet,) = sheets(made.name, text(made.rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    return found


def loaded(one: Matched, folder: Path, without_bad: bool = False) -> Report:
    """Check a table with its plan and build it."""
    request = CheckRequest("Shire", [one])
    return check(request, folder / "up" / "shire", no_progress, without_bad)


def store(report: Report) -> Store:
    """Open what was built."""
    assert report.built is not None, report.problems
    return Store(report.built.path, report.built.fingerprint)


def stated(report: Report) -> dict[tuple[str, str, str], float]:
    """Return what a built dataset states, by place, indicator and period."""
    columns = store(report).frame(FOUND).to_dict("list")
    keys = zip(columns["place"], columns["indicator"], columns["period"], strict=True)
    return dict(zip(keys, columns["value"], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("trait", TRAITS)
def test_a_table_is_read_right_or_says_what_to_do(trait: str, tmp_path: Path) -> None:
    made = TRAITS[trait]()
    proposal = proposed(made)
    assert {one.key for one in proposal.needed} == {*made.answers}
    one = planned(proposal, answered(proposal.plan, made.answers))
    assert one.plan is not None
    assert questions_left(proposal, one.plan) == [
        q for q in proposal.questions if q.usual and q.key.startswith("same:")
    ]
    said = [*proposal.notes, *(column.why for column in one.plan.columns)]
    said += [f"{each.unit} {each.why}" for each in one.plan.used]
    assert [words for words in made.says if not any(words in text for text in said)] == []
    assert tuple(column.head for column in one.plan.of(LEFT)) == made.left
    report = loaded(one, tmp_path)
    assert tuple(total.row for _, total in report.totals) == made.totals
    assert tuple((p.row, p.column, p.value) for p in report.problems) == made.faults
    assert all(p.do and p.file == made.name for p in report.problems)
    if made.faults:
        assert report.built is None
        report = loaded(one, tmp_path / "without", without_bad=True)
    assert stated(report) == made.truth


@pytest.mark.slow
def test_the_mean_number_of_questions_is_less_than_one() -> None:
    asked = {trait: len(proposed(made()).needed) for trait, made in TRAITS.items()}
    assert max(asked.values()) == 1
    assert round(mean(asked.values()), 2) == 0.15  # 5 questions for 34 tables


@pytest.mark.slow
def test_a_workbook_with_merged_headers_is_read_as_the_text_is(tmp_path: Path) -> None:
    made = two_rows_of_headers()
    (sheet,) = sheets("统计表.xlsx", workbook(made.rows))
    found = understood(sheet)
    assert isinstance(found, Proposal)
    assert stated(loaded(planned(found, found.plan), tmp_path)) == made.truth


@pytest.mark.slow
def test_a_column_that_goes_on_under_another_name_can_be_one_series(tmp_path: Path) -> None:
    proposal = proposed(another_name())
    (question,) = proposal.questions
    assert question.asked == (
        "“Net income per farmer” stops in 2016 and “Disposable income per person” begins in 2017"
    )
    plan = answered(proposal.plan, {question.key: ONE})
    report = loaded(planned(proposal, plan), tmp_path)
    assert {name for _, name, _ in stated(report)} == {"人均可支配收入", "户数"}
    breaks = store(report).frame("select breaks from indicators where breaks is not null")
    assert breaks["breaks"].tolist() == ["2017: called Net income per farmer until then"]


@pytest.mark.slow
def test_the_answers_are_kept_and_next_years_file_needs_none(tmp_path: Path) -> None:
    made = TRAITS["bare_years"]()
    proposal = proposed(made)
    report = loaded(planned(proposal, answered(proposal.plan, made.answers)), tmp_path)
    kept = json.loads((report.folder / "datapackage.json").read_text())["mappings"]
    rows = [["县名", "2018", "2019"], *made.rows[1:]]
    (sheet,) = sheets("next.csv", text(rows).encode())
    after = understood(sheet, kept)
    assert isinstance(after, Proposal)
    assert after.questions == ()
    assert {column.why for column in after.plan.columns} == {"as answered before"}
    assert {column.period for column in after.plan.of(INDICATOR)} == {"2018", "2019"}
    assert [one.unit for one in after.plan.used] == ["people"]


def test_what_is_not_answered_is_named_by_column_and_nothing_is_loaded(tmp_path: Path) -> None:
    proposal = proposed(TRAITS["one_place"]())
    report = loaded(planned(proposal, proposal.plan), tmp_path)
    assert [(p.column, p.rule) for p in report.problems] == [("place", "no column names places")]
    assert report.built is None
    assert report.of_columns


def test_a_place_that_is_not_listed_is_named_by_its_cell(tmp_path: Path) -> None:
    listed = "代码,名称,kind\n1,望都县,县\n2,平山县,县\n"
    (places,) = sheets("places.csv", listed.encode())
    known, proposal = understood(places), proposed(TRAITS["wide_years"]())
    assert isinstance(known, Matched)
    request = CheckRequest("Shire", [known, planned(proposal, proposal.plan)])
    report = check(request, tmp_path / "up" / "shire", no_progress)
    assert {(p.row, p.column, p.value, p.rule) for p in report.problems} == {
        (4, "县名", "漾濞县", "no row of places is called this")
    }
    assert all("places lists" in p.do for p in report.problems)


@pytest.mark.slow
def test_two_sheets_in_two_units_are_two_indicators(tmp_path: Path) -> None:
    given = []
    for nth, unit in enumerate(("万元", "元", "万元")):
        rows = [["县名", "年份", f"收入({unit})"], ["望都县", str(2016 + nth), str(nth + 1)]]
        (sheet,) = sheets(f"{nth}.csv", text(rows).encode())
        found = understood(sheet)
        assert isinstance(found, Proposal)
        given.append(planned(found, found.plan))
    report = check(CheckRequest("Shire", given), tmp_path / "up" / "shire", no_progress)
    declared = store(report).frame(
        "select label, unit, period, value from observations "
        "join indicators using (indicator_id) order by period"
    )
    assert declared.to_numpy().tolist() == [
        ["收入", "10,000 yuan", "2016", 1],
        ["收入 (yuan)", "yuan", "2017", 2],
        ["收入", "10,000 yuan", "2018", 3],
    ]


@pytest.mark.slow
def test_two_values_for_one_cell_are_named(tmp_path: Path) -> None:
    made = TRAITS["years_as_fractions"]()
    proposal = proposed(Made([*made.rows, ["漾濞县", "2017", "5", ""]], {}))
    faults = loaded(planned(proposal, proposal.plan), tmp_path).problems
    assert {(p.row, p.column, p.value) for p in faults} == {(8, "县名", "漾濞县")}
    assert "Row 7 stays and this row goes" in faults[0].do


@pytest.mark.slow
def test_a_period_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    made = TRAITS["quarters"]()
    rows = [*made.rows * 4, ["漾濞县", "第七季度", "5", "6"]]
    proposal = proposed(Made([row for n, row in enumerate(rows) if n == 0 or row != rows[0]], {}))
    faults = loaded(planned(proposal, proposal.plan), tmp_path).problems
    named = {(p.column, p.value, p.rule) for p in faults if "earlier row" not in p.rule}
    assert named == {("年份", "第七季度", "the period cannot be read")}


@pytest.mark.slow
@pytest.mark.parametrize("trait", TRAITS)
def test_the_command_line_says_the_same(
    trait: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = TRAITS[trait]()
    path = tmp_path / made.name
    path.write_text(text(made.rows), encoding="utf-8")
    answers = [part for key, one in made.answers.items() for part in ("--answer", f"{key}={one}")]
    assert main(["check", str(path), *answers]) == int(bool(made.faults))
    said = capsys.readouterr()
    assert "read as a table of its own" in said.out
    assert all(f"row {row}, column {column}" in said.err for row, column, _ in made.faults)


@pytest.mark.slow
def test_the_command_line_writes_a_dataset_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, into = tmp_path / "statistics.csv", tmp_path / "shire"
    path.write_text(text(no_period().rows), encoding="utf-8")
    asked = ["check", str(path), "--answer", "period=2016"]
    assert main([*asked, "--write", str(into)]) == 0
    names = sorted(one.name for one in into.iterdir())
    assert names == ["datapackage.json", "indicators.csv", "observations.csv", "places.csv"]
    assert main(["check", str(into)]) == 0
    before = (into / "observations.csv").read_bytes()
    assert main([*asked, "--write", str(into)]) == 1
    assert "The folder is not empty" in capsys.readouterr().err
    assert (into / "observations.csv").read_bytes() == before
    assert main(["check", str(path), "--answers-of", str(into), "--answer", "period=2017"]) == 0


def test_what_is_asked_is_said_with_the_way_to_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "statistics.csv"
    path.write_text(text(no_period().rows), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert "asked: When do the numbers hold?" in said.out
    assert "--answer 'period=...'" in said.out
    assert "no column and no title says when" in said.err


@pytest.mark.slow
def test_the_chart_of_a_loaded_table_says_what_was_left_out(tmp_path: Path) -> None:
    proposal = proposed(shares_outside())
    report = loaded(planned(proposal, proposal.plan), tmp_path, without_bad=True)
    assert report.left == {"observations": 1}
    found = view(store(report), "indicator_trend", Selection("shire"))
    assert found.drawing.title.startswith("Population in 3 counties: ")
    remark = store(report).frame("select remark from dataset")["remark"].iloc[0]
    assert remark == "1 of 12 rows of observations left out because of faults"


CELLS = st.sampled_from(
    [
        *("", "12", "3.5", "-7", "98%", "1,234", "—", "2016", "望都县", "合计", "x y", "2021Q3"),
        *("无", "人口", "万元", "三季度", "3"),
    ]
)
HEADS = st.sampled_from(
    [
        "",
        "县名",
        "省",
        "年份",
        "人口",
        "人口",
        "比例(%)",
        "收入(万元)",
        "2016",
        "备注",
        "代码",
        "人口2017",
        "指标",
        "数值",
        "单位",
        "月份",
        "产值万元",
    ]
)


@pytest.mark.slow
@settings(max_examples=examples(15))
@given(data=st.data())
def test_any_table_ends_in_a_chart_or_a_reason(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    width = data.draw(st.integers(2, 6))
    rows = [data.draw(st.lists(HEADS, min_size=width, max_size=width))]
    rows += data.draw(
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
    )
    if not any(rows[0]) or not any(any(row) for row in rows[1:]):
        return
    try:
        found = sheets("a.csv", text(rows).encode())
    except Unreadable as reason:  # its only row is taken for the header
        assert "has a header and no rows" in str(reason)
        return
    for sheet in found:
        proposal = understood(sheet)
        if isinstance(proposal, Matched) or proposal.nothing:
            assert isinstance(proposal, Matched) or "no column holds numbers" in proposal.nothing
            continue
        usual = {"period": "2020", "place": "Oak County"}
        answers = {
            q.key: usual.get(q.key) or (q.choices[0] if q.choices else "") for q in proposal.needed
        }
        one = planned(proposal, answered(proposal.plan, answers))
        report = loaded(one, tmp_path_factory.mktemp("any"), without_bad=True)
        if report.built is None or not report.kept.get("observations"):
            assert report.problems or report.totals or report.left
            continue
        title = view(store(report), "indicator_trend", Selection("shire")).drawing.title
        assert title
        assert not math.isnan(len(title))


@pytest.mark.slow
def test_a_fault_of_a_long_table_is_named_by_its_own_column(tmp_path: Path) -> None:
    made = TRAITS["long_table"]()
    rows = [[*row[:4], "一百"] if nth == 3 else row for nth, row in enumerate(made.rows)]
    proposal = proposed(Made(rows, {}))
    faults = loaded(planned(proposal, proposal.plan), tmp_path).problems
    assert [(p.row, p.column, p.value) for p in faults] == [(4, "数值", "一百")]
    assert proposal.sheet.cell(4, 4) == "一百"


def test_headers_that_only_end_like_a_unit_keep_their_names() -> None:
    heads = ("居民单元", "每亩", "产值万元", "GDP元", "万元", "贫困户")
    assert [(head_of(one).name, head_of(one).unit) for one in heads] == [
        ("居民单元", ""),
        ("每亩", ""),
        ("产值", "10,000 yuan"),
        ("GDP元", ""),
        ("万元", ""),
        ("贫困户", ""),
    ]
