"""Numbers worked out of those of a place: how many it states, its ranks, how like others are.

Each function yields derived numbers, with their formula, from the typed rows of a metric.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.model.derived import DECIMALS, Derived
from metrics.model.rows import Row
from metrics.numbers import as_text

PLURALS = {"county": "counties"}


def plural(kind: str) -> str:
    """Return what several places of a kind are called."""
    return PLURALS.get(kind, f"{kind}s")


def latest(rows: Sequence[Row]) -> list[Row]:
    """Return a row for each number: its latest value, else the last row that there is of it."""
    found: dict[str, Row] = {}
    for row in rows:
        name = row["indicator"]
        if row["latest"] == "1" or found.get(name, row)["latest"] != "1":
            found[name] = row
    return list(found.values())


def counts(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield how many numbers the place states, and how many it or a place beside it has."""
    every = latest(rows)
    if not every:
        return
    place = every[0].place
    silent = [row["indicator"] for row in every if row.value is None]
    stated = len(every) - len(silent)
    yield _count(f"numbers that {place} states", stated, f"{len(every)} - {len(silent)}")
    beside = f"numbers that {place} or a place beside it has"
    yield _count(beside, len(every), f"{stated} + {len(silent)}")


def _count(what: str, value: int, arithmetic: str) -> Derived:
    formula = "numbers that the place or one beside it has, with a value or without"
    return Derived(what, what, value, "numbers", DECIMALS[0], formula, f"{arithmetic} = {value}")


def is_ranked(row: Row) -> bool:
    """Say whether a row has a rank: others state the same number in the same period."""
    return row["latest"] == "1" and int(row["rivals"] or 0) > 1


def rank_of(row: Row) -> int:
    """Return the rank of a row: from the least where less is better, else from the most."""
    return int(row["from_least" if row["better"] == "down" else "from_most"])


def rank_name(row: Row) -> str:
    """Return what the rank of a row is called."""
    return f"rank of {row['indicator']} in {row.place}, {row['period']}"


def ranks(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield the rank of each number among the places beside it that state it; ties are said."""
    for row in filter(is_ranked, rows):
        rank, tied = rank_of(row), int(row["tied"])
        less = "less" if row["better"] == "down" else "more"
        others = f"; {tied - 1} more have the same value" if tied > 1 else ""
        yield Derived(
            f"rank/{row['indicator']}",
            rank_name(row),
            rank,
            "rank",
            DECIMALS[0],
            f"places beside it that state {less}, plus one",
            f"{rank - 1} + 1 = {rank}, of {row['rivals']} {plural(row['kind'])} "
            f"that state it{others}",
        )


def differences(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield the difference of each place from the one chosen."""
    for row in rows:
        if row.value is not None:
            yield Derived(
                f"difference/{row.place}",
                row["what"],
                row.value,
                row.unit,
                DECIMALS[1],
                f"mean difference of the ranks of {row.place} and {row['mine']}",
                f"over {row['numbers']} of {row['every']} numbers, in the order of "
                f"{row['compared']} places = {as_text(row.value, DECIMALS[1])}",
            )
