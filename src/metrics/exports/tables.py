"""Tables as files that say what they are: CSV, XLSX, Parquet, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from metrics.exports.record import NOTICE, ExportContent
from metrics.exports.workbook import workbook

# What a CSV file says in columns of its own, because it has no other place to say it; a notice too,
# where there is one. Files of before have no WORDS.
ACCOUNT = ("dataset", "title", "filters", "source", "data_version", "link")
WORDS = ("subtitle", "notes")
MARK = b"village_metrics"


def csv(of: ExportContent) -> bytes:
    """Return the first table as UTF-8 CSV with a BOM, account and checksum in its last columns."""
    content = csv_record(of)
    (table,) = content.tables.values()
    table = table.assign(checksum=content.checksum)
    texts = table.select_dtypes(["object", "str"]).columns
    safe = table.assign(**{name: table[name].map(guarded) for name in texts})
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def csv_record(of: ExportContent) -> ExportContent:
    """Return what a CSV file holds of a record: its first table, with the account as columns."""
    name, table = next(iter(of.tables.items()))
    about = {key: of.about[key] for key in (*ACCOUNT, *({NOTICE} & of.about.keys()))}
    words = {"subtitle": of.about["subtitle"], "notes": " | ".join(of.about["notes"])}
    return ExportContent({}, {name: table.assign(table=name, **about, **words)})


def guarded(text: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before = + - @."""
    return f"'{text}" if isinstance(text, str) and text.startswith(RISKY) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def parquet(of: ExportContent) -> bytes:
    """Return the first table as Parquet, the account and the checksum in its schema."""
    content = parquet_record(of)
    (table,) = content.tables.values()
    made = pa.Table.from_pandas(table, schema=_schema(table), preserve_index=False)
    account = {**content.about, "tables": list(content.tables), "checksum": content.checksum}
    text = json.dumps(account, ensure_ascii=False)
    out = BytesIO()
    pq.write_table(made.replace_schema_metadata({MARK: text.encode()}), out)
    return out.getvalue()


def parquet_record(of: ExportContent) -> ExportContent:
    """Return what a Parquet file holds of a record: its account and its first table."""
    return ExportContent(of.about, dict([next(iter(of.tables.items()))]))


def _schema(table: pd.DataFrame) -> pa.Schema:
    kinds = {"Int64": pa.int64(), "Float64": pa.float64()}
    types = ((name, kinds.get(str(table[name].dtype), pa.string())) for name in table.columns)
    return pa.schema(list(types))


def as_json(of: ExportContent) -> bytes:
    """Return every table with the account and the checksum as UTF-8 JSON."""
    tables = {name: _records(table) for name, table in of.tables.items()}
    columns = {name: list(map(str, table.columns)) for name, table in of.tables.items()}
    found = {"about": of.about, "columns": columns, "tables": tables, "checksum": of.checksum}
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain values, each number with every digit that it needs."""
    names = [str(name) for name in table.columns]
    rows = table.astype("object").where(table.notna(), None).to_numpy().tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]


FORMS: dict[str, Callable[[ExportContent], bytes]] = {
    "csv": csv,
    "xlsx": workbook,
    "parquet": parquet,
    "json": as_json,
}


LABELS = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON"}


def table_file(of: ExportContent, form: str) -> bytes:
    """Return a record as a file: form is one of FORMS."""
    return FORMS[form](of)
