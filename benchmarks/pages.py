"""The pages that are compared: each with its dataset, and what is clicked on it in every app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

STATUSES = ("achieved", "planned")
VILLAGES = ("East Ford", "East Hollow", "East Meadow", "East Mill")
INDICATORS = ("Households", "Income per person", "Collective income")  # none is shown first
YEARS = ("2014", "2015", "2016")


@dataclass(frozen=True)
class ComparedPage:
    """A page: its name and dataset, its filters with the options that are clicked, its first card.

    `card` is the topic of that card, "" where it is called like the page; `clicks` are the options
    clicked for first choices, where not simply all: each is to change the chart, by which some
    apps are seen to have painted.
    """

    topic: str
    dataset: str
    filters: Mapping[str, tuple[str, ...]]
    card: str = ""
    clicks: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The topic of the chart that is compared."""
        return self.card or self.topic

    @cached_property
    def usual(self) -> str:
        """The option that is clicked on and off; the chart is another one with it."""
        return next(iter(self.filters.values()))[0]

    @cached_property
    def first_choices(self) -> tuple[str, ...]:
        """Clicks of which each makes a choice that was not made before, and none an empty chart."""
        (options, *_) = self.filters.values()
        return self.clicks or _each_subset(options)


def _each_subset(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the switches that lead through every subset but the empty one (a Gray code)."""
    return tuple(options[(n & -n).bit_length() - 1] for n in range(1, 2 ** len(options)))


# All sets of years, the last of them all three; then with what was achieved, then with both.
EXITS_CLICKS = (
    *("2014", "2015", "2014", "2016", "2015", "2014", "2015"),
    *("achieved", "2014"),
    *("planned", "2014", "2015", "2016", "2015", "2014"),
)
COMPARED = (
    ComparedPage(
        "poverty_exits", "yangbi", {"years": YEARS, "status": STATUSES}, clicks=EXITS_CLICKS
    ),
    ComparedPage("party_members", "fictional-county", {"villages": VILLAGES}),
    ComparedPage("village_industry", "fictional-county", {"villages": VILLAGES}),
    ComparedPage(
        "indicators", "monitoring-prefecture", {"indicators": INDICATORS}, "indicator_trend"
    ),
)
BY_TOPIC = {page.topic: page for page in COMPARED}
