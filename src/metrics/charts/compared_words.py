"""The words that charts of compared places share: what is compared, and of how many places."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.indicator_parts import break_notes
from metrics.model.periods import between, parse
from metrics.model.rows import Row
from metrics.statuses import DERIVED, PLANNED

COUNTS = ("people", "households")  # units that a measure's name says by what it counts
MOST_NAMED = 5  # places without a number that a note names


def measure(found: Sequence[Row]) -> str:
    """Return what is compared; a plan says that it is one."""
    planned = all(c["own_status"] == PLANNED.name for c in found)
    return f"{found[0]['measure']}{' (planned)' if planned else ''}"


def capital(text: str) -> str:
    """Return a text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def scope(found: Sequence[Row]) -> str:
    """Return what is compared, and in which statuses."""
    worked_out = [", worked out"] if found[0]["status"] == DERIVED.name else []
    names = " and ".join(dict.fromkeys(map(status, found)))
    return "".join([f"{capital(found[0]['measure'])}, {names}", *worked_out])


def status(cell: Row) -> str:
    """Return the status that a mark shows: of a number worked out, that of its parts."""
    return cell["own_status"] or cell["status"]


def number(cell: Row) -> str:
    """Return a number with its unit, where the name of the measure does not say it."""
    if cell["unit"] == "percent":
        return f"{cell.text} %"
    unit = cell["unit"]
    if cell["indicator"]:
        return cell.with_unit()
    said = unit in COUNTS or unit.rpartition(" ")[2] in cell["measure"]
    return cell.text if said else cell.with_unit()


def lead(found: Sequence[Row]) -> str:
    """Return how a finding starts: the most of what adds up, the highest of what does not."""
    if found[0]["indicator"]:
        return f"{measure(found)}, highest"
    return f"{'Most' if found[0]['adds'] else 'Highest'} {measure(found)}"


def stated_by(stated: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    """Say how many of the places compared state a number, and which do not."""
    if not without:
        return ()
    rest = len(without) - MOST_NAMED
    named = ", ".join(without[:MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
    every = len(stated) + len(without)
    states = "states" if len(stated) == 1 else "state"
    return (f"{len(stated):,} of {every:,} places {states} it. Not stated is not zero: {named}.",)


def in_part(found: Sequence[Row]) -> tuple[str, ...]:
    """Say of which places a number is of some of their own places only."""
    names = list(dict.fromkeys(c["place"] for c in found if c["in_part"] not in ("", "0")))
    if not names:
        return ()
    rest = len(names) - MOST_NAMED
    named = ", ".join(names[:MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
    adds = found[0]["adds"] or not found[0]["indicator"]
    so = ", so the true sum is at least this" if adds else ""
    return (f"Of some of their places only{so}: {named}.",)


def breaks(found: Sequence[Row]) -> tuple[str, ...]:
    """Say which breaks of an indicator's series lie among the periods that the numbers are of."""
    labels = dict.fromkeys(label for cell in found for label in _periods(cell))
    given = [one for label in labels if (one := parse(label))]
    periods = [one.label for one in between(given)]
    return break_notes(found, periods, capital(found[0]["measure"]))


def _periods(cell: Row) -> list[str]:
    """Return the period of a number, or the first and the last of those it is the sum of."""
    return [cell["period"]] if cell["period"] else cell["periods"].split(" to ")


def differing(found: Sequence[Row]) -> tuple[str, ...]:
    """Say which places have no single number, since their own places state different ones."""
    names = list(dict.fromkeys(c["place"] for c in found if "different numbers" in c["added"]))
    if not names:
        return ()
    return (f"No single number, since their own places differ: {', '.join(names[:MOST_NAMED])}.",)
