"""The preview of a reader's own table: its first chart that has a mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.propose import propose
from metrics.store.build import no_progress

HEAD = "村名,年份,人均纯收入(元)\n"
TWO = "石龙村,2020,8000\n白章村,2020,9000\n"


def page(path: str, fingerprint: str) -> None:
    """Show the preview of tables that were built."""
    from pathlib import Path  # AppTest runs the text of this function alone

    from metrics.store.build_cache import Built
    from metrics.ui.proposal_form import preview

    preview("own", Built(Path(path), fingerprint))


def previewed(folder: Path, rows: str) -> AppTest:
    """Check a table of villages and show its preview."""
    (sheet,) = sheets("own.csv", (HEAD + rows).encode())
    proposal = propose(sheet)
    report = check(
        CheckRequest("own", [planned(proposal, proposal.plan)]), folder / "own", no_progress
    )
    assert report.built is not None
    shown = {"path": str(report.built.path), "fingerprint": report.built.fingerprint}
    return AppTest.from_function(page, kwargs=shown, default_timeout=60).run()


@pytest.mark.slow
def test_averages_of_several_villages_are_previewed_village_by_village(tmp_path: Path) -> None:
    found = previewed(tmp_path, TWO)
    assert not found.exception
    assert "highest in 白章村" in found.markdown[0].value
    assert len(found.get("plotly_chart")) == 1


@pytest.mark.slow
def test_places_are_counted_where_no_column_has_a_number(tmp_path: Path) -> None:
    found = previewed(tmp_path, "石龙村,2020,—\n白章村,2020,—\n")
    assert not found.exception
    assert "2 villages in 2020" in found.markdown[0].value
