"""The desk where a visitor's own files become a dataset that only this visitor sees."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from metrics.intake.check import Report, Wish, check
from metrics.intake.known_places import County
from metrics.intake.limits import MEGABYTES, UNPACKED_MEGABYTES, Unreadable
from metrics.intake.match import Matched
from metrics.ui import own_datasets, own_templates, uploads
from metrics.ui.check_report import reported
from metrics.ui.markdown import escape_markdown
from metrics.ui.notices import refused
from metrics.ui.sheet_desk import matched_sheets
from metrics.ui.state import show

KINDS = ("administrative village", "hamlet", "township", "county")
INTRO = (
    "Put your own tables on these pages: choose files, look at how they were read, check them, "
    "load them. They are seen by you alone, and marked “your data, unverified” on every chart and "
    "file."
)
LIMITS = (
    f"CSV, TSV, XLSX, Parquet, or a ZIP of a dataset; at most {MEGABYTES} MB a file, "
    f"{UNPACKED_MEGABYTES} MB unpacked"
)


def desk(shown: str) -> None:
    """Ask for files, show how they were read and what is wrong with them, and load them.

    `shown` is the dataset chosen in the sidebar.
    """
    st.markdown(INTRO)
    who = uploads.visitor()
    if not who:
        st.error(
            "**Your browser keeps no cookies for this site:** an upload is told from those of "
            "others by one. Allow cookies and load the page anew."
        )
        return
    own_templates.offered()
    files = st.file_uploader(
        LIMITS, key="own_files", accept_multiple_files=True, max_upload_size=MEGABYTES
    )
    if files:
        matched = [one for file in files for one in matched_sheets(file)]
        _asked(who, matched, files[0].name.rpartition(".")[0] or files[0].name)
    else:
        st.info("Nothing is chosen yet: choose one file or several that belong together.")
    own_datasets.listed(who, uploads.of(who), shown)


def _asked(who: str, matched: Sequence[Matched], stem: str) -> None:
    """Ask what the tables are of; check them, and show what was found."""
    if not matched:
        st.info("No sheet is left to check.")
        return
    st.subheader("What it is", anchor=False)
    title = st.text_input("Title of the dataset", stem, max_chars=80, key="own_title")
    wish = Wish(title.strip() or stem, matched, _county(matched))
    key = _key(wish)
    if st.button("Check every cell", type="primary", key="own_check"):
        _check(who, key, wish, False)
    found = uploads.last_check(who, key)
    if found is None:
        return
    without = reported(found.wish, found.report, found.without_bad)
    if without:
        _check(who, key, wish, True)
        st.rerun()
    if found.report.built:
        ready = (who, wish.title, found.report)
        st.button("Load it", type="primary", key="own_load", on_click=_load, args=ready)


def _load(who: str, title: str, report: Report) -> None:
    """Keep the tables of a check for their visitor, and choose them in the sidebar."""
    loaded = uploads.keep(who, title, report)
    if loaded:
        show(loaded.name)


def _county(matched: Sequence[Matched]) -> County:
    """Ask where the places lie, when no file lists them."""
    if any(one.table.name == "places" for one in matched):
        return County()
    st.caption("No file lists the places, so they are gathered from the tables.")
    left, right = st.columns(2)
    name = left.text_input("The county they lie in (may stay empty)", key="own_county")
    kind = right.selectbox("What kind of places they are", KINDS, key="own_kind")
    return County(name.strip(), kind)


def _key(wish: Wish) -> str:
    """Return what is checked as a checksum: a check counts for the same files, read the same."""
    said: list[object] = [wish.title, wish.county]
    for one in wish.matched:
        sheet, columns = one.sheet, sorted(one.columns.items())
        said += [sheet.file, sheet.how, sheet.id, one.table.name, columns, sorted(one.left)]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _check(who: str, key: str, wish: Wish, without_bad: bool) -> None:
    bar = st.progress(0.0, "Starting")

    def step(says: str, share: float) -> None:
        bar.progress(min(share, 1.0), escape_markdown(says))

    try:
        report: Report = check(
            wish,
            uploads.folder(wish.title),
            step,
            without_bad,
        )
        uploads.remember(who, key, uploads.Checked(wish, without_bad, report))
    except Unreadable as error:
        refused(error)
    finally:
        bar.empty()
