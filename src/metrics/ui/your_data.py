"""The desk where a visitor's own files become a dataset that only this visitor sees."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from metrics.errors import MetricsError
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.earlier import damaged, of_file, of_folder, replaced
from metrics.intake.known_places import County
from metrics.intake.limits import (
    AT_ONCE,
    MEGABYTES,
    MEGABYTES_AT_ONCE,
    UNPACKED_MEGABYTES,
    together,
)
from metrics.intake.match import Matched
from metrics.intake.totals import Total
from metrics.ui import table_templates, uploaded_datasets, uploads
from metrics.ui.check_report import counted, reported
from metrics.ui.markdown import escape_markdown
from metrics.ui.notices import show_error
from metrics.ui.proposal_form import preview
from metrics.ui.state import is_check_asked, show_loaded, tell, uploader_key
from metrics.ui.upload_review import UploadReview, matched_sheets

KINDS = ("administrative village", "hamlet", "township", "county")
ALL = "one below another, all rows"
AT_EACH_ANSWER = 50_000  # cells that are checked without being asked to
NAMED = 5  # rows of totals that are named
INTRO = (
    "Put your own tables on these pages: choose files, look at how they were read, check them, "
    "load them. They are seen by you alone, and marked “your data, unverified” on every chart and "
    "file."
)
LIMITS = (
    f"CSV, TSV, XLSX, Parquet, or a ZIP of a dataset; at most {MEGABYTES} MB a file, "
    f"{UNPACKED_MEGABYTES} MB unpacked, {AT_ONCE} files of {MEGABYTES_AT_ONCE} MB at once"
)


def desk(shown: str) -> None:
    """Ask for files, show how they were read and what is wrong with them, and load them.

    `shown` is the dataset chosen in the sidebar.
    """
    visitor_id = uploads.visitor()
    uploaded_datasets.loaded(uploads.uploads_of(visitor_id))
    st.markdown(INTRO)
    if not visitor_id:
        st.error(
            "**Your browser keeps no cookies for this site:** an upload is told from those of "
            "others by one. Allow cookies and load the page anew."
        )
        return
    table_templates.offered()
    files = st.file_uploader(
        LIMITS, key=uploader_key(), accept_multiple_files=True, max_upload_size=MEGABYTES
    )
    if files:
        _review_files(visitor_id, files)
    else:
        st.info("Nothing is chosen yet: choose one file or several that belong together.")
    uploaded_datasets.listed(visitor_id, uploads.uploads_of(visitor_id), shown)


def _review_files(visitor_id: str, files: list[Any]) -> None:
    try:
        together([file.size for file in files])
    except MetricsError as error:
        show_error(error)
        return
    for note in filter(None, (damaged(*one) for one in _zips(files))):
        st.warning(f"{escape_markdown(note)}.")
    earlier = _earlier(visitor_id, files)
    taken: set[str] = set()
    reviews = [matched_sheets(visitor_id, file, earlier, taken) for file in files]
    matched = {key: one for each in reviews for key, one in each.matched.items()}
    waiting = sum(each.waiting for each in reviews)
    stem = files[0].name.rpartition(".")[0] or files[0].name
    _questions(visitor_id, UploadReview(matched, waiting), stem, replaced(_zips(files)))


def _earlier(visitor_id: str, files: list[Any]) -> list[dict[str, Any]]:
    """Return the answers kept with packages that are chosen, and with datasets loaded before."""
    kept = [one for file in _zips(files) for one in of_file(*file)]
    loaded = reversed(list(uploads.uploads_of(visitor_id).values()))
    return [*kept, *(one for upload in loaded for one in of_folder(upload.folder))]


def _zips(files: list[Any]) -> list[tuple[str, bytes]]:
    return [(one.name, one.getvalue()) for one in files if one.name.lower().endswith(".zip")]


def _questions(visitor_id: str, ready: UploadReview, stem: str, replaces: Any) -> None:
    """Ask what the tables are of; check them, and show what was found."""
    if not ready.matched:
        st.info("No file is left to check.")
        return
    st.subheader("What it is", anchor=False)
    title = st.text_input("Title of the dataset", stem, max_chars=80, key="own_title")
    sheets, joined, waiting = _choose_between_sheets(ready)
    sheets = _keep_totals(sheets, _county(sheets))
    county = _ask_county(sheets)
    matched = tuple(sheets.values())
    request = CheckRequest(title.strip() or stem, matched, county, joined, replaces)
    key = _key(request)
    if waiting:
        st.info("Answer what is asked above first: nothing is read by guessing.")
    pressed = st.button("Check every cell", type="primary", key="own_check", disabled=waiting > 0)
    wants_check = is_check_asked() or (
        _is_small(sheets) and uploads.last_check(visitor_id, key) is None
    )
    if pressed or (wants_check and not waiting):
        _check(visitor_id, key, request, False)
    checked = uploads.last_check(visitor_id, key)
    if checked is None or waiting:
        return
    if reported(checked, sheets):
        _check(visitor_id, key, request, True)
        st.rerun()
    if checked.report.built:
        if any(one.plan for one in sheets.values()):
            preview(request.title, checked.report.built)
        ready_to_load = (visitor_id, request.title, checked.report)
        st.button("Load it", type="primary", key="own_load", on_click=_load, args=ready_to_load)


def _is_small(sheets: Mapping[str, Matched]) -> bool:
    """Say whether tables of their own are small enough to be checked at each answer."""
    cells = sum(one.sheet.cells.num_rows * one.sheet.cells.num_columns for one in sheets.values())
    return cells <= AT_EACH_ANSWER and all(one.plan for one in sheets.values())


def _load(visitor_id: str, title: str, report: Report) -> None:
    """Keep the tables of a check for their visitor, and choose them in the sidebar."""
    try:
        kept = uploads.keep(visitor_id, title, report)
    except uploads.CheckGone as error:
        tell(f"**{error.title}:** {error.which}. {error.do}")
        return
    messages = [counted(report.kept)]
    messages += ["it takes the place of your earlier dataset of this name"] if kept.replaced else []
    messages += [
        f"“{escape_markdown(one)}” was removed to make room: at most {uploads.DATASETS} datasets "
        "are kept"
        for one in kept.removed
    ]
    show_loaded(kept.upload.name, "; ".join(messages))


def _choose_between_sheets(ready: UploadReview) -> tuple[dict[str, Matched], frozenset[str], int]:
    """Ask what counts where several sheets give one table.

    Return the sheets that count, the tables that several give together, and how many answers wait.
    """
    sheets, joined, waiting = dict(ready.matched), set(), ready.waiting
    by_key = {key: one for key, one in sheets.items() if one.plan is None}
    tables = [one.table.name for one in by_key.values()]
    for table in dict.fromkeys(name for name in tables if tables.count(name) > 1):
        keys = {one.sheet.file: key for key, one in by_key.items() if one.table.name == table}
        question = f"{', '.join(keys)} give the same table, {table}. Which counts?"
        answer = st.radio(escape_markdown(question), [ALL, *keys], index=None, key=f"twice {table}")
        waiting += answer is None
        if answer == ALL:
            joined.add(table)
        elif answer:
            for file, key in keys.items():
                if file != answer:
                    del sheets[key]
    return sheets, frozenset(joined), waiting


def _county(sheets: Mapping[str, Matched]) -> County:
    """Return the county as far as it is known before it is asked for."""
    named = str(st.session_state.get("own_county", "")).strip()
    lists_them = any(one.table.name == "places" for one in sheets.values())
    return County() if lists_them else County(named)


def _rows_are(rows: Sequence[Total]) -> str:
    """Say how many rows are totals, notes, or some of both."""
    if len(rows) == 1:
        return f"1 row is a {rows[0].kind}"
    return f"{len(rows)} rows are {' or '.join(sorted({f'{one.kind}s' for one in rows}))}"


def _keep_totals(sheets: Mapping[str, Matched], county: County) -> dict[str, Matched]:
    """Name the rows that are totals or notes; let the visitor keep the totals."""
    request = CheckRequest("", tuple(sheets.values()), county)
    totals = request.totals()
    chosen = dict(sheets)
    for key, one in sheets.items():
        rows = [total for of, total in totals if of is one]
        if not rows:
            continue
        named = [
            f"row {t.row} ({escape_markdown(t.label) or 'no place'}), {escape_markdown(t.why)}"
            for t in rows
        ]
        not_named = f"; and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        st.warning(
            f"**{_rows_are(rows)} in {escape_markdown(one.sheet.file)}, left out so that nothing "
            f"is counted twice:** {'; '.join(named[:NAMED])}{not_named}."
        )
        chosen[key] = replace(one, keeps_totals=_keeps(rows, key))
    return chosen


def _keeps(rows: Sequence[Total], key: str) -> bool:
    """Ask whether totals are to be loaded; a note is a place in no case."""
    count = sum(one.kind == "total" for one in rows)
    if not count:
        return False
    it = "the total all the same, as a place of its own"
    them = f"the {count} totals all the same, as places of their own"
    return st.checkbox(f"Load {it if count == 1 else them}", key=f"total {key}")


def _ask_county(sheets: Mapping[str, Matched]) -> County:
    """Ask where the places lie, when no file lists them."""
    if any(one.table.name == "places" or one.plan for one in sheets.values()):
        return County()
    st.caption("No file lists the places, so they are gathered from the tables.")
    left, right = st.columns(2)
    name = left.text_input("The county they lie in (may stay empty)", key="own_county")
    kind = right.selectbox("What kind of places they are", KINDS, key="own_kind")
    return County(name.strip(), kind)


def _key(request: CheckRequest) -> str:
    """Return what is checked as a checksum: a check counts for the same files, read the same."""
    parts: list[object] = [request.title, request.county, sorted(request.joined)]
    parts += [request.replaces]
    for one in request.matched:
        sheet, columns = one.sheet, sorted(one.columns.items())
        parts += [sheet.file, sheet.how, sheet.changes, one.table.name, columns, sorted(one.left)]
        parts += [sorted(one.given.items()), one.keeps_totals, one.plan]
        parts += [sheet.id]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _check(visitor_id: str, key: str, request: CheckRequest, without_bad: bool) -> None:
    bar = st.progress(0.0, "Starting")

    def step(message: str, share: float) -> None:
        bar.progress(min(share, 1.0), escape_markdown(message))

    try:
        uploads.make_room(visitor_id)
        report = check(request, uploads.folder(request.title), step, without_bad)
        uploads.remember(visitor_id, key, uploads.Checked(request, without_bad, report))
    except MetricsError as error:
        show_error(error)
    finally:
        bar.empty()
