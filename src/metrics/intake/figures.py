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
UNSTATED = "not printed"


def figure_row(
    number: Mapping[str, Any], one: Decision, agreed: bool, ids: Mapping[str, str]
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
        "kind": SLOGAN if one.state == NONE else one.kind,
        "place_id": ids[one.place],
        "period": one.period or (one.value if one.kind == "year" else ""),
        "status": one.status,
        "evidence": _evidence(number, one, agreed),
    }
    if one.state == NONE:
        return row | {"counts": "slogan", "certainty": "certain", "note": "not a statistic"}
    unit = "year" if one.kind == "year" else one.unit or UNSTATED
    certainty = _certainty(number, one, agreed)
    return row | {
        "printed": number["printed"],
        "value": one.value,
        "unit": unit,
        "counts": one.counts or unit,
        "garbling": number["damage"],
        "repair": _repair(number, one),
        "certainty": certainty,
        "candidates": _candidates(number, one, certainty),
    }


def is_published(number: Mapping[str, Any], one: Decision | None) -> bool:
    """Say whether a decision makes a figure: a number, left open or not, or a slogan."""
    if one is None:
        return False
    if one.state == NONE:
        return bool(number["reason"] == SLOGAN)
    # A number below zero has no cell: it is counted among those left open.
    return bool(one.value or any(each["value"] >= 0 for each in number["readings"]))


def _certainty(number: Mapping[str, Any], one: Decision, agreed: bool) -> str:
    """Return how far to trust a value; a repair that nothing supports is one reading of several."""
    if one.state == OPEN or not one.value:
        return "ambiguous"
    is_first = bool(number["readings"]) and _is(number["readings"][0], one.value)
    if is_first and number["certainty"] == "certain":
        return "certain"
    by_check = is_first and number["certainty"] == "confirmed"
    return "confirmed" if by_check or agreed or one.reason else "ambiguous"


def _is(reading: Mapping[str, Any], value: str) -> bool:
    """Say whether a reading is the value decided, which has six digits after the point."""
    return float(digits(reading["value"])) == float(value)


def _rules(number: Mapping[str, Any], value: str) -> list[str]:
    readings = number["readings"]
    found = (each["rules"] for each in readings if value and _is(each, value))
    return list(next(found, readings[0]["rules"] if readings and not value else ()))


def _repair(number: Mapping[str, Any], one: Decision) -> str:
    if not number["damage"]:
        return ""
    if not one.value:
        return "no safe repair: kept as printed"
    return ", ".join(REPAIRS[rule] for rule in _rules(number, one.value)) or "read as printed"


def _candidates(number: Mapping[str, Any], one: Decision, certainty: str) -> str:
    readings = {digits(each["value"]): each["rules"] for each in number["readings"]}
    for each in number["readings"]:
        if each["upper"] is not None:
            readings[digits(each["upper"])] = ["upper end of the range"]
    if one.value and not any(float(each) == float(one.value) for each in readings):
        readings = {one.value: ["given by the reader"], **readings}
    if len(readings) < 2 and certainty != "ambiguous":
        return ""
    taken = float(one.value) if one.value else None
    return " | ".join(
        f"{text}: {_said(rules)}{', reading taken' if float(text) == taken else ''}"
        for text, rules in readings.items()
        if not text.startswith("-")
    )


def _said(rules: Sequence[str]) -> str:
    return ", ".join(REPAIRS.get(rule, rule) for rule in rules) or "as printed"


def _evidence(number: Mapping[str, Any], one: Decision, agreed: bool) -> str:
    parts = [each["arithmetic"] for each in number["evidence"]]
    parts += [one.reason] if one.reason and one.state == CONFIRMED else []
    parts += ["a second reader read the same"] if agreed else []
    return "; ".join(parts).replace("|", "/")


def checks(
    numbers: Numbers, values: Mapping[str, float], about: Container[str] | None = None
) -> list[Row]:
    """Return the cross-checks of the figures published, from the evidence of the numbers.

    `values` has the value of each figure that has one; `about` are the figures of which one must
    take part, None for all.
    """
    by_number = {each["number"]: each["figure_id"] for each in numbers.values()}
    made = count(1)
    found: dict[tuple[str, str, str], Row] = {}
    for name, number in numbers.items():
        for evidence in number["evidence"] if name in values else ():
            others = [by_number[other] for other in evidence["others"]]
            asked = about is None or any(one in about for one in (name, *others))
            if asked and all(other in values for other in others):
                for row in _checks(evidence["kind"], name, number, others, values):
                    key = row["left"], row["relation"], row["right"]
                    if key not in found:
                        found[key] = {"check_id": f"C{next(made):02}", **row}
    return list(found.values())


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
        says = "at most seven people in a household"
        yield from (_check(says, f"{name} / {one}", "at most", "7") for one in others)
    elif kind in ("sum", "share") and len(others) == 2:
        yield _sum(name, others, values) if kind == "sum" else _share(name, number, others, values)


def _sum(name: str, others: Sequence[str], values: Mapping[str, float]) -> Row:
    *parts, whole = sorted([name, *others], key=lambda one: values[one])
    parts.sort(key=_number)
    return _check("the parts add up to the whole", " + ".join(parts), "=", whole)


def _share(
    name: str, number: Mapping[str, Any], others: Sequence[str], values: Mapping[str, float]
) -> Row:
    part, whole = sorted(others, key=lambda one: values[one])
    of, tolerance = (" * 100", "0.5") if number["unit"] == "percent" else ("", "0.008")
    says = "the share agrees with the counts that it is of"
    return _check(says, f"{part} / {whole}{of}", "about", name, tolerance)


def _ordered(one: str, relation: str, other: str) -> tuple[str, str, str]:
    first, second = sorted((one, other), key=_number)
    return first, relation, second


def _number(name: str) -> int:
    return int(name[1:])


def _check(says: str, left: str, relation: str, right: str, tolerance: str = "") -> Row:
    return {
        "says": says,
        "left": left,
        "relation": relation,
        "right": right,
        "tolerance": tolerance,
    }
