"""What a check of a visitor's tables found: every fault by its cell, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.errors import Problem
from metrics.exports.make import MIME
from metrics.intake.annotate import annotated
from metrics.intake.check import Report, Wish
from metrics.intake.grouped import Group, grouped

MOST = 2000
WIDE = {"what to do": st.column_config.TextColumn(width="large")}


def reported(wish: Wish, report: Report, without_bad: bool) -> bool:
    """Show a report; return whether the good rows are asked for without the bad ones."""
    if report.left:
        many = (f"{n:,} of {report.rows[name]:,} rows of {name}" for name, n in report.left.items())
        said = f"**Left out because of faults:** {', '.join(many)}."
        st.warning(f"{said} Every chart and file will say so.")
    if not report.problems:
        kept = {name: rows - report.left.get(name, 0) for name, rows in report.rows.items()}
        st.success(f"**Every rule holds:** {_counted(kept)}.")
        return False
    causes = grouped(report.problems)
    faults, kinds = _many(len(report.problems), "fault"), _many(len(causes), "kind")
    found = f"{faults} of {kinds} in {_counted(report.rows)}"
    st.error(f"**Nothing is loaded:** {found}.")
    _listed(report, causes)
    _copy(wish, report)
    if without_bad:
        st.info("What remains is of whole columns or files: mend it, or leave the columns out.")
        return False
    return st.button("Leave out the rows with faults, and check the others", key="own_without")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _counted(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{n:,} rows of {name}" for name, n in rows.items())


def _listed(report: Report, causes: Sequence[Group]) -> None:
    """Show the faults by cause and by cell."""
    by_cause, by_cell = st.tabs(["By cause", "By cell"])
    by_cause.dataframe([_cause(one) for one in causes], hide_index=True, column_config=WIDE)
    by_cell.dataframe(
        [_cell(one) for one in report.problems[:MOST]], hide_index=True, column_config=WIDE
    )
    if len(report.problems) > MOST:
        by_cell.caption(f"The first {MOST:,} of {len(report.problems):,}.")


def _cause(one: Group) -> dict[str, object]:
    return {
        "file": one.first.file,
        "column": one.first.column,
        "what is wrong": one.first.rule,
        "cells": one.count,
        "rows": one.where,
        "found first": one.first.value,
        "expected": one.first.expected,
        "what to do": one.first.do,
    }


def _cell(one: Problem) -> dict[str, object]:
    return {
        "file": one.file,
        "row": one.row,
        "column": one.column,
        "found": one.value,
        "what is wrong": one.rule,
        "expected": one.expected,
        "what to do": one.do,
    }


def _copy(wish: Wish, report: Report) -> None:
    st.download_button(
        "Download a copy with every fault marked (Excel)",
        lambda: annotated(wish.matched, report.problems),
        f"{wish.title} - what to mend.xlsx",
        MIME["xlsx"],
        on_click="ignore",
        key="own_annotated",
    )
