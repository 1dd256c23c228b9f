"""What tests of charts share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def copy_text(copy: Path) -> Callable[[str], str]:
    """Read a file of the copied dataset."""
    return lambda file: (copy / file).read_text(encoding="utf-8")
