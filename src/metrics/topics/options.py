"""What a dataset lets a reader choose to measure, on a topic's page and to compare places by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from metrics import records
from metrics.model.comparable import Comparable, comparables, ratios
from metrics.model.schema import VILLAGE_KINDS
from metrics.model.topic import TopicRecord
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.store.tables import PLACE_KINDS
from metrics.topics.compare_indicators import of_indicators

COMPARABLES = comparables(records.TOPICS)
USUAL = "people lifted out of poverty"  # what places are compared by where nothing is chosen
LEAST = 2  # places that can be compared
_LISTED = """
select nth, series, kind, status, places from comparable where nth is not null
order by nth, series, kind"""
_OF_INDICATORS = """
select c.series[1] as series, c.kind, c.status, c.places
from comparable c join series s on c.nth is null and s.series = c.series[1]
order by s.nth, c.kind"""
_COUNTIES = "select count(*) as n from places where kind = 'county'"


@dataclass(frozen=True)
class MeasureOption:
    """A number that places can be compared by: what it is, its label, and the places compared.

    `series` holds the values of the table's series columns; `kinds` the kinds of place that are
    compared where none is chosen; `status` the one shown where none is chosen, "" where the table
    has none; `chosen` how many places are chosen: none, one, or 2 for several.
    """

    of: Comparable
    label: str
    series: tuple[str, ...] = ()
    kinds: tuple[str, ...] = VILLAGE_KINDS
    status: str = ""
    chosen: int = 0

    @property
    def words(self) -> Mapping[str, str]:
        """The values of the series by column."""
        return {} if self.of.rows else dict(zip(self.of.table.series, self.series, strict=True))

    @property
    def unit(self) -> str:
        """The unit of the number."""
        return self.of.unit_of(self.words)


def _usual() -> MeasureOption:
    found = next(one for one in COMPARABLES if one.name == USUAL)
    return MeasureOption(found, USUAL, status="achieved")


DEFAULT = _usual()


def options(store: Store) -> tuple[MeasureOption, ...]:
    """Return what at least two places of one kind state, in the order of the topics."""
    several = int(str(store.cached_records(_COUNTIES)[0]["n"])) > 1
    found: dict[tuple[int, tuple[str, ...]], list[tuple[str, str, int]]] = {}
    for row in store.cached_records(_LISTED):
        series: Any = row["series"]
        by_kind = found.setdefault((int(str(row["nth"])), tuple(map(str, series))), [])
        by_kind.append((str(row["kind"]), str(row["status"] or ""), int(str(row["places"]))))
    listed = [
        MeasureOption(of, of.label(words), series, *level)
        for (nth, series), by_kind in found.items()
        for words in (dict(zip(COMPARABLES[nth].table.series, series, strict=True)),)
        for of in (COMPARABLES[nth].of_unit(words),)
        for level in _level(by_kind, several)
    ]
    return tuple(_distinct([*listed, *_indicators(store, several)]))


def _indicators(store: Store, several: bool) -> Iterator[MeasureOption]:
    """Yield an option for each series of the indicators that at least two places state.

    Where counties state none, since their places cannot be combined, those below are compared.
    """
    by_series: dict[str, list[tuple[str, str, int]]] = {}
    for row in store.cached_records(_OF_INDICATORS):
        by_kind = by_series.setdefault(str(row["series"]), [])
        by_kind.append((str(row["kind"]), str(row["status"]), int(str(row["places"]))))
    found = of_indicators(store) if by_series else {}
    for label, by_kind in by_series.items():
        counties = sum(count for kind, _, count in by_kind if kind == "county")
        for level in _level(by_kind, several and counties >= LEAST):
            yield MeasureOption(found[label], label, (), *level)


def _level(
    by_kind: list[tuple[str, str, int]], several: bool
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the kinds of place that are compared and the status shown; nothing where too few are.

    The counties, where there are several; else the villages, or the lowest kind that serves.
    """
    count: Counter[str] = Counter({kind: places for kind, _, places in by_kind})
    levels = [VILLAGE_KINDS, *((kind,) for kind in reversed(PLACE_KINDS))]
    fit = [kinds for kinds in levels if sum(count[kind] for kind in kinds) >= LEAST]
    if fit:
        yield (("county",) if several else fit[0]), min(status for _, status, _ in by_kind)


def _distinct(listed: list[MeasureOption]) -> Iterator[MeasureOption]:
    """Yield options with a label each: those that would share one say all of their series."""
    shared = Counter(one.label for one in listed)
    taken: set[str] = set()
    for one in listed:
        more = ", ".join(filter(None, (one.of.title, *one.series)))
        label = f"{one.label} ({more})" if shared[one.label] > 1 else one.label
        if label not in taken:
            taken.add(label)
            yield MeasureOption(one.of, label, one.series, one.kinds, one.status)


def option(store: Store, selection: Selection) -> MeasureOption | None:
    """Return the option that a selection names, else the usual one, else the first there is.

    None where the dataset states nothing of two places.
    """
    found = {one.label: one for one in options(store)}
    wanted = (*selection.compare, USUAL, *found)
    named = next((found[label] for label in wanted if label in found), None)
    return replace(named, chosen=min(len(selection.villages), 2)) if named else None


def measures(store: Store, record: TopicRecord) -> tuple[str, ...]:
    """Return the measures of a topic's table that the dataset states, where there are several.

    A ratio stands among them where the dataset states both of its parts.
    """
    table = record.tables[0]
    counts = ", ".join(f"count({one.name}) as {one.name}" for one in table.combined)
    row = store.frame(f"select {counts} from {table.name}_up where place_id = ''").iloc[0]
    stated = {str(name) for name, count in row.items() if count}
    own = [one.shown for one in table.combined if one.name in stated]
    both = [one.compared_as for one in ratios(record) if {one.top, one.bottom} <= stated]
    return (*own, *both) if len(own) > 1 else ()
