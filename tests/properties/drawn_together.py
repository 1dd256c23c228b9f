"""Drawn datasets, several joined as one so that Spark is asked less often; and broken ones."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from strategies import Dataset, build

from metrics.store.describe import DESCRIPTOR
from metrics.store.joined import fill
from metrics.store.open import Store

INDICATORS = (
    "people,People,people,stock,sum,,last",
    "rate,Rate,percent,share,weighted_mean,people,none",
    "yuan,Yuan,yuan,flow,sum,,sum",
    "rank,Rank,index,stock,none,,last",
)
HEAD = "indicator_id,label,unit,kind,across_places,weight,across_periods"
PERIODS = ("2019", "2020", "2021-Q1", "2021年2季度")
# Texts that DuckDB and Spark may read in two ways; and such that break a rule of rows.
ODD = (
    *(
        "1d",
        "1f",
        "1_000",
        " 7 ",
        "1e5",
        "1e400",
        "-1e400",
        "nan",
        "Infinity",
        "0x1F",
        "+5",
        "5.",
        ".5",
    ),
    *(
        "9" * 30,
        "-3",
        "1,000",
        "\uff11",
        "七",
        "",
        "x",
        "2016",
        "2016-12",
        "2016/1/5",
        "2016-02-30",
    ),
    *(
        "epoch",
        "infinity",
        "20161231",
        "2016-12-31 (BC)",
        "\\",
        "'",
        "a\nb",
        "%",
        "${x}",
        "p0",
        "F99",
    ),
)


def joined(
    drawn: Sequence[Dataset], folder: Path, others: Mapping[str, Store] | None = None
) -> Path:
    """Write drawn datasets, and others, as one, with indicators and their observations.

    These are drawn ones where none of the others has any.
    """
    folder.mkdir()
    fill(folder, {f"d{nth}": build(one) for nth, one in enumerate(drawn)} | dict(others or {}))
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    if "observations" not in {one["name"] for one in described["resources"]}:
        _add_observations(folder, random.Random(len(drawn)))
    return folder


def _add_observations(folder: Path, chance: random.Random) -> None:
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [row["place_id"] for row in csv.DictReader(file)]
    (folder / "indicators.csv").write_text("\n".join([HEAD, *INDICATORS, ""]))
    lines = ["place_id,indicator_id,period,status,value"]
    for place in places:
        for indicator in ("people", "rate", "yuan", "rank"):
            for period in chance.sample(PERIODS, 2):
                value = round(chance.uniform(1, 99), chance.choice([0, 1, 3, 9]))
                given = chance.choice([value, value, value, ""])
                lines.append(
                    f"{place},{indicator},{period},{chance.choice(['achieved', ''])},{given}"
                )
    (folder / "observations.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    described["resources"] += [
        {"name": name, "path": f"{name}.csv"} for name in ("indicators", "observations")
    ]
    (folder / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")


def break_cells(folder: Path, chance: random.Random) -> None:
    """Put odd texts into some cells of every table of topics."""

    def broken(rows: list[list[str]]) -> None:
        for _ in range(6):
            row = chance.choice(rows)
            row[chance.randrange(len(row))] = chance.choice(ODD)

    _changed(folder, broken)


def break_rows(folder: Path, chance: random.Random) -> None:
    """Repeat rows, and put valid cells where they do not fit the others of their row."""

    def broken(rows: list[list[str]]) -> None:
        rows += chance.sample(rows, min(2, len(rows)))
        for _ in range(3):
            row, other = chance.choice(rows), chance.choice(rows)
            at = chance.randrange(len(row))
            row[at] = other[at]

    _changed(folder, broken)


def _changed(folder: Path, change: Callable[[list[list[str]]], None]) -> None:
    reference = ("places", "figures", "documents", "checks", "indicators")
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in reference:
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            if rows:
                change(rows)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *rows])
