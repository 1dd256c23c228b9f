"""What a reader is told when something is wrong, in place of a traceback."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from urllib.parse import urlencode

import streamlit as st

from metrics import log
from metrics.errors import DataProblems, MetricsError, shortened
from metrics.selection import UnknownValue
from metrics.store.dataset_index import DatasetIndex
from metrics.ui.base_path import page_in
from metrics.ui.faults import page_route
from metrics.ui.markdown import escape_markdown, escaped_rows

MOST = 200
MOST_UNKNOWN, MOST_DATASETS = 10, 50
START = "upload-"
GONE = (
    "An upload is seen by the visitor alone who made it, and is kept until the server is started "
    "anew: upload it again under Your data."
)


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show an error of our family instead of the rest of the page."""
    try:
        yield
    except DataProblems as error:
        st.error(f"**{error.title}:** {escape_markdown(error.which)}. {_logged(error)}")
        _problems(error)
        st.stop()  # a page without a dataset has nothing more to show
    except MetricsError as error:
        show_error(error)
        st.stop()


def show_error(error: MetricsError) -> None:
    """Say what was wrong, which one, and what to do."""
    which, do = escape_markdown(error.which), escape_markdown(error.do)
    st.error(f"**{error.title}:** {which}. {do} {_logged(error)}")


def _logged(error: MetricsError) -> str:
    """Log an error; return the words under which the log has it."""
    request_id = log.new_request_id()
    log.refused(page_route(), type(error).__name__, request_id)
    return f"(Request {request_id})"


def older_tables(error: DataProblems | None) -> None:
    """Say that the newest files are broken and that what was built before is shown."""
    if error is None:
        return
    st.warning(
        f"**The dataset's newest files are not shown:** {escape_markdown(error.which)}. "
        "What you see is the last state that was whole."
    )
    _problems(error)


def another_version(asked: str | None, now: str) -> None:
    """Say that a frozen link was made from data that have changed since."""
    if asked and asked != now:
        named = escape_markdown(shortened(asked))
        st.warning(
            f"**The data have changed since this link was made:** it names version {named}, and "
            f"the data are of version {now} today. What you see are the numbers of today."
        )


def newer_edition(newer: str) -> None:
    """Say that a newer edition of the dataset exists, and lead to it."""
    if newer:
        name, query = escape_markdown(newer), urlencode({"dataset": newer})
        st.info(f"**A newer edition of these data exists:** [{name}](?{query}).")


def show_skipped(there: DatasetIndex, asked: str | None) -> None:
    """Name each dataset that cannot be shown, and one that an address asks for in vain."""
    for why in there.left_out:
        st.warning(escape_markdown(why))
    if asked and asked not in there.datasets:
        gone = f" {GONE}" if asked.startswith(START) else ""
        names = ", ".join(escape_markdown(name) for name in [*there.datasets][:MOST_DATASETS])
        more = f" and {len(there.datasets) - MOST_DATASETS:,} more"
        more = more if len(there.datasets) > MOST_DATASETS else ""
        named = escape_markdown(shortened(asked))
        st.warning(f"There is no dataset “{named}”.{gone} There are: {names}{more}.")


def unknown_page(url: str, names: Container[str], shown: str) -> None:
    """Say that a URL names no page, and which page is shown in its place."""
    asked = page_in(url)
    if asked and asked not in names:
        named = escape_markdown(shortened(asked))
        st.warning(f"There is no page “{named}”: this is the page {shown}.")


def not_in_dataset(values: Sequence[UnknownValue]) -> None:
    """Name the values of the address that the dataset does not have; of very many, how many."""
    for value in values[:MOST_UNKNOWN]:
        st.warning(escape_markdown(value))
    if more := len(values[MOST_UNKNOWN:]):
        st.warning(f"This dataset lacks {more:,} more values of this address; they are left out.")


def _problems(error: DataProblems) -> None:
    with st.expander(f"What to mend ({len(error.problems)})", expanded=True):
        st.table(escaped_rows([asdict(problem) for problem in error.problems[:MOST]]))
