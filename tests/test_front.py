"""The front end's own tests pass, its lines are short, one file reaches into Streamlit's page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin

from metrics.environment import ROOT, clean_environment

FRONT = ROOT / "src" / "metrics" / "ui" / "front"
SCRIPTS = [*FRONT.iterdir(), *(ROOT / "tests" / "front").glob("*.js")]
LINE, MODULE = 100, 300
OUTSIDE = re.compile(r"data-testid|stApp\b|stSidebar|stMain")


def deno(*arguments: str) -> None:
    """Run deno, which asks nothing of the network, and show what it says if it fails."""
    env = {**clean_environment(), "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    done = subprocess.run(
        [find_deno_bin(), *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_parts_that_need_no_page() -> None:
    deno("test", "--no-check", "--no-prompt", "tests/front")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_lines_and_modules_are_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LINE] == []
    assert path.suffix in (".css", ".ts") or len(lines) <= MODULE


def test_only_one_module_reaches_into_streamlits_page() -> None:
    found = [p.name for p in FRONT.glob("*.js") if OUTSIDE.search(p.read_text(encoding="utf-8"))]
    assert found == ["streamlit_dom.js"]
    before, _, after = (
        (FRONT / "front.css").read_text(encoding="utf-8").partition("streamlit_dom.js")
    )
    assert not OUTSIDE.search(before)
    assert OUTSIDE.search(after)
