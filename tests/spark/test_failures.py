"""Where Spark is missing, silent or killed: a sentence with what to do, and nothing is lost."""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metrics import cli
from metrics.errors import NoSpark
from metrics.store import build_cache
from metrics.store.engines import session

Said = pytest.CaptureFixture[str]
AS_IT_WAS = "What was built before is as it was."
KILLED = """
import json, os, signal, sys
from metrics import cli
from metrics.store.engines import session
from metrics.store.engines.session import Spark

session.SETTINGS |= json.loads(sys.argv[2])
session.ONE_MACHINE |= json.loads(sys.argv[3])

write, done = Spark.write, []

def killing(self, *given):
    done.append(given)
    if len(done) == 2:
        java = self._session.sparkContext._gateway.proc.pid
        os.kill(java, signal.SIGKILL)
    write(self, *given)

Spark.write = killing
sys.exit(cli.main(["build", sys.argv[1], "--engine", "spark", "--master", "local[1]"]))
"""


def refused(capsys: Said, *options: str) -> str:
    """Build with Spark, which is refused, and return what is said."""
    assert cli.main(["build", "--engine", "spark", *options]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()[-1]


def test_a_package_that_is_missing_is_named(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert refused(capsys) == (
        "Spark cannot be used: the Python package pyspark is not installed. Install it with: "
        f"pip install 'village-metrics[spark]'. {AS_IT_WAS}"
    )


def test_where_there_is_no_java_it_is_said_how_to_get_one(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert refused(capsys) == (
        "Spark cannot be used: there is no Java on this machine. Install Java 17 or newer (Debian: "
        "sudo apt-get install openjdk-17-jre-headless), or set JAVA_HOME to the folder of one that "
        f"is there. {AS_IT_WAS}"
    )


def test_an_old_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text('#!/bin/sh\necho openjdk version \\"11.0.2\\" >&2\n')
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert session.java_fault() == f"{java} is no Java 17 or newer"


def test_a_cluster_that_is_not_there_is_refused_at_once(capsys: Said, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"sc://127.0.0.1:{server.getsockname()[1]}"
    assert refused(capsys, "--master", url, "--exchange", str(tmp_path)) == (
        f"Spark cannot be used: {url} does not answer within 10 seconds. Check the URL given with "
        f"--master, and that the cluster is up and has free workers. {AS_IT_WAS}"
    )


def test_a_cluster_that_starts_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SECONDS_TO_START", 0.05)
    monkeypatch.setattr(session, "_session", lambda master: time.sleep(1))
    with pytest.raises(NoSpark, match=r"local\[1\] has started no task within 0\.05 seconds"):
        session._started("local[1]")


def test_a_cluster_needs_a_folder_that_both_reach(capsys: Said, tmp_path: Path) -> None:
    said = refused(capsys, "--master", "spark://10.0.0.1:7077")
    assert said.startswith(
        "Spark cannot be used: spark://10.0.0.1:7077 may be another machine, and"
    )
    assert "Name one that both reach by this path with --exchange." in said
    said = refused(capsys, "--exchange", str(tmp_path / "none"))
    assert said.startswith(f"Spark cannot be used: {tmp_path}/none is no folder.")


def test_options_of_spark_without_it_are_refused(capsys: Said) -> None:
    assert cli.main(["build", "--master", "local[2]"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "The option is of Spark only: --master. Add --engine spark, or leave it."
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_spark_that_is_killed_leaves_what_was_built_before(
    copy: Path, settings: tuple[dict[str, str], dict[str, str]]
) -> None:
    before = build_cache.ensure(copy)
    (copy / "poverty_exits.csv").open("a").write("\n")
    command = [sys.executable, "-c", KILLED, str(copy), *map(json.dumps, settings)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=800)
    assert done.returncode == 1, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("The build on Spark has failed: ") and last.endswith(AS_IT_WAS)
    assert "Traceback" not in done.stderr
    assert build_cache.last_good(copy) == before
    assert not list(before.path.parent.glob("*.part*"))
    shutil.rmtree(copy)
