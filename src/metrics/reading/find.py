"""Find the printed forms of figures again in a text that is not quite the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.reading.printed_forms import Span, only, spans

NEAR = 500  # characters from where a figure is expected

State = Literal["in place", "moved", "missing"]


@dataclass(frozen=True)
class Printed:
    """A figure as the document prints it: characters start to end (exclusive), both from 0.

    `printed` is empty when the form itself is not kept.
    """

    figure_id: str
    printed: str
    start: int
    end: int

    @property
    def flat(self) -> str:
        """The printed form with every run of whitespace as one space."""
        return " ".join(self.printed.split())


@dataclass(frozen=True)
class Found:
    """Where a figure stands in the reader's text: characters start to end (exclusive).

    `moved` is how many characters later than in the document. A missing figure has an empty span
    where it was expected, and `moved` 0.
    """

    figure_id: str
    start: int
    end: int
    state: State
    moved: int


def by_offset(text: str, places: Sequence[Printed]) -> tuple[Found, ...]:
    """Return every figure at its own offsets, in document order: `text` is the document itself.

    A span that lies outside the text, or holds something else than the printed form, is a fault
    of the dataset and comes back as missing.
    """
    return tuple(_at_home(text, place) for place in sorted(places, key=_order))


def by_form(text: str, places: Sequence[Printed]) -> tuple[Found, ...]:
    """Return every figure that has a printed form, looked for in `text`, in document order.

    A form counts only as whole words and numbers; any whitespace equals any other. Of several the
    one nearest to the expected place is taken, at most 500 characters off. Expected is the place
    in the document plus the shift of the figure before, or failing that of the next landmark: a
    form of 12 characters or more that occurs once, which is found at any distance.
    """
    ordered = sorted((place for place in places if place.flat), key=_order)
    twins = defaultdict(list)
    for place in ordered:
        twins[place.flat].append(place.start)
    landmarks = [only(text, p.flat) if len(twins[p.flat]) == 1 else None for p in ordered]
    following = _following(ordered, landmarks)
    found: list[Found] = []
    shift = 0
    for place, landmark, ahead in zip(ordered, landmarks, following, strict=True):
        span = landmark or _nearest(text, place, shift, twins[place.flat])
        span = span or _nearest(text, place, ahead, twins[place.flat])
        shift = span[0] - place.start if span else shift
        found.append(_placed(place, span) if span else _missing(text, place, shift))
    return tuple(found)


def _order(place: Printed) -> tuple[int, int]:
    return place.start, -place.end


def _at_home(text: str, place: Printed) -> Found:
    inside = 0 <= place.start < place.end <= len(text)
    held = " ".join(text[place.start : place.end].split()) if inside else ""
    if not inside or (place.flat and held != place.flat):
        return _missing(text, place, 0)
    return _placed(place, (place.start, place.end))


def _placed(place: Printed, span: Span) -> Found:
    moved = span[0] - place.start
    return Found(place.figure_id, *span, "moved" if moved else "in place", moved)


def _missing(text: str, place: Printed, shift: int) -> Found:
    expected = max(0, min(place.start + shift, len(text)))
    return Found(place.figure_id, expected, expected, "missing", 0)


def _following(ordered: list[Printed], landmarks: list[Span | None]) -> list[int]:
    """Return, figure by figure, the shift of the first landmark from there on, or 0."""
    shifts, shift = [], 0
    for place, landmark in zip(reversed(ordered), reversed(landmarks), strict=True):
        shift = landmark[0] - place.start if landmark else shift
        shifts.append(shift)
    return shifts[::-1]


def _nearest(text: str, place: Printed, shift: int, twins: list[int]) -> Span | None:
    """Return the nearest span to the expected place that is not nearer to a figure alike."""
    expected = place.start + shift
    low, high = max(0, expected - NEAR), min(len(text), expected + NEAR + 1)
    # Room for the form and some more whitespace than it is printed with.
    last = min(len(text), high + len(place.flat) + NEAR)
    near = [span for span in spans(text, place.flat, low, last) if span[0] < high]
    for span in sorted(near, key=lambda span: abs(span[0] - expected)):
        if min(twins, key=lambda start: abs(start + shift - span[0])) == place.start:
            return span
    return None
