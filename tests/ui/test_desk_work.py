"""What the desk makes stays its visitor's, and is handed out under any name."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from metrics import log
from metrics.exports.stop import Stopped
from metrics.intake.document import document
from metrics.reports.decisions import NoDecision
from metrics.reports.extract import pasted
from metrics.store.cache_folders import VARIABLE as CACHE
from metrics.ui import desk_routes, report_folder, upload_folder, uploads, visitors
from metrics.ui.desk_work import kept, opened, packed, published
from metrics.ui.report_folder import Reports

TEXT = "There are 12 wells. In 2014, 854 households of the county got water."


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep reports, tables and uploads of a test apart from all others."""
    monkeypatch.setenv(report_folder.VARIABLE, str(tmp_path / "reports"))
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    uploads._visitors.clear()
    yield
    uploads._visitors.clear()
    upload_folder.remove()


def request(cookie: str = "", asked: dict[str, str] | None = None, **names: str) -> Request:
    headers = [(b"cookie", f"{visitors.COOKIE}={cookie}".encode())]
    query = urlencode(asked or {}).encode()
    scope = {"type": "http", "path_params": names, "headers": headers, "query_string": query}
    return Request({**scope, "method": "GET", "client": None})


def posted(reader: str, who: str, value: str = "12") -> bytes:
    """Return what a window posts."""
    after = json.dumps(
        {"state": "confirmed", "value": value, "unit": "wells", "status": "standing"}
    )
    entry = {"figure_id": "F01", "reader": reader, "before": "", "after": after}
    entries = [{**entry, "evidence": "", "rule": ""}]
    return json.dumps({"who": who, "seen": 100, "entries": entries}).encode()


def content(answer: Response) -> Any:
    return json.loads(bytes(answer.body))


def made_dataset(cookie: str, title: str) -> tuple[Reports, str, str]:
    """Make a dataset of a report; return the reports, the report and the dataset."""
    own = Reports("ann")
    name = own.add(document("Wells", pasted(TEXT)), TEXT.encode())
    kept(request(report=name), own, posted("1", "Ann"))
    asked = {"title": title, "whole": "Pine", "places": {"Pine": {"kind": "county"}}}
    answer = published(request(cookie, report=name), own, json.dumps(asked).encode())
    return own, name, content(answer)["dataset"]


@pytest.mark.slow
def test_a_dataset_of_any_title_is_handed_out() -> None:
    cookie = visitors.new_value()
    own, name, dataset = made_dataset(cookie, "松县的水井")
    answer = packed(request(cookie, {"name": dataset}, report=name), own, b"")
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''upload-%E6%9D%BE%E5%8E%BF%E7%9A%84%E6%B0%B4%E4%BA%95.zip"
    )
    assert bytes(answer.body).startswith(b"PK")


@pytest.mark.slow
def test_a_visitors_own_last_edition_is_built_into_no_cache(tmp_path: Path) -> None:
    cookie = visitors.new_value()
    own, _, dataset = made_dataset(cookie, "Wells of 2014")
    answer = opened(request(cookie, {"edition": dataset}), own, TEXT.encode())
    found = json.loads(own.document(content(answer)["id"]))
    assert [one["change"]["state"] for one in found["numbers"]] == ["same", "new", "new"]
    assert list((tmp_path / "cache").rglob("*")) == []


@pytest.mark.parametrize("who", ["Ann", "ann"])
def test_the_first_reader_is_not_the_second_too(who: str) -> None:
    own = Reports("ann")
    name = own.add(document("Wells", pasted(TEXT)), TEXT.encode())
    kept(request(report=name), own, posted("1", "Ann"))
    with pytest.raises(NoDecision, match=f"{who} is the first reader: write another name"):
        kept(request(report=name), own, posted("2", who))
    assert [one["reader"] for one in own.ledger(name).entries()] == ["1"]
    kept(request(report=name), own, posted("2", "Bo"))
    assert [one["who"] for one in own.ledger(name).entries()] == ["Ann", "Bo"]


@pytest.mark.parametrize("left", [Stopped, ClientDisconnect])
def test_who_leaves_is_no_fault_of_ours(
    left: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(*_: object) -> Response:
        raise left

    failed: list[object] = []
    monkeypatch.setattr(log, "failed", lambda *said: failed.append(said))
    monkeypatch.setattr(desk_routes.KEEPING, "run", run)
    answer = asyncio.run(desk_routes.report(request(report="one")))
    assert (answer.status_code, failed) == (499, [])


def test_decisions_that_come_too_slowly_may_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    monkeypatch.setattr(desk_routes, "SECONDS", 0.01)
    scope = {**request(report="one").scope, "method": "POST"}
    answer = asyncio.run(desk_routes.entries(Request(scope, never)))
    assert (answer.status_code, content(answer)["do"]) == (408, "Send it again.")
