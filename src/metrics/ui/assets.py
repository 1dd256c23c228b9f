"""The files of libraries that the front end asks for: plotly.js and the font of images.

/assets/<library>/<file>, from the server's start on. A browser keeps them, and asks each time
whether they are still the same, so no browser mixes an old library with new code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from metrics.exports import plotlyjs, typeface
from metrics.ui.base_path import base_path


class Library(StaticFiles):
    """A folder of files that a browser keeps until they change."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file, or that the browser's own is the same."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def routes() -> list[BaseRoute]:
    """Return the routes of libraries, below the prefix that the server is put under."""
    return [
        Mount(f"{base_path()}/assets/{name}", Library(directory=folder))
        for name, folder in _folders().items()
    ]


def _folders() -> dict[str, Path]:
    return {
        "plotly": plotlyjs.package() / "package_data",
        "image_font": typeface.SCRIPT.parent,
        "font": typeface.package() / "files",
    }
