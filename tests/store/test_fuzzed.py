"""Whatever stands in a dataset's folder: it is loaded, or refused in words; nothing else is raised.

`generated` says how many there are.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from generated import blocks, examples, seeds

from metrics.errors import MetricsError
from metrics.store import package, package_state
from metrics.store.build import build_tables
from metrics.store.dataset_index import discover_datasets

YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"
COUNT, BLOCKS = examples(60), blocks(2)  # of each kind
TEXTS = [
    *("", " ", "\0", "\n", "\r", '"', '""', "'", ",", ";", "\t", "=1+1", "-", "|", ": ", "[*]?"),
    *(
        "\ud800",
        "\udc80",
        "\u202e",
        "\u2028",
        "村",
        "😀",
        "<b>",
        "&",
        "{}",
        "%s",
        "../..",
        "/",
        "~",
    ),
    *(
        "1e400",
        "-1",
        "0",
        "007",
        "9" * 30,
        "9" * 5000,
        "1.0000000000001",
        "NaN",
        "null",
        "x" * 9999,
    ),
    *("F01", "A:F01", "F01 / 0", "((((", ")" * 999, "F01" + " + F01" * 500, "C01", "a", "b+c"),
    *("2016-02-30", "0001-01-01", "places", "places.csv", "achieved", "county", "places.csv/"),
]
VALUES: list[object] = [None, True, False, 0, -1, 1.5, 10**30, [], {}, [[]], {"a": {}}]
Case = Callable[[random.Random, Path], None]


def text(chance: random.Random) -> str:
    """Return a text that has hurt somebody, or some of them in a row."""
    return "".join(chance.choices(TEXTS, k=chance.choice([1, 1, 1, 2, 3])))


def value(chance: random.Random) -> object:
    """Return any value of JSON."""
    return chance.choice([*VALUES, text(chance), text(chance)])


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Change, cut, double or swap some bytes."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(found) + 1), chance.randint(1, 40)
        piece = bytes(found[at : at + size])
        new = [b"", bytes(chance.choices(range(256), k=size)), piece * 2, piece[::-1]]
        found[at : at + size] = chance.choice([*new, text(chance).encode("utf-8", "surrogatepass")])
    return bytes(found)


def descriptor(chance: random.Random, folder: Path) -> None:
    """Put any values anywhere into the descriptor, or break its text."""
    path = folder / package.DESCRIPTOR
    if chance.random() < 0.4:
        path.write_bytes(mutated(chance, path.read_bytes()))
        return
    says = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(chance.randint(1, 4)):
        target = chance.choice([says, *[r for r in says["resources"] if isinstance(r, dict)]])
        keys = ["title", "name", "path", "resources", "joined", "parts", "left_out", "uploaded"]
        target[chance.choice([*keys, text(chance)])] = value(chance)
        if not isinstance(says.get("resources"), list):
            break
        chance.shuffle(says["resources"])
    path.write_text(json.dumps(says), encoding="utf-8")


def cells(chance: random.Random, folder: Path) -> None:
    """Put any text into some cells of some tables, or break the file."""
    for path in chance.choices(sorted(folder.glob("*.csv")), k=2):
        if chance.random() < 0.5:
            path.write_bytes(mutated(chance, path.read_bytes()))
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(lines))
            parts = lines[at].split(",")
            parts[chance.randrange(len(parts))] = text(chance)
            lines[at] = ",".join(parts)
        path.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")


def _as_other(path: Path, content: bytes) -> None:
    shutil.copy(YANGBI / "places.csv", path)


def _mixed_line_ends(path: Path, content: bytes) -> None:
    path.write_bytes(content.replace(b"\n", b"\r\n", 3).replace(b",", b"\r", 1))


def _in_utf_16(path: Path, content: bytes) -> None:
    path.write_bytes(content.decode(errors="replace").encode("utf-16"))


SPOILED: list[Callable[[Path, bytes], object]] = [
    lambda path, _: path.symlink_to(path),
    lambda path, _: path.mkdir(),
    lambda path, _: path.touch(),
    lambda path, _: None,
    _as_other,
    _mixed_line_ends,
    _in_utf_16,
]


def files(chance: random.Random, folder: Path) -> None:
    """Swap, empty, remove and link some files of the folder."""
    for path in chance.sample(sorted(folder.iterdir()), k=chance.randint(1, 3)):
        content = path.read_bytes()
        path.unlink()
        chance.choice(SPOILED)(path, content)


def tried(case: Case, seed: int, folder: Path) -> None:
    """Spoil a copy of the built-in dataset and load it."""
    shutil.copytree(YANGBI, folder)
    case(random.Random(seed), folder)
    try:
        package_state.state(folder)
        with duckdb.connect() as con:
            build_tables(con, package.read(folder))
    except MetricsError as error:
        said = [str(error), *map(str, getattr(error, "problems", ()))]
        "".join(said).encode()  # any file and terminal can take it
        assert all(0 < len(one) < 100_000 for one in said)
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize("case", [descriptor, cells, files])
def test_any_odd_dataset_is_loaded_or_refused(case: Case, block: int, tmp_path: Path) -> None:
    for seed in seeds(block, BLOCKS, COUNT):
        tried(case, seed, tmp_path / "yangbi")


@pytest.mark.slow
def test_odd_folders_beside_a_dataset_do_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path))
    chance = random.Random(1)
    shutil.copytree(YANGBI, tmp_path / "whole")
    for _ in range(300):
        name = text(chance).replace("/", "").replace("\0", "")
        folder = tmp_path / name
        try:
            folder.mkdir()
            (folder / package.DESCRIPTOR).write_bytes(mutated(chance, b'{"title": "x"}'))
        except (OSError, ValueError):  # what no file system takes
            continue
    found = discover_datasets()
    assert "whole" in found.datasets
    "".join([*found.datasets, *found.left_out]).encode()
