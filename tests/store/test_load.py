"""A table reads the same whatever its lines end in."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.store import build_cache
from metrics.store.open import Store


@pytest.mark.slow
@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n\r\n"], ids=["CRLF", "CR", "blank CRLF lines"])
def test_no_row_is_lost_to_line_ends(copy: Path, end: bytes) -> None:
    path = copy / "poverty_exits.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", end))
    built = build_cache.ensure(copy)
    people = Store(built.path, built.fingerprint).frame("select people from poverty_exits")
    assert people["people"].tolist() == [2976, 2585, 6000]


@pytest.mark.slow
def test_a_line_end_inside_a_cell_stays_in_the_cell(copy: Path) -> None:
    path = copy / "places.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    text.append('far,"Far\r\naway",province,,outside,')
    path.write_bytes("\n".join(text).encode())
    built = build_cache.ensure(copy)
    names = Store(built.path, built.fingerprint).frame("select name from places")["name"]
    assert "Far\naway" in names.tolist()
