"""The one component: the only place where charts, figures and checks are put on a page.

Its manifest stands in pyproject.toml, so Streamlit serves its files from the server's start on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from metrics.payloads.etag import to_json_with_etag

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

NAME = "village-metrics.front"
FRAME = to_json_with_etag({"kind": "frame"})


def show(key: str, content: bytes) -> None:
    """Put content of `metrics.payloads` on the page, drawn again only when it has changed."""
    _component()(key=key, data=content)


def show_frame() -> None:
    """Put the part on the page that shows nothing: it watches the connection and the menu."""
    show("frame", FRAME)


@cache
def _component() -> ComponentRenderer:
    """Define the component once a server; a click then finds it ready."""
    return st.components.v2.component(NAME, css="front.css", js="main.js", isolate_styles=False)
