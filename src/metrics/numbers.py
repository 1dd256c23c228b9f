"""Numbers as a reader expects them: one way to write them on pages, in charts and in files."""

from __future__ import annotations

from decimal import Decimal

DECIMALS = {"not rounded": None, "whole number": 0, "one decimal": 1, "two decimals": 2}


def as_text(value: float, rounding: str = "") -> str:
    """Return a number with its thousands apart: 12,081 or 66.1.

    Rounded numbers keep the decimals that `rounding` names (3.60 for "two decimals"); others have
    those that they need, without what a binary fraction adds after the 15th digit.
    """
    decimals = DECIMALS.get(rounding)
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{Decimal(f'{value:.15g}'):,f}"


def how_many(count: int, what: str) -> str:
    """Return a count with its noun: 1 place, 2,000 places."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


ONE = {"people": "person"}


def unit_of(text: str, unit: str) -> str:
    """Return the unit of a number that is written so: 1 technique per household, 2 techniques."""
    if text != "1":
        return unit
    noun, per, rest = unit.partition(" per ")
    plural = noun.endswith("s") and not noun.endswith("ss") and noun != "series"
    return ONE.get(noun, noun[:-1] if plural else noun) + per + rest


def percent(value: float, part: float, whole: float | None = None) -> str:
    """Return a share of one decimal with its sign.

    What is not nothing is never said to be 0 %, nor a part that is less than its whole 100 %.
    """
    if part and 0 <= value < 0.05:
        return "less than 0.1 %"
    if whole is not None and part < whole and 99.95 <= value <= 100:
        return "more than 99.9 %"
    return f"{as_text(value, '' if float(value).is_integer() else 'one decimal')} %"
