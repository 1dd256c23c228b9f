"""All rows of a table as one file, written as they are read, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from metrics.errors import CannotWrite, UnknownChoice
from metrics.exports.tables import MARK, RISKY
from metrics.store.load import literal, quoted
from metrics.store.open import Store, version
from metrics.store.scratch import replacing, sweep
from metrics.store.tables import TABLES
from metrics.topics import document

FORMS = ("csv", "parquet")
BATCH = 100_000  # rows that are held at a time
BOM = b"\xef\xbb\xbf"  # by which Excel knows UTF-8
Account = dict[str, str | int]
Write = Callable[[pa.RecordBatch], None]


def write_rows(store: Store, table: str, path: Path, step: Callable[[int, int], None]) -> int:
    """Write every row of a table as its path's ending says; return how many.

    `step` is told how many of how many rows are written. What was there stays until the end.
    Raises UnknownChoice and CannotWrite.
    """
    _refuse_unknown(table, path)
    account = _account(store, table)
    sql, written = _sql(table, account, path), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        with (
            replacing(path) as part,
            store.batches(sql, BATCH) as rows,
            _writer(part, path, rows.schema, account) as write,
        ):
            for batch in rows:
                write(batch)
                written += batch.num_rows
                step(written, int(account["rows"]))
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from error
    return written


def _refuse_unknown(table: str, path: Path) -> None:
    if table not in (known := [one.name for one in TABLES]):
        raise UnknownChoice("table", table, known)
    if path.suffix[1:] not in FORMS:
        raise UnknownChoice("form", path.suffix[1:], FORMS)


def _account(store: Store, table: str) -> Account:
    """Return what the file says of itself."""
    (found,) = store.records(
        f"select count(*) as rows, (select title from dataset) as t from {table}"
    )
    return {
        "dataset": str(found["t"]),
        "table": table,
        "source": document.source(store, document.about(store)),
        "data_version": version(store.fingerprint),
        "rows": int(str(found["rows"])),
    }


def _sql(table: str, account: Account, path: Path) -> str:
    """Return the query of the rows; of a CSV file with the account in its last columns."""
    more = [f"{literal(str(value))} as {quoted(f'file_{name}')}" for name, value in account.items()]
    cells = ["*", *(more if path.suffix == ".csv" else [])]
    return f"select {', '.join(cells)} from {table}"


@contextmanager
def _writer(part: Path, path: Path, schema: pa.Schema, account: Account) -> Iterator[Write]:
    """Give what writes the rows of one file after the others."""
    if path.suffix == ".parquet":
        with _parquet(part, schema, account) as write:
            yield write
        return
    with part.open("wb") as file:
        file.write(BOM)
        with pcsv.CSVWriter(file, schema) as writer:
            yield lambda batch: writer.write_batch(_guarded(batch))


@contextmanager
def _parquet(part: Path, schema: pa.Schema, account: Account) -> Iterator[Write]:
    said = schema.with_metadata({MARK: json.dumps(account, ensure_ascii=False).encode()})
    with pq.ParquetWriter(part, said) as writer:
        yield lambda batch: writer.write_batch(batch.replace_schema_metadata(said.metadata))


def _guarded(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows whose texts no spreadsheet takes for formulas, as `tables.guarded` does."""
    pattern = "^([" + "".join(f"\\x{ord(one):02x}" for one in RISKY) + "])"
    cells = [
        pc.replace_substring_regex(column, pattern, r"'\1")
        if pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(cells, schema=batch.schema)
