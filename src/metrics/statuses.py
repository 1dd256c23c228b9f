"""The status of a number: one vocabulary, read from the column `status` of every metric.

Pattern, legend, hover, alternative text, table column and file column all say this one word.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """One status: its name, what it means, its pattern, and the word beside a bar (or none)."""

    name: str
    says: str
    pattern: str = ""
    word: str = ""


ACHIEVED = Status("achieved", "reached by the time of writing")
PLANNED = Status("planned", "announced, not reached; never added to achieved", "/", "planned")
TARGET = Status("target", "a goal that was set, not a result", "-", "target")
STANDING = Status("standing", "how things stood at the time of writing")
DERIVED = Status("derived", "worked out from printed numbers by the formula shown", ".")
AMBIGUOUS = Status("ambiguous", "printed so that it can be read in several ways", "x", "ambiguous")
NOT_STATED = Status("not stated", "the document gives no number; not the same as zero")
NOT_COMBINED = Status(
    "not combined", "several places state it, and their numbers make none together"
)

STATUSES = {
    status.name: status
    for status in (
        ACHIEVED,
        PLANNED,
        TARGET,
        STANDING,
        DERIVED,
        AMBIGUOUS,
        NOT_COMBINED,
        NOT_STATED,
    )
}


def status_sql(value: str, own: str, differ: str = "") -> str:
    """Return the SQL of a row's status, from its value, its own status, and its figure joined as f.

    An ambiguous figure without a safe value is ambiguous, not unstated: the document prints it.
    `differ` is the SQL of whether several places state it without making a number together.
    """
    apart = f"when {value} is null and {differ} then 'not combined'\n            " if differ else ""
    return (
        f"case when f.certainty = 'ambiguous' then 'ambiguous'\n            {apart}"
        f"when {value} is null then 'not stated' else {own} end"
    )
