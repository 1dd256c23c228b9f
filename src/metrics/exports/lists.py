"""The lists of a dataset as files: every figure of its document, and every cross-check."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from metrics.errors import NothingToShow
from metrics.exports.record import ExportContent, said_of_data, tidy
from metrics.selection import Selection
from metrics.store.open import Store, version
from metrics.topics import document
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES
from metrics.topics.metric import Metric

LISTS: Mapping[str, Metric] = {"figures": FIGURES, "checks": CHECKS}
PAGES = {"figures": "sources", "checks": "checks"}
TITLES = {"figures": "Figures", "checks": "Cross-checks"}


def list_record(
    store: Store, name: str, selection: Selection, base: str = "", notice: str = ""
) -> ExportContent:
    """Return a list of a dataset, whole whatever the filters, and an account of it.

    `name` is one of LISTS; `base` the address of the dashboard; `notice` what is said of the data
    in any case. Raises NothingToShow for none.
    """
    metric = LISTS[name]
    rows = metric.rows(store, Selection(selection.dataset))
    if rows.empty:
        raise NothingToShow(TITLES[name].lower(), "This dataset has none")
    whole = Selection(selection.dataset)
    source = document.source(store, document.about(store))
    made_from = version(store.fingerprint)
    query = urlencode([*whole.query(), ("version", made_from)])
    about = {
        "dataset": whole.dataset,
        "topic": name,
        "title": f"{TITLES[name]} of: {source}",
        "subtitle": metric.grain,
        "about": metric.says,
        "filters": "Showing all there is: no filter applies.",
        "selection": {},
        "notes": [],
        **said_of_data(notice),
        "source": f"Source: {source}",
        "data_version": made_from,
        "link": f"{base.rstrip('/')}/{PAGES[name]}?{query}",
        "made_with": "village-metrics",
    }
    return ExportContent(about, {metric.name: tidy(rows)})
