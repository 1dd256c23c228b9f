"""The dashboard listens on this machine alone unless it is asked for more."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from metrics import cli

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = ("HOSTS", "LISTEN", "EMBED_IN", "LOG_LEVEL", "OPEN_METRICS", "DATA")


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without a variable of ours, in a folder to come back to."""
    monkeypatch.chdir(ROOT)
    for name in VARIABLES:
        monkeypatch.setenv(f"VILLAGE_METRICS_{name}", "")


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Catch what the command becomes."""
    found: list[str] = []
    monkeypatch.setattr(os, "execv", lambda _, command: found.extend(command))
    monkeypatch.setattr("metrics.cli.serve.free_port", lambda _: 8600)
    return found


def serve(*options: str) -> None:
    with pytest.raises(TypeError):  # the command that it becomes does not return, so it has no code
        cli.main(["serve", *options])


def test_it_listens_on_this_machine_alone(
    become: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    serve()
    assert become[-1] == "--server.address=localhost"
    assert capsys.readouterr() == ("http://localhost:8600\n", "")


def test_without_the_command_it_listens_on_this_machine_alone_too() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "localhost"
    assert config["server"]["fileWatcherType"] == "none"


HOSTS = [
    ("0.0.0.0", "0.0.0.0", "http://localhost:8600"),
    ("10.1.2.3", "10.1.2.3", "http://10.1.2.3:8600"),
    ("::1", "::1", "http://[::1]:8600"),
    ("[fe80::1]", "fe80::1", "http://[fe80::1]:8600"),
]


@pytest.mark.parametrize(("host", "address", "url"), HOSTS)
def test_an_address_that_is_asked_for_is_announced(
    become: list[str], capsys: pytest.CaptureFixture[str], host: str, address: str, url: str
) -> None:
    serve("--host", host)
    assert become[-1] == f"--server.address={address}"
    said = capsys.readouterr()
    assert said.out == f"{url}\n"
    assert said.err.startswith("Other machines can reach it, without a password")


def test_its_options_are_handed_on(become: list[str]) -> None:
    serve(
        *("--allow-host", "Stats.example:443", "--allow-host", "b.example", "--log-level", "debug"),
        *("--embed-in", "https://intranet.example/", "--open-metrics", "--host", "10.1.2.3"),
    )
    found = [os.environ[f"VILLAGE_METRICS_{name}"] for name in VARIABLES[:5]]
    assert found == [
        "stats.example,b.example",
        "10.1.2.3",
        "https://intranet.example",
        "debug",
        "yes",
    ]


WRONG = [("--allow-host", "a/b"), ("--embed-in", "intranet.example"), ("--embed-in", "https://a;b")]


@pytest.mark.parametrize(("option", "value"), WRONG)
def test_what_is_no_name_is_refused(option: str, value: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", option, value])
    assert ended.value.code == 2
