"""Charts that a topic's record declares: one function a family, for any topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from metrics.charts import panels
from metrics.charts.cell import Cell, cells
from metrics.charts.panels import Bar
from metrics.charts.style import Drawing
from metrics.charts.words import repaired, source
from metrics.model.rows import Row
from metrics.model.topic import Panels, TopicRecord
from metrics.statuses import NOT_STATED
from metrics.topics.metric import typed

Draw = Callable[[pd.DataFrame, pd.DataFrame, str], Drawing]


def drawn_by(record: TopicRecord, chart: Panels) -> Draw:
    """Return the function that draws a topic as its record says: horizontal bars in panels.

    Its title is the record's finding; its notes are the record's, then what is stated in part, not
    stated, or read by a rule.
    """

    def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
        """Return the chart of the rows of the topic's metric."""
        every, found = typed(rows), cells(rows)
        worked_out = dict(zip(derived["id"], derived["value"], strict=True))
        return Drawing(
            figure=panels.figure(list(_bars(record, chart, every, found)), record.name),
            title=record.finding(every, worked_out),
            subtitle=chart.subtitle,
            source=source(document, rows),
            alt=f"Bars: {'; '.join(f'{chart.line(row)}: {row.number}' for row in every)}.",
            notes=(*record.notes(every), *_stated(chart, every, found), *repaired(found)),
        )

    return draw


def _bars(
    record: TopicRecord, chart: Panels, rows: Sequence[Row], found: Sequence[Cell]
) -> Iterator[Bar]:
    for row, cell in zip(rows, found, strict=True):
        if row.value is not None:
            line = chart.line(row)
            what = f"{record.title.lower()}, {line}"
            yield Bar(chart.panel(row), line, "", cell, what)


def _stated(chart: Panels, rows: Sequence[Row], found: Sequence[Cell]) -> Iterator[str]:
    """Yield what is not stated, and of how many places a sum is that not all of them state."""
    for row, cell in zip(rows, found, strict=True):
        if row.value is None:
            yield f"{chart.line(row)}: {NOT_STATED.name}."
        elif not row.whole:
            only = f"{chart.line(row)}: only {cell['added']}"
            yield f"{only}, so the true sum is at least this."
