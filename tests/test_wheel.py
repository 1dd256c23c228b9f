"""The wheel holds everything: it serves, checks and exports from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest
from stated import STATED_TOPICS

from metrics.address import free_port
from metrics.environment import ROOT, variables

pytestmark = pytest.mark.slow
SECONDS = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=variables(), check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh environment that shares the dependencies, not the checkout.

    A folder that a .pth file names is searched, but .pth files inside it are not read: so the
    checkout, which is installed by one, is out of reach.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    dependencies = sysconfig.get_path("purelib")
    (packages / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    return bin_ / "python"


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line from a folder that holds nothing."""
    env = {**variables(), "VILLAGE_METRICS_CACHE": str(folder.parent / "cache")}
    command = [str(python), "-m", "metrics", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=240)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Make an empty folder to work in."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_the_installed_package_is_the_wheels(python: Path, empty: Path) -> None:
    ask = "import metrics.installation as i; print(i.INSTALLED, i.APP)"
    done = subprocess.run(
        [str(python), "-c", ask], cwd=empty, env=variables(), capture_output=True, text=True
    )
    known, where = done.stdout.split(maxsplit=1)
    assert known == "True"
    assert Path(where.strip()).is_relative_to(python.parents[1])


def test_the_built_in_dataset_is_checked(python: Path, empty: Path) -> None:
    done = run(python, empty, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "C01 holds" in done.stdout


def test_every_table_of_the_built_in_dataset_is_exported(python: Path, empty: Path) -> None:
    done = run(python, empty, "export", *STATED_TOPICS, "--format", "csv", "xlsx")
    assert done.returncode == 0, done.stderr
    assert len([*empty.glob("*.csv")]) == len([*empty.glob("*.xlsx")]) == len(STATED_TOPICS)


def test_the_dashboard_opens(python: Path, empty: Path) -> None:
    port = free_port(None)
    env = {**variables(), "VILLAGE_METRICS_CACHE": str(empty.parent / "cache")}
    command = [str(python), "-m", "metrics", "--port", str(port)]
    with subprocess.Popen(command, cwd=empty, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"http://localhost:{port}\n"
            assert "Yangbi" in answer(port, "/export/yangbi/poverty_exits.csv")
            assert "<html" in answer(port, "/")
        finally:
            server.terminate()


def answer(port: int, path: str) -> str:
    """Ask a server that may still be starting."""
    end = monotonic() + SECONDS
    while True:
        try:
            connection = HTTPConnection("localhost", port, timeout=SECONDS)
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)
