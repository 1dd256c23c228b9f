"""The addresses of what a page of charts shows before Streamlit runs: /early/<page>.

Where the page would say more than these contents (a notice, an unknown value), there are none, and
Streamlit begins at once.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from metrics.ui import workers
from metrics.ui.base_path import base_path
from metrics.ui.routes import answered

PATH = "/early/{page}"


async def answer(request: Request) -> Response:
    """Answer with the contents of a page as a JSON list; with no content where there are none."""
    return await answered(request, _contents)


async def _contents(request: Request) -> Response:
    # Streamlit's caches want its server, which does not run yet when it imports its routes.
    from metrics.ui.files import page_contents

    workers.CARDS.check()
    return await workers.CARDS.run(request.receive, lambda: page_contents(request))


def routes() -> list[BaseRoute]:
    """Return the route of contents, below the prefix that the server is put under."""
    return [Route(f"{base_path()}{PATH}", answer, methods=["GET"])]
