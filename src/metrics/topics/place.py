"""The cards of one place: every number it has, and the places most like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model.topic import filter_note
from metrics.store.open import Store
from metrics.topics.indicator_numbers import changes, combined
from metrics.topics.indicator_sql import COLUMNS
from metrics.topics.metric import Metric, Topic, derived_from
from metrics.topics.place_numbers import counts, differences, ranks
from metrics.topics.place_sql import LEAST, MOST_SIMILAR, NUMBERS, SIMILAR

MOST_LISTED = 60  # places that lie in a place, as its page links to them
_FIRST = """
select label from places where named_in is distinct from 'outside'
order by (kind = 'county') desc, depth, label limit 1"""
_FAMILY = """
with chosen as (select place_id, parent_id from places where label = $place)
select p.label, p.kind, p.depth, 'above' as side from chosen c
join within w on w.place_id = c.place_id and w.ancestor_id <> c.place_id
join places p on p.place_id = w.ancestor_id
union all
(select p.label, p.kind, p.depth, 'inside' from chosen c join places p on p.parent_id = c.place_id)
order by side, depth, label"""

_NUMBERS = Metric(
    "place_numbers",
    "Every number that the place chosen has, of every table and indicator, by period and status; "
    "and, without a value, each that places beside it have and it has not. Several places inside "
    "it are combined as everywhere: a row says how, and of how many.",
    "one row per number, period and status",
    NUMBERS,
    {**COLUMNS, "indicator": "Number"},
    ("indicator", "period", "status"),
)
_SIMILAR = Metric(
    "place_similar",
    "The places most like the one chosen, of those of its kind in the place two levels above: each "
    "number of its latest period puts them in an order from 0 (the least) to 100 (the most); the "
    "difference of two places is the mean difference of their ranks in that order, over the "
    f"numbers that both state, which are at least half of its numbers and at least {LEAST}.",
    "one row per place",
    SIMILAR,
    {"place": "Place", "value": "Difference", "unit": "Unit", "status": "Status"}
    | {name: COLUMNS[name] for name in COLUMNS if name in ("figure", "printed", "paragraph")}
    | {name: COLUMNS[name] for name in COLUMNS if name in ("sentence", "certainty", "repair")},
    ("place",),
)


_IDLE = filter_note("This card follows the place alone")


TOPICS: Sequence[Topic] = (
    Topic(
        "place_numbers",
        "All numbers of a place",
        "Every number of the place, what it does not state, its change and its rank.",
        _NUMBERS,
        derived_from(
            _NUMBERS,
            "How many numbers there are; the rank of the place among those beside it that state "
            "the same number; the difference from the first to the last period; and each number "
            "that several places make together.",
            counts,
            ranks,
            changes,
            combined,
        ),
        ("place",),
        _IDLE,
        page="place",
    ),
    Topic(
        "place_similar",
        "Places like it",
        f"The {MOST_SIMILAR} places whose numbers are most like those of the place.",
        _SIMILAR,
        derived_from(_SIMILAR, "The mean difference of the ranks of two places.", differences),
        ("place",),
        _IDLE,
        page="place",
    ),
)


@dataclass(frozen=True)
class Family:
    """The places that a place lies in, topmost first, and those directly in it: label and kind."""

    above: tuple[tuple[str, str], ...]
    inside: tuple[tuple[str, str], ...]


def family(store: Store, place: str) -> Family:
    """Return the places above and directly inside a place."""
    rows = store.records(_FAMILY, {"place": place})
    sides: dict[str, list[tuple[str, str]]] = {"above": [], "inside": []}
    for row in rows:
        sides[str(row["side"])].append((str(row["label"]), str(row["kind"])))
    return Family(tuple(sides["above"]), tuple(sides["inside"]))


def first_place(store: Store) -> str:
    """Return the place that is shown where none is chosen: a county, else the topmost; or ""."""
    rows = store.cached_records(_FIRST)
    return str(rows[0]["label"]) if rows else ""
