"""Entry points of a dataset: its descriptor, its files, and every text field of every table."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
from measuring import Entry, refused, text
from stores import MemoryStore

from metrics.exports.view import view
from metrics.model.schema import Field, Table
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store import package
from metrics.store.build import build_tables
from metrics.store.joined import canonical
from metrics.store.load import header_faults
from metrics.store.number_faults import explain_bad_number
from metrics.store.tables import PLACES, TABLES
from metrics.topics import document
from metrics.topics.catalog import CARDS
from metrics.topics.figures import named

Work = Callable[[], object]
HOSTILE = ("(", "[", "0", "1.0", "F01", "A:", " ", "<", "a (", "|", "1: x | ", "=", "\\", "'", '"')


def described(folder: Path, says: object) -> Work:
    """Return the reading of a descriptor."""
    (folder / package.DESCRIPTOR).write_text(json.dumps(says), encoding="utf-8")
    return lambda: package.read(folder)


def filled(folder: Path, **tables: str) -> Work:
    """Return the building of a dataset of these tables, in memory."""
    for name, content in tables.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / package.DESCRIPTOR).write_text(json.dumps({"resources": resources}))
    read = package.read(folder)

    def work() -> None:
        with duckdb.connect() as con:
            build_tables(con, read)

    return work


def places(folder: Path, lines: list[str]) -> Work:
    """Return the building of places alone."""
    return filled(folder, places="\n".join(["place_id,name,kind,parent_id", *lines]) + "\n")


def figures(folder: Path, size: int, **cells: str) -> Work:
    """Return the building of one figure and one check whose texts are as long as said."""
    text = {"printed": "1", "candidates": "", "evidence": "", "note": "", **cells}
    quoted = {name: '"' + cell.replace('"', '""') + '"' for name, cell in text.items()}
    head = "figure_id,document_id,paragraph,sentence,start,end,kind,value,unit,counts,status"
    more = "place_id,certainty"
    figure = f"F01,d,1,1,0,1,statistic,1,people,people,standing,{','.join(quoted.values())}"
    sha = "0" * 64
    left = cells.get("left", "F01")
    return filled(
        folder,
        documents="document_id,title,language,characters,sha256,read_on,how_read\n"
        f"d,D,en,9,{sha},2020-01-01,read\n",
        places="place_id,name,kind\na,A,county\n",
        figures=f"{head},{','.join(text)},{more}\n{figure},a,certain\n",
        checks=f"check_id,says,left,relation,right,tolerance\nC01,x,{left},=,F01,\n",
    )


def names(size: int, folder: Path) -> Work:
    """Build places that all have one name, in one place."""
    return places(folder, ["top,Top,county,", *(f"p{n},Oak,hamlet,top" for n in range(size // 4))])


def twins(size: int, folder: Path) -> Work:
    """Build rows that all have one key."""
    return places(folder, ["a,A,county," for _ in range(size // 4)])


def cycle(size: int, folder: Path) -> Work:
    """Build places each of which lies in the next, in a circle."""
    many = size // 4
    return places(folder, [f"p{n},P,hamlet,p{(n + 1) % many}" for n in range(many)])


def chain(size: int, folder: Path) -> Work:
    """Build places each of which lies in the one before."""
    return places(folder, [f"p{n},P,hamlet,{f'p{n - 1}' if n else ''}" for n in range(size // 4)])


def long_names(size: int, folder: Path) -> Work:
    """Build a place whose name is long and looks like a label."""
    return places(folder, [f"a,{'Oak (' * size},county,", f"b,{'Oak (' * size},county,"])


def columns(size: int, folder: Path) -> Work:
    """Look at a header of many columns that are not known."""
    many = [f"plaice_{n % 1000}" for n in range(size // 4)]
    return lambda: header_faults(PLACES, folder / "places.csv", many)


def cell(piece: str) -> Callable[[int, Path], Work]:
    """Explain a cell that is no number, of one piece over and over."""
    return lambda size, _: (
        lambda: [explain_bad_number(piece * size + end, "12") for end in ("", "x", "%", "0")]
    )


def joined_name(size: int, folder: Path) -> Work:
    """Cut the name of a joined dataset in an address."""
    known = {"a": folder, "a a": folder}
    return lambda: [canonical(f"{'a ' * size}{end}", known) for end in ("", "x")]


def formulas(size: int, folder: Path) -> Work:
    """Look for figures in the cells of a topic."""
    frame = pd.DataFrame({"formula": [piece * size for piece in HOSTILE]})
    return lambda: named([frame])


WORK: dict[str, Callable[[int, Path], Work]] = {
    "descriptor: title": lambda n, f: described(f, {"title": "x" * n * 20}),
    "descriptor: resources": lambda n, f: described(
        f, {"resources": [{"name": "places", "path": "x"}] * n}
    ),
    "descriptor: a path": lambda n, f: described(
        f, {"resources": [{"name": "places", "path": "a/" * n}]}
    ),
    "descriptor: depth": lambda n, f: described(f, json.loads("[" * 400 + "]" * 400) * (n // 50)),
    "header": columns,
    "joined name": joined_name,
    "formulas": formulas,
    "places of one name": names,
    "rows of one key": twins,
    "a cycle of parents": cycle,
    "a chain of parents": chain,
    "long names": long_names,
    "printed form": lambda n, f: figures(f, n, printed="1 " * n),
    "note": lambda n, f: figures(f, n, note="F01 (" * n),
    "candidates": lambda n, f: figures(f, n, candidates="1: x | " * n + "1: x"),
    "candidates, none": lambda n, f: figures(f, n, candidates="1" * n),
    "expression": lambda n, f: figures(f, n, left="F01" + " + F01" * n),
    "expression, open": lambda n, f: figures(f, n, left="(" * n),
    **{f"cell of {piece}": cell(piece) for piece in HOSTILE},
}

MONITORING = "monitoring-prefecture"
DATA = Path(__file__).resolve().parents[2] / "data"
KEPT_ROWS = 300  # of a table: what every input costs must stay small


def is_text(field: Field) -> bool:
    """Say whether a column holds words."""
    return field.type == "string"


def is_free(field: Field) -> bool:
    """Say whether any words may stand in a column."""
    return is_text(field) and not (field.enum or field.pattern or field.refers)


def replaced(path: Path, fields: tuple[Field, ...], words: str) -> None:
    """Put words into all of these columns of the first row of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    row = dict(zip(header, rows[0], strict=True))
    row |= {field.name: words for field in fields if field.name in row}
    with path.open("w", encoding="utf-8", newline="") as file:
        kept = [header, row.values(), *rows[1:KEPT_ROWS]]
        csv.writer(file, lineterminator="\n").writerows(kept)


# Rows of a table that no built-in dataset has, for the first of them.
ADDED = {"outlines": 'place_id,nth,outline,source\nyangbi,1,"1 1,1 2,2 2,1 1",a survey\n'}


def source(table: Table) -> Path:
    """Return the folder of the built-in dataset that has such a table; of the first, if none."""
    known = [DATA / one for one in ("yangbi", MONITORING)]
    return next((one for one in known if (one / f"{table.name}.csv").is_file()), known[0])


def copied(table: Table, place: Path) -> Path:
    """Copy the built-in dataset that has such a table, or the first with the table added."""
    name = f"{table.name}.csv"
    folder = Path(shutil.copytree(source(table), place))
    if added := ADDED.get(table.name):
        (folder / name).write_text(added, encoding="utf-8")
        path = folder / package.DESCRIPTOR
        says = json.loads(path.read_text(encoding="utf-8"))
        says["resources"].append({"name": table.name, "path": name})
        path.write_text(json.dumps(says), encoding="utf-8")
    return folder


def worded(table: Table, chosen: Callable[[Field], bool], piece: str, size: int) -> None:
    """Build a dataset with long words in all such columns of one table, and make its cards."""
    fields = tuple(field for field in table.fields if chosen(field))
    with tempfile.TemporaryDirectory() as place:
        folder = copied(table, Path(place, "yangbi"))
        replaced(folder / f"{table.name}.csv", fields, text(piece, size))
        con = duckdb.connect(config={"threads": 1})
        build_tables(con, package.read(folder))
    store = MemoryStore(con)
    entries, about = of_dataset(store), document.about(store)
    for topic in CARDS:
        one = view(store, topic, Selection("yangbi"), about)
        card(one, entries, len(one.rows))


def in_folder(work: Callable[[int, Path], Work]) -> Callable[[int], None]:
    """Give work a folder of its own for each input."""

    def done(size: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            refused(work(size, Path(folder)))

    return done


def of_table(table: Table, chosen: Callable[[Field], bool], piece: str) -> Callable[[int], None]:
    """Return the work on long words in one table, which the rules may refuse."""
    return lambda size: refused(lambda: worded(table, chosen, piece, size))


# No built-in dataset has a ledger, and a chain of hashes refuses any cell that was changed.
WITH_ROWS = tuple(table for table in TABLES if table.name != "ledger")
COLUMNS = (("free words", is_free, "a (F01 1,0] <b"), ("all words", is_text, "F01|"))
ENTRIES = {
    **{name: Entry(in_folder(work), 20_000, 80_000, 40) for name, work in WORK.items()},
    **{
        f"{words} of {table.name}": Entry(
            of_table(table, chosen, piece), 8_000, 32_000, 16, source(table).name
        )
        for table in WITH_ROWS
        for words, chosen, piece in COLUMNS
    },
}
