"""What the command line prints of a stranger's file moves no cursor and breaks no encoding."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import cli
from metrics.cli import terminal

ESCAPE = "\x1b[31mred\x1b]0;title\x07"


@given(st.text())
@pytest.mark.slow
def test_nothing_that_is_printed_is_a_control_character(text: str) -> None:
    shown = terminal.printable(text)
    assert all(one.isprintable() or one.isspace() for one in shown)
    assert not any(ord(one) < 32 and one != "\n" for one in shown)


@pytest.mark.parametrize("text", ["村 Lingxiu, 1,5\u00a0%", "a\u3000b", "“quoted” é"])
def test_letters_of_every_script_are_printed_as_they_are(text: str) -> None:
    assert terminal.printable(text) == text


@pytest.mark.slow
def test_a_cell_of_control_characters_is_shown_as_their_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "poverty_exits.csv"
    file.write_text(f"place_id,year,status,people\na,2016,{ESCAPE},1\n", encoding="utf-8")
    assert cli.main(["check", str(file)]) == 1
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "␛[31mred" in said.err


@pytest.mark.slow
def test_a_file_with_an_undecodable_name_is_named_and_nothing_breaks(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/a\xff.csv"
    Path(os.fsdecode(name)).write_text("place_id,name,kind\n,Oak,county\n")
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"metrics.cli", b"check", name],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert rb"a\udcff.csv" in done.stdout + done.stderr


def test_what_a_stream_has_no_letter_for_is_shown_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    terminal.out("村 1")
    assert written.getvalue() == b"\\u6751 1\n"
