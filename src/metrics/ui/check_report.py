"""What a check of a visitor's tables found: every fault by its cause, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from metrics.errors import Problem
from metrics.exports.make import MIME
from metrics.intake.annotate import annotated
from metrics.intake.check import Report
from metrics.intake.grouped import Group, grouped
from metrics.intake.match import Matched
from metrics.numbers import how_many
from metrics.ui.markdown import escape_markdown
from metrics.ui.state import mend
from metrics.ui.uploads import Checked

CAUSES = 40  # causes that are listed; the marked copy has all
CELLS = 200  # cells of a sheet that can be mended here
FEW = 20  # faults that are few enough to be mended one by one
INSTEAD = "new value"


def reported(found: Checked, keys: Mapping[str, Matched]) -> bool:
    """Show a report; return whether the good rows are asked for without the bad ones.

    `keys` gives the sheets by the keys under which their changes are kept.
    """
    report = found.report
    if report.left:
        many = (f"{n:,} of {report.rows[name]:,} rows of {name}" for name, n in report.left.items())
        said = f"**Left out because of faults:** {', '.join(many)}."
        st.warning(f"{said} Every chart and file will say so.")
    if not report.problems:
        st.success(f"**Every rule holds:** {counted(report.kept)}.")
        return False
    causes = grouped(report.problems)
    faults, kinds = how_many(len(report.problems), "fault"), how_many(len(causes), "kind")
    st.error(f"**Nothing is loaded:** {faults} of {kinds} in {counted(report.rows)}.")
    _causes(causes, len(found.request.matched) > 1)
    _mending(report, keys)
    _copy(found)
    if report.of_columns:
        st.info(
            "A whole column is missing or not known: give it above, or leave it out, and check "
            "again. Rows with faults can then be left out."
        )
        return False
    return st.button("Leave out the rows with faults, and check the others", key="own_without")


def counted(rows: Mapping[str, int]) -> str:
    """Return how many rows each table has, in words."""
    return ", ".join(f"{how_many(n, 'row')} of {name}" for name, n in rows.items())


def _causes(causes: Sequence[Group], several: bool) -> None:
    """List the faults by cause, in words that wrap: no table is ever wider than the page."""
    st.markdown("\n".join(f"- {_cause(one, several)}" for one in causes[:CAUSES]))
    if len(causes) > CAUSES:
        more = len(causes) - CAUSES
        st.caption(
            f"And {how_many(more, 'kind')} more: the copy below marks each fault in its cell."
        )


def _cause(one: Group, several: bool) -> str:
    first = one.first
    place = [escape_markdown(first.file)] if several else []
    place += [f"**{escape_markdown(first.column)}**"] if first.column else []
    place += [f"{'row' if one.count == 1 else 'rows'} {one.where}"] if one.where else []
    found = f": “{escape_markdown(first.value)}”" if first.value else ""
    expected = f" Expected: {escape_markdown(first.expected)}." if first.expected else ""
    rule, do = _sentence(first.rule), escape_markdown(first.do)
    return f"{', '.join(place)}{found}. {rule}.{expected} *{do}*"


def _sentence(text: str) -> str:
    return escape_markdown(text[:1].upper() + text[1:])


def _mending(report: Report, keys: Mapping[str, Matched]) -> None:
    """Offer each cell with a fault to be written anew."""
    cells = {key: _cells(report.problems, one) for key, one in keys.items()}
    if not any(cells.values()):
        return
    with st.expander("Mend cells here", expanded=len(report.problems) <= FEW):
        st.caption(
            "Write what the cell should hold. Each change is checked at once, listed above with a "
            "way back, and stated with the data."
        )
        for key, found in cells.items():
            if found:
                _editor(key, keys[key], found[:CELLS])


def _cells(problems: Sequence[Problem], one: Matched) -> list[tuple[int, int]]:
    """Return the cells of a sheet that have a fault, each once: row, and number of column."""
    at = {one.sheet.name(number): number for number in range(len(one.sheet.columns))}
    rows = set(one.sheet.rows.tolist())
    found = [
        (fault.row, at[fault.column])
        for fault in problems
        if fault.file == one.sheet.file and fault.row in rows and fault.column in at
    ]
    return list(dict.fromkeys((row, column) for row, column in found if row is not None))


def _editor(key: str, one: Matched, cells: list[tuple[int, int]]) -> None:
    shown = pd.DataFrame(
        {
            "row": [row for row, _ in cells],
            "column": [one.sheet.name(column) for _, column in cells],
            "found": [one.sheet.cell(row, column) for row, column in cells],
            INSTEAD: [""] * len(cells),
        }
    )
    editor = f"mend {key} {hash((tuple(cells), tuple(shown['found'])))}"
    st.markdown(f"**{escape_markdown(one.sheet.file)}**")
    st.data_editor(
        shown,
        hide_index=True,
        disabled=["row", "column", "found"],
        key=editor,
        column_config={
            "row": st.column_config.NumberColumn(width=48),
            "column": st.column_config.TextColumn(width=80),
            "found": st.column_config.TextColumn(width=80),
            INSTEAD: st.column_config.TextColumn(width=108),
        },
        width="content",
        on_change=mend,
        args=(key, editor, INSTEAD, cells),
    )


def _copy(found: Checked) -> None:
    st.download_button(
        "Download a copy with every fault marked (Excel)",
        lambda: annotated(found.request.matched, found.report.problems),
        f"{found.request.title} - what to mend.xlsx",
        MIME["xlsx"],
        on_click="ignore",
        key="own_annotated",
    )
