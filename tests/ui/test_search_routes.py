"""The address of a search answers for the dataset that it names."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.responses import Response

Ask = Callable[..., Response]


def labels(answer: Response) -> list[str]:
    """Return the names of what was found."""
    groups = json.loads(bytes(answer.body))["groups"]
    return [hit["label"] for group in groups for hit in group["hits"]]


def test_a_search_finds_what_the_dataset_has(ask: Ask) -> None:
    answer = ask("/search/yangbi?text=xiang")
    assert (answer.status_code, labels(answer)) == (200, ["Xiangyang"])
    assert answer.headers["cache-control"] == "no-cache"


def test_a_dataset_that_is_not_there_is_named(ask: Ask) -> None:
    answer = ask("/search/elm?text=x")
    assert answer.status_code == 400
    assert "elm" in bytes(answer.body).decode()
