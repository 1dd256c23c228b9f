"""Where the dataset states a number at all: each measure, period and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from metrics.model.derived import DECIMALS, Derived
from metrics.model.rows import Rows
from metrics.selection import Selection
from metrics.topics.metric import Metric, Topic, derived_from

MOST = 2000  # places that are all shown
STATED, NOT_STATED, HIDDEN = "stated", "not stated", "hidden by the filter"


ROWS = Metric(
    "coverage",
    "For each measure and period that the dataset has, and each place it names: whether it states "
    "a number there, states none, or the filter hides it. Of thousands of places the topmost "
    "are shown, and those chosen.",
    "one row per measure, period and place",
    f"""
with shown as (
    select place_id, label as place, kind from places
    where named_in is distinct from 'outside' and (depth = 0 or list_contains($villages, label)
        or (select count(*) <= {MOST} from places))
    union all
    (select null, 'no place named', 'none' from cells where place_id is null limit 1)),
found as (
    select * from cells where place_id is null or place_id in (select place_id from shown))
select a.topic, a.measure, a.period, a.year_figure, place,
    case when (len($years) > 0 and try_cast(a.period as bigint) is not null
               and not list_contains($years, try_cast(a.period as bigint)))
           or (len($villages) > 0 and kind in ('administrative village', 'hamlet')
               and not list_contains($villages, place))
           or (len($status) > 0 and f.status in ('achieved', 'planned')
               and not list_contains($status, f.status)) then '{HIDDEN}'
         when f.given[a.item] then '{STATED}' else '{NOT_STATED}' end as state,
    f.figures[a.item] as figure
from asked a cross join shown s left join found f on f.topic = a.topic and f.period = a.period
     and f.place_id is not distinct from s.place_id
order by a.nth, a.measure, a.period,
     kind in ('administrative village', 'hamlet', 'none'), kind = 'none', place""".strip(),
    {
        "topic": "Topic",
        "measure": "Measure",
        "period": "Period",
        "year_figure": "Figure of the year",
        "place": "Place",
        "state": "State",
        "figure": "Figure",
    },
    ("topic", "measure", "period", "place"),
)


def counts(rows: Rows) -> Iterator[Derived]:
    """Yield how many cells there are of each state."""
    for state, count in Counter(row["state"] for row in rows).items():
        yield Derived(
            state,
            f"cells {state}",
            count,
            "cells",
            DECIMALS[0],
            f"count of cells {state}",
            f"{count:,} of {len(rows):,} cells",
        )


DERIVED = derived_from(
    ROWS,
    "How many of the cells are stated, not stated, or hidden by the filter.",
    counts,
    as_listed=False,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say nothing: every filter shows in the cells themselves."""
    return ()


TOPIC = Topic(
    "coverage",
    "Coverage",
    "Where the document states a number, where it states none, and what the filter hides.",
    ROWS,
    DERIVED,
    ("years", "villages", "status"),
    scope,
    page="checks",
)
