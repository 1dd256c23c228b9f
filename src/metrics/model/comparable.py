"""What places can be compared by: every measure of a topic's table, its ratios, an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.model.derived import Ratio
from metrics.model.schema import Across, Measure, Table
from metrics.model.topic import TopicRecord
from metrics.model.units import adds_up


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """A number that a table gives of places: `top`, or `top` divided by `bottom` times `times`.

    `name` is what a reader calls it, with {columns} of the table's series; `unit` that of the
    number, "" where each series has its own; `title` that of its topic. `rows` is the SQL of the
    rows that give it, the roll-up of its table where that is empty.
    """

    title: str
    table: Table
    top: Measure
    name: str
    unit: str
    bottom: Measure | None = None
    times: int = 1
    decimals: int = 0
    rows: str = ""

    @property
    def given_by(self) -> str:
        """What its numbers are read from, as SQL."""
        return self.rows or f"{self.table.name}_up"

    @property
    def dated(self) -> bool:
        """Whether its rows have a year."""
        return self.table.period == "year" or bool(self.rows)

    @property
    def adds(self) -> bool:
        """Whether the numbers of places that lie apart can be added up."""
        return self.bottom is None and self.top.combine == "sum"

    @property
    def across(self) -> Across:
        """How the numbers of several periods make one; those that places cannot add never add."""
        return self.top.across if self.top.combine == "sum" else "latest"

    def label(self, series: Mapping[str, str]) -> str:
        """Return its name for the values of the series columns, with its unit if that is one."""
        words = [part for one in self.name.split(", ") if (part := one.format_map(series))]
        unit = series.get(self.top.unit_column, "") if not self.bottom else ""
        named = ", ".join(word for word in words if word != "all")
        return f"{named} ({unit})" if unit and unit not in named else named

    def of_unit(self, series: Mapping[str, str]) -> Comparable:
        """Return what it is for the values of the series columns: some units never add up."""
        varies = self.top.combine == "sum" and not self.bottom and not self.unit
        if not varies or adds_up(self.unit_of(series)):
            return self
        return replace(self, top=replace(self.top, combine="same"))

    def unit_of(self, series: Mapping[str, str]) -> str:
        """Return the unit of the number for the values of the series columns."""
        return self.unit or series.get(self.top.unit_column, "")


def comparables(topics: Sequence[TopicRecord]) -> tuple[Comparable, ...]:
    """Return what places can be compared by, in the order of the topics and their columns."""
    return tuple(
        one for topic in topics for table in topic.tables for one in _of_table(topic, table)
    )


def _of_table(topic: TopicRecord, table: Table) -> Iterator[Comparable]:
    measures = {measure.name: measure for measure in table.combined}
    words = "".join(f", {{{name}}}" for name in table.series)
    for measure in measures.values():
        name = measure.compared_as or measure.says + words
        yield Comparable(title=topic.title, table=table, top=measure, name=name, unit=measure.unit)
    for one in ratios(topic):
        if {one.top, one.bottom} <= measures.keys():
            yield Comparable(
                title=topic.title,
                table=table,
                top=measures[one.top],
                bottom=measures[one.bottom],
                name=one.compared_as,
                unit=one.unit if isinstance(one.unit, str) else one.compared_as,
                times=one.times,
                decimals=one.decimals,
            )


def ratios(topic: TopicRecord) -> tuple[Ratio, ...]:
    """Return the ratios of a topic that a reader can choose as a measure."""
    return tuple(one for one in topic.derived if isinstance(one, Ratio) and one.compared_as)
