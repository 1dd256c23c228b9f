"""The topics, one a module: each module here with TOPICS is found by itself.

A module brings the tables of its topics into the contract; `order` decides how they are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from metrics.model.schema import Table
from metrics.model.topic import TopicRecord


def _found() -> Iterator[TopicRecord]:
    for module in iter_modules(__path__):
        topics: tuple[TopicRecord, ...] = import_module(f"{__name__}.{module.name}").TOPICS
        yield from topics


TOPICS: tuple[TopicRecord, ...] = tuple(sorted(_found(), key=lambda topic: topic.order))
TABLES: tuple[Table, ...] = tuple(table for topic in TOPICS for table in topic.tables)
