"""The cards of a dataset's own indicators: over time, by place, change, spread, two together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.selection import Selection
from metrics.topics import indicator_sql as sql
from metrics.topics.indicator_numbers import changes, combined, correlation, shares, spread
from metrics.topics.indicator_years import BY_YEAR, years
from metrics.topics.metric import Metric, Topic, derived_from

USES = ("indicators", "years", "villages")
KEY = ("indicator", "place", "period")

OVER_TIME = Metric(
    "indicator_trend",
    "For each indicator chosen, and each place chosen or all places together, the value of each "
    "period and status. Places are combined as the indicator declares: added up, as a mean "
    "weighted by another indicator, or not at all; a row says of how many places.",
    "one row per indicator, place, period and status",
    f"""with {sql.CHOSEN}, {sql.TOGETHER},
found as (
    select c.* exclude (status, nth), s.place, p.period, p.nth as seq, u.value, u.value_stated,
           u.counted, u.missing, u.value_figure, coalesce(u.status, 'standing') as status,
           c.status as main
    from chosen c join observations_up u on u.indicator_id = c.indicator_id
         and u."group" is not distinct from c."group"
    join periods p on p.period = u.period and p.kind = c.every
    join shown s on s.place_id = u.place_id
    where len($years) = 0 or list_contains($years, p.year))
{sql.shown("found", "panel, place, seq, status", "main")}""".strip(),
    sql.COLUMNS,
    (*KEY, "status"),
)
BY_PLACE = Metric(
    "indicator_places",
    f"For each place and period, the value of the first indicator chosen. {sql.WHICH} Where a "
    "place states no number the value is empty.",
    "one row per indicator, place and period",
    f"""with {sql.CHOSEN}, {sql.FIRST}, {sql.LEVEL}, {sql.STATED},
times as (select distinct period, seq from given)
{
        sql.shown(
            "one cross join shown cross join times left join given using (place_id, period, seq)",
            "max(value) over (partition by place) desc nulls last, place, seq",
        )
    }""".strip(),
    sql.COLUMNS,
    KEY,
)
LATEST = Metric(
    "indicator_ranking",
    "For each place, the value of the first indicator chosen in the latest period in which any of "
    f"them states one. {sql.WHICH}",
    "one row per place",
    f"""with {sql.CHOSEN}, {sql.FIRST}, {sql.LEVEL}, {sql.STATED},
latest as (from given where period = (select last from ends))
{
        sql.shown(
            "one cross join shown cross join (select last as period from ends "
            "where last is not null) left join latest using (place_id, period)",
            "value desc nulls last, place",
            sql.NESTED,
        )
    }""".strip(),
    sql.COLUMNS,
    ("place",),
)
ENDS = Metric(
    "indicator_change",
    "For each place, the value of the first indicator chosen in the first and in the last period "
    f"in which any of them states one. {sql.WHICH}",
    "one row per place and period",
    f"""with {sql.CHOSEN}, {sql.FIRST}, {sql.LEVEL}, {sql.STATED},
times as (select distinct period, seq from given, ends where period in (first, last))
{
        sql.shown(
            "one cross join shown cross join times left join given using (place_id, period, seq)",
            "place, seq",
        )
    }""".strip(),
    sql.COLUMNS,
    ("place", "period"),
)
INNERMOST = Metric(
    "indicator_innermost",
    "For each innermost place that could state it, the value of the first indicator chosen in the "
    "latest period in which any of them states one; only places in those chosen.",
    "one row per place",
    f"""with {sql.CHOSEN}, {sql.FIRST}, {sql.INNERMOST},
latest as (from own where place_id in (select place_id from shown) and value is not null
           order by seq desc limit 1),
outlined as (select place_id, string_agg(outline, '|' order by nth) as outline,
                    any_value(source) as outline_source from outlines group by place_id),
found as (
    select c.*, s.label as place, l.period, l.seq, o.value, s.latitude, s.longitude, s.datum,
           b.outline, b.outline_source, u.label as parent,
           if(o.value is null, 0, 1) as value_stated, 1 as counted, 0 as missing, o.value_figure
    from one c cross join shown s cross join (select period, seq from latest) l
    left join own o on o.place_id = s.place_id and o.period = l.period
    left join places u on u.place_id = s.parent_id
    left join outlined b on b.place_id = s.place_id)
{
        sql.shown(
            "found",
            "value desc nulls last, place",
            "latitude, longitude, datum, parent, outline, outline_source",
        )
    }""".strip(),
    sql.COLUMNS,
    ("place",),
)
PAIRS = Metric(
    "indicator_relation",
    "For each innermost place of the kinds that state both, the values of the first two indicators "
    "chosen in the latest period that both have; of each place chosen, the places in it.",
    "one row per place and indicator",
    f"""with {sql.CHOSEN},
own as (
    select c.*, o.place_id, o.period, p.nth as seq, o.value, o.value_figure
    from chosen c join observations o on o.indicator_id = c.indicator_id
         and o."group" is not distinct from c."group" and coalesce(o.status, 'standing') = c.status
    join periods p on p.period = o.period and p.kind = c.every
    where c.panel < 3 and o.value is not null
      and (len($years) = 0 or list_contains($years, p.year))),
both_ as (select place_id, period, any_value(seq) as seq from own group by place_id, period
          having count(distinct panel) = 2),
kinds as (select distinct p.kind from both_ join places p using (place_id)),{sql.SHOWN},
latest as (select b.period from both_ b semi join shown using (place_id) order by b.seq desc
           limit 1),
found as (
    select o.*, p.label as place, 1 as value_stated, 1 as counted, 0 as missing
    from own o semi join both_ b on b.place_id = o.place_id and b.period = o.period
    join shown p using (place_id) where o.period in (from latest))
{sql.shown("found", "place, panel")}""".strip(),
    sql.COLUMNS,
    ("indicator", "place"),
)


CHANGE = "The difference between the two periods, and that in percent of the earlier one."
COMBINED = "Each number that several places make together, and of how many."
YEARS = "How the number of each year is made of its periods."
SHARES = "The share of each place in the sum of those shown; no sum where one lies in another."


def first_only(selection: Selection) -> tuple[str, ...]:
    """Say that of several indicators a card shows the first."""
    if len(selection.indicators) < 2:
        return ()
    return (f"Shown is {selection.indicators[0]}, the first of the indicators chosen.",)


def every(selection: Selection) -> tuple[str, ...]:
    """Say nothing: each indicator chosen is shown."""
    return ()


def both(selection: Selection) -> tuple[str, ...]:
    """Say which two are shown against each other, and what that needs."""
    if len(selection.indicators) < 2:
        return ("Choose two indicators to see them against each other.",)
    first, then = selection.indicators[:2]
    return (f"Shown are {first} and {then}, of places that state both for the same period.",)


def parts_of_years(selection: Selection) -> tuple[str, ...]:
    """Say which indicators have numbers of years that are made of others."""
    return (
        "Shown are indicators given by half-year, quarter, month or day, if their periods are "
        "added up or the last one is taken.",
    )


def idle(selection: Selection) -> tuple[str, ...]:
    """Say that a status chosen on another page changes nothing here."""
    if not selection.status:
        return ()
    return ("The status filter does not change these numbers: each is shown with its own status.",)


def _topic(
    name: str,
    title: str,
    about: str,
    rows: Metric,
    derived: Metric,
    scope: Callable[[Selection], tuple[str, ...]] = first_only,
) -> Topic:
    def scope_and_idle(selection: Selection) -> tuple[str, ...]:
        return (*scope(selection), *idle(selection))

    return Topic(name, title, about, rows, derived, USES, scope_and_idle, page="indicators")


TOPICS: Sequence[Topic] = (
    _topic(
        "indicator_trend",
        "Over time",
        "The indicators chosen, period by period, for the places chosen or all places together.",
        OVER_TIME,
        derived_from(OVER_TIME, f"{CHANGE} {COMBINED}", changes, combined),
        every,
    ),
    _topic(
        "indicator_years",
        "By year",
        "The indicators chosen that are given by half-year, quarter, month or day, year by year.",
        BY_YEAR,
        derived_from(BY_YEAR, f"{YEARS} {CHANGE}", changes, years),
        parts_of_years,
    ),
    _topic(
        "indicator_ranking",
        "Places ranked",
        "Places by their latest value, and each one's share where the values may be added up.",
        LATEST,
        derived_from(LATEST, f"{SHARES} {COMBINED}", shares, combined),
    ),
    _topic(
        "indicator_change",
        "Change",
        "What has changed in each place from the first period to the last.",
        ENDS,
        derived_from(ENDS, f"{CHANGE} {COMBINED}", changes, combined),
    ),
    _topic(
        "indicator_multiples",
        "Places side by side",
        "Each place period by period, all on one scale.",
        BY_PLACE,
        derived_from(BY_PLACE, f"{CHANGE} {COMBINED}", changes, combined),
    ),
    _topic(
        "indicator_grid",
        "Places and periods",
        "Each place and period as a cell: the darker, the more; a cross is not stated.",
        BY_PLACE,
        derived_from(BY_PLACE, f"{CHANGE} {COMBINED}", changes, combined),
    ),
    _topic(
        "indicator_map",
        "Map",
        "The innermost places where they lie, or as tiles by the place above where no coordinates "
        "are given.",
        INNERMOST,
        derived_from(INNERMOST, "The middle and the ends of the values.", spread),
    ),
    _topic(
        "indicator_distribution",
        "Distribution",
        "How many of the innermost places have which value.",
        INNERMOST,
        derived_from(INNERMOST, "The middle and the ends of the values.", spread),
    ),
    _topic(
        "indicator_relation",
        "Two indicators",
        "The first two indicators chosen against each other, a mark a place. Choose two to see it.",
        PAIRS,
        derived_from(PAIRS, "How closely the two go together.", correlation),
        both,
    ),
)
PAGE = tuple(topic.name for topic in TOPICS)
# Cards of a file that holds each indicator: that of two together shows no single one.
ONE_BY_ONE = tuple(name for name in PAGE if name != "indicator_relation")
BELOW = ("indicator_multiples",)  # cards that stand below another of their view
