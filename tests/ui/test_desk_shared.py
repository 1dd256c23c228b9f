"""A second reader reads a report by a link, blind, and nobody's decisions are written over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from metrics.intake.document import document
from metrics.reports.decisions import NoDecision
from metrics.reports.extract import pasted
from metrics.reports.ledger import Overtaken
from metrics.ui import desk_shared, report_folder
from metrics.ui.desk_work import kept, whole
from metrics.ui.report_folder import NoReport, Reports

TEXT = "There are 12 wells. In 20 14, 854 households left. The fund is of180,000 in all."
NOBODY = Reports("")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the reports of a test in a folder of its own."""
    monkeypatch.setenv(report_folder.VARIABLE, str(tmp_path / "reports"))


@pytest.fixture
def own() -> Iterator[tuple[Reports, str]]:
    """Give the reports of an owner, and the name of one."""
    reports = Reports("ann")
    yield reports, reports.add(document("Wells", pasted(TEXT)), TEXT.encode())


def request(**names: str) -> Request:
    return Request({"type": "http", "path_params": names, "headers": [], "query_string": b""})


def posted(reader: str, who: str, figure: str, value: str, seen: int = 0) -> bytes:
    """Return what a window posts."""
    after = json.dumps({"state": "confirmed", "value": value, "status": "standing"})
    entry = {"figure_id": figure, "reader": reader, "before": "", "after": after}
    entries = [{**entry, "evidence": "", "rule": ""}]
    return json.dumps({"who": who, "seen": seen, "entries": entries}).encode()


def content(answer: Response) -> Any:
    return json.loads(bytes(answer.body))


def test_the_second_reader_sees_no_answer_of_the_first(own: tuple[Reports, str]) -> None:
    reports, name = own
    kept(request(report=name), reports, posted("1", "Ann", "F01", "12"))
    code = content(desk_shared.shared(request(report=name), reports, b""))["code"]
    first = content(desk_shared.whole(request(code=code), NOBODY, b""))
    assert (first["entries"], first["reader"]) == ([], 2)
    assert "agreement" not in first
    answer = desk_shared.kept(request(code=code), NOBODY, posted("2", "Bo", "F01", "13"))
    assert [one["who"] for one in content(answer)["entries"]] == ["Bo"]
    assert "agreement" not in content(answer)
    found = content(whole(request(report=name), reports, b""))
    assert [one["who"] for one in found["entries"]] == ["Ann", "Bo"]
    assert found["agreement"]["conflicts"] == ["F01"]
    assert (found["agreement"]["both"], found["agreement"]["equal"]) == (1, 0)


def test_two_readers_at_once_never_overwrite_each_other(own: tuple[Reports, str]) -> None:
    reports, name = own
    code = reports.code(name)

    def first(number: int) -> None:
        kept(request(report=name), reports, posted("1", "Ann", f"F{number:02}", str(number)))

    def second(number: int) -> None:
        body = posted("2", "Bo", f"F{number:02}", str(number + 100))
        desk_shared.kept(request(code=code), NOBODY, body)

    with ThreadPoolExecutor(8) as threads:
        done = [threads.submit(f, n) for n in range(10, 30) for f in (first, second)]
    assert [one.exception() for one in done] == [None] * 40
    entries = reports.ledger(name).entries()  # raises where the chain is broken
    after = {(one["reader"], one["figure_id"]): json.loads(one["after"]) for one in entries}
    assert {key: one["value"] for key, one in after.items()} == {
        **{("1", f"F{n:02}"): str(n) for n in range(10, 30)},
        **{("2", f"F{n:02}"): str(n + 100) for n in range(10, 30)},
    }


def test_two_second_readers_are_told_of_each_other(own: tuple[Reports, str]) -> None:
    reports, name = own
    code = reports.code(name)
    kept(request(report=name), reports, posted("1", "Ann", "F01", "12"))
    desk_shared.kept(request(code=code), NOBODY, posted("2", "Bo", "F01", "12"))
    with pytest.raises(Overtaken) as refused:
        desk_shared.kept(request(code=code), NOBODY, posted("2", "Cy", "F01", "13"))
    assert [one["who"] for one in refused.value.newer] == ["Bo"]
    again = posted("2", "Cy", "F01", "13", seen=2)
    assert len(content(desk_shared.kept(request(code=code), NOBODY, again))["entries"]) == 1


@pytest.mark.parametrize(
    ("reader", "who", "words"),
    [("1", "Bo", "the second reader's"), ("3", "Bo", "the second"), ("2", "ann", "is the first")],
)
def test_a_link_takes_the_second_readers_decisions_only(
    own: tuple[Reports, str], reader: str, who: str, words: str
) -> None:
    reports, name = own
    kept(request(report=name), reports, posted("1", "Ann", "F01", "12"))
    with pytest.raises(NoDecision, match=words):
        desk_shared.kept(
            request(code=reports.code(name)), NOBODY, posted(reader, who, "F01", "12", 1)
        )
    assert len(reports.ledger(name).entries()) == 1


def test_a_code_opens_its_report_until_it_is_removed(own: tuple[Reports, str]) -> None:
    reports, name = own
    other = reports.add(document("Dams", pasted(TEXT)), TEXT.encode())
    code = reports.code(name)
    folder, _, signature = code.partition(".")[0], *code.rpartition(".")[1:]
    for wrong in ("", "..", code[:-1], f"{folder}.{other}.{signature}", f"é{code}"):
        with pytest.raises(NoReport):
            desk_shared.whole(request(code=wrong), NOBODY, b"")
    with pytest.raises(NoReport):
        Reports("bo").code(name)
    reports.remove(name)
    with pytest.raises(NoReport):
        desk_shared.whole(request(code=code), NOBODY, b"")
