"""A fault in a page: its reader gets a number, the operator a line under it, nobody its words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from metrics import log


@pytest.fixture
def caught(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Collect the lines of the log, which does not hand them on."""
    log.LOGGER.addHandler(caplog.handler)
    yield caplog
    log.LOGGER.removeHandler(caplog.handler)


def page() -> None:
    """Fail as a page would that meets a cell it cannot deal with."""
    from metrics.ui.faults import show_fault

    try:
        raise ValueError("the cell of a visitor")
    except ValueError as error:
        show_fault(error)


@pytest.mark.slow
def test_a_fault_shows_the_id_of_its_line_in_the_log_and_no_cell(
    caught: pytest.LogCaptureFixture,
) -> None:
    caught.set_level(logging.INFO, log.LOGGER.name)
    (shown,) = AppTest.from_function(page).run().error
    (line,) = {one for one in caught.messages if one.startswith("failed")}
    found = re.fullmatch(r"failed route=/ error=ValueError at=outside request=([0-9a-f]{8})", line)
    assert found
    assert f"request {found[1]}." in shown.value
    assert "visitor" not in shown.value + caught.text
