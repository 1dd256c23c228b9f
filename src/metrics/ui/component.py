"""The one component: the only place where charts, figures and checks are put on a page."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import get_instance

from metrics.contents.stamped import stamped
from metrics.exports import plotlyjs, typeface
from metrics.ui.state import choose

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

FRONT = Path(__file__).parent / "front"
FONT_SCRIPT = ComponentManifest("imagefont", "1", [ComponentConfig("lib", "font")])
FONT = ComponentManifest("sourcesans", "1", [ComponentConfig("lib", "files")])
FRAME = stamped({"kind": "frame"})
LIBRARY = ComponentManifest("plotlyjs", "1", [ComponentConfig("lib", "package_data")])


def show(key: str, content: bytes) -> None:
    """Put content of `metrics.contents` on the page, drawn again only when it has changed."""
    _component()(key=key, data=content, on_choose_change=partial(choose, key))


def show_frame() -> None:
    """Put the part on the page that shows nothing: it watches the connection and the menu."""
    show("frame", FRAME)


@cache
def _version() -> str:
    """Return a checksum of the front end, so that no browser mixes an old part with a new one."""
    parts = sorted(FRONT.iterdir())
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()[:12]


@cache
def _component() -> ComponentRenderer:
    """Register the component once a server; a click then finds it ready."""
    name = f"front-{_version()}"
    _serve(ComponentManifest("villagemetrics", "1", [ComponentConfig(name, "front")]), FRONT.parent)
    _serve(LIBRARY, plotlyjs.package())
    _serve(FONT_SCRIPT, typeface.SCRIPT.parents[1])
    _serve(FONT, typeface.package())
    return st.components.v2.component(
        f"villagemetrics.{name}", html="", css="front.css", js="main.js", isolate_styles=False
    )


def _serve(manifest: ComponentManifest, folder: Path) -> None:
    """Let the server hand out a folder's files, once a server."""
    registry = get_instance().bidi_component_registry
    if registry.get(f"{manifest.name}.{manifest.components[0].name}") is None:
        registry.register_from_manifest(manifest, folder)
