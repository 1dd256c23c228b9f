"""What must hold of names, places and links of numbers in any valid dataset, joined ones too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
from referee import Referee
from world import Shown, World


def rows_of(one: Shown) -> list[Any]:
    """Return the rows of a card, a column an attribute."""
    return list(one.view.rows.itertuples())


def same(of: World, table: str, key: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of a table whose cells are those of a key."""
    rows = of.dataset.rows(table)
    return [r for r in rows if all(r.get(k, "") == v for k, v in key.items())]


def chosen_places(of: World, one: Shown, referee: Referee, table: str) -> list[str]:
    """Return the ids of the places that a card is narrowed to; none where the table gives none."""
    if not referee.gives_villages(table):
        return []
    return [place for place, label in of.labels.items() if label in one.view.selection.villages]


def every_row_is_carried_over(of: World) -> None:
    """Each table has as many rows as the dataset, or as the datasets joined in it."""
    for table, _, rows in of.dataset.tables:
        (found,) = of.store.records(f"select count(*) as n from {table}")
        assert found["n"] == len(rows), f"{table}: {found['n']} of {len(rows)}"


def derived_numbers_have_names_of_their_own(of: World) -> None:
    """No two derived numbers of a card share the name by which they are opened."""
    for one in of.shown:
        names = [row["what"] for row in one.view.numbers[1]]
        assert len(names) == len(set(names)), f"{one}: {names}"


def links_lead_to_the_number_that_is_meant(of: World) -> None:
    """No number of a sentence leads to a figure where a row of the card means another by it."""
    for one in of.shown:
        entries = one.card["addresses"]
        for pieces in _sentences(one):
            for at, (text, address) in enumerate(pieces):
                if not address:
                    continue
                assert address in entries, f"{one}: {text} leads to {address}, which opens nothing"
                before = "".join(word for word, _ in pieces[:at])
                if entries[address]["kind"] == "figure" and not _named_before(before, address):
                    others = _meant(one, text) - {address}
                    assert not others, f"{one}: {text} is {address} and {others} in {pieces}"
                _is_of_one_county(one, entries, text, address)


def _sentences(one: Shown) -> Iterator[list[list[str]]]:
    for name, found in one.card["linked"].items():
        yield from found if name in ("notes", "scope") else [found]


def _named_before(text: str, figure: str) -> bool:
    return re.findall(r"(?:[A-Z]:)?[FS][0-9]+", text)[-1:] == [figure]


def _meant(one: Shown, text: str) -> set[str]:
    """Return the figures of the rows that give a text as their value or year; "" is none."""
    found = set()
    for row in one.view.rows.astype(object).to_dict("records"):
        figure = row.get("figure")
        value = row.get("value")
        if not pd.isna(value) and float(value).is_integer() and f"{value:,.0f}" == text:
            found.add(figure if isinstance(figure, str) else "")
        if "year" in row and str(row["year"]) == text:
            found.add(year if isinstance(year := row.get("year_figure"), str) else "")
    return found


def _is_of_one_county(one: Shown, entries: dict[str, Any], text: str, address: str) -> None:
    """Look whether what a number may be stands in documents of one of the datasets joined."""
    parts = entries[address]["parts"] if entries[address]["kind"] == "several" else [address]
    letters = {part[:2] for part in parts if re.fullmatch("[A-Z]:[FS][0-9]+", part)}
    mixed = letters and any(not re.fullmatch("[A-Z]:[FS][0-9]+", part) for part in parts)
    assert len(letters) < 2 and not mixed, f"{one}: {text} leads to {address}"


def a_sum_is_said_of_the_places_that_give_it(of: World) -> None:
    """Hold the places named for a number of exits against those whose rows are added for it."""
    referee, ids = Referee(of.dataset), {label: place for place, label in of.labels.items()}
    for one in of.of("poverty_exits"):
        chosen = chosen_places(of, one, referee, "poverty_exits")
        for row in rows_of(one):
            named = {ids[part] for part in row.place.split(" and ") if part in ids}
            if pd.isna(row.value) or len(named) != row.place.count(" and ") + 1:
                continue
            rows = same(of, "poverty_exits", {"year": row.year, "status": row.own_status})
            giving = [
                r["place_id"]
                for r in referee.counted(rows, chosen)
                if referee.number(r, row.measure) is not None
            ]
            outside = [p for p in giving if not named & set(referee.above(p))]
            idle = [p for p in named if not any(p in referee.above(g) for g in giving)]
            assert not outside and not idle, f"{one}: {row.year} {row.place} {outside} {idle}"


PAIR = re.compile(r"([0-9,]+) (.+?) for ([0-9,]+) (.+)")


def pairs_are_of_the_same_places(of: World) -> None:
    """No finding of pairs sets the helpers of one county before the helped of another."""
    pairs = _pairs(of)
    for one in of.of("paired_assistance"):
        for part in str(one.card["title"]).split("; "):
            if found := PAIR.fullmatch(part):
                assert (found[1], found[3], found[2]) in pairs, f"{one}: {part}, but {pairs}"


def _pairs(of: World) -> set[tuple[str, str, str]]:
    """Return helpers, helped and kind of helpers, together over rows that all give both."""
    keys: dict[tuple[str, ...], list[dict[str, str]]] = {}
    names = ("helper_kind", "helped_kind", "helpers_unit", "helped_unit", "part_of")
    for row in of.dataset.rows("paired_assistance"):
        keys.setdefault(tuple(row.get(name, "") for name in names), []).append(row)
    referee, found = Referee(of.dataset), set()
    for key, rows in keys.items():
        counted = referee.counted(rows)
        given = [[referee.number(r, side) for r in counted] for side in ("helpers", "helped")]
        if [v is None for v in given[0]] == [v is None for v in given[1]]:
            helpers, helped = (referee.total(rows, side) for side in ("helpers", "helped"))
            if helpers is not None and helped is not None:
                found.add((f"{helpers:,.0f}", f"{helped:,.0f}", key[0]))
    return found


PROVENANCE: tuple[Callable[[World], None], ...] = (
    every_row_is_carried_over,
    derived_numbers_have_names_of_their_own,
    links_lead_to_the_number_that_is_meant,
    pairs_are_of_the_same_places,
    a_sum_is_said_of_the_places_that_give_it,
)
