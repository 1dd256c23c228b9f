"""The places that rows name by one column or by several levels side by side, each with its id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.keys import SEPARATOR, filled_down, joined
from metrics.intake.new_ids import place_id
from metrics.intake.place_columns import paths
from metrics.intake.plan import CODE, PLACE, Column, TablePlan

Level = tuple[str, Column | None, Column | None]  # its kind, its column of names, that of codes


@dataclass
class PlaceRegistry:
    """Ids of places, those of several sheets alike; `listed` is a table of places to be kept to."""

    listed: pa.Table | None = None
    rows: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # name, kind, parent
    keys: dict[tuple[str, str, str], str] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    coded: set[str] = field(default_factory=set)  # places of which a row gives the code
    ambiguous: set[tuple[str, str, str]] = field(default_factory=set)  # names of several places

    def __post_init__(self) -> None:
        """Take the places that a reader lists."""
        columns = ("place_id", "name", "kind", "parent_id")
        for row in self.listed.to_pylist() if self.listed is not None else []:
            place, name, kind, parent = (row.get(one) or "" for one in columns)
            self.rows[place] = (name, kind, parent)
            self.named.setdefault(name, []).append(place)

    @property
    def is_own(self) -> bool:
        """Say whether the places are gathered from the rows, none being listed."""
        return self.listed is None

    def ids(
        self, plan: TablePlan, cells: Mapping[int, pa.ChunkedArray], count: int
    ) -> pa.ChunkedArray:
        """Return the id of the place of each row; of one that is not listed, what it is called."""
        if plan.place:
            given = self._place("", plan.place_kind, plan.place, "")
            return pa.chunked_array([pa.repeat(given, count)])
        levels = [(kind, *pair) for kind, pair in paths(plan.of(PLACE, CODE)).items()]
        columns = _filled(levels, cells)
        coded = joined(columns, count).combine_chunks().dictionary_encode()
        found = [self._path(levels, text) for text in coded.dictionary.to_pylist()]
        return pa.chunked_array([pa.array(found, pa.string()).take(coded.indices)])

    def _path(self, levels: Sequence[Level], text: str) -> str | None:
        """Return the id of the innermost place that a row names, those around it made first."""
        parts, place = text.split(SEPARATOR), ""
        for kind, name_at, code_at in levels:
            name = parts.pop(0) if name_at else ""
            code = re.sub(r"\.0+$", "", parts.pop(0)) if code_at else ""
            if name or code:
                place = self._place(place, kind, name or code, code)
        return place or None

    def _place(self, parent: str, kind: str, name: str, code: str) -> str:
        if not self.is_own:
            return self._known(parent, name, code)
        by_name, by_code = (parent, kind, name), ("", "", code)
        if by_name in self.ambiguous and not code:
            return name
        place = self.keys.get(by_code if code else by_name) or self._new_place(by_name, code)
        if code and place not in self.coded:
            self.coded.add(place)
            self.keys[by_code] = place
        return place

    def _new_place(self, by_name: tuple[str, str, str], code: str) -> str:
        """Return a new place, or the one that is called so and has no code yet."""
        parent, kind, name = by_name
        same = self.keys.get(by_name)
        if code and same and same not in self.coded:
            return same
        if same:
            self.ambiguous.add(by_name)
        place = place_id(code or name, self.rows)
        self.rows[place] = (name, kind, parent)
        self.keys[by_name] = place
        return place

    def _known(self, parent: str, name: str, code: str) -> str:
        """Return the id of a listed place; what the row calls it where none or several fit."""
        for one in (code, name):
            if one and one in self.rows:
                return one
        some = self.named.get(name, [])
        below = [place for place in some if self.rows[place][2] == parent]
        for found in (some, below):
            if len(found) == 1:
                return found[0]
        return name

    def table(self) -> pa.Table:
        """Return the places as a table of text."""
        every = list(self.rows.items())
        columns = {
            "place_id": [place for place, _ in every],
            "name": [one[0] for _, one in every],
            "kind": [one[1] or None for _, one in every],
            "parent_id": [one[2] or None for _, one in every],
        }
        return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _filled(levels: Sequence[Level], cells: Mapping[int, pa.ChunkedArray]) -> list[pa.ChunkedArray]:
    """Return the columns of each level, those around a filled one filled down."""
    result: list[pa.ChunkedArray] = []
    count = len(next(iter(cells.values()))) if cells else 0
    inner = pa.chunked_array([pa.nulls(count, pa.string())])
    for _, name, code in reversed(levels):
        own = [cells[one.at] for one in (name, code) if one]
        own = [filled_down(one, inner)[0] for one in own]
        inner = pc.coalesce(*own, inner)
        result = [*own, *result]
    return result
