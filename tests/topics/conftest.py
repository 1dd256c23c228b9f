"""What tests of topics share: a small dataset without a document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from stores import stored

from metrics.store.open import Store


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[..., Store]:
    """Build a dataset called Hill of the tables named, each a CSV text."""

    def build(**texts: str) -> Store:
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        resources = [{"name": name, "path": f"{name}.csv"} for name in texts]
        described = json.dumps({"title": "Hill", "resources": resources})
        (tmp_path / "datapackage.json").write_text(described, encoding="utf-8")
        return stored(tmp_path)

    return build
