"""What the first visitor of a server must not wait for has been done when it starts."""

from __future__ import annotations

import inspect
from unittest.mock import patch

import pytest
import streamlit as st
from streamlit import delta_generator
from streamlit.runtime.pages_manager import PagesManager

from metrics.installation import APP
from metrics.ui.streamlit_internals import prepare_streamlit


@pytest.fixture
def fresh_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(delta_generator, "_use_warning_has_been_displayed", False)
    prepare_streamlit()


def test_every_page_is_run_by_the_table_of_contents(fresh_server: None) -> None:
    assert (APP / "pages").is_dir()
    PagesManager(str(APP / "dashboard.py"))
    assert PagesManager.uses_pages_directory is False


def test_what_is_shown_first_looks_through_no_source(fresh_server: None) -> None:
    with patch.object(inspect, "stack", side_effect=AssertionError) as looked:
        st.caption("shown")
    assert looked.call_count == 0
