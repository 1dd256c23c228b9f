"""How much of a reader's file is taken."""

from __future__ import annotations

from metrics.errors import MetricsError

MEGABYTES = 100  # of one file
UNPACKED_MEGABYTES = 400  # of what a ZIP file or a workbook unpacks to
ROWS = 2_000_000  # of one table
CELLS = 4_000_000  # of one sheet of a workbook
COLUMNS = 200  # of one table
FILES = 50  # in a ZIP file
MEGABYTE = 1_000_000


class Unreadable(MetricsError):
    """A file that is no table, or more than is taken."""

    def __init__(self, file: str, why: str, do: str) -> None:
        super().__init__("The file cannot be read", f"{file} {why}", do)


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
