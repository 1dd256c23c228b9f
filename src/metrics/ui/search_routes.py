"""The address of a search: /search/<dataset>?text=..., answered from the dataset's built tables.

A visitor's own upload is found by that visitor alone, as everywhere.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from metrics.ui import workers
from metrics.ui.base_path import base_path
from metrics.ui.routes import answered

PATH = "/search/{dataset}"


async def answer(request: Request) -> Response:
    """Answer with what a text finds, or with a sentence on what is wrong."""
    return await answered(request, _found)


async def _found(request: Request) -> Response:
    # Streamlit's caches want its server, which does not run yet when it imports its routes.
    from metrics.ui.files import search_results

    workers.CARDS.check()
    return await workers.CARDS.run(request.receive, lambda: search_results(request))


def routes() -> list[BaseRoute]:
    """Return the route of searches, below the prefix that the server is put under."""
    return [Route(f"{base_path()}{PATH}", answer, methods=["GET"])]
