"""How numbers are worked out of a topic's rows: six operators, each with an open formula.

An operator yields derived numbers from typed rows; a function of the same form serves where none
fits. Values that several places give are compared over the places that give both. A formula says
which of its parts can be read in several ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.model.rows import Row
from metrics.numbers import as_text
from metrics.statuses import AMBIGUOUS

DECIMALS = {0: "not rounded", 1: "one decimal", 2: "two decimals"}
Pair = tuple[str, str]
Words = str | Callable[[Row], str]


@dataclass(frozen=True)
class Derived:
    """A number worked out: its id, what it is, value, unit, rounding, formula and arithmetic."""

    id: str
    what: str
    value: float
    unit: str
    rounding: str
    formula: str
    arithmetic: str


Operator = Callable[[Sequence[Row]], Iterator[Derived]]


def _groups(rows: Sequence[Row], by: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in by), []).append(row)
    return found


@dataclass(frozen=True, kw_only=True)
class Total:
    """The sum of a value over a column of words, for each group of the others; never of one row.

    `what` and `named` may use the columns of the row; `first` and `last` are the ends of `over`.
    """

    id: str
    what: str
    over: str
    by: tuple[str, ...]
    named: str
    where: Mapping[str, str] = field(default_factory=dict)
    unit: str = "{unit}"
    pair: tuple[Pair, ...] = ()

    def __call__(self, rows: Sequence[Row]) -> Iterator[Derived]:
        """Yield the sum of each group of which more than one row states a value."""
        stated = [r for r in rows if r.value is not None and self._fits(r)]
        for key, group in _groups(stated, (*self.by, "unit")).items():
            parts = sorted(group, key=lambda r: r[self.over] or r.named(self.named))
            if len(parts) > 1:
                yield self._sum(key, parts)

    def _fits(self, row: Row) -> bool:
        return all(row[name] == value for name, value in self.where.items())

    def _sum(self, key: tuple[str, ...], parts: Sequence[Row]) -> Derived:
        values = [r.value for r in parts if r.value is not None]
        ends = {"first": parts[0][self.over], "last": parts[-1][self.over]}
        return Derived(
            "/".join((self.id, *key[:-1])),
            parts[0].filled(self.what, **ends),
            sum(values),
            parts[0].filled(self.unit),
            DECIMALS[0],
            _formula(" + ", [(r, r.named(self.named)) for r in parts]),
            f"{' + '.join(map(as_text, values))} = {as_text(sum(values))}",
        )


def _formula(sign: str, parts: Sequence[tuple[Row, str]], over: str = "") -> str:
    """Return rows by their names with a sign between them, and which of them are ambiguous."""
    whole = sign.join(name for _, name in parts) + over
    unsure = {name: _unsure(row) for row, name in parts}
    return whole + "".join(f"; {name} {says}" for name, says in unsure.items() if says)


def _unsure(row: Row) -> str:
    """Say that a row's figure, or some of those added, can be read in several ways; "" if not."""
    if row["certainty"] == AMBIGUOUS.name or row.status == AMBIGUOUS.name:
        return "is ambiguous"
    added = row["ambiguous"]
    return f"has {added} ambiguous among the numbers added" if added not in ("", "0") else ""


def _filled(words: Words, row: Row) -> str:
    return row.filled(words) if isinstance(words, str) else words(row)


@dataclass(frozen=True)
class _Compared:
    """Two rows that are compared, and the number of each."""

    id: str
    top: Row
    bottom: Row
    first: float
    second: float


@dataclass(frozen=True, kw_only=True)
class _Two:
    """Two measures of rows that agree in the columns `by`, over the places that state both."""

    id: str
    what: Words
    top: str
    bottom: str
    unit: Words
    names: tuple[str, str]
    by: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[Pair, ...]:
        """The measures of which a roll-up keeps the sums over the places that state both."""
        return ((self.top, self.bottom),)

    def _pairs(self, rows: Sequence[Row]) -> Iterator[_Compared]:
        tops = _groups([r for r in rows if r.column == self.top], self.by)
        bottoms = _groups([r for r in rows if r.column == self.bottom], self.by)
        for key in tops:
            for top, bottom in zip(tops[key], bottoms.get(key, []), strict=False):
                if top.compared is not None and bottom.compared is not None:
                    id_ = "/".join((self.id, *key))
                    yield _Compared(id_, top, bottom, top.compared, bottom.compared)

    def _derived(self, of: _Compared, value: float, decimals: int, sign: str, end: str) -> Derived:
        pair = ((of.top, self.names[0]), (of.bottom, self.names[1]))
        rows = [(row, row.named(name)) for row, name in pair]
        numbers = (as_text(of.first), as_text(of.second))
        both, places = of.top.paired_places, of.top.places
        part = f", over the {both} of {places} places that state both"
        whole = both is None or both == places
        return Derived(
            of.id,
            _filled(self.what, of.top),
            value,
            _filled(self.unit, of.top),
            DECIMALS[decimals],
            _formula(f" {sign} ", rows, "" if whole else part),
            f" {sign} ".join(numbers) + f" = {end}",
        )


@dataclass(frozen=True, kw_only=True)
class Ratio(_Two):
    """One measure divided by another: two sums over the places that state both.

    `compared_as` names it as a measure that a reader can choose, "" where it is none.
    """

    decimals: int = 2
    times: int = 1
    compared_as: str = ""

    def __call__(self, rows: Sequence[Row]) -> Iterator[Derived]:
        """Yield a ratio for each pair whose lower number is more than zero."""
        for one in self._pairs(rows):
            if one.second > 0:
                found = one.first / one.second
                value = rounded(found * self.times, self.decimals)
                yield self._derived(one, value, self.decimals, "/", f"{found:.4f}")


@dataclass(frozen=True, kw_only=True)
class Share(Ratio):
    """A ratio of a part to its whole, in percent."""

    decimals: int = 1
    times: int = 100
    unit: Words = "percent"


@dataclass(frozen=True, kw_only=True)
class Difference(_Two):
    """One measure less another, over the places that state both."""

    def __call__(self, rows: Sequence[Row]) -> Iterator[Derived]:
        """Yield the difference of each pair, unless there is nothing to take from."""
        for one in self._pairs(rows):
            if one.first > 0:
                value = one.first - one.second
                yield self._derived(one, value, 0, "-", as_text(value))


@dataclass(frozen=True, kw_only=True)
class Product(_Two):
    """One measure times another, where both are stated."""

    @property
    def pair(self) -> tuple[Pair, ...]:
        """No sums over places are kept: each number is taken as it stands."""
        return ()

    def __call__(self, rows: Sequence[Row]) -> Iterator[Derived]:
        """Yield the product of each pair."""
        for one in self._pairs(rows):
            value = one.first * one.second
            yield self._derived(one, value, 0, "*", as_text(value))


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many different values a column has, among rows that state `has` and lack `lacks`."""

    id: str
    what: str
    of: str
    unit: str
    formula: str
    has: str = ""
    lacks: str = ""
    by: tuple[str, ...] = ()
    pair: tuple[Pair, ...] = ()

    def __call__(self, rows: Sequence[Row]) -> Iterator[Derived]:
        """Yield the count of each group, with the values counted."""
        for key, group in (_groups(rows, self.by) if self.by else {(): rows}).items():
            kept = [r for r in group if self._counts(r)]
            found = [r[self.of] for r in sorted(kept, key=lambda r: (r.value or 0, r[self.of]))]
            found = list(dict.fromkeys(found))
            one = group[0] if group else Row(None)
            yield Derived(
                "/".join((self.id, *key)),
                one.filled(self.what),
                float(len(found)),
                self.unit,
                DECIMALS[0],
                one.filled(self.formula),
                ", ".join(found) or "none",
            )

    def _counts(self, row: Row) -> bool:
        return bool(not self.has or row[self.has]) and not (self.lacks and row[self.lacks])


def rounded(value: float, decimals: int) -> float:
    """Return a value rounded as SQL and a reader do: halves away from zero."""
    scale = float(10**decimals)
    return float(int(abs(value) * scale + 0.5)) / scale * (1 if value >= 0 else -1)


def pairs(operators: Sequence[Operator]) -> tuple[Pair, ...]:
    """Return the pairs of measures that operators compare over the places that state both.

    ValueError where a measure is compared with two others: a roll-up keeps one sum of each.
    """
    sets = (frozenset(one) for operator in operators for one in getattr(operator, "pair", ()))
    found = [(min(one), max(one)) for one in dict.fromkeys(sets)]
    names = [name for pair in found for name in pair]
    if len(names) > len(set(names)):
        raise ValueError(f"a measure stands in two pairs: {found}")
    return tuple(found)
