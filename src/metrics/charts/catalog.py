"""Which function draws which card: for a topic as its record says, for the others their own."""

from __future__ import annotations

from metrics.charts import (
    compare_places,
    compare_years,
    coverage,
    exits_ratio,
    indicator_change,
    indicator_map,
    indicator_places,
    indicator_spread,
    indicator_trend,
    place,
)
from metrics.charts.families import Draw, drawn_by
from metrics.records import TOPICS

CHARTS: dict[str, Draw] = {
    **{record.name: drawn_by(record) for record in TOPICS},
    "poverty_exits_people-per-household": exits_ratio.draw,
    "coverage": coverage.draw,
    "compare_places": compare_places.draw,
    "compare_years": compare_years.side_by_side,
    "compare_map": compare_years.years_map,
    "indicator_trend": indicator_trend.draw,
    "indicator_years": indicator_trend.by_year,
    "indicator_ranking": indicator_places.ranking,
    "indicator_change": indicator_change.change,
    "indicator_multiples": indicator_places.multiples,
    "indicator_grid": indicator_places.grid,
    "indicator_map": indicator_map.draw,
    "indicator_distribution": indicator_spread.distribution,
    "indicator_relation": indicator_spread.relation,
    "place_numbers": place.numbers,
    "place_similar": place.similar,
}
