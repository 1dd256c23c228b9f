"""The rows of the table figures that the decisions on a report make, and their cross-checks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from metrics.reading.repair_rules import RULES
from metrics.reports.decisions import CONFIRMED, NONE, OPEN, Decision
from metrics.reports.rows import digits

# How a rule of repair has read a printed form, in a few words.
REPAIRS = {
    "years": "join the pieces of a year",
    "unit": "count in ten thousands",
    "kloc": "replace the marker by the digit one",
    "mask": "read the mask as “in total”",
    "gap": "join the pieces",
    "glue": "part the number from the word before it",
}
assert REPAIRS.keys() == {rule.name for rule in RULES}  # a new rule needs its words
Row = dict[str, str]
Numbers = Mapping[str, Mapping[str, Any]]
SLOGAN = "slogan"
IN_PAIRS = ("repeat", "sequence")  # evidence that makes a cross-check with each other number alone
UNSTATED = "not printed"


def figure_row(
    number: Mapping[str, Any], decision: Decision, agreed: bool, ids: Mapping[str, str]
) -> Row:
    """Return the row of a figure; `agreed` says that a second reader gave the same answer.

    `ids` gives the id of each place by its name.
    """
    row = {
        "figure_id": number["figure_id"],
        "paragraph": str(max(1, number["paragraph"])),
        "sentence": str(number["sentence"]),
        "start": str(number["start"]),
        "end": str(number["end"]),
        "kind": SLOGAN if decision.state == NONE else decision.kind,
        "place_id": ids[decision.place],
        "period": decision.period or (decision.value if decision.kind == "year" else ""),
        "status": decision.status,
        "evidence": _evidence(number, decision, agreed),
    }
    if decision.state == NONE:
        return row | {"counts": "slogan", "certainty": "certain", "note": "not a statistic"}
    unit = "year" if decision.kind == "year" else decision.unit or UNSTATED
    certainty = _certainty(number, decision, agreed)
    return row | {
        "printed": number["printed"],
        "value": decision.value,
        "unit": unit,
        "counts": decision.counts or unit,
        "garbling": number["damage"],
        "repair": _repair(number, decision),
        "certainty": certainty,
        "candidates": _candidates(number, decision, certainty),
    }


def is_published(number: Mapping[str, Any], decision: Decision | None) -> bool:
    """Say whether a decision makes a figure: a number, left open or not, or a slogan."""
    if decision is None:
        return False
    if decision.state == NONE:
        return bool(number["reason"] == SLOGAN)
    # A number below zero has no cell: it is counted among those left open.
    return bool(decision.value or any(reading["value"] >= 0 for reading in number["readings"]))


def _certainty(number: Mapping[str, Any], decision: Decision, agreed: bool) -> str:
    """Return how far to trust a value; a repair that nothing supports is one reading of several."""
    if decision.state == OPEN or not decision.value:
        return "ambiguous"
    is_first = bool(number["readings"]) and _is(number["readings"][0], decision.value)
    if is_first and number["certainty"] == "certain":
        return "certain"
    by_check = is_first and number["certainty"] == "confirmed"
    return "confirmed" if by_check or agreed or decision.reason else "ambiguous"


def _is(reading: Mapping[str, Any], value: str) -> bool:
    """Say whether a reading is the value decided, which has six digits after the point."""
    return float(digits(reading["value"])) == float(value)


def _rules(number: Mapping[str, Any], value: str) -> list[str]:
    readings = number["readings"]
    matching = (reading["rules"] for reading in readings if value and _is(reading, value))
    return list(next(matching, readings[0]["rules"] if readings and not value else ()))


def _repair(number: Mapping[str, Any], decision: Decision) -> str:
    if not number["damage"]:
        return ""
    if not decision.value:
        return "no safe repair: kept as printed"
    return ", ".join(REPAIRS[rule] for rule in _rules(number, decision.value)) or "read as printed"


def _candidates(number: Mapping[str, Any], decision: Decision, certainty: str) -> str:
    readings = {digits(reading["value"]): reading["rules"] for reading in number["readings"]}
    for reading in number["readings"]:
        if reading["upper"] is not None:
            readings[digits(reading["upper"])] = ["upper end of the range"]
    if decision.value and not any(float(reading) == float(decision.value) for reading in readings):
        readings = {decision.value: ["given by the reader"], **readings}
    if len(readings) < 2 and certainty != "ambiguous":
        return ""
    decided = float(decision.value) if decision.value else None
    return " | ".join(
        f"{text}: {_repair_names(rules)}{', reading taken' if float(text) == decided else ''}"
        for text, rules in readings.items()
        if not text.startswith("-")
    )


def _repair_names(rules: Sequence[str]) -> str:
    return ", ".join(REPAIRS.get(rule, rule) for rule in rules) or "as printed"


def _evidence(number: Mapping[str, Any], decision: Decision, agreed: bool) -> str:
    parts = [each["arithmetic"] for each in number["evidence"]]
    parts += [decision.reason] if decision.reason and decision.state == CONFIRMED else []
    parts += ["a second reader read the same"] if agreed else []
    return "; ".join(parts).replace("|", "/")


def checks(
    numbers: Numbers, values: Mapping[str, float], about: Container[str] | None = None
) -> list[Row]:
    """Return the cross-checks of the figures published, from the evidence of the numbers.

    `values` has the value of each figure that has one; `about` are the figures of which one must
    take part, None for all. Evidence of a number that has no value makes no cross-check; of a
    repeat or a sequence, those numbers that have one do.
    """
    by_number = {each["number"]: each["figure_id"] for each in numbers.values()}
    check_numbers = count(1)
    rows: dict[tuple[str, str, str], Row] = {}
    for name, number in numbers.items():
        for evidence in number["evidence"] if name in values else ():
            others = _others(evidence, by_number, values)
            if about is None or any(one in about for one in (name, *others)):
                for row in _checks(evidence["kind"], name, number, others, values):
                    key = row["left"], row["relation"], row["right"]
                    if key not in rows:
                        rows[key] = {"check_id": f"C{next(check_numbers):02}", **row}
    return list(rows.values())


def _others(
    evidence: Mapping[str, Any], by_number: Mapping[int, str], values: Container[str]
) -> list[str]:
    """Return the other figures of some evidence that make a cross-check, none if one is lacking."""
    others = [by_number.get(other, "") for other in evidence["others"]]
    known = [other for other in others if other in values]
    return known if evidence["kind"] in IN_PAIRS or len(known) == len(others) else []


def _checks(
    kind: str,
    name: str,
    number: Mapping[str, Any],
    others: Sequence[str],
    values: Mapping[str, float],
) -> Iterator[Row]:
    if kind == "repeat":
        for other in others:
            yield _check("the same count stands twice", *_ordered(name, "=", other))
    elif kind == "sequence":
        for other in (one for one in others if values[one] - values[name] == 1):
            yield _check("one year follows the other", f"{name} + 1", "=", other)
    elif kind == "ratio" and number["unit"] == "people":
        statement = "at most seven people in a household"
        yield from (_check(statement, f"{name} / {one}", "at most", "7") for one in others)
    elif kind in ("sum", "share") and len(others) == 2:
        yield _sum(name, others, values) if kind == "sum" else _share(name, number, others, values)


def _sum(name: str, others: Sequence[str], values: Mapping[str, float]) -> Row:
    *parts, total = sorted([name, *others], key=lambda one: values[one])
    parts.sort(key=_number)
    return _check("the parts add up to the whole", " + ".join(parts), "=", total)


def _share(
    name: str, number: Mapping[str, Any], others: Sequence[str], values: Mapping[str, float]
) -> Row:
    part, total = sorted(others, key=lambda one: values[one])
    of, tolerance = (" * 100", "0.5") if number["unit"] == "percent" else ("", "0.008")
    statement = "the share agrees with the counts that it is of"
    return _check(statement, f"{part} / {total}{of}", "about", name, tolerance)


def _ordered(one: str, relation: str, other: str) -> tuple[str, str, str]:
    first, second = sorted((one, other), key=_number)
    return first, relation, second


def _number(name: str) -> int:
    return int(name[1:])


def _check(statement: str, left: str, relation: str, right: str, tolerance: str = "") -> Row:
    return {
        "says": statement,
        "left": left,
        "relation": relation,
        "right": right,
        "tolerance": tolerance,
    }
