"""Nothing that stands in a dataset costs more than its size: four times as long, about four times.

A table of entry points: each is given a size and returns the work to be timed. Times are of the
process's own CPU, the least of some runs, so that a busy machine does not count.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from metrics.errors import MetricsError
from metrics.store import package
from metrics.store.build import fill
from metrics.store.joined import canonical
from metrics.store.load import header_faults
from metrics.store.precise import cause
from metrics.store.tables import PLACES
from metrics.topics.figures import FIGURES, named

Work = Callable[[], object]
SMALL, TIMES, RUNS = 20_000, 4, 3
MOST = 10  # how many times as long four times the size may take: quadratic is sixteen
LEAST = 0.02  # seconds under which nothing is told

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
            fill(con, read)

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
    return lambda size, _: lambda: [cause(piece * size + end, "12") for end in ("", "x", "%", "0")]


def joined_name(size: int, folder: Path) -> Work:
    """Cut the name of a joined dataset in an address."""
    known = {"a": folder, "a a": folder}
    return lambda: [canonical(f"{'a ' * size}{end}", known) for end in ("", "x")]


def formulas(size: int, folder: Path) -> Work:
    """Look for figures in the cells of a topic."""
    frame = pd.DataFrame({"formula": [piece * size for piece in HOSTILE]})
    return lambda: named([frame])


ENTRIES: dict[str, Callable[[int, Path], Work]] = {
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


def seconds(work: Work) -> float:
    """Return the least CPU time of some runs."""
    found = []
    for _ in range(RUNS):
        started = time.process_time()
        with suppress(MetricsError):
            work()
        found.append(time.process_time() - started)
    return min(found)


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
def test_four_times_the_size_takes_about_four_times_as_long(entry: str, tmp_path: Path) -> None:
    small, large = (tmp_path / name for name in ("small", "large"))
    small.mkdir()
    large.mkdir()
    before = seconds(ENTRIES[entry](SMALL, small))
    after = seconds(ENTRIES[entry](SMALL * TIMES, large))
    assert after < max(before, LEAST) * MOST


@pytest.mark.slow
def test_the_test_can_fail(tmp_path: Path) -> None:
    def quadratic(size: int) -> Work:
        return lambda: sum(1 for _ in range((size // 60) ** 2))

    assert seconds(quadratic(SMALL * 16)) > max(seconds(quadratic(SMALL * 4)), LEAST) * MOST


def test_every_text_column_of_figures_is_shown() -> None:
    assert {"printed", "evidence", "note", "candidates"} <= set(FIGURES.columns)
