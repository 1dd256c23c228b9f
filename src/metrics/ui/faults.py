"""What a reader sees of a fault in a page: a sentence and the id under which the log has it."""

from __future__ import annotations

import logging

import streamlit as st

from metrics import log
from metrics.ui.base_path import page_in


def show_fault(error: Exception) -> bool:
    """Log a fault and show its id in place of the rest of the page; Streamlit shows nothing then.

    The traceback is in the log at level debug.
    """
    request_id = log.new_request_id()
    log.failed(page_route(), error, request_id)
    st.error(
        "**Something went wrong on this page.** Load it anew; if that does not help, give this "
        f"number to whoever runs the server: request {request_id}."
    )
    return True


def page_route() -> str:
    """Return the path of the page that is shown; filters and dataset are not part of it."""
    return f"/{page_in(str(st.context.url or ''))}"


def quiet_streamlit() -> None:
    """Keep Streamlit's words on a fault out of the log: they may hold a visitor's cells."""
    logging.getLogger("streamlit.error_util").addFilter(_wanted)


def _wanted(_: logging.LogRecord) -> bool:
    return log.LOGGER.isEnabledFor(logging.DEBUG)
