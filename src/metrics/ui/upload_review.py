"""How each sheet of a file was read and matched, shown and put right by the visitor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from metrics.charts.text_size import widest
from metrics.intake.cells import examples, first_rows, numbers, written
from metrics.intake.detect import DELIMITERS, ENCODINGS
from metrics.intake.files import reread, sheets
from metrics.intake.limits import Unreadable
from metrics.intake.match import BY_NAME, Matched, columns, fits_badly, guess, nothing_known
from metrics.intake.sheet import NumberStyle, ReadOptions, Sheet, mended, named_apart
from metrics.numbers import how_many
from metrics.ui import uploads
from metrics.ui.given_once import given_once
from metrics.ui.markdown import escape_markdown
from metrics.ui.notices import show_error
from metrics.ui.proposal_form import proposal_form
from metrics.ui.state import changes, undo_changes

NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", " ": "space"}
QUOTES = {'"': "double quotation marks", "'": "single quotation marks"}
AS_FOUND = "as found"
STYLES = {
    "1,234.5": NumberStyle(".", ","),
    "1.234,5": NumberStyle(",", "."),
    "1234.5": NumberStyle(".", ""),
    "1234,5": NumberStyle(",", ""),
    "1 234.5": NumberStyle(".", " "),
    "1 234,5": NumberStyle(",", " "),
    "1'234.5": NumberStyle(".", "'"),
}
OWN = "a table of its own: indicators"
Answers = Mapping[str, Any]
NOT_MATCHED, LEAVE = "(say which)", "(leave out)"
CELL_PADDING_PX = 20
PREVIEWED = 8


@dataclass(frozen=True)
class UploadReview:
    """The sheets to be checked, each with the key of its widgets, and how many wait for answers."""

    matched: Mapping[str, Matched]
    waiting: int = 0


def matched_sheets(
    visitor_id: str, file: Any, earlier: Sequence[Answers], taken: set[str]
) -> UploadReview:
    """Show each sheet of an upload; return those that are to be checked.

    `earlier` are the answers kept with datasets that were made before; `taken` the names of the
    sheets of uploads before this one, and gets those of this one.
    """
    try:
        found = named_apart(_read(visitor_id, file), taken)
    except Unreadable as error:
        show_error(error)
        return UploadReview({})
    # The name of a sheet changes where an upload of the same name is taken away; its place stays.
    each = {f"{file.file_id} {nth}": sheet for nth, sheet in enumerate(found)}
    several = len(found) > 1
    shown = {
        key: _sheet(visitor_id, file, sheet, key, several, earlier) for key, sheet in each.items()
    }
    ready = {key: one for key, (one, _) in shown.items() if one is not None}
    return UploadReview(ready, sum(waits for _, waits in shown.values()))


def _read(visitor_id: str, file: Any) -> list[Sheet]:
    """Read an upload as it seems to be written, once."""
    return uploads.read(
        visitor_id, (file.file_id, None), partial(sheets, file.name, file.getvalue())
    )


def _reread(visitor_id: str, file: Any, how: ReadOptions, before: Sheet) -> Sheet:
    """Read one sheet of an upload as the visitor says, once for each way of reading it."""

    def reader() -> list[Sheet]:
        return [reread(file.name, file.getvalue(), how, before)]

    (found,) = uploads.read(visitor_id, (file.file_id, (how, before.file)), reader)
    return found


def _sheet(
    visitor_id: str, file: Any, sheet: Sheet, key: str, several: bool, earlier: Sequence[Answers]
) -> tuple[Matched | None, bool]:
    """Show one sheet; return it as matched, None where it is left out, and whether it waits."""
    with st.container(border=True):
        name, out = st.columns([3, 2], vertical_alignment="center")
        name.markdown(f"**{escape_markdown(sheet.file)}** · {how_many(len(sheet.rows), 'row')}")
        what = "Leave this table out" if several else "Leave this file out"
        if out.checkbox(what, key=f"out {key}"):
            return None, False
        try:
            sheet = _mended(_read_as_chosen(visitor_id, file, sheet, key), key)
        except Unreadable as error:
            show_error(error)
            return None, False
        return _matched(sheet, key, earlier)


def _matched(sheet: Sheet, key: str, earlier: Sequence[Answers]) -> tuple[Matched | None, bool]:
    """Match a sheet, and ask what its rows do not say; show what it gives."""
    best = guess(sheet)
    tables = [OWN, *BY_NAME]
    first = 0 if fits_badly(best) else tables.index(best.table.name)
    chosen = st.selectbox("Use as table", tables, first, key=f"t {key}")
    if chosen == OWN:
        return _of_own(sheet, key, earlier)
    table = BY_NAME[chosen]
    one = _columns(columns(sheet, table), f"{key} {table.name}")
    if one.tells_nothing:
        message = nothing_known(one)
        st.warning(f"**{escape_markdown(sheet.file)}:** {escape_markdown(message)}. {UNKNOWN}")
        return None, False
    one = given_once(one, f"{key} {table.name}")
    one, waits = _numbers(one, key)
    for note in sheet.notes[:PREVIEWED]:
        st.caption(f"Read with care: {escape_markdown(note)}.")
    _preview(one)
    return one, waits


def _of_own(sheet: Sheet, key: str, earlier: Sequence[Answers]) -> tuple[Matched | None, bool]:
    """Show a sheet as a table of its own; ask too what its numbers do not tell."""
    one, waits = proposal_form(sheet, key, earlier)
    if one is None:
        return None, waits
    one, doubts = _numbers(one, key)
    return one, waits or doubts


UNKNOWN = (
    "If one of its columns is the same under another name, say which above; otherwise leave the "
    "file out."
)


def _read_as_chosen(visitor_id: str, file: Any, sheet: Sheet, key: str) -> Sheet:
    """Show how the sheet was read; read it anew where the visitor says otherwise."""
    how = sheet.how
    with st.expander(_reading_text(how)):
        places = st.columns(4)
        options = replace(
            how,
            encoding=_pick(places[0], "Encoding", how.encoding, ENCODINGS, key),
            delimiter=_pick(places[1], "Delimiter", how.delimiter, (*DELIMITERS, " "), key),
            quote=_pick(places[2], "Quotation marks", how.quote, tuple(QUOTES), key),
            header_row=int(
                places[3].number_input("Header row", 1, 1000, how.header_row, key=f"h {key}")
            ),
        )
    if options == how:
        return sheet
    return _reread(visitor_id, file, options, sheet)


def _reading_text(how: ReadOptions) -> str:
    parts = [how.encoding.upper() + (" with a byte order mark" if how.mark else "")]
    parts += [f"separated by {NAMES[how.delimiter]}s"] if how.delimiter else []
    parts += [f"in {QUOTES[how.quote]}"] if how.quote == "'" else []
    parts += [f"header in row {how.header_row}"]
    return f"Read as: {', '.join(part for part in parts if part)}"


def _pick(place: Any, label: str, now: str, all_: Sequence[str], key: str) -> str:
    if not now:
        return ""
    options = list(dict.fromkeys([now, *all_]))
    names = NAMES | QUOTES
    chosen: str = place.selectbox(
        label, options, format_func=lambda one: names.get(one, one), key=f"{label} {key}"
    )
    return chosen


def _mended(sheet: Sheet, key: str) -> Sheet:
    """Return a sheet with the cells that the visitor has mended, and name these."""
    changed = mended(sheet, changes(key))
    if changed.changes:
        cells = [
            f"row {one.row}, {escape_markdown(changed.name(one.column))}: "
            f"“{escape_markdown(one.before)}” is {escape_markdown(one.after) or 'empty'}"
            for one in changed.changes
        ]
        count_text = how_many(len(cells), "cell")
        st.markdown(f"**{count_text} changed by you:** {'; '.join(cells)}.")
        st.button("Undo the changes", key=f"undo {key}", on_click=undo_changes, args=(key,))
    return changed


def _columns(one: Matched, key: str) -> Matched:
    """Show which column gives which; let the visitor say it for each."""
    fields = [field.name for field in one.table.fields]
    given = {at: name for name, at in one.columns.items()}
    chosen: dict[str, int] = {}
    left = set()
    with st.expander(_counts(one), expanded=bool(one.extra)):
        places = st.columns(3)
        for at in range(len(one.sheet.columns)):
            now = given.get(at, NOT_MATCHED)
            options = list(dict.fromkeys([now, *fields, NOT_MATCHED, LEAVE]))
            label = escape_markdown(one.sheet.name(at))
            what = places[at % 3].selectbox(label, options, key=f"c {at} {key}")
            if what == LEAVE:
                left.add(at)
            elif what != NOT_MATCHED:
                chosen[what] = at
    return replace(one, columns=chosen, left=frozenset(left))


def _counts(one: Matched) -> str:
    matched_text = f"{len(one.columns)} of {len(one.sheet.columns)} columns matched"
    return (
        f"{matched_text}; not in the file: {', '.join(one.missing)}"
        if one.missing
        else matched_text
    )


def _numbers(one: Matched, key: str) -> tuple[Matched, bool]:
    """Show how numbers are read, with examples; ask where one can be read in two ways."""
    style, waits = numbers(one), False
    if style.doubt:
        other = "," if style.mark == "." else "."
        ways = {
            f"{style.doubt.replace(style.mark, '')} (thousands)": NumberStyle(other, style.mark),
            f"{style.doubt.replace(style.mark, '.')} (decimals)": NumberStyle(style.mark, ""),
        }
        question = f"“{style.doubt}” can be read in two ways. What is it?"
        answer = st.radio(question, list(ways), index=None, key=f"doubt {key}", horizontal=True)
        waits = answer is None
        one = _in_style(one, ways[answer]) if answer else one
    else:
        options = [AS_FOUND, *STYLES]
        answer = st.selectbox("Numbers are written like", options, key=f"n {key}")
        one = _in_style(one, STYLES[answer]) if answer != AS_FOUND else one
    shown = [
        f"“{escape_markdown(raw)}” is read as {escape_markdown(number)}"
        for raw, number in examples(one)
    ]
    if not waits:
        st.caption("; ".join(shown) or "No number has a decimal mark or a mark of thousands.")
    return one, waits


def _in_style(one: Matched, style: NumberStyle) -> Matched:
    sheet = one.sheet
    return replace(one, sheet=replace(sheet, how=replace(sheet.how, numbers=style)))


def _preview(one: Matched) -> None:
    """Show the first rows as they would be loaded."""
    cells = written(first_rows(one, 0, PREVIEWED))
    rows = pa.array(one.sheet.rows[:PREVIEWED])
    st.caption(f"The first rows, as they would be loaded as {one.table.name}")
    frame = cells.add_column(0, "row", rows).to_pandas()
    st.dataframe(frame, hide_index=True, column_config=_widths(cells))


def _widths(cells: pa.Table) -> dict[str, Any]:
    """Return the width of each column that holds a letter as wide as two, so that none is cut."""
    wide = {name: [str(cell) for cell in cells[name].to_pylist()] for name in cells.column_names}
    return {
        name: st.column_config.Column(width=round(widest([name, *texts])) + CELL_PADDING_PX)
        for name, texts in wide.items()
        if not all(text.isascii() for text in texts)
    }
