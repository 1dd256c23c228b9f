"""A candidate: one number of a report with its readings, context, evidence and certainty."""

from __future__ import annotations

from typing import Literal, NamedTuple

from metrics.reports.context import Proposal
from metrics.reports.expression import Kind
from metrics.reports.values import Number, NumberReading

Certainty = Literal["", "certain", "confirmed", "unconfirmed", "ambiguous"]
Queue = Literal["", "open", "repaired", "clean"]


class Evidence(NamedTuple):
    """What the rest of the report says of the readings of one number.

    `kind` is sum, repeat, share, ratio, sequence or magnitude; `arithmetic` is written out;
    `others` are the numbers of the candidates used. `fits` holds the values of the readings that
    it makes true, `excludes` those that it makes false: it tells only where it does both, or where
    there is one reading.
    """

    kind: str
    arithmetic: str
    others: tuple[int, ...]
    fits: tuple[Number, ...]
    excludes: tuple[Number, ...]

    @property
    def tells(self) -> bool:
        """Say whether exactly one reading fits."""
        return len(self.fits) == 1


# Tuples of names are made several times faster than dataclasses that cannot be changed.
class Candidate(NamedTuple):
    """A number of a report, one of those in text order, from 1.

    `start` to `end` (exclusive) are characters of the extracted text, where `printed` stands.
    `kind` is statistic, year, qualitative (a share in words) or none, and then `reason` says why it
    is no statistic. `readings` stand likeliest first; none means that no value is safe. `damage` is
    a word of the figures' column garbling. `paragraph` counts from 1, `page` is 0 without pages.
    """

    number: int
    start: int
    end: int
    printed: str
    kind: Kind
    reason: str
    readings: tuple[NumberReading, ...]
    damage: str
    units: tuple[Proposal, ...]
    noun: Proposal | None
    period: Proposal | None
    place: Proposal | None
    status: Proposal | None
    paragraph: int
    page: int
    evidence: tuple[Evidence, ...] = ()
    certainty: Certainty = ""

    @property
    def queue(self) -> Queue:
        """Return where the number waits to be confirmed: "" where it is no statistic."""
        if self.certainty == "ambiguous":
            return "open"
        return {"certain": "clean", "": ""}.get(self.certainty, "repaired")  # type: ignore[return-value] # mypy widens the values of the dictionary

    @property
    def unit(self) -> str:
        """Return the likeliest unit, "" where none is proposed."""
        return self.units[0].value if self.units else ""

    @property
    def repaired(self) -> bool:
        """Say whether a rule of repair gives a reading, or what is printed leaves several open."""
        return len(self.readings) > 1 or any(one.rules for one in self.readings)

    @property
    def values(self) -> tuple[Number, ...]:
        """Return what the number may be worth; the ends of a range are no value."""
        return tuple([one.value for one in self.readings if one.upper is None])
