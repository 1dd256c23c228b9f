"""What run.py says and does, with programs that stand in for Python's packages and their tools."""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from metrics import cli, environment
from metrics.address import free_port

ROOT = Path(__file__).resolve().parents[1]
PLAIN = ("run.py", *(f"src/metrics/{name}.py" for name in ("__init__", "address", "environment")))
VENV = [sys.executable, "-m", "venv", "--clear"]
PIP = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-e"]
PYTEST = "pytest -n auto --maxprocesses 4 --dist worksteal"
QUICK = "not browser and not slow"
BROWSER = "python tests/browser/get_browser.py"
JAVA = "python tests/spark/get_java.py"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import run.py, which belongs to no package."""
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module("run")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout that holds only what run.py reads before it has its environment."""
    for name in (*PLAIN, "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    return tmp_path


def programs(checkout: Path, **scripts: str) -> Path:
    """Put shell scripts where the environment has its programs."""
    folder = checkout / ".venv" / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("python", "village-metrics", *scripts):
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{scripts.get(name, 'echo $(basename $0) $*')}\n")
        path.chmod(0o755)
    return folder.parent


def stamp(checkout: Path, *extras: str, **other: str) -> None:
    """Write the stamp of a finished environment, or one that differs from it."""
    checksum = hashlib.sha256((checkout / "pyproject.toml").read_bytes()).hexdigest()
    right = {"base": f"{checkout} {sys.version}", "pyproject": checksum, "extras": extras}
    (checkout / ".venv" / "stamp.json").write_text(json.dumps({**right, **other}))


def started(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run run.py to its end."""
    command = [sys.executable, str(checkout / "run.py"), *arguments]
    buffered = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    return subprocess.run(command, env=buffered, capture_output=True, text=True, timeout=60)


def test_the_first_line_is_the_address_and_then_the_server_takes_over(checkout: Path) -> None:
    programs(checkout)
    stamp(checkout)
    port = free_port(None)
    done = started(checkout, "--port", str(port))
    server = f"village-metrics serve --port {port} --announced"
    assert done.stdout.splitlines() == [f"http://localhost:{port}", server]


def test_the_address_comes_before_the_environment_is_made(checkout: Path) -> None:
    programs(checkout, python="echo no such host; exit 1")
    stamp(checkout, pyproject="another")
    port = free_port(None)
    done = started(checkout, "serve", "--port", str(port))
    assert done.stdout.splitlines()[0] == f"http://localhost:{port}"
    assert done.returncode == 1
    assert done.stderr.startswith("no such host\nInstalling the packages into ")
    assert "Check the network connection, then run the same command again." in done.stderr
    assert not (checkout / ".venv" / "stamp.json").exists()


def test_a_port_in_use_is_named_with_what_to_do(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = started(checkout, "--port", str(port))
        assert cli.main(["serve", "--port", str(port)]) == 1
    assert done.returncode == 1
    for said in (done.stderr, capsys.readouterr().err):
        assert f"Port {port} is in use by another program" in said
        assert "choose another port with --port N" in said
        assert "Traceback" not in said


def test_a_busy_8501_is_said_before_the_server_takes_over(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(run.address, "free_port", lambda wanted: 8502)
    monkeypatch.setattr(run, "make_environment", lambda folder, extras: None)
    monkeypatch.setattr(run, "exec_program", lambda folder, *command: None)
    run.serve(tmp_path, None)
    said = "http://localhost:8502\nPort 8501 is in use by another program, so this is 8502.\n"
    assert capsys.readouterr().out == said


def test_a_finished_environment_serves_whoever_wants_no_more(checkout: Path) -> None:
    folder = programs(checkout)
    stamp(checkout, "test")
    assert environment.is_ready(folder, [])
    assert environment.is_ready(folder, ["test"])
    assert not environment.is_ready(folder, ["test", "benchmark"])
    (folder / "bin" / "python").unlink()
    assert not environment.is_ready(folder, [])


@pytest.mark.parametrize(
    ("other", "anew"),
    [({"pyproject": "another"}, False), ({"base": "another Python"}, True), (None, True)],
    ids=["changed pyproject", "another Python", "half made"],
)
def test_what_is_not_right_is_made_again_and_only_once(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, str] | None, anew: bool
) -> None:
    folder, ran = programs(checkout), []
    if other:
        stamp(checkout, **other)
    monkeypatch.setattr(environment, "run_quietly", lambda *command: ran.append([*command]))
    environment.make_environment(folder, ["test"])
    environment.make_environment(folder, ["test"])
    pip = [str(folder / "bin" / "python"), *PIP, f"{checkout}[test]"]
    assert ran == ([[*VENV, str(folder)], pip] if anew else [pip])


@pytest.mark.slow
def test_two_at_once_make_the_environment_once(checkout: Path) -> None:
    programs(checkout, python=f'test "$2" != pip || (echo made >> {checkout}/log; sleep 0.5)')
    stamp(checkout, "test", pyproject="another")
    command = [sys.executable, str(checkout / "run.py"), "test"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    assert (checkout / "log").read_text() == "made\n"


def test_a_checkout_that_cannot_be_written_has_its_environment_in_the_cache(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert environment.environment_folder() == checkout / ".venv"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    name = "venv-" + hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    assert environment.environment_folder() == Path("/caches/village-metrics", name)


def test_an_old_python_says_what_to_install(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer\. This is Python 3\.8 "):
        run.use_newer_python((3, 8), [])


@pytest.mark.parametrize("name", PLAIN)
def test_an_old_python_can_read_what_it_has_to(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_lint_reports_every_check_that_fails(checkout: Path) -> None:
    programs(
        checkout,
        ruff="exit 1",
        mypy="exit 0",
        lint_imports="exit 2",
        deptry="exit 0",
        deno="exit 0",
    )
    stamp(checkout, "test")
    done = started(checkout, "lint")
    assert (
        done.stdout.splitlines()[-1] == "Failed: ruff check ., ruff format --check ., lint-imports"
    )
    assert done.returncode == 3


def test_test_and_benchmark_pass_their_arguments_on(checkout: Path) -> None:
    programs(checkout)
    stamp(checkout, "test", "benchmark")
    said = started(checkout, "test", "-k", "run").stdout
    assert said.splitlines() == [BROWSER, JAVA, f"python -m {PYTEST} -k run"]
    said = started(checkout, "test", "quick", "-k", "run").stdout
    assert said.splitlines() == [BROWSER, f"python -m {PYTEST} -m {QUICK} -k run"]
    said = started(checkout, "benchmark", "--port", "1").stdout
    assert said.splitlines() == [BROWSER, "python -m benchmarks --port 1"]


def test_an_unknown_command_is_named(checkout: Path) -> None:
    done = started(checkout, "server")
    assert done.returncode == 2
    assert "there is no command 'server'" in done.stderr


def test_variables_that_change_or_slow_a_child_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("VILLAGE_METRICS_DATA", "here")
    found = environment.clean_environment()
    assert "VILLAGE_METRICS_DATA" in found
    assert not {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"} & found.keys()
