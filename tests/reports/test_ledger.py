"""The ledger keeps what was confirmed: through kills, through two writers, against changes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reports import ledger
from metrics.reports.ledger import COLUMNS, Entry, Ledger, LedgerBroken, Overtaken, faults

TEXT = "a" * 64


def decided(figure: str, after: str = "{}", reader: str = "1") -> Entry:
    """Return an entry as the desk gives it."""
    return {"figure_id": figure, "after": after, "reader": reader, "who": "Ann"}


def test_entries_come_back_in_order_and_chained(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    assert Ledger(path, TEXT).entries() == []
    Ledger(path, TEXT).append([decided("F01"), decided("F02")], 0)
    added = Ledger(path, TEXT).append([decided("F03", '{"value": "村"}')], 2)
    assert [one["figure_id"] for one in added] == ["F03"]
    found = Ledger(path, TEXT).entries()
    assert [(one["entry"], one["figure_id"]) for one in found] == [
        ("1", "F01"),
        ("2", "F02"),
        ("3", "F03"),
    ]
    assert found[0]["previous"] == "0" * 64
    assert found[2]["previous"] == found[1]["hash"]
    assert {one["text_sha256"] for one in found} == {TEXT}
    assert list(faults(found)) == []


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=6),
    st.data(),
)
def test_any_change_of_any_cell_is_named(texts: list[tuple[str, str]], data: Any) -> None:
    entries: list[dict[str, str]] = []
    previous = "0" * 64
    for number, (who, after) in enumerate(texts, 1):
        one = dict.fromkeys(COLUMNS, "") | {"entry": str(number), "who": who, "after": after}
        one |= {"previous": previous, "text_sha256": TEXT}
        one["hash"] = previous = ledger.hash_of(one)
        entries.append(one)
    assert list(faults(entries)) == []
    at = data.draw(st.integers(0, len(entries) - 1))
    column = data.draw(st.sampled_from(COLUMNS))
    other = data.draw(st.text().filter(lambda text: text != entries[at][column]))
    entries[at] = {**entries[at], column: other}
    assert next(one.entry for one in faults(entries)) == at + 1


@pytest.mark.parametrize("gone", [0, 1])
def test_an_entry_taken_out_breaks_the_chain(tmp_path: Path, gone: int) -> None:
    path = tmp_path / "ledger.jsonl"
    Ledger(path, TEXT).append([decided(f"F0{at}") for at in range(1, 4)], 0)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:gone] + lines[gone + 1 :]))
    with pytest.raises(LedgerBroken, match=f"entry {gone + 1} of ledger.jsonl"):
        Ledger(path, TEXT).entries()
    with pytest.raises(LedgerBroken):
        Ledger(path, TEXT).append([decided("F09")], 3)


@pytest.mark.parametrize("line", [b"x\n", b"{}\n", b"[]\n", b"\xff\n", b"[" * 100_000 + b"\n"])
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(line)
    with pytest.raises(LedgerBroken, match=r"entry 1 of ledger\.jsonl is no entry"):
        Ledger(path, TEXT).entries()


def test_a_decision_that_was_not_seen_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    one, other = Ledger(path, TEXT), Ledger(path, TEXT)
    one.append([decided("F01", "mine")], 0)
    with pytest.raises(Overtaken, match="F01") as refusal:
        other.append([decided("F02"), decided("F01", "theirs")], 0)
    assert [each["after"] for each in refusal.value.newer] == ["mine"]
    assert [each["after"] for each in one.entries()] == ["mine"]
    # About another number, or by a second reader, there is nothing to overwrite.
    newer = other.append([decided("F02"), decided("F01", "blind", "2")], 0)
    assert [each["entry"] for each in newer] == ["1", "2", "3"]


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    context = get_context("fork")
    writers = [context.Process(target=_write_many, args=(path, name)) for name in "ABCD"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    found = Ledger(path, TEXT).entries()
    for name in "ABCD":
        own = [one["figure_id"] for one in found if one["figure_id"].startswith(name)]
        assert own == [f"{name}{at:02}" for at in range(10)]


def _write_many(path: Path, name: str) -> None:
    for at in range(10):
        Ledger(path, TEXT).append([decided(f"{name}{at:02}")], 0)


# A process that confirms one number after the other is killed before, in or after a step of it.
STEPS = [("write", "before"), ("write", "half"), ("write", "after"), ("fsync", "before")]
STEPS += [("fsync", "after"), ("lseek", "before"), ("open", "after")]
# Of each step the second is killed in the quick lane too: something is there, more is to come.
KILLS = [
    pytest.param(name, when, nth, marks=() if nth == 2 else pytest.mark.slow)
    for name, when in STEPS
    for nth in range(1, 8)
]
KILLS += [pytest.param("ftruncate", when, 1) for when in ("before", "after")]


def _deadly(step: Callable[..., Any], when: str, nth: int) -> Callable[..., Any]:
    calls: list[int] = []

    def do(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == nth and when == "half":
            step(given[0], given[1][: len(given[1]) // 2])
            os._exit(9)
        if len(calls) == nth and when == "before":
            os._exit(9)
        found = step(*given, **named)
        if len(calls) == nth and when == "after":
            os._exit(9)
        return found

    return do


def _confirm_until_killed(path: Path, told: Path, name: str, when: str, nth: int) -> None:
    acknowledged = told.open("ab", buffering=0)
    setattr(os, name, _deadly(getattr(os, name), when, nth))
    for at in range(1, 9):
        Ledger(path, TEXT).append([decided(f"F{at:02}")], at - 1)
        acknowledged.write(b"confirmed\n")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
@pytest.mark.parametrize(("name", "when", "nth"), KILLS)
def test_a_killed_server_loses_nothing_that_was_confirmed(
    tmp_path: Path, name: str, when: str, nth: int
) -> None:
    path, told = tmp_path / "ledger.jsonl", tmp_path / "told"
    told.touch()
    if name == "ftruncate":  # there is something to cut off only after an earlier kill
        path.write_bytes(b'{"entry": "1", ')
    child = get_context("fork").Process(
        target=_confirm_until_killed, args=(path, told, name, when, nth)
    )
    child.start()
    child.join()
    assert child.exitcode == 9
    acknowledged = len(told.read_bytes().splitlines())
    found = Ledger(path, TEXT).entries()
    assert len(found) in (acknowledged, acknowledged + 1)
    again = Ledger(path, TEXT).append([decided("F99")], len(found))
    assert [one["figure_id"] for one in again] == ["F99"]
    assert len(Ledger(path, TEXT).entries()) == len(found) + 1
    assert all(json.loads(line) for line in path.read_text().splitlines())
