"""The smallest form of a file is made once while nobody asks, and never sent unless it is right."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from queue import Queue
from unittest.mock import Mock, patch

import brotli
import pytest

from metrics import log
from metrics.ui.smallest import Smallest, chosen, tidy

BODY = b"export const answer = 42\n" * 100
WAIT = 30


def made(folder: Path | None, body: bytes = BODY) -> bytes:
    """Have a file made at once, and return it."""
    found: Queue[bytes] = Queue()
    Smallest(folder, idle=0).make_later(body, found.put)
    return found.get(timeout=WAIT)


def test_what_one_server_made_the_next_one_finds(tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    assert Smallest(folder).find(BODY) is None
    small = made(folder)
    assert brotli.decompress(small) == BODY
    assert Smallest(folder).find(BODY) == small
    assert Smallest(folder).find(BODY + b" ") is None


@pytest.mark.parametrize("left", [b"", b"x", b"half", b"another file"])
def test_a_file_that_is_not_what_it_should_be_is_not_sent(tmp_path: Path, left: bytes) -> None:
    small = made(tmp_path)
    (path,) = tmp_path.glob("*.br")
    kept = {b"half": small[: len(small) // 2], b"another file": brotli.compress(left)}
    path.write_bytes(kept.get(left, left))
    assert Smallest(tmp_path).find(BODY) is None
    assert made(tmp_path) == small == path.read_bytes()


def test_nothing_is_made_while_somebody_asks(tmp_path: Path) -> None:
    files = Smallest(tmp_path, idle=3600)
    files.make_later(BODY, Mock(side_effect=AssertionError))
    before = files.seconds_to_idle()
    time.sleep(0.02)
    files.note_request()
    assert 3590 < before - 0.02 < files.seconds_to_idle() <= 3600
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "scripts").write_text("no folder")
    files = Smallest(tmp_path / "scripts", idle=0)
    with patch.object(log, "LOGGER", logging.getLogger("here")):
        for body in (BODY, BODY * 2):
            files.make_later(body, Mock(side_effect=AssertionError))
            end = time.monotonic() + WAIT
            while files._at_work and time.monotonic() < end:
                time.sleep(0.01)
    assert len(caplog.records) == 1
    assert "no compressed files are kept" in caplog.text
    assert files.find(BODY) is None


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    for name in ("old", "mid", "new"):
        (tmp_path / f"{name}.br").write_bytes(bytes(10))
    for age, name in enumerate(("new", "mid", "old")):
        os.utime(tmp_path / f"{name}.br", (1000 - age, 1000 - age))
    tidy(tmp_path, most=25)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mid.br", "new.br"]


def test_none_is_made_where_the_server_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path))
    monkeypatch.setenv("VILLAGE_METRICS_COMPRESSION", "quick")
    chosen().make_later(BODY, Mock(side_effect=AssertionError))
    assert chosen()._folder is None
    monkeypatch.delenv("VILLAGE_METRICS_COMPRESSION")
    assert chosen()._folder == tmp_path / "scripts"
