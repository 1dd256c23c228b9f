"""What the first visitor would wait for, done while the server starts: tables, modules, cards."""

from __future__ import annotations

from metrics import log
from metrics.errors import MetricsError
from metrics.selection import Selection
from metrics.store.dataset_index import discover_datasets
from metrics.topics.catalog import CARDS


def warm_up() -> None:
    """Build the tables of the first dataset and make each of its cards once.

    The cards are not kept, for the links in them need the address that a visitor uses; what they
    are made with is: modules, measured letters, the figures of the dataset. A dataset that cannot
    be built is for its page to say; nothing that goes wrong here stops the server.
    """
    try:
        _make_first_cards()
    except MetricsError:
        return
    except Exception as error:  # a fault of ours; its traceback is for the log
        log.failed("warm-up", error, log.new_request_id())


def _make_first_cards() -> None:
    import streamlit.components.v2  # noqa: F401 # the first page of a visitor imports it

    from metrics.ui import datasets  # Streamlit's caches want its server

    there = discover_datasets()
    name = there.name(None)
    dataset = datasets.dataset(name, there.folder(name))
    for topic in CARDS:
        dataset.card(topic, Selection(name), "http://localhost")
    assert dataset.choices and dataset.title
