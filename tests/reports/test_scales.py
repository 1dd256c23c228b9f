"""A number in digits has all that belongs to it in one row: parts, sign, groups and scale."""

from __future__ import annotations

import pytest

from metrics.reports.report import read_report

Row = tuple[str, list[float], str]  # as printed, its readings, and how certain they are


def rows(text: str) -> list[Row]:
    """Return the numbers of a text that are statistics or years."""
    found = (one for one in read_report(text).candidates if one.kind != "none")
    return [(one.printed, [each.value for each in one.readings], one.certainty) for one in found]


TOGETHER = [
    ("投资3亿5千万元。", ("3亿5千万", [350_000_000], "certain")),
    ("投资1亿2000万元。", ("1亿2000万", [120_000_000], "certain")),
    ("搬迁2万5千人。", ("2万5千", [25_000], "certain")),
    ("搬迁2万5千余人。", ("2万5千余", [25_000], "certain")),
    ("补助3万5000元。", ("3万5000", [35_000], "certain")),
    ("补助12万3,456元。", ("12万3,456", [123_456], "certain")),
    ("人口12万3456人。", ("12万3456", [123_456], "certain")),
    ("投资1亿8千6百万元。", ("1亿8千6百万", [186_000_000], "certain")),
    ("投资1亿2345.6万元。", ("1亿2345.6万", [123_456_000], "certain")),
    ("投资5千8百万元。", ("5千8百万", [58_000_000], "certain")),
    ("投资3亿五千万元。", ("3亿五千万", [350_000_000], "certain")),
    ("投资3亿五千三百万元。", ("3亿五千三百万", [353_000_000], "certain")),
    ("人口3万零五百人。", ("3万零五百", [30_500], "certain")),
    ("搬迁2万五千余人。", ("2万五千余", [25_000], "certain")),
    ("产值3万5千亿元。", ("3万5千亿", [3_500_000_000_000], "certain")),
    ("产值3万亿5千亿元。", ("3万亿5千亿", [3_500_000_000_000], "certain")),
    ("补助3万5元。", ("3万5", [35_000, 30_005], "ambiguous")),
    ("补助2千3元。", ("2千3", [2_300, 2_003], "ambiguous")),
    ("补助3万5.5元。", ("3万5.5", [35_500, 30_005.5], "ambiguous")),
    ("投资3亿5千元。", ("3亿5千", [350_000_000, 300_005_000], "ambiguous")),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER)
def test_digits_of_a_lesser_scale_belong_to_the_number_before(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


APART = [
    ("投资3亿2016年完成", [("3亿", [300_000_000], "certain"), ("2016", [2016], "certain")]),
    ("3万3万", [("3万", [30_000], "certain"), ("3万", [30_000], "certain")]),
    ("3万5%", [("3万", [30_000], "certain"), ("5%", [5], "certain")]),
    ("300万5亿", [("300万", [3_000_000], "certain"), ("5亿", [500_000_000], "certain")]),
    ("3万余5千", [("3万余", [30_000], "certain"), ("5千", [5_000], "certain")]),
    ("发放3万5月", [("3万", [30_000], "certain")]),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_digits_that_have_no_place_below_a_scale_are_another_number(
    text: str, expected: list[Row]
) -> None:
    assert rows(text) == expected


def test_the_ends_of_a_range_may_have_several_parts() -> None:
    (one,) = read_report("补助3万5千-4万元").candidates
    assert (one.readings[0].value, one.readings[0].upper) == (35_000, 40_000)


def test_a_damaged_number_keeps_its_parts_in_each_reading() -> None:
    assert rows("投资1 2亿5千万元") == [
        ("1 2亿5千万", [1_250_000_000, 150_000_000, 250_000_000], "unconfirmed")
    ]


def test_a_number_with_open_parts_props_up_no_other() -> None:
    # 30,005 + 995 = 31,000 would confirm the reading 31,000 of a damaged number.
    text = "There are 3万5 wells and 995 wells, together 3 1,000 wells."
    assert [each for each in read_report(text).candidates if each.certainty == "confirmed"] == []


SIGNED = [
    ("增速-3.2%，", ("-3.2%", [-3.2, 3.2], "ambiguous")),
    ("增速−3.2%，", ("−3.2%", [-3.2, 3.2], "ambiguous")),
    ("增速－3.2%，", ("－3.2%", [-3.2, 3.2], "ambiguous")),
    ("亏损-500万元。", ("-500万", [-5_000_000, 5_000_000], "ambiguous")),
    ("结余-2000元。", ("-2000", [-2_000, 2_000], "ambiguous")),
    ("结余-3万5元。", ("-3万5", [-35_000, 35_000, -30_005, 30_005], "ambiguous")),
    ("增速-0%。", ("-0%", [0], "certain")),
]


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_a_minus_after_a_chinese_word_is_a_sign_or_a_dash(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_the_years_own_number_may_be_below_zero() -> None:
    assert rows("2019年-3.2%，")[1] == ("-3.2%", [-3.2, 3.2], "ambiguous")


@pytest.mark.parametrize("text", ["气温-5~10℃", "气温-5℃至10℃", "(-5~10℃)"])
def test_a_range_may_begin_below_zero(text: str) -> None:
    (one,) = read_report(text).candidates
    assert [(each.value, each.upper) for each in one.readings] == [(-5, 10), (5, 10)]
    assert one.certainty == "ambiguous"


DASHES = [
    ("2015年-2020年", [("2015", [2015]), ("2020", [2020])]),
    ("规划-2030", [("2030", [2030])]),
    ("10公里-20公里", [("10", [10]), ("20", [20])]),
    ("增加10万元-20万元", [("10万", [100_000]), ("20万", [200_000])]),
    ("3月-5月", []),
    ("3-5月", [("3-5", [3])]),
    ("共10-20人", [("10-20", [10])]),
    ("\n-5-10人", [("5-10", [5])]),
    ("云政发-2016-5号", [("2016", [2016]), ("5", [5])]),
    ("楼房-3号", [("3", [3])]),
    ("电话-12345678", [("12345678", [12345678])]),
    ("见图-2", [("2", [2])]),
]


@pytest.mark.parametrize(("text", "expected"), DASHES)
def test_a_dash_between_numbers_or_after_a_name_is_no_sign(
    text: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert rows(text) == [(*one, "certain") for one in expected]


SPACED = [
    ("人口1 234 567人", ("1 234 567", [1_234_567, 1, 234, 567], "unconfirmed")),
    ("投资23 456 789元", ("23 456 789", [23_456_789, 23, 456, 789], "unconfirmed")),
    ("投资2 345 678.5元", ("2 345 678.5", [2_345_678.5, 2, 345, 678.5], "unconfirmed")),
    ("Of 2 345 678 people", ("2 345 678", [2_345_678, 2, 345, 678], "unconfirmed")),
    ("结余-2 345 678元", ("-2 345 678", [-2_345_678, 2_345_678, -2, 2, -345], "unconfirmed")),
]


@pytest.mark.parametrize(("text", "expected"), SPACED)
def test_groups_of_three_digits_after_spaces_are_one_number(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_groups_of_three_digits_are_joined_by_the_rule_of_gaps() -> None:
    (one,) = read_report("人口2 345 678人").candidates
    assert [each.rules for each in one.readings] == [("gap",), (), (), ()]
    assert one.damage == "digit gap"


AS_BEFORE = [
    ("人口1 234人", [("1 234", [1_234, 1, 234], "unconfirmed")]),
    ("人口2 345人", [("2", [2], "certain"), ("345", [345], "certain")]),
    ("2 345 67", [("2", [2], "certain"), ("345", [345], "certain"), ("67", [67], "certain")]),
]


@pytest.mark.parametrize(("text", "expected"), AS_BEFORE)
def test_a_single_group_or_one_of_two_digits_is_read_as_before(
    text: str, expected: list[Row]
) -> None:
    assert rows(text) == expected


HALVES = [
    ("For one and a half million people", ("one and a half million", [1_500_000], "certain")),
    ("After two and a half years", ("two and a half", [2.5], "certain")),
    ("For twenty-one and a quarter thousand mu", ("twenty-one and a quarter thousand", [21_250])),
    ("For a million and a half mu", ("a million and a half", [1_500_000], "certain")),
    ("For one million and a half mu", ("one million and a half", [1_500_000], "certain")),
    ("For 3 and a half million mu", ("3 and a half million", [3_500_000], "certain")),
    ("After 2 and a half years", ("2 and a half", [2.5], "certain")),
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_a_half_after_a_number_belongs_to_it(text: str, expected: tuple[object, ...]) -> None:
    assert [one[: len(expected)] for one in rows(text)] == [expected]


HALF_A_SCALE = [
    ("The county got half a million yuan.", ("half a million", [500_000], "certain")),
    ("More than half a million people left.", ("half a million", [500_000], "certain")),
    ("They got a half-million yuan.", ("a half-million", [500_000], "certain")),
    ("They got one half million yuan.", ("one half million", [500_000], "certain")),
    ("They got half a hundred thousand yuan.", ("half a hundred thousand", [50_000], "certain")),
    ("There are half a dozen villages.", ("half a dozen", [6], "certain")),
    ("There are half-a-dozen villages.", ("half-a-dozen", [6], "certain")),
    ("They got a million yuan.", ("a million", [1_000_000], "certain")),
    ("More than half of the villages are poor.", ("half", [0.5], "certain")),
    ("One half of the villages are poor.", ("One half", [0.5], "certain")),
]


@pytest.mark.parametrize(("text", "expected"), HALF_A_SCALE)
def test_half_a_million_is_one_number(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


FINANCIAL = [
    ("壹", 1),
    ("贰", 2),
    ("貳", 2),
    ("叁", 3),
    ("參", 3),
    ("叄", 3),
    ("肆", 4),
    ("伍", 5),
    ("陆", 6),
    ("陸", 6),
    ("柒", 7),
    ("捌", 8),
    ("玖", 9),
    ("兩", 2),
]


@pytest.mark.parametrize(("sign", "value"), FINANCIAL)
def test_a_numeral_of_cheques_or_of_traditional_writing_is_read(sign: str, value: int) -> None:
    assert rows(f"撥款{sign}拾萬元。") == [(f"{sign}拾萬", [value * 100_000], "certain")]
    assert rows(f"拨款{sign}仟{sign}佰元。") == [(f"{sign}仟{sign}佰", [value * 1_100], "certain")]


NUMERALS = [
    ("投資壹億貳仟萬元。", ("壹億貳仟萬", [120_000_000], "certain")),
    ("投资佰万元。", ("佰万", [1_000_000], "certain")),
    ("投资仟万元。", ("仟万", [10_000_000], "certain")),
    ("投资一亿十万元。", ("一亿十万", [100_100_000], "certain")),
    ("搬迁三百十五人。", ("三百十五", [315], "certain")),
    ("搬迁十五人。", ("十五", [15], "certain")),
    ("搬迁廿五人。", ("廿五", [25], "certain")),
    ("搬迁卅人。", ("卅", [30], "certain")),
    ("三十多萬人。", ("三十多萬", [300_000], "certain")),
]


@pytest.mark.parametrize(("text", "expected"), NUMERALS)
def test_a_numeral_is_read_whole(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_a_half_of_something_else_stays_apart() -> None:
    found = rows("Of the two and half of the villages")
    assert [one[:2] for one in found] == [("two", [2]), ("half", [0.5])]


BRACKETED = [
    ("净利润（-5）万元", [("（-5）万", [-50_000], "certain")]),
    ("净利润(-1.5)亿元", [("(-1.5)亿", [-150_000_000], "certain")]),
    ("净利润（500）万元", [("（500）万", [5_000_000, -5_000_000], "ambiguous")]),
    ("净利润（5）万元", [("（5）万", [50_000, -50_000], "ambiguous")]),
    ("包括：（1）道路；（2）水渠", []),
    ("增收（500）元", [("500", [500], "certain")]),
]


@pytest.mark.parametrize(("text", "expected"), BRACKETED)
def test_a_scale_after_the_bracket_belongs_to_the_number_in_it(
    text: str, expected: list[Row]
) -> None:
    assert rows(text) == expected


MONEY = [
    ("A fund of US$ 5bn", ("5bn", [5_000_000_000], "certain")),
    ("A loan of 2.5bn yuan", ("2.5bn", [2_500_000_000], "certain")),
    ("A fund of $5m", ("5m", [5_000_000], "certain")),
    ("A fund of $5M", ("5M", [5_000_000], "certain")),
    ("A grant of € 20k", ("20k", [20_000], "certain")),
    ("A wall 5m wide", ("5", [5], "certain")),
    ("Some 5k people", ("5k", [5_000, 5], "ambiguous")),
]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_bn_is_a_scale_and_m_and_k_are_one_of_money(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_both_ends_of_a_range_of_money_have_the_scale() -> None:
    found = [read_report(text).candidates[0] for text in ("For $5-6bn", "For $5m-6m")]
    ends = [(each.value, each.upper) for one in found for each in one.readings]
    assert ends == [(5_000_000_000, 6_000_000_000), (5_000_000, 6_000_000)]
