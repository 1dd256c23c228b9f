"""What a reader has answered of a table, kept as JSON with the dataset for the next file of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from metrics.intake.heads import head_of
from metrics.intake.new_ids import indicator_id
from metrics.intake.plan import ROLES, Column, Indicator, Proposal, TablePlan

MAPPINGS = "mappings"  # what datapackage.json calls them


def as_mapping(plan: TablePlan) -> dict[str, Any]:
    """Return a plan for JSON, its columns by their headers without periods."""
    columns = {
        _key(one.head, bool(one.period)): {
            "role": one.role,
            **{k: v for k in ("kind", "indicator") if (v := getattr(one, k))},
        }
        for one in plan.columns
    }
    indicators = [{k: v for k, v in asdict(one).items() if v != ""} for one in plan.indicators]
    given = {"place": plan.place, "place_kind": plan.place_kind} if plan.place else {}
    return {"columns": columns, "indicators": indicators, **given}


def from_mapping(
    proposal: Proposal, mappings: Sequence[Mapping[str, Any]]
) -> tuple[TablePlan, set[str]]:
    """Return a plan with what earlier answers say of its columns, and the heads they know.

    The mapping that knows most columns of the sheet counts; a mapping that is damaged says nothing.
    """
    plan = proposal.plan
    keys = [_key(one.head, bool(one.period)) for one in plan.columns]
    best = max(mappings, key=lambda one: len({*keys} & {*_columns(one)}), default={})
    known = _columns(best)
    kept = tuple(
        _with_kept_role(one, known[key]) if key in known else one
        for one, key in zip(plan.columns, keys, strict=True)
    )
    told = {one.head for one, key in zip(plan.columns, keys, strict=True) if key in known}
    if not told:
        return plan, set()
    earlier = [one for row in best.get("indicators", ()) if (one := _indicator(row))]
    ids, fresh = _apart(earlier, plan.indicators)
    columns = tuple(
        one if one.head in told else replace(one, indicator=ids.get(one.indicator, one.indicator))
        for one in kept
    )
    place = str(best.get("place", "")) or plan.place
    kind = str(best.get("place_kind", "")) or plan.place_kind
    indicators = (*earlier, *fresh)
    return replace(plan, columns=columns, indicators=indicators, place=place, place_kind=kind), told


def _apart(
    earlier: Sequence[Indicator], found: Sequence[Indicator]
) -> tuple[dict[str, str], list[Indicator]]:
    """Return the indicators that no earlier one is, with ids and labels that none of these has.

    Only what has the label and the unit of an earlier indicator is that one. The ids are returned
    by those that they stand for.
    """
    known = {(one.indicator_id, one.label, one.unit) for one in earlier}
    fresh = [one for one in found if (one.indicator_id, one.label, one.unit) not in known]
    labels, taken = {one.label for one in earlier}, [one.indicator_id for one in earlier]
    ids: dict[str, str] = {}
    for one in fresh:
        own = one.indicator_id
        ids[own] = indicator_id(one.label, taken) if own in taken else own
        taken.append(ids[own])
    renamed = [
        replace(
            one,
            indicator_id=ids[one.indicator_id],
            label=f"{one.label} ({one.unit or 'new'})" if one.label in labels else one.label,
            weight=ids.get(one.weight, one.weight),
        )
        for one in fresh
    ]
    return ids, renamed


def _key(head: str, has_period: bool) -> str:
    """Return how a column is known next year: its header, without the period that it names."""
    found = head_of(head)
    return f"{found.name} [{found.unit}] by period" if has_period else head


def _columns(mapping: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found = mapping.get("columns")
    rows = found.items() if isinstance(found, dict) else ()
    return {k: v for k, v in rows if isinstance(v, dict) and v.get("role") in ROLES}


def _with_kept_role(one: Column, row: Mapping[str, str]) -> Column:
    kind, indicator = str(row.get("kind", "")), str(row.get("indicator", ""))
    why = "as answered before"
    return replace(one, role=row["role"], kind=kind, indicator=indicator, why=why)


def _indicator(row: object) -> Indicator | None:
    """Return an indicator of a mapping, None where it is none."""
    if not isinstance(row, dict):
        return None
    blank = dict.fromkeys(("indicator_id", "label", "label_zh", "unit", "kind"), "")
    blank |= dict.fromkeys(("across_places", "across_periods", "why", "weight", "breaks"), "")
    texts = {name: str(row.get(name, "")) for name in blank}
    decimals = row.get("decimals", 0)
    if not texts["indicator_id"] or not isinstance(decimals, int):
        return None
    return Indicator(**texts, decimals=decimals, counts=row.get("counts") is True)
