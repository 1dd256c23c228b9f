"""The wheel holds everything: it serves, checks and exports from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from stated import STATED_TOPICS

from metrics.address import free_port
from metrics.environment import ROOT, clean_environment

pytestmark = pytest.mark.slow
SECONDS = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=clean_environment(), check=True, capture_output=True)
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
    env = {**clean_environment(), "VILLAGE_METRICS_CACHE": str(folder.parent / "cache")}
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
        [str(python), "-c", ask], cwd=empty, env=clean_environment(), capture_output=True, text=True
    )
    known, where = done.stdout.split(maxsplit=1)
    assert known == "True"
    assert Path(where.strip()).is_relative_to(python.parents[1])


def test_the_built_in_dataset_is_checked(python: Path, empty: Path) -> None:
    done = run(python, empty, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "C01 holds" in done.stdout


def test_every_table_of_the_built_in_dataset_is_exported(python: Path, empty: Path) -> None:
    done = run(python, empty, "export", *STATED_TOPICS, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert len([*empty.glob("*.csv")]) == len(STATED_TOPICS)


def test_the_dashboard_opens(python: Path, empty: Path) -> None:
    with served(python, empty) as url:
        assert "Yangbi" in answer(f"{url}export/yangbi/poverty_exits.csv").decode()
        assert "<html" in answer(url).decode()


LISTS = [f"{name}.{form}" for name in ("figures", "checks") for form in ("csv", "xlsx")]
CITED = [f"{name}.{form}" for name in ("document", "F09") for form in ("bib", "csl")]
OF_ALL = ["all.html"]
OF_ONE = ("card", "csv", "xlsx", "parquet", "json", "png", "svg", "pdf", "zip")
PARTS = ["_stcore/bidi-components/village-metrics.front/main.js", "assets/plotly/plotly.min.js"]


def test_a_file_of_each_form_is_had_under_a_prefix(python: Path, empty: Path) -> None:
    topics = [f"poverty_exits.{form}" for form in OF_ONE]
    with served(python, empty, "--base-path", "county/stats") as url:
        assert url.endswith("/county/stats/")
        for part in PARTS:
            assert len(answer(url + part)) > 500
        for name in [*topics, *LISTS, *CITED, *OF_ALL]:
            assert len(answer(f"{url}export/yangbi/{name}")) > 100, name
        table = answer(f"{url}export/yangbi/poverty_exits.json?years=2014").decode()
        assert f"{url}poverty_exits?years=2014" in table


@contextmanager
def served(python: Path, folder: Path, *options: str) -> Iterator[str]:
    """Run the installed server from a folder; give the URL that it announces, "/" at its end."""
    port = free_port(None)
    env = {**clean_environment(), "VILLAGE_METRICS_CACHE": str(folder.parent / "cache")}
    command = [str(python), "-m", "metrics", "serve", "--port", str(port), *options]
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip().rstrip("/")
            assert url.startswith(f"http://localhost:{port}")
            yield f"{url}/"
        finally:
            server.terminate()


def answer(url: str) -> bytes:
    """Ask a server that may still be starting; fail on a refusal, and on any page but the first."""
    end, parts = monotonic() + SECONDS, urlsplit(url)
    while True:
        try:
            connection = HTTPConnection(parts.netloc, timeout=SECONDS)
            connection.request("GET", f"{parts.path}?{parts.query}")
            found = connection.getresponse()
            content = found.read()
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)
        else:
            assert found.status == 200, (url, found.status, content[:300])
            return content
