"""Which chart draws which topic: that of its record, or a function of its own."""

from __future__ import annotations

from metrics.charts import (
    compare_places,
    compare_years,
    coverage,
    exits_context,
    indicator_change,
    indicator_map,
    indicator_places,
    indicator_spread,
    indicator_trend,
    paired_assistance,
    party_members,
    poverty_exits,
    readings,
    training,
    village_industry,
)
from metrics.charts.families import Draw, drawn_by
from metrics.records import TOPICS

CHARTS: dict[str, Draw] = {
    **{record.name: drawn_by(record, record.chart) for record in TOPICS if record.chart},
    "poverty_exits": poverty_exits.draw,
    "exits_context": exits_context.draw,
    "party_members": party_members.draw,
    "loan": readings.draw,
    "paired_assistance": paired_assistance.draw,
    "departments_money": readings.draw,
    "training": training.draw,
    "village_industry": village_industry.draw,
    "coverage": coverage.draw,
    "compare_places": compare_places.draw,
    "compare_years": compare_years.side_by_side,
    "compare_map": compare_years.years_map,
    "indicator_trend": indicator_trend.draw,
    "indicator_ranking": indicator_places.ranking,
    "indicator_change": indicator_change.change,
    "indicator_multiples": indicator_places.multiples,
    "indicator_grid": indicator_places.grid,
    "indicator_map": indicator_map.draw,
    "indicator_distribution": indicator_spread.distribution,
    "indicator_relation": indicator_spread.relation,
}
