"""What the desk asks of the server: reports to open, decisions to keep, a dataset to make.

An answer is JSON; a refusal is {"title", "which", "do", "request"}. A report is found by the cookie
of its owner only.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from metrics import log
from metrics.errors import DataProblems, MetricsError
from metrics.exports.stop import Stopped
from metrics.intake.limits import MEGABYTE
from metrics.reports.ledger import Overtaken
from metrics.reports.limits import MEGABYTES
from metrics.ui import rate, workers
from metrics.ui.base_path import base_path
from metrics.ui.errors import BodyTooLarge, BodyTooSlow, NoDocument, Refusal
from metrics.ui.gate import fault
from metrics.ui.report_folder import NoReport, Reports, cookie, new_owner, owner_of
from metrics.ui.routes import CLIENT_LEFT, request_id
from metrics.ui.visitors import visitor_of

SECONDS = 60  # in which a body must have come
MOST_ENTRIES = 2 * MEGABYTE  # bytes of decisions posted at once
NO_STORE = {"Cache-Control": "no-store"}
OVERTAKEN, MISSING, REFUSED = 409, 404, 400
INTAKE = workers.Workers("reports", places=2, waiting=8)  # a report of a megabyte takes seconds
KEEPING = workers.Workers("ledgers", places=2, waiting=60)
Work = Callable[[Request, Reports, bytes], Response]


async def _answered(
    request: Request, staff: workers.Workers, most: int, work: Work, is_new: bool = False
) -> Response:
    """Do some work with the body of a request, for the owner that its cookie names."""
    try:
        staff.check()
        body = await _body(request, most) if request.method == "POST" else b""
        value = new_owner() if is_new and not owner_of(request.cookies) else ""
        owner = value.partition(".")[0] or owner_of(request.cookies)
        answer = await staff.run(request.receive, lambda: work(request, Reports(owner), body))
        if value:
            answer.headers["Set-Cookie"] = cookie(value, request.url.scheme == "https")
        answer.headers.update(NO_STORE)
        return answer
    except (Stopped, ClientDisconnect):
        return Response(status_code=CLIENT_LEFT)  # nobody reads it
    except MetricsError as error:
        return _refused(request, error)
    except Exception as error:  # a fault of ours; its traceback is for the log
        log.failed("/desk", error, request_id(request))
        return fault(request_id(request))


async def _body(request: Request, most: int) -> bytes:
    """Return the body of a request; raises BodyTooLarge, BodyTooSlow."""
    found = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise BodyTooLarge("The document is", most // MEGABYTE)
    except TimeoutError:
        raise BodyTooSlow("This is", SECONDS) from None
    return bytes(found)


def _refused(request: Request, error: MetricsError) -> Response:
    missing = MISSING if isinstance(error, NoReport) else REFUSED
    status = error.status if isinstance(error, Refusal) else missing
    content: dict[str, Any] = {"title": error.title, "which": error.which, "do": error.do}
    if isinstance(error, Overtaken):
        status, content["newer"] = OVERTAKEN, list(error.newer)
    if isinstance(error, DataProblems):
        content["problems"] = [str(problem) for problem in error.problems[:50]]
    log.refused("/desk", type(error).__name__, request_id(request), status)
    return JSONResponse({**content, "request": request_id(request)}, status, NO_STORE)


# The modules that do the work want Streamlit's server, which does not run yet when it imports its
# routes.


async def reports(request: Request) -> Response:
    """List the owner's reports, or open a new one: the body is a file, or a pasted text."""
    if request.method == "GET":
        return await _answered(request, KEEPING, 0, lambda _, own, __: JSONResponse(own.listed()))
    from metrics.ui.desk_work import opened

    client = request.client.host if request.client else ""
    try:
        rate.FILES.take(visitor_of(request.cookies) or client)
    except Refusal as error:
        return _refused(request, error)
    return await _answered(request, INTAKE, MEGABYTES * MEGABYTE + 1, opened, is_new=True)


async def report(request: Request) -> Response:
    """Return a report with all that was decided on it."""
    from metrics.ui.desk_work import whole

    return await _answered(request, KEEPING, 0, whole)


async def entries(request: Request) -> Response:
    """Keep decisions; answer once they are on disk, with those of other windows."""
    from metrics.ui.desk_work import kept

    return await _answered(request, KEEPING, MOST_ENTRIES, kept)


async def share(request: Request) -> Response:
    """Return the code by which a second person reads a report."""
    from metrics.ui.desk_shared import shared

    return await _answered(request, KEEPING, MOST_ENTRIES, shared)


async def second(request: Request) -> Response:
    """Return the report that a code opens."""
    from metrics.ui.desk_shared import whole

    return await _answered(request, KEEPING, 0, whole)


async def second_entries(request: Request) -> Response:
    """Keep decisions of a second reader who has come with a code."""
    from metrics.ui.desk_shared import kept

    return await _answered(request, KEEPING, MOST_ENTRIES, kept)


async def dataset(request: Request) -> Response:
    """Make the dataset of what is confirmed, or hand it out as a ZIP file."""
    from metrics.ui.desk_work import packed, published

    if request.method == "GET":
        return await _answered(request, KEEPING, 0, packed)
    return await _answered(request, INTAKE, MOST_ENTRIES, published)


async def removed(request: Request) -> Response:
    """Remove a report with its ledger."""

    def work(asked: Request, own: Reports, _: bytes) -> Response:
        own.remove(asked.path_params["report"])
        return JSONResponse(own.listed())

    return await _answered(request, KEEPING, MOST_ENTRIES, work)


def read_json(body: bytes) -> Mapping[str, Any]:
    """Return the object that a body holds; raises NoDocument."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoDocument("it is not JSON") from error
    if not isinstance(found, dict):
        raise NoDocument("it is no JSON object")
    return found


def routes() -> list[BaseRoute]:
    """Return the routes of the desk, below the prefix that the server is put under."""
    at = f"{base_path()}/desk"
    return [
        Route(at, reports, methods=["GET", "POST"]),
        Route(f"{at}/shared/{{code}}", second, methods=["GET"]),
        Route(f"{at}/shared/{{code}}/entries", second_entries, methods=["POST"]),
        Route(f"{at}/{{report}}", report, methods=["GET"]),
        Route(f"{at}/{{report}}/share", share, methods=["POST"]),
        Route(f"{at}/{{report}}/entries", entries, methods=["POST"]),
        Route(f"{at}/{{report}}/dataset", dataset, methods=["GET", "POST"]),
        Route(f"{at}/{{report}}/remove", removed, methods=["POST"]),
    ]
