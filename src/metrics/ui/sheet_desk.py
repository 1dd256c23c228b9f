"""How each sheet of a file was read and matched, shown and put right by the visitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import streamlit as st

from metrics.intake.cells import written
from metrics.intake.detect import DELIMITERS, ENCODINGS
from metrics.intake.files import sheets
from metrics.intake.limits import Unreadable
from metrics.intake.match import BY_NAME, Matched, columns, guess
from metrics.intake.sheet import How, Sheet
from metrics.ui.markdown import escape_markdown
from metrics.ui.notices import refused

NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "": "none", " ": "space"}
NAMES |= {".": "point", "'": "apostrophe"}
DECIMALS, THOUSANDS = (".", ","), ("", ",", ".", " ", "'")
NOT_MATCHED, LEAVE = "(say which)", "(leave out)"
PREVIEWED = 8


@st.cache_resource(max_entries=24, show_spinner="Reading the file")
def _read(file_id: str, name: str, how: How | None, _data: bytes) -> list[Sheet]:
    """Read an upload once for each way of reading it; its id belongs to one visitor."""
    return sheets(name, _data, how)


def matched_sheets(file: Any) -> list[Matched]:
    """Show each sheet of an upload; return those that are to be checked."""
    try:
        found = _read(file.file_id, file.name, None, file.getvalue())
    except Unreadable as error:
        refused(error)
        return []
    each = (_one(file, sheet, f"{file.file_id} {number}") for number, sheet in enumerate(found))
    return [one for one in each if one is not None]


def _one(file: Any, sheet: Sheet, key: str) -> Matched | None:
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(sheet.file)}** · {len(sheet.rows):,} rows")
        try:
            sheet = _as_asked(file, sheet, key)
        except Unreadable as error:
            refused(error)
            return None
        best = guess(sheet)
        tables = [*BY_NAME, LEAVE]
        first = tables.index(best.table.name)
        name = st.selectbox("It gives the table", tables, first, key=f"t {key}")
        if name == LEAVE:
            return None
        table = BY_NAME[name]
        one = _columns(columns(sheet, table), f"{key} {name}")
        _preview(one)
        return one


def _as_asked(file: Any, sheet: Sheet, key: str) -> Sheet:
    """Show how the sheet was read; read it anew where the visitor says otherwise."""
    how = sheet.how
    with st.expander(_said(how)):
        places = st.columns(5)
        asked = How(
            _pick(places[0], "Encoding", how.encoding, ENCODINGS, key) if how.encoding else "",
            _pick(places[1], "Delimiter", how.delimiter, DELIMITERS, key) if how.delimiter else "",
            _pick(places[2], "Decimal mark", how.decimal, DECIMALS, key),
            _pick(places[3], "Thousands", how.thousands, THOUSANDS, key),
            int(places[4].number_input("Header row", 1, 1000, how.header_row, key=f"h {key}")),
            how.mark,
        )
    if asked == how:
        return sheet
    again = _read(file.file_id, file.name, asked, file.getvalue())
    return next((one for one in again if one.file == sheet.file), again[0])


def _said(how: How) -> str:
    parts = [how.encoding.upper() + (" with a byte order mark" if how.mark else "")]
    parts += [f"cut by {NAMES[how.delimiter]}"] if how.delimiter else []
    parts += [f"decimal {NAMES[how.decimal]}", f"thousands {NAMES[how.thousands]}"]
    parts += [f"header in row {how.header_row}"]
    return f"Read as: {', '.join(part for part in parts if part)}"


def _pick(place: Any, label: str, now: str, all_: Sequence[str], key: str) -> str:
    options = list(dict.fromkeys([now, *all_]))
    chosen: str = place.selectbox(
        label, options, format_func=lambda one: NAMES.get(one, one), key=f"{label} {key}"
    )
    return chosen


def _columns(one: Matched, key: str) -> Matched:
    """Show which column gives which; let the visitor say it for each."""
    fields = [field.name for field in one.table.fields]
    given = {at: name for name, at in one.columns.items()}
    chosen: dict[str, int] = {}
    left = set()
    with st.expander(_matched(one), expanded=bool(one.extra or one.missing)):
        places = st.columns(3)
        for at, header in enumerate(one.sheet.columns):
            now = given.get(at, NOT_MATCHED)
            options = list(dict.fromkeys([now, *fields, NOT_MATCHED, LEAVE]))
            label = escape_markdown(header) or f"column {at + 1}"
            what = places[at % 3].selectbox(label, options, key=f"c {at} {key}")
            if what == LEAVE:
                left.add(at)
            elif what != NOT_MATCHED:
                chosen[what] = at
    return replace(one, columns=chosen, left=frozenset(left))


def _matched(one: Matched) -> str:
    parts = [f"{len(one.columns)} of {len(one.sheet.columns)} columns matched"]
    parts += [f"missing: {', '.join(one.missing)}"] if one.missing else []
    return "; ".join(parts)


def _preview(one: Matched) -> None:
    """Show the first rows as they would be loaded."""
    cells = written(one).slice(0, PREVIEWED)
    numbers = pa.array(one.sheet.rows[:PREVIEWED])
    st.caption(f"The first rows, as they would be loaded as {one.table.name}")
    st.dataframe(cells.add_column(0, "row", numbers).to_pandas(), hide_index=True)
