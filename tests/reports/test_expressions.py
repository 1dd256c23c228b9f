"""Any text is taken apart whole: each sign of a number is in exactly one expression."""

from __future__ import annotations

import re
import unicodedata

import pytest
from cpu_time import cpu_seconds
from hypothesis import given
from hypothesis import strategies as st

from metrics.reading.repair_rules import KLOC
from metrics.reports.atoms import WITH_HALF, WORDS
from metrics.reports.expression import Page, Spot
from metrics.reports.expressions import expressions
from metrics.reports.folding import fold
from metrics.reports.not_statistics import RECOGNISERS, is_possible

REASONS = {  # why a number is no statistic
    *("date", "list number", "document number", "slogan", "idiom", "phone", "ordinal", "name"),
    *("code", "web address", "part of a unit", "mark without a number"),
}
SIGNS = [
    *"0123456789一二三十百千万亿两半第年月日户人个余多近成分之点数几",
    *("1 ", " 1", "kloc-0", "/kloc-0/", "65438+0", "65,438+0", "* * *", "**", " 10,000 ", "20 1"),
    *("one", "two-thirds", "half", "first", "double", "hundred", "dozens", "all of them", "全覆盖"),
    *(
        "No. ",
        "Article ",
        "May ",
        "in ",
        "of",
        "from ",
        " to ",
        "-",
        "–",
        "~",
        "/",
        ".",
        ",",
        "，",
        "%",
    ),
    *(
        '"',
        "“",
        "”",
        "(",
        ")",
        "〔",
        "〕",
        "\n",
        "。",
        "www.",
        "@",
        *(
            "tel ",
            "tel: +",
            "Table ",
            "图",
            "附件",
            "电话：",
            "QQ",
            "邮编",
            "B-",
            "st",
            "th",
            " Five",
            "'s",
            "x",
        ),
        "１",
        "，",
        "％",
        "\u202f",
    ),
    *("½", "①", "²", "Ⅳ", "٣", "५", "𝟗", "𐄇", "\u0301", "\u202e", "\ud800", "\ufeff", "é", " "),
]
TEXT = st.text() | st.lists(st.sampled_from(SIGNS), max_size=80).map("".join)


def signs_of_numbers(text: str) -> set[int]:
    """Find by another way than the code each character that belongs to a number or a mark."""
    found = {
        at
        for at, sign in enumerate(text)
        if unicodedata.category(sign) in ("Nd", "Nl", "No") or sign in WITH_HALF
    }
    for pattern in (KLOC, re.compile(r"\* ?\*")):
        found |= {at for one in pattern.finditer(text) for at in range(*one.span())}
    for one in re.finditer("[A-Za-z]+", KLOC.sub(lambda mark: " " * len(mark[0]), text)):
        if one[0].lower() in WORDS:
            found |= set(range(*one.span()))
    return found


@pytest.mark.slow
@given(TEXT)
def test_each_sign_of_a_number_is_in_exactly_one_expression(text: str) -> None:
    found = list(expressions(text))
    covered = [at for one in found for at in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert signs_of_numbers(text) <= set(covered)


@pytest.mark.slow
@given(TEXT)
def test_an_expression_is_a_number_or_says_why_it_is_none(text: str) -> None:
    for one in expressions(text):
        assert 0 <= one.start < one.end <= len(text)
        assert (one.kind == "none") == (one.reason in REASONS)
        assert len(one.readings) <= 5
        assert not (one.kind == "none" and one.readings)


@given(TEXT)
def test_whatever_is_known_to_be_no_statistic_is_held_possible(text: str) -> None:
    page, end = Page(text), 0
    for at in range(len(text)):
        spot = Spot(page, at, end)
        if not is_possible(spot):
            assert [one.__name__ for one in RECOGNISERS if one(spot)] == []
        end = at if at % 3 else end


@pytest.mark.slow
@given(TEXT)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert all(a == b for a, b in zip(text, fold(text), strict=True) if a.isascii())


FORMS = [
    *("1", "1 ", "1,", "1.", "1 1 1 1", "1,1", "1.1.", "* ", "**36", "kloc-0", "kloc-", "65438+0"),
    *(
        "65,438+",
        "1-",
        "1 to ",
        "a1 ",
        "A1",
        "one ",
        "one village, ",
        "half ",
        "two-",
        '"',
        "“",
        "1\n",
    ),
    *(
        "一",
        "一村",
        "万亿",
        "三至",
        "百分之",
        "〔2016",
        "第",
        "3月",
        "www.",
        "a@",
        "a.b@",
        "0872-",
        "20 1",
    ),
    *(
        "hundred ",
        "1/",
        "1万",
        "余",
        "Article 1 ",
        "(1)",
        "12 of May ",
        "٣",
        "½",
        "全覆盖",
        "all of them",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_time_grows_with_the_text_only(form: str) -> None:
    def taken(size: int) -> float:
        text = (form * size)[:size]
        return min(cpu_seconds(lambda: list(expressions(text))) for _ in range(2))

    taken(1000)
    small, large = taken(20_000), taken(160_000)
    assert large < 24 * small + 0.2


PRINTED = [
    ("lifted\n854 poor", [("854", [854])]),
    ("2015-14", [("2015", [2015]), ("14", [14])]),
    ("fell by -3.2%", [("-3.2%", [-3.2])]),
    ("rows 1,2,3", [("1", [1]), ("2", [2]), ("3", [3])]),
    ("12\u202f081 people", [("12\u202f081", [12081])]),
    ("２０１９，１２３人", [("２０１９", [2019]), ("１２３", [123])]),
    ("2016，700人次", [("2016", [2016]), ("700", [700])]),
    ("reached 31. 15 villages", [("31", [31]), ("15", [15])]),
    ("3 1 villages; 157 1. 19 yuan", [("3 1", [31, 3, 1]), ("157 1. 19", [1571.19])]),
    ("三五百户", [("三五百", [300])]),
    ("3-5万元", [("3-5万", [30_000])]),
    ("一万一千多人", [("一万一千多", [11_000])]),
    ("2014 and 2016 some 1,573 left", [("2014", [2014]), ("2016", [2016]), ("1,573", [1573])]),
    ("In the first half of the year, more than half left", [("half", [0.5])]),
    ("九年义务教育", []),
    ("Wells: 12. Ponds: 5.3 percent; 3) 4", [("12", [12]), ("5.3 percent", [5.3]), ("4", [4])]),
    ("1.2 Background\n5.3 percent", [("5.3 percent", [5.3])]),
    ("百余户", [("百余", [100])]),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_a_number_is_read_where_it_ends_and_no_further(
    text: str, expected: list[tuple[str, list[float]]]
) -> None:
    found = [one for one in expressions(text) if one.kind != "none"]
    assert [text[one.start : one.end] for one in found] == [printed for printed, _ in expected]
    for one, (_, values) in zip(found, expected, strict=True):
        assert [reading.value for reading in one.readings][: len(values)] == values
