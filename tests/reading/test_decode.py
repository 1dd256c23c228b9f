"""Any bytes become text, in the encoding they were written in."""

from __future__ import annotations

import pytest
from cpu_time import cpu_seconds
from hypothesis import given
from hypothesis import strategies as st

from metrics.reading.decode import Text, decode

MIXED = "漾濞 854 一"
WRITTEN = [
    (b"", "", "utf-8"),
    (b"854", "854", "utf-8"),
    (b"\xef\xbb\xbf854", "854", "utf-8-sig"),
    (b"\xff\xfe8\x005\x00", "85", "utf-16"),
    (b"\xfe\xff\x008\x005", "85", "utf-16"),
    (b"\xff\xfe\x00\x008\x00\x00\x00", "8", "utf-32"),
    (b"\x00\x00\xfe\xff\x00\x00\x008", "8", "utf-32"),
    (b"8\x005\x00", "85", "utf-16-le"),
    (b"\x008\x005", "85", "utf-16-be"),
    (MIXED.encode(), MIXED, "utf-8"),
    (MIXED.encode("utf-16-le"), MIXED, "utf-16-le"),
    (MIXED.encode("utf-16-be"), MIXED, "utf-16-be"),
    (MIXED.encode("gb18030"), MIXED, "gb18030"),
    (b"8\x0054", "8\x0054", "utf-8"),
    (b"<b>854</b>", "<b>854</b>", "utf-8"),
    (b"caf\xe9 \x81", "café \ufffd", "cp1252"),
    (b"\xef\xbb\xbf8\xff", "8\ufffd", "utf-8-sig"),
    (b"\xff\xfe8", "\ufffd", "utf-16"),
]
LARGE = [
    b"1" * 5_000_000,
    bytes(5_000_000),
    MIXED.encode("gb18030") * 400_000,
    b"\x81\x40" * 2_500_000 + b"\xff",
    b"8\x005\x00" * 1_250_000,
]


@pytest.mark.parametrize(("content", "text", "encoding"), WRITTEN)
def test_the_encoding_is_found(content: bytes, text: str, encoding: str) -> None:
    assert decode(content) == Text(text, encoding)


@given(st.binary())
def test_any_bytes_become_a_text_that_can_be_sent(content: bytes) -> None:
    assert decode(content).text.encode() is not None


@pytest.mark.slow
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.slow
@pytest.mark.parametrize("content", LARGE, ids=["digits", "NUL", "GB", "nearly GB", "UTF-16"])
def test_five_megabytes_take_less_than_two_seconds(content: bytes) -> None:
    assert cpu_seconds(lambda: decode(content)) < 2


# "+" and the digits after it are a letter in UTF-7; "65438+0" is a garbled 1.
@pytest.mark.parametrize("printed", ["65,438+050,000 yuan", "2002+2065438", "365,438+0-35 pupils"])
def test_a_marker_of_machine_translation_is_no_letter_of_utf_7(printed: str) -> None:
    assert decode(printed.encode()).text == printed


SHORT = [
    ("年份,村名,人口\n2014,光明,40\n", "big5"),
    ("臺灣省雲林縣", "big5"),
    ("年份,村名,人口\n2014,光明,40\n", "utf-32-le"),
    ("a,b\n1,2\n", "utf-32-be"),
    ("年份,村名\n2014,光明\n", "utf-7"),
    ("année,été\n2014,3\n", "cp1252"),
    ("Köln für Straße", "cp1252"),
    ("漾濞彝族自治县,苍山西镇", "gb18030"),
    ("phone,+8613-\n", "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_a_few_letters_are_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Text(text, encoding)


def test_what_is_lost_is_told() -> None:
    assert decode(b"caf\xe9 \x81").lossy
    assert not decode("café".encode("cp1252")).lossy
