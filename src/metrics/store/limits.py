"""How much memory a build may take, and where it puts what does not fit."""

from __future__ import annotations

import os
import re
from pathlib import Path

from metrics.errors import NotAnAmount

MEMORY = "VILLAGE_METRICS_MEMORY"  # such as 6GB; half of the machine's where it is not set
AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)? ?([KMGT]i?B)", re.IGNORECASE)
USUAL = "4GB"  # half of a machine that does not say how much memory it has
SMALL = 5_000_000  # bytes of tables up to which threads cost more than they save


def memory_limit() -> str:
    """Return how much memory a build may take; NotAnAmount where what is set is none."""
    named = os.environ.get(MEMORY)
    if named and not AMOUNT.fullmatch(named):
        raise NotAnAmount(named)
    return named or _half()


def _half() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 2_000_000}MB"
    except (AttributeError, ValueError, OSError):  # Windows, and systems that do not say
        return USUAL


def settings(target: Path, size: int) -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of the connection that writes a file of tables of so many bytes.

    What spills lies beside the file.
    """
    threads = {"threads": 1} if size <= SMALL else {}
    return {"memory_limit": memory_limit(), "temp_directory": f"{target}.tmp", **threads}
