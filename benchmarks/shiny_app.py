"""The same charts in Shiny for Python: a page a topic, with the filters of `pages`.

A chart is a Plotly figure as shinywidgets renders it, changed in place by a choice.
"""

from __future__ import annotations

import sys
from itertools import chain
from typing import Any

import uvicorn
from shiny import App, reactive, ui
from shinywidgets import output_widget, render_plotly
from starlette.applications import Starlette
from starlette.routing import Mount

from benchmarks.charts import WIDTH, drawing, title
from benchmarks.pages import BY_TOPIC


def app(topic: str) -> App:
    """Return a page: filters beside the chart."""
    offered = BY_TOPIC[topic].filters
    page = ui.page_sidebar(
        ui.sidebar(
            *(ui.input_checkbox_group(name, name, list(all_)) for name, all_ in offered.items()),
        ),
        ui.h1(title(topic)),
        output_widget("chart", width=f"{WIDTH}px"),
    )

    def server(input: Any, output: Any, session: Any) -> None:
        @render_plotly
        def chart() -> Any:
            return drawing(topic, ())

        # A figure rendered anew is sent with its scripts; one that is changed is not.
        @reactive.effect
        @reactive.event(*(input[name] for name in offered), ignore_init=True)
        def redraw() -> None:
            new = drawing(topic, chain(*(input[name]() for name in offered)))
            shown: Any = chart.widget
            with shown.batch_update():
                shown.data = []
                shown.add_traces(new.data)
                shown.layout = new.layout

    return App(page, server)


def main(port: int) -> None:
    """Serve the three pages."""
    mounts = [Mount(f"/{topic}", app=app(topic)) for topic in BY_TOPIC]
    uvicorn.run(Starlette(routes=mounts), port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]))
