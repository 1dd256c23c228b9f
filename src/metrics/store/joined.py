"""Several datasets as one, so that counties of their own can be compared.

Places and numbers are carried over as they were built; a number's place in its document is not: it
is found in its own dataset. A joined dataset is called by the names of its parts: a+b.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from metrics.store import package as packages
from metrics.store.cache_folders import writable
from metrics.store.keep import Built, ensure
from metrics.store.load import quoted
from metrics.store.open import Store
from metrics.store.schema import Table
from metrics.store.shelf import MARK
from metrics.store.templates import OWN, columns

IDS = ("place_id", "parent_id")


def parts(name: str, datasets: Mapping[str, Path]) -> list[str]:
    """Return the datasets that a joined one is called by; [] when there are none such."""
    named = list(dict.fromkeys(name.split(MARK)))
    return named if len(named) > 1 and all(one in datasets for one in named) else []


def joined(name: str, folders: Mapping[str, Path]) -> Built:
    """Return the tables of several datasets as one, built once for each state of theirs."""
    built = {part: ensure(folder) for part, folder in folders.items()}
    states = "".join(one.fingerprint for one in built.values())
    mark = hashlib.sha256(states.encode()).hexdigest()[:16]
    first = packages.read(next(iter(folders.values())))
    folder = writable(first) / "joined" / mark / name
    if not (folder / packages.DESCRIPTOR).is_file():
        _write(folder, {part: Store(one.path, one.fingerprint) for part, one in built.items()})
    return ensure(folder)


def _write(folder: Path, stores: Mapping[str, Store]) -> None:
    """Write the joined dataset, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        whole = Path(made, folder.name)
        whole.mkdir()
        given = [table for table in OWN if _table(whole, table, stores)]
        resources = [{"name": table.name, "path": f"{table.name}.csv"} for table in given]
        titles = [_title(store) for store in stores.values()]
        says = {"title": " and ".join(titles), "joined": True, "resources": resources}
        (whole / packages.DESCRIPTOR).write_text(json.dumps(says), encoding="utf-8")
        if not folder.exists():
            os.replace(whole, folder)


def _title(store: Store) -> str:
    """Return a dataset's title and, where it names no document, how far to trust it."""
    found = store.frame(
        "select title, standing, remark, (select count(*) from documents) as documents from dataset"
    ).iloc[0]
    said = [] if found["documents"] else [str(found["standing"])]
    said += [str(found["remark"])] if found["remark"] else []
    return f"{found['title']} ({'; '.join(said)})" if said else str(found["title"])


def _table(folder: Path, table: Table, stores: Mapping[str, Store]) -> bool:
    """Write the rows of all datasets in a table; say whether there are any."""
    names = [field.name for field in columns(table)]
    rows = [row for n, store in enumerate(stores.values()) for row in _rows(store, table, names, n)]
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        into = csv.writer(file, lineterminator="\n")
        into.writerow(names)
        into.writerows(rows)
    return bool(rows)


def _rows(store: Store, table: Table, names: list[str], nth: int) -> Iterator[list[object]]:
    """Yield rows as text; the ids of places get the number of their dataset before them."""
    cells = ", ".join(
        f"'d{nth}-' || {quoted(name)} as {quoted(name)}"
        if name in IDS
        else f"cast({quoted(name)} as varchar) as {quoted(name)}"
        for name in names
    )
    frame = store.frame(f"select {cells} from {table.name}")
    yield from frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
