"""What no visitor of a server must wait for is done when it starts, or in its first run alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from unittest.mock import Mock, patch

import pytest
import streamlit as st
from streamlit import config, delta_generator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager

from metrics.installation import APP
from metrics.ui import menu, streamlit_internals
from metrics.ui.streamlit_internals import prepare_streamlit

READ = streamlit_internals._read_theme
SECTIONS = ("theme", *(f"theme.{one}" for one in ("light", "dark", "sidebar", "light.sidebar")))
COLOR = "#123456"


class Held:
    """Stands for a page of Streamlit."""


@pytest.fixture
def fresh_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(delta_generator, "_use_warning_has_been_displayed", False)
    prepare_streamlit()


@pytest.fixture
def colored() -> Iterator[None]:
    """Give the theme a color, which none of its sections has."""
    before = config.get_option("theme.primaryColor")
    config.set_option("theme.primaryColor", COLOR)
    streamlit_internals._theme.cache_clear()
    yield
    config.set_option("theme.primaryColor", before)
    streamlit_internals._theme.cache_clear()


def test_every_page_is_run_by_the_table_of_contents(fresh_server: None) -> None:
    assert (APP / "pages").is_dir()
    PagesManager(str(APP / "dashboard.py"))
    assert PagesManager.uses_pages_directory is False


def test_what_is_shown_first_looks_through_no_source(fresh_server: None) -> None:
    with patch.object(inspect, "stack", side_effect=AssertionError) as looked:
        st.caption("shown")
    assert looked.call_count == 0


def test_a_theme_read_once_is_the_theme_that_streamlit_reads(
    fresh_server: None, colored: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Mock(side_effect=READ)
    monkeypatch.setattr(streamlit_internals, "_read_theme", read)
    for section in SECTIONS * 2:
        ours, theirs = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        READ(theirs, section)
        assert ours == theirs
        assert (ours.primary_color == COLOR) is (section == "theme")
    assert [one.args[1] for one in read.call_args_list] == [*SECTIONS]


def test_the_pages_of_the_menu_are_made_once_and_each_run_has_its_own() -> None:
    menu._page.cache_clear()
    with patch.object(st, "Page", side_effect=lambda *_, **__: Held()) as made:
        first, second = menu.contents(), menu.contents()
    menu._page.cache_clear()
    assert made.call_count == len(menu.TITLES)
    pages = [page for run in (first, second) for group in run.values() for page in group]
    assert len({id(page) for page in pages}) == 2 * len(menu.TITLES)
