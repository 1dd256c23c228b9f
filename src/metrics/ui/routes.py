"""The addresses of files: /export/<dataset>/<topic or all>.<form>, with the filters of a page.

Stateless: an address says all there is to say, so two readers never share a file, and any program
can read a table from it. A reader's browser may post what it has drawn, to have it stamped.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from metrics.errors import DataProblems, MetricsError, TooLarge
from metrics.exports.errors import NoChrome

MOST_DRAWN = 40_000_000  # bytes of the images that a browser posts
REFUSED, BROKEN = 400, 503


async def answer(request: Request) -> Response:
    """Answer with the file that the address names, or with a sentence on what is wrong."""
    # Streamlit's caches want its server, which does not run yet when it imports its routes.
    from metrics.ui.files import file

    try:
        drawn = await _drawn(request) if request.method == "POST" else {}
        return await run_in_threadpool(file, request, drawn)
    except (NoChrome, DataProblems) as error:
        return PlainTextResponse(str(error), BROKEN)
    except MetricsError as error:
        return PlainTextResponse(str(error), REFUSED)


async def _drawn(request: Request) -> dict[str, bytes]:
    """Return the images that a browser has drawn, by file name or form."""
    if int(request.headers.get("content-length", MOST_DRAWN + 1)) > MOST_DRAWN:
        raise TooLarge("the images", MOST_DRAWN // 1_000_000)
    async with request.form(max_files=50, max_fields=0) as form:
        files = {name: one for name, one in form.items() if isinstance(one, UploadFile)}
        return {name: await one.read() for name, one in files.items()}


ROUTES = [Route("/export/{dataset}/{name}.{form}", answer, methods=["GET", "POST"])]
