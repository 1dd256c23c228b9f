"""How much of a reader's file is taken, and the refusals of what is no table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from metrics.errors import MetricsError
from metrics.errors import Unreadable as Unreadable

MEGABYTES = 100  # of one file
UNPACKED_MEGABYTES = 400  # of what a ZIP file or a workbook unpacks to
ROWS = 2_000_000  # of one table
CELLS = 4_000_000  # of one sheet of a workbook
COLUMNS = 200  # of one table
FILES = 50  # in a ZIP file
AT_ONCE = 20  # files that are chosen together
MEGABYTES_AT_ONCE = 200  # of all files that are chosen together
MEGABYTE = 1_000_000
NAME_IT = "Name the row that holds the columns' names."


class NoTable(Unreadable):
    """A file, a sheet or a part of one without rows or a header: nothing in it can be lost."""


def too_large(file: str, what: str) -> Unreadable:
    """Return the refusal of a file that has more of something than is taken."""
    do = "Split it, or put it in a folder of your own as a dataset: serve --data."
    return Unreadable(file, f"is too large: at most {what}", do)


def of_size(file: str, size: int) -> None:
    """Refuse a file that is empty or larger than is taken, before it is read."""
    if size > MEGABYTES * MEGABYTE:
        raise too_large(file, f"{MEGABYTES} MB are taken, and it has {size / MEGABYTE:,.0f} MB")
    if not size:
        raise Unreadable(file, "is empty", "Choose a file that holds a header and rows.")


def together(sizes: Sequence[int]) -> None:
    """Refuse files that are too many, or too large together, before any is read."""
    if len(sizes) > AT_ONCE or sum(sizes) > MEGABYTES_AT_ONCE * MEGABYTE:
        most = f"{AT_ONCE} files of {MEGABYTES_AT_ONCE} MB together are taken at once"
        raise Unreadable("What you chose", f"is too much: at most {most}", "Choose fewer files.")


@contextmanager
def reading(file: str, what: str, do: str) -> Iterator[None]:
    """Refuse a file as damaged where a library that reads it fails, in whatever way it fails.

    A stranger's file can break any library in any way: zlib.error, KeyError, AttributeError ...
    """
    try:
        yield
    except MetricsError:
        raise
    except Exception as error:
        raise Unreadable(file, what, do) from error
