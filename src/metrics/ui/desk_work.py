"""The work behind the desk's requests: take a document in, keep decisions, make the dataset."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from metrics.errors import shortened
from metrics.intake.check import Report
from metrics.intake.checks_at_once import checks_at_once
from metrics.intake.document import document
from metrics.intake.publish import CannotPublish, PlaceOf, PublishRequest, publish
from metrics.intake.write_package import zipped
from metrics.reports.agreement import agreement
from metrics.reports.decisions import FIRST, SECOND, NoDecision, decided, read_entry
from metrics.reports.edition import Figure
from metrics.reports.extract import extract, pasted
from metrics.reports.extracted import Extracted
from metrics.reports.ledger import Entry
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.store.tables import PLACE_KINDS
from metrics.topics.history import edition, text_of
from metrics.ui import uploads
from metrics.ui.desk_routes import read_json
from metrics.ui.errors import NoDocument
from metrics.ui.headers import attachment
from metrics.ui.report_folder import Reports
from metrics.ui.visitors import visitor_of

PASTED = "Pasted text"
LONGEST_TITLE = 120
MOST_PLACES = 2_000
TEXTS = ("title", "whole", "publisher", "url", "published")


def opened(request: Request, own: Reports, body: bytes) -> Response:
    """Read a document and keep it; answer with its id."""
    name = request.query_params.get("name", "")[:LONGEST_TITLE]
    found = _extracted(name, body)
    title = PurePath(name).stem if name else PASTED
    made = own.add(document(title or PASTED, found, *_last(request)), body)
    return JSONResponse({"id": made})


def _last(request: Request) -> tuple[list[str], list[Figure], dict[str, str] | None]:
    """Return the places, the figures and the name of the dataset that a request names.

    That is the last edition; nothing where it names none.
    """
    name = request.query_params.get("edition", "")
    if not name:
        return [], [], None
    built = _built(visitor_of(request.cookies), name)
    store = Store(built.path, built.fingerprint)
    return *edition(store), {"dataset": name, "text_sha256": text_of(store)}


def _built(visitor: str, name: str) -> build_cache.Built:
    """Return the tables of a dataset; of a visitor's own those that go with it, in no cache."""
    if own := uploads.uploads_of(visitor).get(name):
        return own.built
    folder = uploads.available_datasets(visitor).datasets.get(name)
    if folder is None:
        raise NoDocument(f"there is no dataset “{shortened(name)}”")
    return build_cache.ensure(folder)


def _extracted(name: str, body: bytes) -> Extracted:
    if name:
        return extract(name, body)
    try:
        return pasted(body.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise NoDocument("a pasted text comes in UTF-8") from error


def whole(request: Request, own: Reports, _: bytes) -> Response:
    """Answer with a report and its ledger."""
    name = request.path_params["report"]
    entries = own.ledger(name).entries()
    more = {"entries": entries, "kinds": PLACE_KINDS, "reader": 1, **_agreement(entries)}
    return as_answer(own.document(name), more)


def as_answer(document: bytes, more: Mapping[str, Any]) -> Response:
    """Return a document, which is JSON already, and what is known of it as one JSON object."""
    rest = json.dumps(more).encode()[1:]
    return Response(b'{"document":%s,%s' % (document, rest), media_type="application/json")


def kept(request: Request, own: Reports, body: bytes) -> Response:
    """Add decisions to the ledger; answer with all entries that the window has not seen."""
    name = request.path_params["report"]
    new, seen = decisions(body)
    ledger = own.ledger(name)
    refuse_first_reader(new, ledger.entries())
    added, entries = ledger.append(new, seen), ledger.entries()
    # What the first reader has answered tells the second one nothing.
    about = {one["figure_id"] for one in new if one["reader"] != SECOND}
    checks = checks_at_once(own.numbers(name), entries, about) if about else []
    return JSONResponse({"entries": added, "checks": checks, **_agreement(entries)})


def decisions(body: bytes) -> tuple[list[Entry], int]:
    """Return the entries that a window posts, and how many of the ledger's it has seen.

    Raises NoDocument, NoDecision.
    """
    posted = read_json(body)
    new, seen, who = posted.get("entries"), posted.get("seen"), posted.get("who")
    if not isinstance(new, list) or not isinstance(seen, int) or not isinstance(who, str):
        raise NoDocument("it holds no decisions")
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return [{**read_entry(one, who), "at": at} for one in new], max(0, seen)


def refuse_first_reader(new: Iterable[Entry], entries: Iterable[Entry]) -> None:
    """Refuse decisions of a second reader who has the first one's name."""
    new = list(new)
    first = {one["who"].casefold() for one in (*entries, *new) if one["reader"] == FIRST}
    for one in new:
        if one["reader"] == SECOND and one["who"].casefold() in first:
            raise NoDecision(f"{one['who']} is the first reader: write another name above")


def _agreement(entries: list[Entry]) -> dict[str, Any]:
    found = agreement(decided(entries, FIRST), decided(entries, SECOND))
    return {
        "agreement": {
            "both": found.both,
            "equal": found.equal,
            "kappa": found.kappa,
            "conflicts": found.conflicts,
        }
    }


def published(request: Request, own: Reports, body: bytes) -> Response:
    """Make the dataset for this visitor; answer with its name and its cross-checks."""
    name, visitor = request.path_params["report"], visitor_of(request.cookies)
    if not visitor:
        do = "Load the page anew; if that does not help, allow cookies for this site."
        raise CannotPublish("this browser is not known to the server", do)
    asked, report = _request(read_json(body)), json.loads(own.document(name))
    _refuse_own_name(asked.title, report["edition"])
    uploads.make_room(visitor)
    folder = uploads.folder(asked.title)
    try:
        counts = publish(folder, report, own.ledger(name).entries(), asked)
        built = build_cache.build_into(folder, folder.parent)
    except BaseException:
        shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    made = uploads.keep(visitor, asked.title, Report(folder, (), counts, built))
    checks = Store(built.path, built.fingerprint).frame(
        "select says, arithmetic, verdict from checks"
    )
    return JSONResponse(
        {
            "dataset": made.upload.name,
            "rows": counts,
            "removed": made.removed,
            "checks": checks.to_dict("records"),
        }
    )


def _refuse_own_name(title: str, edition: Mapping[str, str] | None) -> None:
    """Refuse a title by which the new edition would take the place of the last one."""
    if edition and uploads.name(title) == edition["dataset"]:
        which = f"“{shortened(title)}” is the title of the last edition too, which would be lost"
        raise CannotPublish(which, "Give it another title, with its year for example.")


def _request(asked: Mapping[str, Any]) -> PublishRequest:
    texts = {name: asked.get(name, "") for name in TEXTS}
    places = asked.get("places")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(places, dict):
        raise NoDocument("it does not say what the dataset is")
    if not texts["title"].strip():
        raise CannotPublish("it has no title", "Give it a title.")
    found = {str(name): _place(one) for name, one in list(places.items())[:MOST_PLACES]}
    cut = {name: " ".join(text.split())[:300] for name, text in texts.items()}
    return PublishRequest(**{**cut, "title": cut["title"][:LONGEST_TITLE]}, places=found)


def _place(found: Any) -> PlaceOf:
    kind, parent = (
        (found.get("kind"), found.get("parent", "")) if isinstance(found, dict) else ("", "")
    )
    return PlaceOf(str(kind), str(parent))


def packed(request: Request, own: Reports, _: bytes) -> Response:
    """Answer with a dataset of this visitor's as a ZIP file."""
    own.about(request.path_params["report"])
    name = request.query_params.get("name", "")
    found = uploads.uploads_of(visitor_of(request.cookies)).get(name)
    if found is None:
        do = "Make the dataset again."
        raise CannotPublish("it is not kept any more", do)
    headers = attachment(f"{found.folder.name}.zip")
    return Response(zipped(found.folder), media_type="application/zip", headers=headers)
