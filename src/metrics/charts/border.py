r"""The one border where text enters Plotly, which takes <b>, & and %{y} for markup.

Charts are written in plain text: "\n" ends a line, `bold` and `italic` mark a part. `figure` turns
all that a reader sees into Plotly's markup, and leaves addresses and numbers as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from metrics.emphasis import BOLD, ITALIC

MARKUP = str.maketrans(
    {
        **{"&": "&amp;", "<": "&lt;", "\n": "<br>"},
        **{BOLD[0]: "<b>", BOLD[1]: "</b>", ITALIC[0]: "<i>", ITALIC[1]: "</i>"},
    }
)
# The properties that Plotly draws as text; templates read %{...} as well.
DRAWN = {"text", "hovertext", "name", "label", "ticktext", "categoryarray", "x", "y", "tickvals"}
TEMPLATES = {"hovertemplate"}
INNER = {"node", "link", "title", "colorbar"}


@dataclass(frozen=True)
class Chart:
    """A chart as plain values, as Plotly's JSON has them; it is not to be changed.

    Plotly's own objects check and copy each property, which takes longer than all the rest of a
    card: a test has them check every chart.
    """

    data: Sequence[Mapping[str, Any]]
    layout: Mapping[str, Any]

    @cached_property
    def figure(self) -> go.Figure:
        """The chart as Plotly's object, each property checked."""
        return go.Figure(list(self.data), dict(self.layout))


def markup(text: str) -> str:
    """Return plain text as Plotly's markup that shows it as it is."""
    return text.translate(MARKUP)


def figure(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Chart:
    """Return the chart of traces and a layout that are written in plain text.

    `meta["narrow"]` is what takes the place of the layout's parts on a phone: `below` which width
    of the page, `height` of the chart, both in pixels, and `layout`.
    """
    meta = dict(layout.get("meta", {}))
    if narrow := meta.get("narrow"):
        meta["narrow"] = {**narrow, "layout": _layout(narrow["layout"])}
    whole = {**_layout(layout), "meta": meta}
    return Chart([_drawn(t) for t in traces], {k: v for k, v in whole.items() if v != []})


def _layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    axes = {k: _drawn(v) for k, v in layout.items() if k.startswith(("xaxis", "yaxis"))}
    found = {**layout, **axes}
    if "annotations" in layout:
        found["annotations"] = [_drawn(one) for one in layout["annotations"]]
    return found


def _drawn(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _property(name, value) for name, value in part.items()}


def _property(name: str, value: Any) -> Any:
    if name in DRAWN:
        return _texts(value)
    if name in TEMPLATES:
        return _texts(value, _template)
    return _drawn(value) if name in INNER and isinstance(value, Mapping) else value


def _template(text: str) -> str:
    """Return plain text as a template that shows it as it is, without a name box beside it."""
    return markup(text).replace("%{", "&#37;{") + "<extra></extra>"


def _texts(value: Any, write: Callable[[str], str] = markup) -> Any:
    if isinstance(value, str):
        return write(value)
    return [_texts(one, write) for one in value] if isinstance(value, list | tuple) else value
