"""Images of a view made by a Chrome of this machine, from the same figure as in the browser."""

from __future__ import annotations

from metrics.errors import NothingToShow
from metrics.exports.chrome import chrome
from metrics.exports.embedded_metadata import embed
from metrics.exports.image import SIZES, file_layout
from metrics.exports.view import View


def image_file(view: View, form: str, size: str = "report", scale: float = 1) -> bytes:
    """Return a view as png, svg or pdf, with its account inside.

    Raises NothingToShow for a view without rows, NoChrome where none can draw.
    """
    require_rows(view)
    layout = file_layout(view.drawing, view.footer, SIZES[size])
    figure = {"data": view.drawing.figure.to_plotly_json()["data"], "layout": layout}
    drawn = chrome().draw(figure, form, scale if form == "png" else 1)
    return embed(view, form, drawn, scale)


def require_rows(view: View) -> View:
    """Return a view that has rows; raise NothingToShow for one that has none."""
    if view.rows.empty:
        raise NothingToShow(view.topic.title, view.filters)
    return view
