"""The addresses of files: /export/<dataset>/<topic or all>.<form>, with the filters of a page.

Stateless: an address says all there is to say, so two readers never share a file, and any program
can read a table from it. A reader's browser may post what it has drawn, to have it stamped.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from metrics import log
from metrics.errors import (
    CacheNotWritable,
    CannotSave,
    DataProblems,
    MetricsError,
    NoChrome,
    TablesDamaged,
)
from metrics.exports.stop import Stopped
from metrics.ui import rate, workers
from metrics.ui.base_path import base_path
from metrics.ui.errors import Refusal
from metrics.ui.gate import fault
from metrics.ui.posted import drawn_images
from metrics.ui.visitors import visitor_of

CARD, OPTIONS, TABLES = "card", "options", ("csv", "xlsx", "parquet", "json", "bib", "csl")
REFUSED, BROKEN, CLIENT_LEFT = 400, 503, 499
PATH = "/export/{dataset}/{name}.{form}"


async def answer(request: Request) -> Response:
    """Answer with the file that the address names, or with a sentence on what is wrong."""
    return await answered(request, _file)


async def answered(request: Request, work: Callable[[Request], Awaitable[Response]]) -> Response:
    """Answer a request with what `work` makes of it, or with a sentence on what is wrong."""
    try:
        return await work(request)
    except Stopped:
        return Response(status_code=CLIENT_LEFT)  # nobody reads it
    except Refusal as error:
        return _refused(request, error, error.status)
    except (NoChrome, DataProblems, CannotSave, CacheNotWritable, TablesDamaged) as error:
        return _refused(request, error, BROKEN)
    except MetricsError as error:
        return _refused(request, error, REFUSED)
    except Exception as error:  # a fault of ours; its traceback is for the log
        log.failed(_route(request), error, request_id(request))
        return fault(request_id(request))


async def _file(request: Request) -> Response:
    # Streamlit's caches want its server, which does not run yet when it imports its routes.
    from metrics.ui.files import file

    form = request.path_params["form"]
    staff = _workers(form)
    staff.check()
    if staff is workers.FILES:
        client = request.client.host if request.client else ""
        rate.FILES.take(visitor_of(request.cookies) or client)
    drawn = await drawn_images(request) if request.method == "POST" else {}
    if form in drawn:
        staff = workers.TABLES  # an image that is drawn needs its account only
    return await staff.run(request.receive, lambda: file(request, drawn))


def _workers(form: str) -> workers.Workers:
    if form in (CARD, OPTIONS):
        return workers.CARDS
    return workers.TABLES if form in TABLES else workers.FILES


def _refused(request: Request, error: MetricsError, status: int) -> Response:
    rule, asked = type(error).__name__, request_id(request)
    log.refused(_route(request), rule, asked, status)
    seconds = error.seconds if isinstance(error, Refusal) else 0
    headers = {"Retry-After": str(seconds)} if seconds else {}
    return PlainTextResponse(f"{error} Request {asked}.", status, headers)


def request_id(request: Request) -> str:
    """Return the id of a request, as the gate has given it."""
    found = request.scope.setdefault("state", {}).setdefault("request_id", log.new_request_id())
    return str(found)


def _route(request: Request) -> str:
    """Return the route and the form asked for; the rest may name a visitor's own dataset."""
    if "form" not in request.path_params:
        return "/early/*" if "page" in request.path_params else "/search/*"
    form = str(request.path_params["form"])
    return f"/export/*.{form if form.isascii() and form.isalnum() else '?'}"[:40]


def routes() -> list[BaseRoute]:
    """Return the routes of files, below the prefix that the server is put under."""
    return [Route(f"{base_path()}{PATH}", answer, methods=["GET", "POST"])]
