"""What a country of some million observations costs: build, memory, file, click; one table.

    python -m benchmarks.scale 1 10 [--memory 6GB] [--spark] [--browser] [--keep FOLDER]

For each size, in processes of their own: the dataset is written (`benchmarks.country`), built,
and looked at. A click is a card made in this process as the server makes it, for the first time
(no cache) and again (its rows are kept, as for other years of the same places); beside it those of
Yangbi, and the queries of the same charts over the same Parquet files in plain DuckDB, as a Dash
application would ask them. `--browser` adds clicks in a browser (`benchmarks.scale_browser`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import duckdb
import psutil

from benchmarks import ROOT, country, scale_browser
from benchmarks.clicks import percentile95
from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.provenance import Entry
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics.catalog import child_places

TOPICS = ("poverty_exits", "indicator_trend")
TIMES = 15
GIGABYTE, MEGABYTE = 1e9, 1e6
Found = dict[str, float]
# The same charts over the files: yearly sums of all and of a village.
PLAIN = {
    "poverty_exits": "select year, status, sum(households), sum(people) "
    "from {exits} {where} group by all",
    "indicator_trend": "select period, status, sum(value) from {observations} {where} group by all",
}


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument(
        "millions", nargs="*", type=float, default=[1, 10], help="rows, in millions"
    )
    parser.add_argument("--memory", default="6GB", help="what a build may take")
    parser.add_argument("--spark", action="store_true", help="build with Spark too")
    parser.add_argument("--browser", action="store_true", help="click in a browser too")
    parser.add_argument("--keep", type=Path, help="a folder in which the datasets stay")
    return parser.parse_args(arguments)


def main() -> None:
    """Measure each size, then print the table."""
    chosen = options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        yangbi = _clicks_of(ROOT / "data" / "yangbi", Path(scratch, "yangbi"))
        found = [_measured(folder, one, chosen, yangbi) for one in chosen.millions]
    heads = " | ".join(f"{one:g} M" for one in chosen.millions)
    print(f"| {os.cpu_count()} processors, memory {chosen.memory} | {heads} |")
    print("|---" + "|--:" * len(found) + "|")
    for says in found[0]:
        print(f"| {says} | {' | '.join(_text(one.get(says)) for one in found)} |")


def _text(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _measured(
    folder: Path, millions: float, chosen: argparse.Namespace, yangbi: Mapping[str, list[float]]
) -> Found:
    """Return what a country of a size costs, by what is measured."""
    data = folder / f"country-{millions:g}"
    size = country.Country(millions)
    if not data.exists():
        country.write(data, size)
    found: Found = {"rows, millions": size.rows / 1e6, "villages": float(size.villages)}
    found["Parquet files, MB"] = sum(p.stat().st_size for p in data.rglob("*.parquet")) / MEGABYTE
    cache = folder / f"built-{millions:g}"
    found |= _build(data, cache, chosen.memory, "duckdb")
    if chosen.spark:
        found |= _build(data, folder / f"spark-{millions:g}", chosen.memory, "spark")
    found |= _clicks(_clicks_of(data, cache), yangbi)
    if chosen.browser:
        found |= scale_browser.lines(data, cache, _places(cache))
    return found | dict(_plain(data))


def _places(cache: Path) -> dict[str, tuple[str, ...]]:
    """Return the choices of places that are clicked on, of the dataset built into a folder."""
    return dict(_selections(Store(next(cache.rglob("*.duckdb")), "")))


def _build(data: Path, cache: Path, memory: str, engine: str) -> Found:
    """Build a dataset by the command, in a process of its own: seconds, peak memory, file size."""
    command = [sys.executable, "-m", "metrics", "build", str(data), "--memory", memory]
    command += ["--engine", engine] if engine != "duckdb" else []
    start, peak = time.perf_counter(), 0
    environment = {
        **os.environ,
        "VILLAGE_METRICS_CACHE": str(cache),
        "PYTHONPATH": str(ROOT / "src"),
    }
    with subprocess.Popen(command, env=environment) as process:
        watched = psutil.Process(process.pid)
        cpu = 0.0
        while process.poll() is None:
            peak, cpu = _watch(watched, peak, cpu)
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    seconds = time.perf_counter() - start
    size = max(path.stat().st_size for path in cache.rglob("*.duckdb"))
    return {
        f"build ({engine}), s": seconds,
        f"build ({engine}), processor s": cpu,
        f"build ({engine}), peak memory (RSS), GB": peak / GIGABYTE,
        f"built file ({engine}), MB": size / MEGABYTE,
    }


def _watch(watched: psutil.Process, peak: int, cpu: float) -> tuple[int, float]:
    """Return the most memory and the processor time so far of a process and its children."""
    try:
        all_ = [watched, *watched.children(recursive=True)]
        rss = sum(one.memory_info().rss for one in all_)
        used = sum(sum(one.cpu_times()[:2]) for one in all_)
    except psutil.Error:
        return peak, cpu
    return max(peak, rss), max(cpu, used)


def _clicks_of(data: Path, cache: Path) -> dict[str, list[float]]:
    """Return the milliseconds of each click on a dataset, in a process of its own."""
    environment = {**os.environ, "VILLAGE_METRICS_CACHE": str(cache)}
    command = [sys.executable, "-m", "benchmarks.scale", "clicks", str(data)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    clicks: dict[str, list[float]] = json.loads(done.stdout)
    return clicks


def clicks(data: Path) -> dict[str, list[float]]:
    """Make the cards of a dataset for all places, a province and a village, and search a place."""
    built = build_cache.ensure(data)
    opened = time.perf_counter()
    store = Store(built.path, built.fingerprint)
    figures = of_dataset(store)
    found = {"open the tables": [1000 * (time.perf_counter() - opened)]}
    for topic in TOPICS:
        for says, selection in _selections(store):
            one = Selection(villages=selection)

            make = partial(_card, store, topic, one, figures)
            found[f"{topic}, {says}, first of all"] = [_timed(make)]
            found[f"{topic}, {says}"] = [_timed(make) for _ in range(TIMES)]
    search = partial(child_places, store, "", "7")
    found["search for a place"] = [_timed(search) for _ in range(5)]
    return found


def _card(store: Store, topic: str, one: Selection, figures: Mapping[str, Entry]) -> bytes:
    return card(view(store, topic, one), figures, 0)


def _selections(store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "all", ()
    for kind in ("province", "administrative village"):
        sql = f"select label from places where kind = '{kind}' order by hash(place_id) limit 1"
        for label in store.frame(sql)["label"]:
            yield kind, (str(label),)


def _timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time, so that a busy machine counts little."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def _clicks(found: Mapping[str, list[float]], yangbi: Mapping[str, list[float]]) -> Found:
    """Return the medians and p95 of clicks, with how much more than on Yangbi where it has them."""
    lines: Found = {}
    for says, times in found.items():
        lines[f"{says}, ms"] = median(times)
        if len(times) > 1:
            lines[f"{says}, p95, ms"] = percentile95(times)
    for says in ("poverty_exits, all", "poverty_exits, administrative village"):
        lines[f"{says}: times Yangbi's"] = median(found[says]) / median(yangbi[says])
    return lines


def _plain(data: Path) -> Iterator[tuple[str, float]]:
    """Yield what the queries of the charts take over the files themselves."""
    paths = {"exits": "poverty_exits", "observations": "observations"}
    sources = {k: f"read_parquet('{data / v}/**/*.parquet')" for k, v in paths.items()}
    village = "where place_id = 'v7'"
    with duckdb.connect() as con:
        for topic, sql in PLAIN.items():
            own = "where indicator_id = 'people'" if topic == "indicator_trend" else ""
            for says, where in (
                ("all", own),
                ("village", f"{village} {own.replace('where', 'and')}"),
            ):
                query = sql.format(**sources, where=where)
                times = [_timed(partial(con.execute, query)) for _ in range(3)]
                yield f"plain DuckDB over the Parquet: {topic}, {says}, ms", median(times)


if __name__ == "__main__":
    if sys.argv[1:2] == ["clicks"]:
        print(json.dumps(clicks(Path(sys.argv[2]))))
    else:
        main()
