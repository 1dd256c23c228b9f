"""Where the plotly.js that belongs to our Plotly lies."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

FILE = "plotly.min.js"


def package() -> Path:
    """Return the folder of the installed Plotly package."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed: install the project again")
    return Path(spec.origin).parent
