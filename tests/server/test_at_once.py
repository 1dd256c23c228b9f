"""What the first visitors of a fresh server ask for at the same moment, each of them gets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from metrics.exports import typeface

TEXT = "Lingxiu, Shiping and 2,585 people of 854 households (“not stated”)"


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget the font, and let threads take turns as often as they can."""
    typeface._font.cache_clear()
    typeface._advances.cache_clear()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("_", range(5))
def test_the_font_is_read_right_by_many_threads(fresh: None, _: int) -> None:
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda n: typeface.width(TEXT[n % 9 :], 13), range(64)))
    assert found == [typeface.width(TEXT[n % 9 :], 13) for n in range(64)]
