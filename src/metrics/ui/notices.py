"""What a reader is told when something is wrong, in place of a traceback."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

import streamlit as st

from metrics.errors import DataProblems, MetricsError
from metrics.selection import Unknown
from metrics.store.shelf import Shelf

MOST = 200
START = "upload-"
GONE = (
    "An upload is seen by the visitor alone who made it, and is kept until the server is started "
    "anew: upload it again under Your data."
)


@contextmanager
def told() -> Iterator[None]:
    """Show an error of our family instead of the rest of the page."""
    try:
        yield
    except DataProblems as error:
        st.error(f"**{error.title}:** {error.which}.")
        _problems(error)
        st.stop()  # a page without a dataset has nothing more to show
    except MetricsError as error:
        refused(error)
        st.stop()


def refused(error: MetricsError) -> None:
    """Say what was wrong, which one, and what to do."""
    st.error(f"**{error.title}:** {escaped(error.which)}. {escaped(error.do)}")


def older_tables(error: DataProblems | None) -> None:
    """Say that the newest files are broken and that what was built before is shown."""
    if error is None:
        return
    st.warning(
        f"**The dataset's newest files are not shown:** {error.which}. "
        "What you see is the last state that was whole."
    )
    _problems(error)


def another_version(asked: str | None, now: str) -> None:
    """Say that a frozen link was made from data that have changed since."""
    if asked and asked != now:
        st.warning(
            f"**The data have changed since this link was made:** it names version {asked}, and "
            f"the data are of version {now} today. What you see are the numbers of today."
        )


def left_out(there: Shelf, asked: str | None) -> None:
    """Name each dataset that cannot be shown, and one that an address asks for in vain."""
    for why in there.left_out:
        st.warning(why)
    if asked and asked not in there.datasets:
        gone = f" {GONE}" if asked.startswith(START) else ""
        names = ", ".join(escaped(name) for name in there.datasets)
        st.warning(f"There is no dataset “{escaped(asked)}”.{gone} There are: {names}.")


def unknown_page(path: str, names: Container[str], shown: str) -> None:
    """Say that a URL names no page, and which page is shown in its place."""
    asked = path.rstrip("/").rpartition("/")[2]
    if asked and asked not in names:
        st.warning(f"There is no page “{escaped(asked)}”: this is the page {shown}.")


def escaped(text: str) -> str:
    """Return a reader's text as Markdown that shows it as it is: no picture, link or icon."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|$~:<>])", r"\\\1", text)


def not_in_dataset(values: Sequence[Unknown]) -> None:
    """Name each value of the address that the dataset does not have."""
    for value in values:
        st.warning(str(value))


def _problems(error: DataProblems) -> None:
    shown = [
        {name: escaped(str(said)) for name, said in asdict(problem).items() if said is not None}
        for problem in error.problems[:MOST]
    ]
    with st.expander(f"What to mend ({len(error.problems)})", expanded=True):
        st.table(shown)
