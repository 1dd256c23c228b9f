"""A connection that runs a build's statements where their tables lie: in Spark, or in DuckDB.

The tables of topics, raw and typed, lie in Spark; all others, which are small beside them, in the
DuckDB file that is built. A statement that reads a table in Spark runs there, rendered for it;
each other one runs in DuckDB as it stands. What goes over, either way, goes as Parquet files in one
folder that this machine and the cluster both reach:

- a raw table of a topic leaves DuckDB when it is first read; its columns stay there, without rows;
  one of Parquet files is read by Spark where these lie;
- a table of DuckDB's that a statement in Spark reads is written out once, until it changes;
- what a statement in Spark makes comes back, unless it is the table of a topic again;
- the tables of topics come back when a view in DuckDB reads them, else at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import duckdb
from sqlglot import exp

from metrics.store.engines import dialect
from metrics.store.engines.files import Files, files_of
from metrics.store.parquet import ParquetTable, view
from metrics.store.sql import literal, quoted

Row = tuple[Any, ...]
RAW = "raw."
CHANGED = re.compile(
    r"\s*(?:create\s+(?:or\s+replace\s+)?(?:temp\s+)?table|update|insert\s+into|alter\s+table|"
    r"drop\s+table|delete\s+from)\s+([\w.\"]+)",
    re.IGNORECASE,
)
# The types of the store's tables, and what Spark calls them.
TYPES = {
    **{"VARCHAR": "string", "BIGINT": "bigint", "INTEGER": "int", "DOUBLE": "double"},
    **{"DATE": "date", "BOOLEAN": "boolean"},
}


class Result(Protocol):
    """What a statement gives."""

    def fetchall(self) -> list[Row]:
        """Return its rows."""

    def fetchone(self) -> Row | None:
        """Return its first row."""


@dataclass(frozen=True)
class Rows:
    """The rows that Spark gave."""

    rows: Sequence[Row]

    def fetchall(self) -> list[Row]:
        """Return them all."""
        return list(self.rows)

    def fetchone(self) -> Row | None:
        """Return the first; None where there is none."""
        return self.rows[0] if self.rows else None


class Cluster(Protocol):
    """What a build asks of Spark; raises MetricsError where Spark fails."""

    def read(self, view: str, columns: str, folder: Path) -> None:
        """Call the Parquet files in a folder by a name; `columns` are Spark's, with types."""

    def read_files(self, view: str, files: Files) -> None:
        """Call the rows of a dataset's Parquet files by a name."""

    def rows(self, sql: str) -> list[Row]:
        """Return the rows of a query."""

    def write(self, sql: str, folder: Path) -> None:
        """Write the rows of a query as Parquet files into a folder, in their order."""


class SparkConnection:
    """As much of a DuckDB connection as a build uses; `given` are the topics' tables with rows."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, cluster: Cluster, folder: Path, given: Collection[str]
    ) -> None:
        self._con, self._cluster, self._folder = con, cluster, folder
        self._topics = {*given, *(f"{RAW}{name}" for name in given)}
        self._mentions = re.compile(rf"\b({'|'.join(given)})\b") if given else None
        self._away: dict[str, Path] = {}  # tables that lie in Spark, with their files
        self._lent: set[str] = set()  # tables of DuckDB's that Spark has as they are now
        self._nth = count()

    def execute(self, sql: str, parameters: object = None) -> Result:
        """Run a statement where its tables lie."""
        if parameters is not None or self._mentions is None or not self._mentions.search(sql):
            return self._at_home(sql, parameters)
        statement = dialect.parsed(sql)
        if isinstance(statement, exp.Alter):
            return self._altered(sql, dialect.full_name(statement.this))
        if isinstance(statement, exp.Create) and statement.kind == "VIEW":
            for name in dialect.sources(statement) & self._away.keys():
                self._bring_back(name)
        elif isinstance(statement, exp.Create | exp.Query):
            read = dialect.sources(statement)
            if read & self._topics:
                return self._in_spark(statement, read)
        return self._at_home(sql)

    def bring_back(self) -> None:
        """Fill every table of a topic that still lies in Spark; for the end of a build."""
        for name in [one for one in self._away if not one.startswith(RAW)]:
            self._bring_back(name)

    def read_files(self, found: ParquetTable) -> None:
        """Create raw.<table> in Spark, of the files where they lie."""
        name = f"{RAW}{found.table.name}"
        self._con.execute(f"create table {name} as {view(found)} limit 0")
        self._cluster.read_files(dialect.view_name(name), files_of(self._con, found))
        self._lent.add(name)

    def register(self, name: str, rows: object) -> None:
        """Give rows that Python holds a name, in DuckDB."""
        self._con.register(name, rows)
        self._lent.discard(name)

    def unregister(self, name: str) -> None:
        """Take the name back."""
        self._con.unregister(name)
        self._lent.discard(name)

    def _at_home(self, sql: str, parameters: object = None) -> Result:
        if changed := CHANGED.match(sql):
            self._lent.discard(changed[1].replace('"', ""))
        return self._con.execute(sql, parameters) if parameters else self._con.execute(sql)

    def _in_spark(self, statement: exp.Expr, read: set[str]) -> Result:
        for name in sorted(read - self._away.keys() - self._lent):
            self._lend(name)
        if not isinstance(statement, exp.Create):
            return Rows(self._cluster.rows(dialect.for_spark(statement)))
        made, folder = dialect.made(statement), self._new_folder()
        assert made is not None
        self._cluster.write(dialect.for_spark(statement.expression), folder)
        self._take_over(statement, dialect.full_name(made), folder)
        return Rows([])

    def _lend(self, name: str) -> None:
        """Write a table of DuckDB's out; one of a topic's leaves it but for its columns."""
        folder = self._new_folder()
        folder.mkdir()
        self._con.execute(f"copy (from {name}) to {literal(str(folder / 'rows.parquet'))}")
        if name in self._topics:
            self._con.execute(f"create or replace table {name} as from {name} limit 0")
            self._moved(name, folder)
        else:
            self._cluster.read(dialect.view_name(name), self._columns(name), folder)
            self._lent.add(name)

    def _take_over(self, statement: exp.Create, name: str, folder: Path) -> None:
        """Make a table of what Spark has written: in Spark for a topic, else in DuckDB."""
        rows = f"from read_parquet({literal(str(folder / '*.parquet'))})"
        if name not in self._topics:
            temporary = "temp " if statement.find(exp.TemporaryProperty) else ""
            self._at_home(f"create or replace {temporary}table {name} as {rows}")
            return
        self._con.execute(f"create or replace table {name} as {rows} limit 0")
        self._moved(name, folder)

    def _moved(self, name: str, folder: Path) -> None:
        """Let Spark read a table from a folder, by the columns that it has in DuckDB."""
        self._cluster.read(dialect.view_name(name), self._columns(name), folder)
        self._away[name] = folder

    def _altered(self, sql: str, name: str) -> Result:
        """Add or drop a column: of Parquet files, one is read as null or is not read."""
        found = self._at_home(sql)
        if name in self._away:
            self._moved(name, self._away[name])
        return found

    def _bring_back(self, name: str) -> None:
        """Fill a table of DuckDB's with the rows that lie in Spark, in the order of the file."""
        rows = f"read_parquet({literal(str(self._away.pop(name) / '*.parquet'))})"
        written = {column for column, *_ in self._con.execute(f"describe from {rows}").fetchall()}
        here = [column for column, *_ in self._con.execute(f"describe {name}").fetchall()]
        kept = ", ".join(quoted(column) for column in here if column in written)
        self._con.execute(f"insert into {name} ({kept}) select {kept} from {rows} order by _row")

    def _columns(self, name: str) -> str:
        found = self._con.execute(f"describe {name}").fetchall()
        return ", ".join(f"`{column}` {TYPES[kind]}" for column, kind, *_ in found)

    def _new_folder(self) -> Path:
        return self._folder / str(next(self._nth))
