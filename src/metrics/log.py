"""The operator's log: one line a refusal or a fault, without contents of cells or paths of data."""

from __future__ import annotations

import logging
import os
import secrets
import traceback
from pathlib import Path

VARIABLE = "VILLAGE_METRICS_LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")
LOGGER = logging.getLogger("village_metrics")
PACKAGE = Path(__file__).parent


def start(level: str | None = None) -> None:
    """Write the log to standard error; the level is that of the variable unless one is given."""
    asked = (level or os.environ.get(VARIABLE, "")).lower()
    LOGGER.setLevel((asked if asked in LEVELS else "info").upper())
    if not LOGGER.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        LOGGER.addHandler(handler)
        LOGGER.propagate = False


def new_request_id() -> str:
    """Return what a reader's message and the log call one request."""
    return secrets.token_hex(4)


def refused(route: str, rule: str, request_id: str, status: int = 0) -> None:
    """Log that something was refused: where, by which rule, and with which status, if any."""
    code = f" status={status}" if status else ""
    LOGGER.info("refused route=%s rule=%s%s request=%s", route, rule, code, request_id)


def failed(route: str, error: BaseException, request_id: str) -> None:
    """Log a fault: its kind and the line of ours it came from; the traceback at level debug only.

    The words of an exception may hold what a visitor's file holds, so they are part of neither.
    """
    kind, at = type(error).__name__, _line_of_ours(error)
    LOGGER.error("failed route=%s error=%s at=%s request=%s", route, kind, at, request_id)
    LOGGER.debug("traceback of request %s", request_id, exc_info=error)


def _line_of_ours(error: BaseException) -> str:
    """Return file and line of the innermost frame that is the project's own."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if PACKAGE in path.parents:
            return f"{path.relative_to(PACKAGE.parent)}:{frame.lineno}"
    return "outside"
