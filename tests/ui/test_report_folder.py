"""Reports are kept for their owner, whoever the server's process is, and for nobody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from metrics.intake.document import document
from metrics.reports.extract import pasted
from metrics.ui import report_folder
from metrics.ui.report_folder import (
    COOKIE,
    SECURE_COOKIE,
    NoReport,
    NoRoomForReport,
    Reports,
    new_owner,
    owner_of,
)

TEXT = "There are 12 wells."


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the reports of a test in a folder of its own."""
    monkeypatch.setenv(report_folder.VARIABLE, str(tmp_path / "reports"))
    return tmp_path / "reports"


def add(own: Reports) -> str:
    """Keep a report."""
    return own.add(document("Wells", pasted(TEXT)), TEXT.encode())


def test_an_owner_is_known_again_by_another_process(root: Path) -> None:
    value = new_owner()
    code = "import sys; from metrics.ui.report_folder import *; "
    code += "print(owner_of({COOKIE: sys.argv[1]}))"
    again = subprocess.run([sys.executable, "-c", code, value], capture_output=True, text=True)
    assert again.stdout.strip() == owner_of({COOKIE: value}) == value.partition(".")[0]
    assert (root / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("forged", ["", "x", ".", "ann.", "ann.00", "ann.é"])
def test_a_cookie_that_was_not_signed_here_names_nobody(forged: str) -> None:
    new_owner()
    assert owner_of({COOKIE: forged, SECURE_COOKIE: forged}) == ""


def test_a_report_is_found_by_its_owner_only(root: Path) -> None:
    own, other = Reports("ann"), Reports("bo")
    name = add(own)
    assert [one["title"] for one in own.listed()] == ["Wells"]
    assert own.about(name)["numbers"] == 1
    assert (root / own._folder.name / name / "original").read_bytes() == TEXT.encode()
    for strange in (other, Reports("")):
        assert strange.listed() == []
        for call in (strange.about, strange.document, strange.ledger, strange.remove):
            with pytest.raises(NoReport):
                call(name)
    for path in ("..", ".", f"../{own._folder.name}/{name}", ""):
        with pytest.raises(NoReport):
            own.document(path)


def test_a_report_that_is_removed_leaves_nothing(root: Path) -> None:
    own = Reports("ann")
    own.remove(add(own))
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_more_reports_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_folder, "REPORTS", 2)
    own = Reports("ann")
    add(own)
    add(own)
    with pytest.raises(NoRoomForReport, match="2 reports are kept"):
        add(own)
    assert len(own.listed()) == 2
    add(Reports("bo"))


def test_listing_reports_makes_no_folder(root: Path) -> None:
    assert Reports(owner_of({})).listed() == []
    assert not root.exists()
