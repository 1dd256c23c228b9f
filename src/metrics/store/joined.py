"""Several datasets as one, so that counties of their own can be compared.

A joined dataset is called by the names of its parts, a+b, in one order whoever names them. Places
and numbers are carried over as they were built, with their provenance: the letter of its dataset
stands before the id of a figure or a check (B:F09), and of a place or a document (b-meixi). An
indicator that two datasets define alike is one, with the breaks and sources that any of them names;
where a later one defines it otherwise, it stays apart under its letter (b-income). Two editions of
one dataset are not joined.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from string import ascii_uppercase

from metrics.errors import EditionsJoined, TooManyJoined
from metrics.model.indicators import INDICATORS
from metrics.model.schema import FIGURE_ID, Field, Table
from metrics.selection import DEFAULT_DATASET
from metrics.store import package as packages
from metrics.store.build_cache import cannot_save, ensure, write
from metrics.store.built_files import Built, evict
from metrics.store.cache_folders import folders, writable
from metrics.store.dataset_index import LONGEST_NAME, MARK
from metrics.store.describe import write_csv, write_descriptor
from metrics.store.editions import newer_edition
from metrics.store.load import literal, quoted
from metrics.store.open import Store
from metrics.store.package import Part
from metrics.store.scratch import scratch
from metrics.store.tables import LEDGER, TABLES
from metrics.store.whole import is_whole

MOST = 8  # datasets joined
KEPT = 12  # joined datasets kept on disk
PROSE = ("left", "right", "says", "evidence", "note", "repair", "candidates", "how_read")
# What makes two indicators of one id the same one.
DEFINITION = (
    *("label", "counted", "unit", "kind", "across_places", "weight", "across_periods"),
    "better",
)
BREAK = " | "  # between the breaks of an indicator
Cells = Sequence[object]
NAMED = re.compile(rf"(?<![\w:]){FIGURE_ID}(?!\w)")
_SOURCE = """
select coalesce((select string_agg(title, '; ' order by document_id) from documents),
                title || ': ' || standing)
       || case when remark = '' then '' else '; ' || remark end as source, title from dataset"""


def parts(name: str, datasets: Mapping[str, Path]) -> list[str]:
    """Return the datasets that a joined one is called by, in order; [] when there are none such.

    A space counts as the plus that it is in an address. Raises TooManyJoined.
    """
    named = set() if name in datasets else set(_cut(name, datasets))
    if len(named) > MOST:
        raise TooManyJoined(len(named), MOST)
    return sorted(named, key=lambda one: (one != DEFAULT_DATASET, one))


def canonical(name: str, datasets: Mapping[str, Path]) -> str:
    """Return the one name of a joined dataset, however its parts were ordered; else the name."""
    return MARK.join(parts(name, datasets)) or name


def joinable(first: str, datasets: Mapping[str, Path]) -> list[str]:
    """Return the datasets that can be joined to one: all others but editions of it."""
    return [
        name
        for name, folder in datasets.items()
        if name != first and not _editions({first: datasets[first], name: folder})
    ]


def _editions(datasets: Mapping[str, Path]) -> tuple[str, str] | None:
    """Return a dataset and the one that replaces it, None where there are no two such."""
    found = ((name, newer_edition(name, datasets)) for name in datasets)
    return next((both for both in found if both[1]), None)


def _cut(name: str, datasets: Mapping[str, Path]) -> list[str]:
    """Cut a name at pluses or spaces into names of datasets; [] where that cannot be done."""
    if len(name) > MOST * (LONGEST_NAME + 1):
        return []
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for end in [*(at for at, one in enumerate(name) if one in (MARK, " ")), len(name)]:
        for start in [start for start in ways if name[start:end] in datasets]:
            ways[end + 1] = (*ways[start], name[start:end])
    return list(ways.get(len(name) + 1, ()))


def joined(datasets: Mapping[str, Path]) -> Built:
    """Return the tables of several datasets as one, built once for each state of theirs.

    Raises EditionsJoined and what `ensure` raises; the newest joined datasets are kept, others go.
    """
    if found := _editions(datasets):
        raise EditionsJoined(*found)
    built = {name: ensure(folder) for name, folder in datasets.items()}
    states = json.dumps([[name, one.fingerprint] for name, one in built.items()])
    mark = hashlib.sha256(states.encode()).hexdigest()[:16]
    first = packages.read(next(iter(datasets.values())))
    for place in folders(first):
        if is_whole(target := place / f"joined-{mark}.duckdb"):
            with suppress(OSError):  # what is used is the last to go
                os.utime(target)
            return Built(target, mark)
    target = writable(first) / f"joined-{mark}.duckdb"
    _build(target, {name: Store(one.path, one.fingerprint) for name, one in built.items()})
    evict(target.parent, "joined", KEPT)
    return Built(target, mark)


def _build(target: Path, stores: Mapping[str, Store]) -> None:
    try:
        with scratch(target) as folder:
            folder.mkdir()
            fill(folder, stores)
            write(packages.read(folder), target)
    except OSError as error:
        raise cannot_save(target, str(error)) from error


def fill(folder: Path, stores: Mapping[str, Store]) -> None:
    """Write the joined dataset into a folder, as CSV files with their descriptor."""
    found = [store.frame(_SOURCE).iloc[0] for store in stores.values()]
    named = [
        Part(letter, name, str(one["source"]))
        for letter, name, one in zip(ascii_uppercase, stores, found, strict=False)
    ]
    apart = indicators_apart(list(stores.values()))
    given = [table for table in TABLES if _table(folder, table, list(stores.values()), apart)]
    says = {
        "title": " and ".join(str(one["title"]) for one in found)[: packages.LONGEST_TITLE],
        "joined": True,
        "parts": [asdict(part) for part in named],
    }
    columns = {table: [field.name for field in table.fields] for table in given}
    write_descriptor(folder, says, columns)


def indicators_apart(stores: Sequence[Store]) -> list[Set[str]]:
    """Return of each dataset the indicators that one before it defines otherwise.

    A mean whose weight stays apart stays apart too.
    """
    first: dict[str, list[object]] = {}
    found: list[Set[str]] = []
    for store in stores:
        rows = store.records(f"select indicator_id, {', '.join(DEFINITION)} from indicators")
        defined = {str(row["indicator_id"]): [row[name] for name in DEFINITION] for row in rows}
        other = {one for one, as_ in defined.items() if first.setdefault(one, as_) != as_}
        found.append(other | {str(row["indicator_id"]) for row in rows if row["weight"] in other})
    return found


def _table(folder: Path, table: Table, stores: Sequence[Store], apart: Sequence[Set[str]]) -> bool:
    """Write the rows of all datasets in a table; say whether there are any."""
    lettered = [
        (letter, row)
        for letter, store, own in zip(ascii_uppercase, stores, apart, strict=False)
        for row in _rows(store, table, letter, own)
    ]
    rows = _once(lettered) if table is INDICATORS else [row for _, row in lettered]
    if table is LEDGER:  # each chain begins with 1; the rules of its own dataset have held it
        rows = [[number, *row[1:]] for number, row in enumerate(rows, 1)]
    write_csv(folder, table, [field.name for field in table.fields], rows)
    return bool(rows)


def _once(lettered: Sequence[tuple[str, Cells]]) -> list[list[object]]:
    """Keep each indicator once, as `_merged`; a label used before gets the letter.

    A row begins with the indicator's id and its label.
    """
    given: dict[object, list[tuple[str, Cells]]] = {}
    for letter, row in lettered:
        given.setdefault(row[0], []).append((letter, row))
    labels: set[object] = set()
    kept: list[list[object]] = []
    for rows in given.values():
        named, label, *rest = _merged(rows)
        shown = f"{label} ({rows[0][0]})" if label in labels else label
        labels.add(shown)
        kept.append([named, shown, *rest])
    return kept


def _merged(rows: Sequence[tuple[str, Cells]]) -> list[object]:
    """Return one indicator of several datasets: all breaks and sources, and the most decimals.

    Each other cell is that of the first dataset that fills it.
    """
    columns = {
        field.name: [(letter, row[at]) for letter, row in rows]
        for at, field in enumerate(INDICATORS.fields)
    }
    filled = {
        name: [one for _, one in cells if one not in (None, "")] for name, cells in columns.items()
    }
    first = {name: next(iter(cells), None) for name, cells in filled.items()}
    more = {
        "breaks": BREAK.join(_united_texts(columns["breaks"], BREAK)),
        "source": "; ".join(_united_texts(columns["source"])),
        "decimals": max(filled["decimals"], key=lambda one: int(str(one)), default=None),
    }
    return list({**first, **{name: one for name, one in more.items() if one != ""}}.values())


def _united_texts(cells: Sequence[tuple[str, object]], between: str = "") -> list[str]:
    """Return what the datasets say of one thing, once, with their letters where not all say it."""
    found: dict[str, list[str]] = {}
    for letter, cell in cells:
        texts = str(cell or "").split(between) if between else [str(cell or "")]
        for text in filter(None, texts):
            found.setdefault(text, []).append(letter)
    return [
        text if len(of) == len(cells) else f"{text} ({', '.join(of)})" for text, of in found.items()
    ]


def _rows(store: Store, table: Table, letter: str, apart: Set[str]) -> Iterator[list[object]]:
    cells = ", ".join(
        f"{_cell(field, letter, apart)} as {quoted(field.name)}" for field in table.fields
    )
    found = store.frame(f"select {cells} from {table.name}").astype(object)
    known = set(store.frame("select figure_id from figures")["figure_id"])
    prose = {at for at, field in enumerate(table.fields) if field.name in PROSE}
    for row in found.where(found.notna(), None).itertuples(index=False, name=None):
        yield [
            _with_letters(value, known, letter) if at in prose else _text(value)
            for at, value in enumerate(row)
        ]


def _with_letters(text: object, known: Set[str], letter: str) -> object:
    """Put the letter before each figure of the dataset that a text names."""
    if not isinstance(text, str):
        return text
    return NAMED.sub(lambda one: f"{letter}:{one[0]}" if one[0] in known else one[0], text)


def _cell(field: Field, letter: str, apart: Set[str]) -> str:
    """Return the SQL of a cell: ids get the letter of their dataset, numbers stay exact."""
    name, of = quoted(field.name), field.refers.partition(".")[0]
    if apart and (of == "indicators" or field.name == "indicator_id"):
        ids = ", ".join(map(literal, sorted(apart)))
        return f"if({name} in ({ids}), '{letter.lower()}-' || {name}, {name})"
    if of in ("places", "documents") or field.name in ("place_id", "document_id"):
        return f"'{letter.lower()}-' || {name}"
    if of == "figures" or field.name in ("figure_id", "check_id"):
        return f"'{letter}:' || {name}"
    return name if field.type == "number" else f"cast({name} as varchar)"


def _text(value: object) -> object:
    # As many digits as needed and never an exponent, which the rules do not take for a number.
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else value
