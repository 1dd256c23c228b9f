"""Charts of the topics: drawn as the record declares, with the words of the record around them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from metrics.charts import panels
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.panels import Bar
from metrics.charts.style import Drawing
from metrics.model.notes import stated
from metrics.model.rows import Rows, Table, by, rows_of
from metrics.model.topic import ById, Panels, TopicRecord

Draw = Callable[[Table, Table, str], Drawing]
# The marks of a chart, from its rows and the derived numbers by id.
Figure = Callable[[Rows, ById], Chart]


def drawn_by(record: TopicRecord) -> Draw:
    """Return the function that draws a topic and puts the words of its record around it."""
    figure = _figure(record)

    def draw(rows: Table, derived: Table, document: str) -> Drawing:
        """Return the chart of a topic.

        `rows` are those of its metric, with the columns of its record and the typed ones;
        `derived` has `id`, `what`, `value`, `unit`, `rounding`, `formula`, `arithmetic`.
        """
        found, numbers = rows_of(rows), by(rows_of(derived), "id")
        subtitle = record.subtitle
        return Drawing(
            chart=figure(found, numbers),
            title=record.finding(found, numbers),
            subtitle=subtitle if isinstance(subtitle, str) else subtitle(found, numbers),
            source=source(document, rows),
            alt=record.alt(found, numbers),
            notes=record.notes(found, numbers),
        )

    return draw


def _figure(record: TopicRecord) -> Figure:
    """Return what draws a topic: its family, or a module of its own."""
    chart = record.chart
    if isinstance(chart, Panels):
        return lambda rows, derived: _panels(record.name, chart, rows, derived)
    found: Figure = import_module(f"metrics.charts.{chart or record.name}").figure
    return found


def _panels(topic: str, chart: Panels, rows: Rows, derived: ById) -> Chart:
    found = stated(rows)
    if chart.units:
        units = [*chart.units, *(row.unit for row in found)]
        found = sorted(found, key=lambda row: units.index(row.unit))
    bars = [
        Bar(chart.panel(row), chart.line(row), chart.label(row), row, chart.what(row))
        for row in found
    ]
    return panels.figure(bars, topic, chart.ends(derived))
