"""The two tables in which a dataset declares its own indicators and gives their observations."""

from __future__ import annotations

from metrics.model.schema import ID, Field, Measure, Table
from metrics.model.units import SHARES

STATUSES = ("achieved", "planned", "target", "standing")
KINDS = ("flow", "stock", "share", "target", "category")
ACROSS_PLACES = ("sum", "weighted_mean", "none")
ACROSS_PERIODS = ("sum", "last", "none")
BETTER = ("up", "down", "neither")
SHARE_UNITS = dict(zip(SHARES, (100, 1000, 1), strict=True))  # each with its whole
UNITS = (
    *("people", "10,000 people", "person-times", "10,000 person-times", "households"),
    *("10,000 households", "persons per household", "labourers"),
    *("villages", "townships", "counties", "places", "cooperatives", "enterprises", "projects"),
    *("schools", "clinics", "houses", "items", "cases", "times", "lectures", "index"),
    *("yuan", "1,000 yuan", "10,000 yuan", "million yuan", "100 million yuan", "yuan per person"),
    *("yuan per household", "yuan per month", "yuan per mu", "US dollars"),
    *SHARE_UNITS,
    *("m", "km", "m2", "km2", "mu", "10,000 mu", "hectares", "m3", "kg", "tonnes", "10,000 tonnes"),
    *("head", "kWh", "10,000 kWh", "hours", "days", "months", "years", "degrees"),
)
BREAKS = r"[^|:]+: [^|]+( \| [^|:]+: [^|]+)*"

INDICATORS = Table(
    "indicators",
    "one row per indicator",
    (
        Field("indicator_id", "short name of the indicator", required=True, pattern=ID),
        Field("label", "what a reader sees as its name", required=True, synonyms=("指标",)),
        Field("label_zh", "its name in Chinese"),
        Field("counted", "what it counts or measures, in words"),
        Field("unit", "unit of its values", required=True, enum=UNITS),
        Field("kind", "flow, stock, share, target or category", required=True, enum=KINDS),
        Field(
            "across_places",
            "how several places make one: added up, mean weighted by another indicator, or not",
            required=True,
            enum=ACROSS_PLACES,
        ),
        Field("weight", "indicator that weighs the mean", refers="indicators.indicator_id"),
        Field(
            "across_periods",
            "how several periods make one: added up, the last one, or not",
            required=True,
            enum=ACROSS_PERIODS,
        ),
        Field("decimals", "decimals shown", "integer", minimum=0, maximum=2),
        Field("better", "which direction is better", enum=BETTER),
        Field("group", "heading under which it is listed"),
        Field("source", "who states it"),
        Field(
            "breaks",
            "periods from which its values cannot be compared with earlier ones: "
            "period: reason | ...",
            pattern=BREAKS,
        ),
    ),
    ("indicator_id",),
    synonyms=("指标",),
)

OBSERVATIONS = Table(
    "observations",
    "one row per place, indicator, period, status and group",
    (
        Field("place_id", "place observed", required=True, refers="places.place_id"),
        Field(
            "indicator_id",
            "what is measured",
            required=True,
            refers="indicators.indicator_id",
        ),
        Field("period", "year, half-year, quarter, month or day", required=True),
        Field(
            "status",
            "achieved, planned, target or standing; empty is standing",
            enum=STATUSES,
            default="standing",
        ),
        Field("group", "part that is observed, such as women or a kind of household"),
        Measure(
            "value",
            "value observed; empty where none is stated",
            type="number",
            minimum=None,
            combine="declared",
        ),
    ),
    ("place_id", "indicator_id", "period", "status", "group"),
    synonyms=("observations", "观测值"),
)
