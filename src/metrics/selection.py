"""What the reader chose: one frozen record that binds SQL and says itself in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import islice

from metrics.errors import UnknownChoice, shortened

STATUSES = ("achieved", "planned")
MOST_COMPARED = 5000  # names among which the nearest is looked for
MOST_NEAREST = 5  # values of one address for which the nearest is looked for
LONGEST_COMPARED = 80  # characters of a value for which the nearest is looked for
# In the order of a page.
FILTERS = ("measure", "compare", "indicators", "years", "villages", "status")
SINGLE = ("measure", "compare")  # filters of one value
PLACE = "place"  # whose page is shown: no filter of other pages
OF_SOME = (*SINGLE, "indicators", PLACE)  # those that few topics follow
ASKED = (*FILTERS, PLACE, "figure")  # what an address can ask a dataset for
FIGURE = re.compile("([A-Z]:)?([A-Z])([0-9]{1,9})")
NOUNS = {
    "years": "year",
    "villages": "village",
    "measure": "measure",
    "compare": "measure to compare by",
    "indicators": "indicator",
}
DEFAULT_DATASET = "yangbi"  # the dataset shown where none is chosen


@dataclass(frozen=True)
class Choices:
    """What a dataset lets the reader choose from, in the order shown."""

    years: tuple[int, ...] = ()
    villages: tuple[str, ...] = ()
    status: tuple[str, ...] = STATUSES
    figure: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """Return the choices of one filter as they stand in an address."""
        return tuple(str(choice) for choice in getattr(self, name))

    def has(self, name: str, value: str) -> bool:
        """Say whether a filter can be set to a value of an address."""
        return value in self._order[name]

    def chosen(self, name: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return those of some values that are choices, each once, in the order of the choices.

        The choices, which may be all villages of a country, are not gone through.
        """
        order = self._order[name]
        return tuple(sorted({one for one in values if one in order}, key=order.__getitem__))

    @cached_property
    def _order(self) -> dict[str, dict[str, int]]:
        return {
            field.name: {one: nth for nth, one in enumerate(self.of(field.name))}
            for field in fields(self)
        }


@dataclass(frozen=True)
class Selection:
    """The filters in force; an empty tuple means that nothing was chosen, so all is shown.

    `measure` is what a topic's page shows alone, `compare` what places are compared by, `place` the
    place whose page is shown: each one value of its choices.
    """

    dataset: str = DEFAULT_DATASET
    years: tuple[int, ...] = ()
    villages: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def values(self) -> dict[str, Sequence[str] | Sequence[int]]:
        """Return the values that SQL binds by their names, such as $years and $villages."""
        names = ("years", "villages", "status", *SINGLE, "indicators", PLACE)
        return {name: getattr(self, name) for name in names}

    def names(self) -> tuple[str, ...]:
        """Return the choices that are names: of places, and of what is measured."""
        return self.villages + self.compare + self.indicators + self.place

    def query(self) -> list[tuple[str, str]]:
        """Return the choices as they stand in the address of a page; the first dataset unsaid."""
        dataset = [("dataset", self.dataset)] if self.dataset != DEFAULT_DATASET else []
        chosen = [(name, str(one)) for name, ones in self.values().items() for one in ones]
        return dataset + chosen

    def sentence(self, uses: Sequence[str], statuses: Sequence[str] = STATUSES) -> str:
        """Say in one sentence which of the filters in `uses` are on.

        `statuses` are those that the rows have: named where no status was chosen.
        """
        parts = [one for name in uses if (one := self._words(name, statuses))]
        return (
            f"Showing {', '.join(parts)}." if parts else "Showing all there is: no filter applies."
        )

    def _words(self, name: str, statuses: Sequence[str]) -> str:
        chosen = [str(value) for value in getattr(self, name)]
        nothing = {
            "years": "all years",
            "villages": "all villages",
            "status": joined(statuses) if statuses else "",
        }
        if name == "compare":
            return joined(chosen) if chosen else ""
        return f"{joined(chosen)} only" if chosen else nothing.get(name, "")

    def slug(self, uses: Sequence[str]) -> str:
        """Return the filters that are on as part of a file name."""
        chosen = [str(value) for name in uses for value in getattr(self, name)]
        return "-".join("".join(c if c.isalnum() else "-" for c in text).lower() for text in chosen)


def joined(parts: Sequence[str]) -> str:
    """Join words as in a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


@dataclass(frozen=True)
class UnknownValue:
    """A value of an address that the dataset does not have, and the nearest that it has."""

    name: str
    value: str
    nearest: str | None

    @property
    def noun(self) -> str:
        """What a value of its filter is called."""
        return NOUNS.get(self.name, self.name)

    def __str__(self) -> str:
        """Say what was not found and what is shown in its place."""
        near = f" The nearest is {self.nearest}." if self.nearest else ""
        return (
            f"This dataset has no {self.noun} “{shortened(self.value)}”, so it is left out.{near}"
        )


def unknown_values(query: Mapping[str, Sequence[str]], choices: Choices) -> list[UnknownValue]:
    """Return the values of an address that are not among the choices, in its order, each once.

    The nearest is looked for to the first few only: it costs more than all the rest.
    """
    found = [
        (name, value)
        for name in ASKED
        for value in dict.fromkeys(query.get(name, ()))
        if value and not choices.has(name, value)
    ]
    return [
        UnknownValue(name, value, _nearest(name, value, choices) if number < MOST_NEAREST else None)
        for number, (name, value) in enumerate(found)
    ]


def parse_selection(
    query: Mapping[str, Sequence[str]], choices: Choices, dataset: str = ""
) -> Selection:
    """Return the filters that an address names, in the order of the choices.

    Raises UnknownChoice for a value that the dataset does not have.
    """
    for one in unknown_values(query, choices):
        raise UnknownChoice(one.noun, one.value, choices.of(one.name))
    for name in (*SINGLE, PLACE):
        if len(several := [one for one in query.get(name, ()) if one]) > 1:
            raise UnknownChoice(NOUNS.get(name, name), ", ".join(several), choices.of(name))

    return known_selection(query, choices, dataset)


def known_selection(
    query: Mapping[str, Sequence[str]], choices: Choices, dataset: str = ""
) -> Selection:
    """Return the filters that an address names, in the order of the choices; unknown ones left out.

    Of a filter of one value the first known counts.
    """
    found = {name: choices.chosen(name, query.get(name, ())) for name in FILTERS}
    for name in (*SINGLE, PLACE):
        known = (one for one in query.get(name, ()) if one and choices.has(name, one))
        found[name] = tuple(islice(known, 1))
    years = tuple(map(int, found.pop("years")))
    return Selection(dataset or Selection.dataset, years, **found)


def _nearest_figure(part: str, letter: str, number: int, figures: Sequence[str]) -> str | None:
    """Return the figure of the same letter and nearest number, of the same dataset joined."""
    found = [one for id_ in figures if (one := FIGURE.fullmatch(id_))]
    same = [one for one in found if one[2] == letter and part in ("", one[1] or "")]
    near = min(same, key=lambda one: abs(int(one[3]) - number), default=None)
    return near[0] if near else None


def _nearest(name: str, value: str, choices: Choices) -> str | None:
    if name == "years" and re.fullmatch("[0-9]{1,9}", value) and choices.years:
        return str(min(choices.years, key=lambda year: abs(year - int(value))))
    if name == "figure" and (one := FIGURE.fullmatch(value.upper())):
        return _nearest_figure(one[1] or "", one[2], int(one[3]), choices.figure)
    if len(value) > LONGEST_COMPARED or len(choices.of(name)) > MOST_COMPARED:
        return None
    lower = {choice.lower(): choice for choice in choices.of(name)}
    near = difflib.get_close_matches(value.lower(), lower, 1)
    return lower[near[0]] if near else None
