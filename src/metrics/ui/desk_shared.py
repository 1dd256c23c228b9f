"""A report read by a second person from another browser, who sees no answer of the first.

The code of a link opens one report, for the second reader's decisions only.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from metrics.reports.decisions import SECOND, NoDecision
from metrics.reports.ledger import Entry, Overtaken
from metrics.store.tables import PLACE_KINDS
from metrics.ui.desk_work import as_answer, decisions, refuse_first_reader
from metrics.ui.report_folder import Reports


def shared(request: Request, own: Reports, _: bytes) -> Response:
    """Answer with the code of a report of the owner's."""
    return JSONResponse({"code": own.code(request.path_params["report"])})


def whole(request: Request, _: Reports, __: bytes) -> Response:
    """Answer with the report that a code opens, and what the second reader has decided."""
    own, name = Reports.of_code(request.path_params["code"])
    entries = _of_second(own.ledger(name).entries())
    return as_answer(
        own.document(name), {"entries": entries, "kinds": PLACE_KINDS, "reader": int(SECOND)}
    )


def kept(request: Request, _: Reports, body: bytes) -> Response:
    """Add decisions of the second reader; answer with those of other windows of theirs."""
    own, name = Reports.of_code(request.path_params["code"])
    new, seen = decisions(body)
    ledger = own.ledger(name)
    _refuse_other_than_second(new)
    refuse_first_reader(new, ledger.entries())
    try:
        return JSONResponse({"entries": _of_second(ledger.append(new, seen))})
    except Overtaken as error:
        error.newer = tuple(_of_second(error.newer))
        raise


def _of_second(entries: Iterable[Entry]) -> list[Entry]:
    return [one for one in entries if one["reader"] == SECOND]


def _refuse_other_than_second(new: Iterable[Entry]) -> None:
    """Refuse what is not the second reader's."""
    if any(one["reader"] != SECOND for one in new):
        raise NoDecision("the link is the second reader's")
