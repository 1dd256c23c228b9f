"""The desk where a downloaded file is dropped back and held against the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from threading import Semaphore

import streamlit as st

from metrics.exports import verify
from metrics.exports.verify import Verdict
from metrics.ui import caches
from metrics.ui.datasets import Dataset
from metrics.ui.markdown import escape_markdown, escaped_rows

MEGABYTES = 50
BOX = {
    verify.MATCHES: st.success,
    verify.CHANGED: st.warning,
    verify.ALTERED: st.error,
    verify.UNKNOWN: st.info,
}
WORST = (verify.ALTERED, verify.CHANGED, verify.UNKNOWN, verify.MATCHES)
MOST = 200
PLACES = Semaphore(2)  # files that are unpacked and compared at a time; the others wait


def desk(dataset: Dataset) -> None:
    """Ask for a file that was downloaded here and say what has become of its numbers."""
    st.markdown(
        "Drop a file that was downloaded here. Its values are compared with the data of today, and "
        "its checksum tells whether anything in it was changed since it was made. The checksum "
        "finds mistakes and edits; it is no signature, and does not prove who made a file."
    )
    file = st.file_uploader(
        f"A PNG, SVG, CSV, XLSX, Parquet, JSON, PDF, HTML or ZIP file, at most {MEGABYTES} MB",
        key="verify_file",
        max_upload_size=MEGABYTES,
    )
    if file is None:
        st.info("Nothing is dropped yet: choose a file.")
        return
    verdicts = _verdicts(dataset, file.name, file.getvalue())
    if len(verdicts) > 1:
        _summary(file.name, verdicts)
    for verdict in verdicts:
        if len(verdicts) == 1 or verdict.word in (verify.CHANGED, verify.ALTERED):
            _show_verdict(verdict)


def _verdicts(dataset: Dataset, name: str, data: bytes) -> list[Verdict]:
    """Verify a file behind a bar that says which part is being compared."""
    bar = st.progress(0.0, "Reading the file …")

    def step(part: str, done: int, of: int) -> None:
        at = f" ({done + 1} of {of})" if of > 1 else ""
        bar.progress(done / of, f"Comparing {escape_markdown(part)}{at} …")

    with PLACES:
        found = verify.verify(caches.store(*dataset.state), dataset.name, name, data, step)
    bar.empty()
    return found


def _summary(name: str, verdicts: Sequence[Verdict]) -> None:
    """Say the worst of a bundle's verdicts, and list them all."""
    counts = Counter(one.word for one in verdicts)
    worst = next(word for word in WORST if counts[word])
    parts = ", ".join(f"{counts[word]} {word}" for word in WORST if counts[word])
    file, of = escape_markdown(name), len(verdicts)
    BOX[worst](f"**{worst.capitalize()}:** {file}. Of its {of} files: {parts}.")
    listed = [{"file": one.file, "verdict": one.word, "why": one.says} for one in verdicts]
    st.table(escaped_rows(listed))


def _show_verdict(verdict: Verdict) -> None:
    file, says = escape_markdown(verdict.file), escape_markdown(verdict.says)
    BOX[verdict.word](f"**{verdict.word.capitalize()}:** {file}. {says}")
    if verdict.differences:
        found = verdict.differences
        st.caption(f"What differs ({len(found)})")
        st.table(escaped_rows([asdict(one) for one in found[:MOST]]))
