"""A Spark session: started or reached in bounded time, its failures in words."""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import socket
import subprocess
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from metrics.errors import NoSpark, SparkStopped
from metrics.store.engines.files import Files

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
OLDEST_JAVA = 17
SECONDS_TO_CONNECT = 10
SECONDS_TO_START = 300  # for a cluster to have started a first task
CONNECT_PORT = 15002  # of Spark Connect, where a URL names none
HOSTS = re.compile(r"(?:spark|sc)://([^/;]+)")
INSTALL = "Install it with: pip install 'village-metrics[spark]'."
GET_JAVA = (
    f"Install Java {OLDEST_JAVA} or newer (Debian: sudo apt-get install openjdk-17-jre-headless), "
    "or set JAVA_HOME to the folder of one that is there."
)
CHECK_CLUSTER = (
    "Check the URL given with --master, and that the cluster is up and has free workers."
)
REACH_FILES = (
    "See that every worker reaches the dataset's Parquet files by the path that they have here."
)
RENAME = "Rename files and folders whose names begin with _ or a dot: Spark passes them over."
SPECIAL, ESCAPED = re.compile(r"[\\*?\[\]{}]"), r"\\\g<0>"  # in a path that Spark is given
# The path of a row's file as this machine writes it; Spark gives a URL.
FILE_PATH = "regexp_replace(url_decode(replace(f.file_path, '+', '%2B')), '^file:/+', '/')"
# A failure is said once, in words: what Spark itself would print of it is left out.
QUIET = f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties').as_uri()}"
SETTINGS = {
    "spark.app.name": "village-metrics build",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a number out of its range is an error, never another number
    "spark.sql.caseSensitive": "false",
}
ONE_MACHINE = {
    "spark.driver.extraJavaOptions": QUIET,
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}
Given = TypeVar("Given")


class Spark:
    """What a build asks of a Spark session; raises SparkStopped where it fails."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    def read(self, view: str, columns: str, folder: Path) -> None:
        """Call the Parquet files in a folder by a name; `columns` are those read, with types."""
        rows = self._session.read.schema(columns)
        _on_spark(lambda: rows.parquet(folder.as_uri()).createOrReplaceTempView(view))

    def read_files(self, view: str, files: Files) -> None:
        """Call the rows of a dataset's Parquet files by a name, read where the files lie."""
        _on_spark(lambda: self._read_files(view, files), REACH_FILES)

    def _read_files(self, view: str, files: Files) -> None:
        paths = [f"file://{SPECIAL.sub(ESCAPED, str(path))}" for path, *_ in files.rows]
        rows = self._session.read.option("recursiveFileLookup", "true").parquet(*paths)
        if (many := len(rows.inputFiles())) != len(paths):
            raise SparkStopped(f"Spark reads {many} of {len(paths)} files", RENAME)
        rows = rows.select("*", "_metadata.file_path", "_metadata.row_index")
        rows.createOrReplaceTempView(f"{view}_files")
        said = ("_path string", "_nth bigint", *(f"`{name}` string" for name in files.partitions))
        told = self._session.createDataFrame(list(files.rows), ", ".join(said))
        told.createOrReplaceTempView(f"{view}_told")
        self._session.sql(
            f"select /*+ broadcast(n) */ {files.cells} from {view}_files f "
            f"left join {view}_told n on n._path = {FILE_PATH}"
        ).createOrReplaceTempView(view)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return _on_spark(lambda: [tuple(row) for row in self._session.sql(sql).collect()])

    def write(self, sql: str, folder: Path) -> None:
        """Write the rows of a query as Parquet files into a folder, in their order."""
        _on_spark(lambda: self._session.sql(sql).write.parquet(folder.as_uri()))
        if not any(folder.glob("*.parquet")):
            why = f"what the cluster wrote into {folder} is not there on this machine"
            raise SparkStopped(why, "Name a folder that both reach by this path with --exchange.")


def _on_spark(work: Callable[[], Given], do: str = CHECK_CLUSTER) -> Given:
    """Do work on Spark; SparkStopped, with the first line of the reason, where it fails."""
    try:
        return work()
    except SparkStopped:
        raise
    except Exception as error:  # of Spark, of its Java side, of the connection to either
        raise SparkStopped(reason(error), do) from error


def reason(error: BaseException) -> str:
    """Return the line of an error that says most."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    caused = [line for line in lines if line.startswith("Caused by: ")]
    said = caused[-1].removeprefix("Caused by: ") if caused else (lines or [""])[0]
    return said[:300] or type(error).__name__


@contextmanager
def running(master: str) -> Iterator[Spark]:
    """Give a session on a master's URL, or of a Spark Connect server; stop it at the end.

    Raises NoSpark where pyspark or Java is missing, or the cluster does not answer in time.
    """
    _see_to_packages()
    if not master.startswith("sc://"):  # there Java runs on the server only
        _see_to_java()
    _see_to_hosts(master)
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # py4j would print what is said in words
    try:
        session = _started(master)
        try:
            yield Spark(session)
        finally:
            with suppress(Exception):  # a session that has ended cannot be stopped
                session.stop()
    finally:
        logging.disable(before)


def _see_to_packages() -> None:
    for name in ("pyspark", "sqlglot"):
        if importlib.util.find_spec(name) is None:
            raise NoSpark(f"the Python package {name} is not installed", INSTALL)


def _see_to_java() -> None:
    if fault := java_fault():
        raise NoSpark(fault, GET_JAVA)


def java_fault() -> str | None:
    """Return what is wrong with the Java of this machine; None where Spark can run on it."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if program is None:
        return "there is no Java on this machine"
    try:
        done = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60)
        found = re.search(r'version "([0-9]+)', done.stderr)
    except (OSError, subprocess.TimeoutExpired):
        found = None
    if found is None or int(found[1]) < OLDEST_JAVA:
        return f"{program} is no Java {OLDEST_JAVA} or newer"
    return None


def _see_to_hosts(master: str) -> None:
    """Refuse a cluster of which no host takes a connection."""
    hosts = HOSTS.match(master)
    if hosts is None:
        return
    for one in hosts[1].split(","):
        name, _, port = one.rpartition(":") if ":" in one else (one, "", str(CONNECT_PORT))
        with suppress(OSError, ValueError, OverflowError):
            socket.create_connection((name, int(port)), SECONDS_TO_CONNECT).close()
            return
    raise NoSpark(f"{master} does not answer within {SECONDS_TO_CONNECT} seconds", CHECK_CLUSTER)


def _started(master: str) -> SparkSession:
    """Start a session and a first task on it; NoSpark where that takes too long."""
    found: list[SparkSession | BaseException] = []
    # Spark waits for a cluster without an end, and cannot be told how long.
    starting = threading.Thread(target=lambda: found.append(_session(master)), daemon=True)
    starting.start()
    starting.join(SECONDS_TO_START)
    if not found:
        which = f"{master} has started no task within {SECONDS_TO_START} seconds"
        raise NoSpark(which, CHECK_CLUSTER)
    if isinstance(found[0], BaseException):
        raise NoSpark(f"{master}: {reason(found[0])}", CHECK_CLUSTER) from found[0]
    return found[0]


def _session(master: str) -> SparkSession | BaseException:
    """Return a session on which a task has run, or what kept it from running."""
    from pyspark.sql import SparkSession

    remote = master.startswith("sc://")
    builder = SparkSession.builder.remote(master) if remote else SparkSession.builder.master(master)
    settings = {**SETTINGS, **(ONE_MACHINE if master.startswith("local") else {})}
    try:
        with warnings.catch_warnings(action="ignore"):  # of pandas, which is not used with Spark
            for name, value in settings.items():
                builder = builder.config(name, value)
            session = builder.getOrCreate()
            session.range(1).collect()
    except BaseException as error:  # handed on to the thread that waits
        return error
    return session
