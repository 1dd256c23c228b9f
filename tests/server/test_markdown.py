"""A foreign text comes out of Markdown as it went in, but for gaps and control characters."""

from __future__ import annotations

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from metrics.ui.markdown import APART, escape_markdown, escaped_rows

TEXTS = st.text(st.one_of(st.sampled_from(string.punctuation + " w"), st.characters()))


@given(TEXTS)
def test_nothing_of_a_text_is_lost_or_changed(text: str) -> None:
    shown = re.sub(r"\\(?=[!-/:-@\[-`{-~])(.)", r"\1", escape_markdown(text)).replace(APART, "")
    kept = re.sub(r"\s+", " ", text).replace(APART, "")
    assert len(shown) == len(kept)
    assert all(one in (other, "\ufffd") for one, other in zip(shown, kept, strict=True))


@given(TEXTS)
def test_no_punctuation_means_anything(text: str) -> None:
    rest = re.sub(r"\\[!-/:-@\[-`{-~]", "", escape_markdown(text))
    assert not set(rest) & set(string.punctuation)
    assert "\n" not in rest


@given(TEXTS)
def test_no_bare_address_is_left(text: str) -> None:
    shown = escape_markdown(text).replace("\\", "")
    assert not re.search(r"https?://|www\.|:material/|@\w|->|<-|--", shown, re.I)


def test_what_turns_the_text_beside_it_is_shown() -> None:
    assert escape_markdown("a\u202eb\x1bc") == "a\ufffdb\ufffdc"


def test_an_empty_cell_is_left_out_of_a_row() -> None:
    assert escaped_rows([{"a": None, "b": 1, "c": "*"}]) == [{"b": "1", "c": r"\*"}]
