"""A file of ours read back: its account, its tables as texts, and whether its checksum fits."""

from __future__ import annotations

import csv as rows_of
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from metrics.errors import UnverifiableFile
from metrics.exports import embedded_metadata
from metrics.exports.record import NOTICE, ExportContent
from metrics.exports.tables import ACCOUNT, MARK, WORDS, unguarded
from metrics.exports.workbook import read_workbook
from metrics.reading.decode import decode
from metrics.topics.catalog import CARDS

DELIMITERS = ",;\t"
PAGES_CHANGED = "Its pages were changed after it was made, or another program has saved it again."
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Found:
    """What a file says of itself, its tables by metric name, and whether its checksum fits.

    `changed` says what it means that the checksum does not fit.
    """

    about: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    intact: bool
    changed: str = "Something in it was changed after it was made."


def read(data: bytes) -> Found:
    """Read a table or an image of ours, whatever it is called.

    Raises UnverifiableFile for any other file.
    """
    try:
        found = _reader(data)(data)
    except UnverifiableFile:
        raise
    except Exception as error:  # a stranger's file can break any library in any way
        raise UnverifiableFile(f"it cannot be read ({type(error).__name__})") from error
    if found is None:
        raise UnverifiableFile("it says nothing of itself that village-metrics has written")
    return found


def _reader(data: bytes) -> Callable[[bytes], Found | None]:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, reader in READERS.items():
        if start.startswith(mark):
            return reader
    return _csv


def _record(metadata: dict[str, Any], tables: Mapping[str, pd.DataFrame]) -> Found:
    checksum = metadata.pop("checksum")
    return Found(metadata, tables, ExportContent(metadata, tables).checksum == checksum)


def _csv(data: bytes) -> Found | None:
    text = decode(data).text
    for delimiter in DELIMITERS:
        lines = list(rows_of.reader(StringIO(text), delimiter=delimiter))
        if lines and {*ACCOUNT, "table", "checksum"} <= {*lines[0]}:
            return _table(lines)
    return None


def _table(lines: list[list[str]]) -> Found | None:
    head, *rows = lines
    cells = [[unguarded(text) for text in row] for row in rows if row]
    table = pd.DataFrame(cells, columns=head, dtype="object")
    if table.empty:
        return None
    checksums, first = set(table.pop("checksum")), table.iloc[0]
    intact = checksums == {ExportContent({}, {first["table"]: table}).checksum}
    said = [name for name in (*ACCOUNT, NOTICE, *WORDS) if name in table.columns]
    about = {name: first[name] for name in said}
    return Found(about, {first["table"]: table.drop(columns=[*said, "table"])}, intact)


def _xlsx(data: bytes) -> Found:
    metadata, tables = read_workbook(data)
    topic, name = CARDS.get(metadata["topic"]), metadata["topic"]
    names = (topic.rows.name, topic.derived.name) if topic else (name, f"{name}_derived")
    return _record(metadata, dict(zip(names, tables, strict=False)))


def _parquet(data: bytes) -> Found | None:
    table = pq.read_table(BytesIO(data))
    text = (table.schema.metadata or {}).get(MARK)
    if text is None:
        return None
    metadata = json.loads(text)
    return _record(metadata, {metadata.pop("tables")[0]: table.to_pandas().astype("object")})


def _json(data: bytes) -> Found:
    found = json.loads(data.decode("utf-8-sig"))
    tables = {
        name: pd.DataFrame(rows, columns=found["columns"][name], dtype="object")
        for name, rows in found["tables"].items()
    }
    return _record({**found["about"], "checksum": found["checksum"]}, tables)


def _embedded(metadata: dict[str, Any] | None, contents: Iterator[bytes]) -> Found | None:
    """Return what a file says inside itself; one of its contents must fit the checksum."""
    if metadata is None:
        return None
    checksum = metadata.pop("checksum")
    tables = {
        name: pd.DataFrame(table["rows"], columns=table["columns"][0], dtype="object")
        for name, table in metadata.pop("tables").items()
    }
    of = ExportContent(metadata, tables)
    return Found(
        metadata, tables, any(embedded_metadata.combined(of, one) == checksum for one in contents)
    )


def _png(data: bytes) -> Found | None:
    # The checksum of older files is over the pixels as they were packed.
    contents = (of(data) for of in (embedded_metadata.png_content, embedded_metadata.png_packed))
    return _embedded(embedded_metadata.read_png_metadata(data), contents)


def _svg(data: bytes) -> Found | None:
    return _embedded(
        embedded_metadata.read_svg_metadata(data), iter([embedded_metadata.svg_content(data)])
    )


def _pdf(data: bytes) -> Found | None:
    found = _embedded(
        embedded_metadata.read_pdf_metadata(data), iter([embedded_metadata.pdf_content(data)])
    )
    return replace(found, changed=PAGES_CHANGED) if found else None


def _html(data: bytes) -> Found | None:
    return _embedded(
        embedded_metadata.read_html_metadata(data), iter([embedded_metadata.html_content(data)])
    )


READERS: dict[bytes, Callable[[bytes], Found | None]] = {
    b"PK": _xlsx,
    b"PAR1": _parquet,
    b"\x89PNG": _png,
    b"%PDF": _pdf,
    b"<!doctype html": _html,
    b"<svg": _svg,
    b"<?xml": _svg,
    b"{": _json,
}
