"""The path that the dashboard is put under is an option of `serve`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from metrics import cli

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"


@pytest.fixture(autouse=True)
def variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without a prefix, in a folder to come back to."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setattr("metrics.cli.serve.free_port", lambda _: 8600)
    monkeypatch.setattr(os, "execv", lambda *_: None)


PATHS = [
    ("", ""),
    ("stats", "stats"),
    ("/stats/", "stats"),
    ("county/stats-2.0", "county/stats-2.0"),
]


@pytest.mark.parametrize(("path", "bare"), PATHS)
def test_the_path_is_handed_on_and_announced(
    path: str, bare: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TypeError):  # the command that it becomes does not return, so it has no code
        cli.main(["serve", "--base-path", path])
    assert os.environ[VARIABLE] == bare
    end = f"/{bare}/" if bare else ""
    assert capsys.readouterr().out == f"http://localhost:8600{end}\n"


@pytest.mark.parametrize("path", ["a b", "a//b", "../a", "a?b", "a/..", "a%2f"])
def test_what_is_no_path_is_refused(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["serve", "--base-path", path])
    assert "is no path" in capsys.readouterr().err
