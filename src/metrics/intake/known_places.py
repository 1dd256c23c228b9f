"""The places of a reader's tables: named by id or by name; listed, or gathered from the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from metrics.intake.cells import replaced
from metrics.intake.new_ids import place_id

KIND = "administrative village"


@dataclass(frozen=True)
class County:
    """What the reader says of places that no file lists: what kind they are, where they lie."""

    name: str = ""
    kind: str = KIND


def with_places(given: Mapping[str, pa.Table], county: County) -> dict[str, pa.Table]:
    """Return the tables with places named by id; the table places is added where it is missing."""
    found = dict(given)
    if "places" not in found:
        found["places"] = _gathered(_named(found), county)
    else:
        found["places"] = with_ids(found["places"])
    ids = _ids(found["places"])
    for name, table in found.items():
        column = "parent_id" if name == "places" else "place_id"
        if column in table.column_names:
            found[name] = replaced(table, column, ids)
    return found


def _named(tables: Mapping[str, pa.Table]) -> list[str]:
    """Return every place that the tables name, in their order."""
    cells = [t.column("place_id") for t in tables.values() if "place_id" in t.column_names]
    names = (name for one in cells for name in one.unique().to_pylist() if name)
    return list(dict.fromkeys(names))


def _ids(places: pa.Table) -> dict[str, str]:
    """Return the id of each place by its name, where only one is called so and no id is."""
    if not {"place_id", "name"} <= set(places.column_names):
        return {}
    ids, names = places.column("place_id").to_pylist(), places.column("name").to_pylist()
    times, taken = Counter(names), set(ids)
    return {
        name: place
        for place, name in zip(ids, names, strict=True)
        if name and place and times[name] == 1 and name not in taken
    }


def with_ids(places: pa.Table) -> pa.Table:
    """Return a list of places that has names only with an id for each."""
    if "place_id" in places.column_names or "name" not in places.column_names:
        return places
    return places.append_column("place_id", pa.array(_made(places.column("name").to_pylist())))


def _gathered(names: Sequence[str], county: County) -> pa.Table:
    """Return the table places of the names, all within the county, if the reader names one."""
    every = list(dict.fromkeys([*([county.name] if county.name else []), *names]))
    ids = dict(zip(every, _made(every), strict=True))
    below = [name != county.name for name in every]
    columns = {
        "place_id": list(ids.values()),
        "name": every,
        "kind": [county.kind if lies else "county" for lies in below],
        "parent_id": [ids[county.name] if lies and county.name else None for lies in below],
    }
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _made(names: Sequence[str | None]) -> list[str]:
    """Return an id for each name: the name itself, if it can be one, else a number."""
    found: dict[str, None] = {}
    for name in names:
        found[place_id(name or "", found)] = None
    return list(found)
