"""Which chart draws which topic."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from metrics.charts import (
    compare_places,
    compare_years,
    coverage,
    exits_context,
    paired_assistance,
    party_members,
    poverty_exits,
    readings,
    training,
    village_collectives,
    village_industry,
)
from metrics.charts.style import Drawing

CHARTS: dict[str, Callable[[pd.DataFrame, pd.DataFrame, str], Drawing]] = {
    "poverty_exits": poverty_exits.draw,
    "exits_context": exits_context.draw,
    "party_members": party_members.draw,
    "loan": readings.draw,
    "paired_assistance": paired_assistance.draw,
    "departments_money": readings.draw,
    "training": training.draw,
    "village_collectives": village_collectives.draw,
    "village_industry": village_industry.draw,
    "coverage": coverage.draw,
    "compare_places": compare_places.draw,
    "compare_years": compare_years.side_by_side,
    "compare_map": compare_years.years_map,
}
