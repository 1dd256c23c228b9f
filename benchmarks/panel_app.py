"""The same charts in Panel: a page a topic, with the filters of `pages`, one Plotly pane."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import chain
from typing import Any

import panel as pn

from benchmarks.charts import CONFIG, WIDTH, figure, title
from benchmarks.pages import BY_TOPIC


def page(topic: str) -> Any:
    """Return a page: filters beside the chart, whose figure a choice replaces."""
    offered = BY_TOPIC[topic].filters.values()
    filters = [pn.widgets.CheckBoxGroup(options=list(options)) for options in offered]

    def draw(*chosen: list[str]) -> dict[str, Any]:
        return figure(topic, chain(*chosen))

    chart = pn.pane.Plotly(pn.bind(draw, *filters), config=CONFIG, width=WIDTH)
    return pn.Row(pn.Column("### Filters", *filters), pn.Column(f"# {title(topic)}", chart))


def shown(topic: str) -> Callable[[], Any]:
    """Return the function that Panel calls for each visitor; it takes no partial."""
    return lambda: page(topic)


def main(port: int) -> None:
    """Serve the three pages."""
    pn.extension("plotly")
    pages = {topic: shown(topic) for topic in BY_TOPIC}
    pn.serve(pages, port=port, show=False, address="localhost", threaded=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
