"""The example of monitoring is what its generator makes, and breaks no rule."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from metrics.cli import main

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDER = DATA / "monitoring-prefecture"


def test_the_generator_makes_the_files_that_are_there(tmp_path: Path) -> None:
    command = [sys.executable, str(DATA / "make_monitoring_prefecture.py"), str(tmp_path)]
    subprocess.run(command, check=True)
    names = sorted(path.name for path in FOLDER.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_it_breaks_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER)]) == 0
    assert capsys.readouterr().err == ""
