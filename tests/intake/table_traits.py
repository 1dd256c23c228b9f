"""A generator of the tables that county offices have: one for each trait, and one with all of them.

Each comes with the truth: the value of each place, indicator and period that it states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from forms import Rows

COUNTIES = ("望都县", "平山县", "漾濞县")
YEARS = ("2016", "2017")
Truth = dict[tuple[str, str, str], float]


@dataclass(frozen=True)
class Made:
    """A table, what it states by place, indicator (its Chinese name) and period, and answers.

    `answers` are those that its questions need; `says` stand in what is proposed, `left` are the
    headers left out, `totals` the rows left out as totals, `faults` (row, column, value).
    """

    rows: Rows
    truth: Truth
    answers: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()
    name: str = "统计表.csv"


def number(place: int, nth: int, indicator: int) -> int:
    """Return a value that differs from every other of a table."""
    return 1000 * (indicator + 1) + 100 * nth + 7 * place + 11


def base(heads: tuple[str, ...] = ("人口", "户数"), written: tuple[str, ...] = YEARS) -> Made:
    """Return a plain table: a row a county and year, a column an indicator."""
    rows: Rows = [["县名", "年份", *heads]]
    truth: Truth = {}
    for at, county in enumerate(COUNTIES):
        for nth, year in enumerate(written):
            values = [number(at, nth, k) for k in range(len(heads))]
            rows.append([county, year, *map(str, values)])
            for head, value in zip(heads, values, strict=True):
                truth[county, head, YEARS[nth]] = value
    return Made(rows, truth)


def renamed(made: Made, **heads: str) -> Made:
    """Return a table with other headers, its truth as it was."""
    return replace(made, rows=[[heads.get(head, head) for head in made.rows[0]], *made.rows[1:]])


def years_as_fractions() -> Made:
    """Return years as a spreadsheet writes them: 2016.0."""
    return base(written=("2016.0", "2017.0"))


def codes_as_fractions() -> Made:
    """Return codes of places as a spreadsheet writes them: 130631.0."""
    return _coded(("130631.0", "130131.0", "532922.0"))


def codes_with_zeros() -> Made:
    """Return codes that begin with a zero, which is kept."""
    return _coded(("010631", "010131", "012922"))


def _coded(codes: tuple[str, ...]) -> Made:
    made = base()
    by = dict(zip(COUNTIES, codes, strict=True))
    rows = [[by.get(row[0], "行政区划代码"), *row] for row in made.rows]
    return replace(made, rows=rows, says=("holds codes of places",))


def one_name_twice() -> Made:
    """Return two places of one name, in different prefectures, three levels side by side."""
    made = base()
    around = {"望都县": ("河北省", "保定市"), "平山县": ("河北省", "邢台市")}
    names = {"望都县": "桥西区", "平山县": "桥西区"}
    rows = [["省", "地市", *made.rows[0]]]
    for row in made.rows[1:]:
        rows.append(
            [*around.get(row[0], ("云南省", "大理州")), names.get(row[0], row[0]), *row[1:]]
        )
    truth = {
        (
            " / ".join([*around.get(county, ("云南省", "大理州")), names.get(county, county)]),
            *key,
        ): v
        for (county, *key), v in made.truth.items()
    }
    return replace(made, rows=rows, truth=truth)  # type: ignore[arg-type] # keys of three again


def merged_cells() -> Made:
    """Return levels side by side, where the outer one stands in the first of its rows only."""
    made = one_name_twice()
    rows: Rows = [made.rows[0]]
    for nth, row in enumerate(made.rows[1:]):
        rows.append(row if nth % 2 == 0 else ["", "", *row[2:]])
    return replace(made, rows=rows)


def empty_name() -> Made:
    """Return a column of numbers that has no name: left out, with what to do."""
    made = base()
    rows = [[*row, "" if not nth else str(nth)] for nth, row in enumerate(made.rows)]
    return replace(made, rows=rows, left=("",), says=("it has no name: give it one",))


def double_names() -> Made:
    """Return two columns of one name that differ: told apart; one that repeats: left out."""
    made = base(("人口", "户数", "户数 (2)"))
    made = renamed(made, **{"户数 (2)": "户数"})
    rows = [[*row, row[2]] for row in made.rows]
    return replace(made, rows=rows, left=("人口",), says=("says the same as the column",))


def trailing_spaces() -> Made:
    """Return spaces around headers, names and numbers."""
    made = base()
    return replace(made, rows=[[f" {cell}  " for cell in row] for row in made.rows])


def two_rows_of_headers() -> Made:
    """Return a header whose first row holds merged cells: indicators above years."""
    made = base()
    rows: Rows = [["县名", "人口", "", "户数", ""], ["", *YEARS, *YEARS]]
    return replace(made, rows=rows + _wide(made), says=("the header has two rows",))


def wide_years() -> Made:
    """Return a column a year and indicator."""
    made = base()
    heads = [f"{name}{year}年" for name in ("人口", "户数") for year in YEARS]
    return replace(made, rows=[["县名", *heads], *_wide(made)])


def bare_years() -> Made:
    """Return a column a year, and the indicator in the title only: its name and unit are asked."""
    made = base(("人口",))
    rows = [["县名", "2016", "2017.0"], *[row[:3] for row in _wide(made)]]
    truth = {(place, "统计表", year): v for (place, _, year), v in made.truth.items()}
    return replace(made, rows=rows, truth=truth, answers={"unit:indicator-dcba7874": "people"})


def _wide(made: Made) -> Rows:
    heads = made.rows[0][2:]
    return [
        [county, *(f"{made.truth[county, head, year]:.0f}" for head in heads for year in YEARS)]
        for county in COUNTIES
    ]


def totals() -> Made:
    """Return rows of totals, which are no places."""
    made = base()
    sums = [str(sum(int(row[at]) for row in made.rows[1:])) for at in (2, 3)]
    return replace(made, rows=[*made.rows, ["合计", "", *sums]], totals=(8,))


def short_total() -> Made:
    """Return a row of totals without the empty cells at its end."""
    made = totals()
    rows = [[*row, "" if nth else "备注"] for nth, row in enumerate(made.rows[:-1])]
    return replace(made, rows=[*rows, made.rows[-1]], left=("备注",))


def units_glued() -> Made:
    """Return units that stand at the end of a header without any mark."""
    made = base(("产值", "耕地面积", "参保率"))
    rows = [[*row[:4], row[4] if not nth else row[4][:2]] for nth, row in enumerate(made.rows)]
    truth = {
        (place, name, year): int(f"{value:.0f}"[:2]) if name == "参保率" else value
        for (place, name, year), value in made.truth.items()
    }
    glued = {"产值": "产值万元", "耕地面积": "耕地面积亩", "参保率": "参保率%"}
    says = ("10,000 yuan", "mu", "percent")
    return renamed(replace(made, rows=rows, truth=truth, says=says), **glued)


def _long(made: Made, units: tuple[str, ...] = ("人", "户")) -> Rows:
    """Return a row for each value: place, year, name of the indicator, unit, value."""
    heads = made.rows[0][2:]
    return [["县名", "年份", "指标", "单位", "数值"]] + [
        [*row[:2], head, unit, row[2 + k]]
        for row in made.rows[1:]
        for k, (head, unit) in enumerate(zip(heads, units, strict=True))
    ]


def long_table() -> Made:
    """Return one column of names of indicators, one of units and one of values."""
    made = base()
    left, says = ("指标", "单位", "数值"), ("names 2 indicators", "people", "households")
    return replace(made, rows=_long(made), left=left, says=says)


def long_and_wide() -> Made:
    """Return names of indicators down the rows, years in the header: a yearbook of one county."""
    made = base()
    rows: Rows = [["指标", "计量单位", "2016", "2017年"]]
    for name, unit in (("人口", "人"), ("户数", "户")):
        rows.append([name, unit, *(f"{made.truth['漾濞县', name, y]:.0f}" for y in YEARS)])
    truth = {key: v for key, v in made.truth.items() if key[0] == "漾濞县"}
    left = ("指标", "计量单位", "2016", "2017年")
    return replace(made, rows=rows, truth=truth, left=left, answers={"place": "漾濞县"})


def year_and_month() -> Made:
    """Return the year in one column and the month in another."""
    made = _periods("2021|3", "2021|11", ("2021-03", "2021-11"))
    return _parted(made, "月份")


def year_and_quarter() -> Made:
    """Return the year in one column, as a fraction, and the quarter in words in another."""
    made = _periods("2021.0|三季度", "2021.0|第四季度", ("2021-Q3", "2021-Q4"))
    return _parted(made, "季度")


def month_alone() -> Made:
    """Return months without a year anywhere: the year is asked for, and no month is a value."""
    made = year_and_month()
    rows = [[row[0], *row[2:]] for row in made.rows]
    says = ("with the year of all rows it says when",)
    return replace(made, rows=rows, says=says, answers={"period": "2021"})


def month_and_year_in_the_title() -> Made:
    """Return months in words under another header, their year in a line above the table."""
    made = month_alone()
    rows = [
        [row[0], f"{row[1]}月" if nth else "时间", *row[2:]] for nth, row in enumerate(made.rows)
    ]
    return replace(made, rows=[["2021年统计表", "", "", ""], *rows], answers={})


def _parted(made: Made, head: str) -> Made:
    rows = [
        [row[0], *(row[1].split("|") if nth else [row[1], head]), *row[2:]]
        for nth, row in enumerate(made.rows)
    ]
    return replace(made, rows=rows, says=("with the years of “年份” it says when",))


def units_in_headers() -> Made:
    """Return units in brackets, behind a mark, and above the table."""
    made = base(("产值", "转移就业", "硬化路", "集体资金"))
    heads = {"产值": "产值（万元）", "转移就业": "转移就业/人次", "硬化路": "硬化路 [km]"}
    made = renamed(made, **heads)
    above: Rows = [["某市统计表", *[""] * 5], [*[""] * 5, "单位：万元"]]
    says = ("10,000 yuan", "person-times", "km", "unit from the line above the table")
    return replace(made, rows=[*above, *made.rows], says=says)


def another_name() -> Made:
    """Return a column that stops in one year, and one that begins then: asked, kept apart."""
    made = base(("农民人均纯收入", "户数"))
    rows: Rows = [["县名", "年份", "农民人均纯收入(元)", "人均可支配收入(元)", "户数"]]
    rows += [
        [row[0], row[1], *([row[2], ""] if row[1] == "2016" else ["", row[2]]), row[3]]
        for row in made.rows[1:]
    ]
    truth = {
        (place, "人均可支配收入" if (name, year) == ("农民人均纯收入", "2017") else name, year): v
        for (place, name, year), v in made.truth.items()
    }
    return replace(made, rows=rows, truth=truth)


def no_number() -> Made:
    """Return a list of places by year without any number: its places are counted."""
    rows: Rows = [["县名", "退出年份"], *[[c, "2016"] for c in COUNTIES]]
    return Made(rows, {(c, "列入名单", "2016"): 1 for c in COUNTIES}, says=("holds no number",))


def shares_outside() -> Made:
    """Return a share of 198 among shares: named, and loaded without it if the reader says so."""
    made = base(("人口",))
    shares = ["98.5", "97", "198", "95.5", "94", "93"]
    rows = [
        [*row, "自来水普及率(%)" if not nth else shares[nth - 1]]
        for nth, row in enumerate(made.rows)
    ]
    truth = made.truth | {
        (row[0], "自来水普及率", row[1]): float(row[3]) for row in rows[1:] if row[3] != "198"
    }
    return replace(made, rows=rows, truth=truth, faults=((4, "自来水普及率(%)", "198"),))


def no_period() -> Made:
    """Return no year anywhere: asked once for all rows."""
    made = base(written=("2016",))
    rows = [[row[0], *row[2:]] for row in made.rows]
    return replace(made, rows=rows, answers={"period": "2016"})


def period_in_the_title() -> Made:
    """Return the year in a line above the table only."""
    made = no_period()
    return replace(made, rows=[["2016年统计表", "", ""], *made.rows], answers={})


def period_in_the_name() -> Made:
    """Return the year in the file's name only."""
    return replace(no_period(), answers={}, name="2016年统计表.csv")


def _periods(first: str, second: str, labels: tuple[str, str]) -> Made:
    made = base(written=(first, second))
    by = dict(zip(YEARS, labels, strict=True))
    truth = {(place, name, by[year]): v for (place, name, year), v in made.truth.items()}
    return replace(made, truth=truth)


def quarters() -> Made:
    """Return quarters as text."""
    return _periods("2021Q3", "2021年第四季度", ("2021-Q3", "2021-Q4"))


def half_years() -> Made:
    """Return half-years as text."""
    return _periods("2021年上半年", "2021年下半年", ("2021-H1", "2021-H2"))


def months() -> Made:
    """Return months as text."""
    return _periods("2021-03", "2021年4月", ("2021-03", "2021-04"))


def not_stated() -> Made:
    """Return marks where nothing is stated are no numbers and no faults."""
    made = base()
    rows = [list(row) for row in made.rows]
    rows[1][2], rows[2][3] = "—", "…"
    truth = dict(made.truth)
    del truth["望都县", "人口", "2016"], truth["望都县", "户数", "2017"]
    return replace(made, rows=rows, truth=truth, says=("read as not stated",))


def one_place() -> Made:
    """Return the yearbook of one county: no column of places."""
    made = base()
    rows = [made.rows[0][1:], *[row[1:] for row in made.rows if row[0] == "漾濞县"]]
    truth = {key: v for key, v in made.truth.items() if key[0] == "漾濞县"}
    return replace(made, rows=rows, truth=truth, answers={"place": "漾濞县"})


def kinds_of_households() -> Made:
    """Return rows of one place and period for each kind of household."""
    rows: Rows = [["县名", "年份", "户类型", "监测户数"]]
    truth: Truth = {}
    for at, county in enumerate(COUNTIES):
        for nth, kind in enumerate(("边缘户", "突发户")):
            rows.append([county, "2021", kind, str(number(at, nth, 0))])
            truth[county, f"监测户数: {kind}", "2021"] = number(at, nth, 0)
    return Made(rows, truth, says=("parts that are observed apart",))


def all_together() -> Made:
    """Return every trait that can stand in one table."""
    made = one_name_twice()
    codes = {"望都县": "130631.0", "平山县": "010131", "漾濞县": "532922.0"}
    rows: Rows = [["2018年报表", *[""] * 9], [*[""] * 8, "单位：万元", ""]]
    rows.append(
        ["序号", " 省", "地市 ", "县名", "代码", "年份", "人口（人）", "户数/户", "投资", ""]
    )
    truth = dict(made.truth)
    for nth, row in enumerate(made.rows[1:]):
        county = COUNTIES[nth // 2]
        outer = row[:2] if nth % 2 == 0 else ["", ""]
        place = " / ".join(row[:3])
        invested = "—" if nth == 3 else str(nth + 5)
        cells = [*outer, f" {row[2]} ", codes[county], f"{row[3]}.0", row[4], row[5], invested, "x"]
        rows.append([str(nth + 1), *cells])
        if nth != 3:
            truth[place, "投资", row[3]] = nth + 5
    sums = [str(sum(int(r[at]) for r in made.rows[1:])) for at in (4, 5)]
    rows.append(["", "合计", "", "", "", "", *sums, "", ""])
    left = ("序号", "")
    return replace(made, rows=rows, truth=truth, left=left, totals=(10,))


TRAITS: dict[str, Callable[[], Made]] = {
    one.__name__: one
    for one in (
        *(years_as_fractions, codes_as_fractions, codes_with_zeros, one_name_twice, merged_cells),
        *(empty_name, double_names, trailing_spaces, two_rows_of_headers, wide_years, bare_years),
        *(totals, units_in_headers, another_name, no_number, shares_outside, no_period),
        *(period_in_the_title, period_in_the_name, quarters, half_years, months, not_stated),
        *(short_total, units_glued, long_table, long_and_wide, year_and_month, year_and_quarter),
        *(month_alone, month_and_year_in_the_title),
        *(one_place, kinds_of_households, all_together),
    )
}
