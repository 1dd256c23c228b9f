"""Which units can be added up: a share or a rate of several places is not the sum of theirs."""

from __future__ import annotations

import re

SHARES = ("percent", "per mille", "share")
NEVER_ADDED = (
    *SHARES,
    *("%", "per cent", "percentage", "percentage points", "‰", "ratio", "rate", "index", "score"),
    *("degrees", "°c", "百分比", "百分点", "千分比", "指数", "得分"),
)
# "A per B" and "A/B" are rates, which are not added up; what several places give a year is.
RATES = (" per ", "/")
OVER_TIME = "( per |/)(year|quarter|month|week|day|hour|annum|年|季度|月|日|天)$"


def adds_up(unit: str) -> bool:
    """Say whether numbers of a unit, one of each of several places, make their sum."""
    plain = unit.strip().lower()
    timeless = re.sub(OVER_TIME, "", plain)
    return plain not in NEVER_ADDED and not any(mark in timeless for mark in RATES)
