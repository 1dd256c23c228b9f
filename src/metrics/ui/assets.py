"""The files of libraries that the front end asks for: plotly.js and the font of images.

/assets/<library>/<file>, from the server's start on. A browser keeps them, and asks each time
whether they are still the same, so no browser mixes an old library with new code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from metrics.exports import plotlyjs, typeface
from metrics.ui.base_path import base_path

HINT = b"//# allFunctionsCalledOnLoad\n"  # to others than Chrome a comment


class Library(StaticFiles):
    """A folder of files that a browser keeps until they change."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file, or that the browser's own is the same."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Plotly(Library):
    """The folder of plotly.js, whose script says first how browsers are to read it.

    The bundle runs all of its modules as it loads. Chrome compiles a function when it is called,
    which holds up the page; with HINT it does so beside the page, while the script comes in.
    """

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file, or that the browser's own is the same."""
        response = super().file_response(*args, **kwargs)
        if not isinstance(response, FileResponse) or Path(response.path).name != plotlyjs.FILE:
            return response
        hinted = Response(HINT + Path(response.path).read_bytes(), media_type=response.media_type)
        for name in ("etag", "last-modified", "cache-control"):
            hinted.headers[name] = response.headers[name]
        return hinted


def routes() -> list[BaseRoute]:
    """Return the routes of libraries, below the prefix that the server is put under."""
    return [
        Mount(f"{base_path()}/assets/{name}", library) for name, library in _libraries().items()
    ]


def _libraries() -> dict[str, Library]:
    return {
        "plotly": Plotly(directory=plotlyjs.package() / "package_data"),
        "image_font": Library(directory=typeface.SCRIPT.parent),
        "font": Library(directory=typeface.package() / "files"),
    }
