"""The same charts in Dash: a page a topic, with the filters of `pages`.

One process serves the pages at addresses of their own. As in our dashboard, a chart that was made
once for a choice is kept, so that the two differ by framework and not by cache.
"""

from __future__ import annotations

import logging
import sys
from itertools import chain
from typing import Any, cast

import flask
from dash import Dash, Input, Output, dcc, html
from werkzeug.serving import WSGIRequestHandler

from benchmarks.charts import CONFIG, WIDTH, figure, title
from benchmarks.pages import BY_TOPIC

SIDE_BY_SIDE = {"display": "flex", "gap": "3rem", "padding": "3rem"}


def layout(topic: str) -> html.Div:
    """Return a page: filters beside the chart."""
    offered = BY_TOPIC[topic].filters.items()
    filters = [
        html.H3("Filters"),
        *(dcc.Checklist(list(options), [], id=name) for name, options in offered),
    ]
    chart = dcc.Graph("chart", figure=figure(topic, ()), config=CONFIG)
    main = html.Div([html.H1(title(topic)), chart], style={"width": f"{WIDTH}px"})
    return html.Div([html.Div(filters, id="filters"), main], style=SIDE_BY_SIDE)


def add_page(server: flask.Flask, topic: str) -> None:
    """Add the page of a topic to the server."""
    app = Dash(topic, server=cast(Any, server), url_base_pathname=f"/{topic}/")
    app.layout = lambda: layout(topic)

    @app.callback(
        Output("chart", "figure"),
        *(Input(name, "value") for name in BY_TOPIC[topic].filters),
        prevent_initial_call=True,  # the layout comes with the first chart
    )
    def draw(*chosen: list[str]) -> dict[str, Any]:
        return figure(topic, chain(*chosen))


def main(port: int) -> None:
    """Serve the three pages without debugging; connections stay open, as a browser likes."""
    server = flask.Flask(__name__)
    for topic in BY_TOPIC:
        add_page(server, topic)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    server.run(port=port, debug=False, threaded=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
