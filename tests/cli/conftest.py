"""What tests of the command line share: a folder to export into, and a machine without Chrome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from without_chrome import no_chrome as no_chrome

from metrics.cli import main


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Name a folder to export into, which is not there yet."""
    return tmp_path / "files"


@pytest.fixture
def export(to: Path) -> Callable[..., int]:
    """Export into the folder; return the exit code."""
    return lambda *arguments: main(["export", *arguments, "--to", str(to)])


@pytest.fixture
def written(to: Path) -> Callable[[], list[str]]:
    """List the files in the folder, hidden ones too."""
    return lambda: sorted(path.name for path in to.iterdir()) if to.exists() else []
