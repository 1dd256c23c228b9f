"""What Streamlit keeps to itself and the pages need; seen in 1.67."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from streamlit import delta_generator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def prepare_streamlit() -> None:
    """Spare the first visitor what Streamlit does once: call it as the server starts.

    Without this the first page of pages/ that a fresh server is asked for runs without
    dashboard.py, and must be run again. And before it shows anything Streamlit looks through the
    source of all that runs, to tell whether it was started without its command.
    """
    PagesManager.uses_pages_directory = False
    delta_generator._use_warning_has_been_displayed = True
    app_session._populate_theme_msg = _fill_theme


_read_theme = app_session._populate_theme_msg


def _fill_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Put a section of the theme into a message, as Streamlit does for six sections in each run."""
    if (theme := _theme(section)).ByteSize():
        msg.MergeFrom(theme)


@cache
def _theme(section: str) -> CustomThemeConfig:
    """Read a section of the theme once: Streamlit looks through all of its options each time."""
    theme = CustomThemeConfig()
    _read_theme(theme, section)
    return theme


@contextmanager
def shared_by_pages() -> Iterator[None]:
    """Make the widgets drawn in here those of dashboard.py, which every page shares.

    A page's own widgets lose their part of the URL before the next page runs, and the browser's
    history gets a step for each part that goes and comes back.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    with context.run_with_active_hash(context.pages_manager.main_script_hash):
        yield


def correct_url(name: str, value: str) -> None:
    """Set a part of the page's URL that belongs to a widget, as the widget does with its own.

    A widget drops a value that is none of its choices from the URL, and does not write the one that
    it was given in its place before it was drawn.
    """
    context = get_script_run_ctx()
    if context is not None:
        with context.session_state.query_params() as url:
            url.set_corrected_value(name, value, "string_value")
