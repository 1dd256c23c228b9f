"""What a file does not say of its rows, given by the visitor once for all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from metrics.intake.match import Matched
from metrics.model.schema import Field
from metrics.numbers import how_many
from metrics.store.templates import example

FIRST_DAY, LAST_DAY = dt.date(1949, 1, 1), dt.date(2100, 12, 31)
DAYS = ("as_of",)  # columns of text that hold a day where one is known


def given_once(one: Matched, key: str) -> Matched:
    """Ask for each column that the table needs and the sheet lacks; return it with the answers."""
    lacking = one.lacking
    if not lacking:
        return one
    names = ", ".join(field.name for field in lacking)
    rows = how_many(len(one.sheet.rows), "row")
    st.markdown(
        f"**Not in the file: {names}.** Give it here once for all {rows}, or "
        "add the column to the file."
    )
    places = st.columns(min(len(lacking), 3))
    given = {
        field.name: _ask_value(places[nth % 3], field, f"g {field.name} {key}")
        for nth, field in enumerate(lacking)
    }
    return replace(one, given={name: text for name, text in given.items() if text})


def _ask_value(place: st.delta_generator.DeltaGenerator, field: Field, key: str) -> str:
    """Ask for one value in the form that its column wants; "" as long as none is given."""
    label = f"{field.name}: {field.says}"
    if field.enum:
        words = field.enum
        chosen = place.selectbox(label, words, index=None, placeholder=" or ".join(words), key=key)
        return chosen or ""
    if field.name in DAYS or field.type == "date":
        day = place.date_input(
            f"{label} (year-month-day)", None, FIRST_DAY, LAST_DAY, key=key, format="YYYY-MM-DD"
        )
        return day.isoformat() if isinstance(day, dt.date) else ""
    if field.type == "integer":
        number = place.number_input(
            label, field.minimum, field.maximum, None, 1, key=key, placeholder=field.expected
        )
        return "" if number is None else str(number)
    return place.text_input(label, key=key, placeholder=example(field) or field.expected).strip()
