"""The document held against itself: each cross-check with its arithmetic and verdict."""

from __future__ import annotations

from metrics.topics.metric import Metric

CHECKS = Metric(
    "checks",
    "Each cross-check of the dataset: what it says, both sides as figures and as numbers, "
    "the difference allowed, and the verdict: holds, fails or cannot be checked.",
    "one row per cross-check",
    """
select check_id, says, "left" || ' ' || relation || ' ' || "right" as expression,
       arithmetic, tolerance, verdict
from checks order by verdict <> 'fails', check_id""".strip(),
    {
        "check_id": "Check",
        "says": "What is checked",
        "expression": "In figures",
        "arithmetic": "In numbers",
        "tolerance": "Difference allowed",
        "verdict": "Verdict",
    },
    ("check_id",),
)
