"""What visitors upload: each their own limits, no word lost, and nothing left behind."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.responses import Response

from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.intake.sheet import Sheet
from metrics.store.build import no_progress
from metrics.ui import caches, upload_folder, uploads, visitors

HERE = Path(__file__).parent
GOOD = "年份,村名,状态,户数\n2014,石龙村,已脱贫,12\n".encode()
TOLD = Path("/proc/self/fd").is_dir()


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """Start and end without uploads."""
    uploads._visitors.clear()
    yield
    uploads._visitors.clear()
    upload_folder.remove()


def checked(who: str, title: str, key: str = "") -> uploads.Checked:
    """Check a file of a visitor."""
    request = CheckRequest(title, [guess(one) for one in sheets(f"{title}.csv", GOOD)])
    report = check(request, uploads.folder(title), no_progress)
    found = uploads.Checked(request, False, report)
    uploads.remember(who, key or title, found)
    return found


def load(who: str, title: str) -> uploads.Kept:
    """Check and load a file of a visitor."""
    return uploads.keep(who, title, checked(who, title).report)


@pytest.mark.slow
def test_a_check_stays_while_another_tab_checks() -> None:
    first = checked("ann", "first")
    checked("ann", "second")
    assert uploads.keep("ann", "first", first.report).upload.built.path.is_file()


@pytest.mark.slow
def test_a_check_that_made_room_is_told_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "CHECKS", 2)
    first = checked("ann", "first")
    for nth in range(uploads.CHECKS):
        checked("ann", f"later {nth}")
    with pytest.raises(uploads.CheckGone, match="Check the files again"):
        uploads.keep("ann", "first", first.report)
    assert uploads.uploads_of("ann") == {}


@pytest.mark.slow
def test_a_visitors_own_oldest_goes_with_a_word_and_nobody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "DATASETS", 3)
    load("bob", "bobs")
    for nth in range(uploads.DATASETS):
        assert load("ann", f"set {nth}").removed == ()
    assert load("ann", "one more").removed == ("set 0",)
    assert len(uploads.uploads_of("ann")) == uploads.DATASETS
    assert list(uploads.uploads_of("bob")) == ["upload-bobs"]


@pytest.mark.slow
def test_a_dataset_that_takes_the_place_of_another_is_told() -> None:
    assert not load("ann", "same").replaced
    assert load("ann", "same").replaced
    assert len(uploads.uploads_of("ann")) == 1


@pytest.mark.slow
def test_too_many_bytes_are_refused_before_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    load("ann", "first")
    monkeypatch.setattr(uploads, "MEGABYTES_KEPT", 0)
    with pytest.raises(uploads.NoRoom, match="Remove one of them"):
        uploads.make_room("ann")
    uploads.make_room("bob")
    monkeypatch.setattr(uploads, "MEGABYTES_OF_ALL", 0)
    with pytest.raises(uploads.NoRoom, match="Try again later"):
        uploads.make_room("bob")


def test_files_that_were_read_are_held_for_their_visitor_only() -> None:
    reads: list[int] = []

    def reader(nth: int) -> list[object]:
        reads.append(nth)
        return []

    for who, nth in (("ann", 1), ("ann", 1), ("bob", 1)):
        uploads.read(who, ("file", None), lambda nth=nth: reader(nth))  # type: ignore[misc,arg-type] # a stand-in
    assert reads == [1, 1]


@pytest.mark.slow
@pytest.mark.skipif(not TOLD, reason="the system does not list open files")
def test_what_is_removed_goes_from_memory_and_disk() -> None:
    kept = load("ann", "secret")
    path = kept.upload.built.path
    caches.store(str(path), kept.upload.built.fingerprint)
    uploads.read("ann", ("file", None), lambda: sheets("a.csv", GOOD))
    assert _is_open(path)
    uploads.drop("ann", "upload-secret")
    gc.collect()
    assert not path.parent.exists()
    assert not _is_open(path)
    assert uploads._visitors == {}


def _is_open(path: Path) -> bool:
    found = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            found.append(os.readlink(one))
        except OSError:
            continue
    return any(name.startswith(str(path)) for name in found)


@pytest.mark.slow
def test_nothing_is_left_behind_wherever_a_server_dies(tmp_path: Path) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(HERE / "upload_kills.py")],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert len(found) == 24
    assert [one for one in found if one[1:] != [9, 0, []]] == [], done.stderr


SERVER = """
import sys, time
from metrics.ui import upload_folder
(upload_folder.folder() / "table.csv").write_text("secret")
print("ready", flush=True)
time.sleep(60)
"""


def test_the_next_start_sweeps_what_a_kill_left_and_spares_a_server_that_lives(
    tmp_path: Path,
) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", SERVER]
    first, second = (
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)
    )
    for one in (first, second):
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert len(list(tmp_path.rglob("table.csv"))) == 2
    sweep = "from metrics.ui import upload_folder; upload_folder.sweep()"
    subprocess.run([sys.executable, "-c", sweep], env=env, check=True)
    assert len(list(tmp_path.rglob("table.csv"))) == 1
    second.kill()
    second.wait()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_leaves_no_uploads(tmp_path: Path, how: signal.Signals) -> None:
    script = (
        "import uvicorn\n"
        "from starlette.applications import Starlette\n"
        "from metrics.ui import upload_folder\n"
        "(upload_folder.folder() / 'table.csv').write_text('secret')\n"
        "uvicorn.run(upload_folder.Uploads(Starlette()), port=0, log_level='error')\n"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-c", script], env=env)
    end = time.monotonic() + 30
    while not list(tmp_path.rglob("table.csv")) and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(1)
    server.send_signal(how)
    server.wait(30)
    assert list(tmp_path.rglob("table.csv")) == []


@pytest.mark.slow
def test_an_upload_is_searched_by_its_own_visitor_only(ask: Callable[..., Response]) -> None:
    value = visitors.new_value()
    address = (
        f"/search/{load(visitors.verified(value), 'mine').upload.name}?text=%E7%9F%B3%E9%BE%99"
    )
    mine = ask(address, cookie=f"{visitors.COOKIE}={value}")
    assert "石龙村" in json.dumps(json.loads(bytes(mine.body)), ensure_ascii=False)
    assert mine.headers["cache-control"] == "private, no-cache"
    assert ask(address).status_code == 400


@pytest.mark.slow
def test_a_check_that_goes_leaves_no_tables_open() -> None:
    first = checked("ann", "first")
    built = first.report.built
    assert built is not None
    kept = weakref.ref(caches.store(str(built.path), built.fingerprint))
    for title in range(uploads.CHECKS):
        checked("ann", f"check {title}")
    gc.collect()
    assert kept() is None
    assert not built.path.exists()


def test_files_of_other_visitors_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MEGABYTES_READ_OF_ALL", 0)
    reads: list[str] = []

    def read(who: str) -> None:
        def reader() -> list[Sheet]:
            reads.append(who)
            return sheets("a.csv", GOOD)

        uploads.read(who, ("file", None), reader)

    for who in ("ann", "bob", "bob", "ann"):
        read(who)
    assert reads == ["ann", "bob", "ann"]


def test_a_folder_is_made_where_files_have_no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    upload_folder.remove()
    monkeypatch.setattr(upload_folder, "fcntl", None)
    made = upload_folder.folder()
    assert made.is_dir()
    upload_folder.sweep()
    assert made.is_dir()
    upload_folder.remove()
    assert not made.exists()
