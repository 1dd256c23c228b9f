"""The line of filters holds those that act, with what each can be set to."""

from __future__ import annotations

import json
from typing import Any

from metrics.payloads.filters import MOST_BUTTONS, filter_line
from metrics.selection import Choices, Selection
from metrics.topics.catalog import MAX_PLACE_OPTIONS

YEARS = tuple(range(2014, 2014 + MOST_BUTTONS))


def line(choices: Choices, acting: tuple[str, ...], **chosen: Any) -> dict[str, Any]:
    """Return the line of filters of a dataset called "ours"."""
    selection = Selection("ours", **chosen)
    found: dict[str, Any] = json.loads(
        filter_line(choices, acting, selection, [("years", "2031")], "people")
    )
    return found


def test_filters_that_act_and_have_choices_are_there_in_their_order() -> None:
    choices = Choices(years=YEARS, measure=("people",), compare=("people", "shares"))
    found = line(choices, ("measure", "compare", "years", "villages", "status"), years=(2014,))
    assert [(one["name"], one["kind"], one["single"]) for one in found["fields"]] == [
        ("measure", "buttons", True),
        ("compare", "select", True),
        ("years", "buttons", False),
        ("status", "buttons", False),
    ]
    assert found["fields"][2]["options"] == [str(year) for year in YEARS]
    assert found["fields"][1]["empty"] == "people"
    assert (found["dataset"], found["asked"]) == ("ours", "years=2031")
    assert found["query"] == "dataset=ours&years=2014"


def test_many_years_fold_into_a_list() -> None:
    (years,) = line(Choices(years=(*YEARS, 2099)), ("years",))["fields"]
    assert (years["kind"], years["empty"]) == ("list", "All years")


def test_a_line_never_holds_very_many_places() -> None:
    names = tuple(f"place {number}" for number in range(MAX_PLACE_OPTIONS + 1))
    (few,) = line(Choices(villages=names[1:]), ("villages",))["fields"]
    assert (few["kind"], len(few["options"])) == ("list", MAX_PLACE_OPTIONS)
    (many,) = line(Choices(villages=names), ("villages",))["fields"]
    assert (many["kind"], many["options"], many["label"]) == ("places", [], "Places")
