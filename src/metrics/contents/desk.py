"""What the page of the desk starts from; the reports themselves are asked for by the page."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.contents.stamped import stamped
from metrics.reports.limits import MEGABYTES

TAKES = f"A text, HTML, DOCX or PDF file with a text layer, at most {MEGABYTES} MB"


def shown(datasets: Sequence[tuple[str, str]]) -> bytes:
    """Return the desk as UTF-8 JSON; `datasets` are names and titles of possible last editions."""
    return stamped({"kind": "desk", "takes": TAKES, "datasets": datasets})
