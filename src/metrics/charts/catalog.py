"""Which chart draws which topic."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from metrics.charts import coverage, party_members, poverty_exits, village_industry
from metrics.charts.style import Drawing

CHARTS: dict[str, Callable[[pd.DataFrame, pd.DataFrame, str], Drawing]] = {
    "poverty_exits": poverty_exits.draw,
    "party_members": party_members.draw,
    "village_industry": village_industry.draw,
    "coverage": coverage.draw,
}
