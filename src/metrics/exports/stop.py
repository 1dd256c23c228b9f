"""Work that ends between two of its steps when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_asked: ContextVar[Callable[[], bool]] = ContextVar("asked to stop", default=lambda: False)


class Stopped(Exception):
    """Work that was asked to stop; nobody is there to be told."""


@contextmanager
def stoppable(asked: Callable[[], bool]) -> Iterator[None]:
    """Let the steps inside end by `check_stopped` once `asked` returns true."""
    token = _asked.set(asked)
    try:
        check_stopped()
        yield
    finally:
        _asked.reset(token)


def check_stopped() -> None:
    """Raise Stopped when this work has been asked to stop."""
    if _asked.get()():
        raise Stopped
