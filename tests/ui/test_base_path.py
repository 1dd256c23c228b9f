"""Under a path prefix every route, link and page name is the one at the root, with the prefix."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import asking
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config

from metrics.ui import base_path

SEGMENT = st.text("abcdefgh-_漾濞", min_size=1, max_size=6).map(quote)
PREFIX = st.lists(SEGMENT, min_size=1, max_size=3).map("/".join)


def put_under(prefix: str) -> None:
    """Put the server under a prefix, as its option does."""
    config.set_option("server.baseUrlPath", prefix)


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """Put the server back to the root."""
    yield
    put_under("")


@pytest.mark.slow
@given(PREFIX, SEGMENT)
def test_a_page_under_a_prefix_is_named_and_based_as_at_the_root(prefix: str, page: str) -> None:
    put_under(f"/{prefix}/")
    base = f"https://stats.example/{prefix}/"
    for url, name in [(base, ""), (base[:-1], ""), (f"{base}{page}?years=2014#a", page)]:
        assert base_path.page_in(url) == name
        assert base_path.base_of_page(url) == base
    assert base_path.below_base(f"/{prefix}/media/a") == "/media/a"
    assert base_path.below_base(f"/{prefix}x/media/a") == f"/{prefix}x/media/a"


@given(st.lists(SEGMENT, max_size=2), SEGMENT)
def test_at_the_root_the_folder_of_a_page_counts(proxy: list[str], page: str) -> None:
    """A proxy may serve the dashboard under a prefix that it takes away itself."""
    put_under("")
    base = "/".join(["https://stats.example", *proxy, ""])
    assert base_path.base_of_page(f"{base}{page}?a=b/c") == base
    assert base_path.page_in(f"{base}{page}?a=b/c") == page


def test_what_has_no_url_has_no_base() -> None:
    assert base_path.base_of_page("") == ""


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["stats", "/stats/", "county/stats"])
def test_files_are_asked_for_below_the_prefix_only(cache: None, prefix: str) -> None:
    put_under(prefix)
    base, path = f"http://{asking.HOST}/{prefix.strip('/')}/", "yangbi/poverty_exits"
    found = asking.ask(f"{path}.card", base=f"/{prefix.strip('/')}")
    assert found.status_code == 200
    assert json.loads(bytes(found.body))["link"].startswith(f"{base}poverty_exits?")
    table = asking.ask(f"{path}.json", base=f"/{prefix.strip('/')}")
    assert f'"{base}poverty_exits?' in bytes(table.body).decode()
    assert asking.ask(f"{path}.card").status_code == 404
