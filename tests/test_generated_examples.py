"""Each example dataset is what its generator makes, and breaks no rule."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from metrics.cli import main

DATA = Path(__file__).resolve().parents[1] / "data"
EXAMPLES = ("fictional-county", "monitoring-prefecture")


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_generator_makes_the_files_that_are_there(example: str, tmp_path: Path) -> None:
    folder, generator = DATA / example, DATA / f"make_{example.replace('-', '_')}.py"
    subprocess.run([sys.executable, str(generator), str(tmp_path)], check=True)
    names = sorted(path.name for path in folder.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


@pytest.mark.parametrize(
    "example", [EXAMPLES[0], pytest.param(EXAMPLES[1], marks=pytest.mark.slow)]
)
def test_it_breaks_no_rule(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DATA / example)]) == 0
    assert capsys.readouterr().err == ""
