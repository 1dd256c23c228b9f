"""The chart card: the one place where a chart is put on a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import get_instance

from metrics.exports import plotlyjs
from metrics.selection import Selection
from metrics.ui.doors import Dataset

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent / "front"
LIBRARY = ComponentManifest("plotlyjs", "1", [ComponentConfig("lib", "package_data")])


def show(dataset: Dataset, topic: str, selection: Selection) -> None:
    """Draw a topic's card; what it shows is `metrics.exports.card.card`."""
    _serve_library()
    _component()(key=f"card-{topic}", data=dataset.card(topic, selection))


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "village_metrics_card",
        html="",
        css=_front("card.css"),
        js=_front("card.js"),
        isolate_styles=False,
    )


@cache
def _front(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _serve_library() -> None:
    """Let the server hand out the plotly.js of the installed Plotly, cached by the browser."""
    registry = get_instance().bidi_component_registry
    if registry.get("plotlyjs.lib") is None:
        registry.register_from_manifest(LIBRARY, plotlyjs.package())
