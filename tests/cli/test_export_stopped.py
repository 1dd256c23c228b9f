"""Whatever stops an export, each file it leaves is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from metrics.cli import export as exporting
from metrics.exports import bundle
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.verify import MATCHES, verify
from metrics.store.open import Store

Export = Callable[..., int]
Written = Callable[[], list[str]]
Said = pytest.CaptureFixture[str]
TABLES = ("poverty_exits", "--format", "csv", "json")
# An export that stays forever in the middle of writing its eighth file, the bundle of a chart.
HANGING = """
import sys, time
from pathlib import Path
from metrics.cli import main

whole, written = Path.write_bytes, []

def half(path, data):
    if path.parent != Path(sys.argv[1]):
        return whole(path, data)
    written.append(path)
    if len(written) < 8:
        return whole(path, data)
    whole(path, data[: len(data) // 2])
    print("half", flush=True)
    time.sleep(600)

Path.write_bytes = half
main(["export", "--all", "--to", sys.argv[1]])
"""


@pytest.fixture
def stopped_at_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C while the second file is made."""

    def stopped(store: Store, wish: ExportRequest, said: bundle.FileProgress) -> bytes:
        if wish.form == "json":
            raise KeyboardInterrupt
        return render_export(store, wish, said)

    monkeypatch.setattr(exporting, "render_export", stopped)


@pytest.mark.slow
@pytest.mark.usefixtures("stopped_at_the_second")
def test_ctrl_c_leaves_what_is_whole_and_says_so(
    export: Export, written: Written, capsys: Said
) -> None:
    assert export(*TABLES) == 130
    assert capsys.readouterr().err.endswith("\nStopped; no half file is left.\n")
    assert written() == ["yangbi-poverty-exits.csv"]


@pytest.mark.slow
@pytest.mark.parametrize("step", ["pathlib.Path.write_bytes", "os.replace"])
def test_ctrl_c_within_the_writing_leaves_nothing(
    export: Export, store: Store, to: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stopped(path: Path, *_: object) -> None:
        with path.open("wb") as file:
            file.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(step, stopped)
    assert export(*TABLES) == 130
    assert list(to.iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("no_chrome")
def test_without_chrome_an_image_fails_and_the_table_beside_it_is_written(
    export: Export, written: Written, capsys: Said
) -> None:
    assert export("poverty_exits", "--format", "png", "csv") == 1
    image, table = capsys.readouterr().err.splitlines()
    assert image.startswith("[1/2] ")
    assert "need Chrome on this machine: none was found. Install Google Chrome or" in image
    assert table.endswith("yangbi-poverty-exits.csv")
    assert written() == ["yangbi-poverty-exits.csv"]


@pytest.mark.slow
@pytest.mark.usefixtures("no_chrome")
def test_without_chrome_a_bundle_has_its_tables_and_says_what_it_lacks(
    export: Export, to: Path, store: Store
) -> None:
    assert export("poverty_exits", "--format", "zip") == 0
    data = (to / "yangbi-poverty-exits.zip").read_bytes()
    names = [one.file for one in verify(store, "yangbi", "a.zip", data)]
    assert "yangbi-poverty-exits.csv" in names
    assert not [name for name in names if name.endswith((".png", ".svg", ".pdf"))]


@pytest.mark.slow
def test_a_killed_export_leaves_no_half_file(to: Path, store: Store) -> None:
    killed_in_the_middle(to)
    files = {path.name: path.read_bytes() for path in to.iterdir()}
    unfinished = [name for name in files if name.endswith(".part")]
    shown = {name: data for name, data in files.items() if name not in unfinished}
    assert len(shown) == 7
    assert [name for name, data in shown.items() if not whole(store, name, data)] == []
    assert len(unfinished) == 1


def killed_in_the_middle(to: Path) -> None:
    """Start an export and kill it, as a power cut would, while a file is half written."""
    command = [sys.executable, "-c", HANGING, str(to)]
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == b"half\n"
        finally:
            os.killpg(running.pid, signal.SIGKILL)


def whole(store: Store, name: str, data: bytes) -> bool:
    """Say whether a file can be read to its end and holds the data of today."""
    if name.endswith(".pdf"):
        return data.rstrip().endswith(b"%%EOF") and len(PdfReader(BytesIO(data)).pages) == 1
    return {one.word for one in verify(store, "yangbi", name, data)} == {MATCHES}
