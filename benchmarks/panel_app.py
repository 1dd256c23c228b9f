"""The same charts in Panel: a page a topic, years and status as its filters, one Plotly pane."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import panel as pn

from benchmarks import PAGES
from benchmarks.charts import CONFIG, WIDTH, figure, offered
from metrics.topics.catalog import TOPICS


def page(topic: str) -> Any:
    """Return a page: filters beside the chart, whose figure a choice replaces."""
    choices = offered()
    years = pn.widgets.CheckBoxGroup(options=list(choices.years))
    status = pn.widgets.CheckBoxGroup(options=list(choices.status))

    def draw(years: list[int], status: list[str]) -> dict[str, Any]:
        return figure(topic, tuple(sorted(years)), tuple(sorted(status)))

    chart = pn.pane.Plotly(pn.bind(draw, years, status), config=CONFIG, width=WIDTH)
    return pn.Row(
        pn.Column("### Filters", years, status), pn.Column(f"# {TOPICS[topic].title}", chart)
    )


def shown(topic: str) -> Callable[[], Any]:
    """Return the function that Panel calls for each visitor; it takes no partial."""
    return lambda: page(topic)


def main(port: int) -> None:
    """Serve the three pages."""
    pn.extension("plotly")
    pages = {topic: shown(topic) for topic in PAGES}
    pn.serve(pages, port=port, show=False, address="localhost", threaded=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
