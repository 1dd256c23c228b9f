"""A province: 128,000 villages over ten years, built, filtered, drawn; and a file of 1 M rows."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks.apps import running
from benchmarks.clicks import click, percentile95, settled
from benchmarks.pages import ComparedPage
from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.intake.propose import propose
from metrics.store import build_cache
from metrics.store.build import no_progress

COUNTIES, TOWNSHIPS, VILLAGES = 100, 16, 80
YEARS = range(2010, 2020)
ROWS = 1_000_000
OBSERVED_ROWS = 83_340  # of 12 indicators each
HEAD = "year,place_id,status,households,people\n"


def lines(launched: Browser) -> Iterator[str]:
    """Yield the table of what so many places cost."""
    yield "| a province of 128,000 villages, ten years | median | p95 |"
    yield "|---|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "province"))
        yield f"| check and build 1,280,000 rows, s | {_built(Path(folder, 'province')):.1f} | |"
        yield f"| read, check and build an uploaded CSV of 1,000,000 rows, s | {_upload():.1f} | |"
        count = f"{12 * OBSERVED_ROWS:,}"
        yield f"| the same of {count} observations of 12 indicators, s | {_own():.1f} | |"
        for says, found in _clicks(launched, folder).items():
            yield f"| {says}, ms | {median(found):.1f} | {percentile95(found):.1f} |"


def write(folder: Path) -> None:
    """Write the dataset of a province into a folder."""
    folder.mkdir()
    with (
        (folder / "places.csv").open("w") as places,
        (folder / "poverty_exits.csv").open("w") as to,
    ):
        places.write("place_id,name,kind,parent_id\n")
        to.write(HEAD)
        for county in range(COUNTIES):
            places.write(f"c{county},County {county},county,\n")
            for township in range(TOWNSHIPS):
                town = f"c{county}-t{township}"
                places.write(f"{town},Town {county}-{township},township,c{county}\n")
                for village in range(VILLAGES):
                    one = f"{town}-v{village}"
                    places.write(f"{one},Village {one},administrative village,{town}\n")
                    people = (county * 7 + township * 5 + village * 3) % 200
                    to.writelines(f"{y},{one},achieved,{people % 50},{people}\n" for y in YEARS)
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("places", "poverty_exits")]
    says = {"title": "A province", "fictional": True, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(says))


def _built(folder: Path) -> float:
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        build_cache.build_into(folder, Path(place))
        return time.perf_counter() - start


def _upload() -> float:
    rows = (
        f"{y},Village {v},achieved,{v % 50},{v % 200}\n" for v in range(ROWS // 10) for y in YEARS
    )
    data = (HEAD + "".join(rows)).encode()
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        matched = [guess(one) for one in sheets("million.csv", data)]
        report = check(CheckRequest("A million", matched), Path(place, "upload"), no_progress)
        assert report.built is not None
        return time.perf_counter() - start


def _own() -> float:
    """Read, propose, check and build a table of its own: a row a village and year."""
    heads = [f"Households with service {nth} (households)" for nth in range(12)]
    rows = (
        f"Village {v},{y},{','.join(str((v * 7 + y + nth) % 200) for nth in range(12))}\n"
        for v in range(OBSERVED_ROWS // 10)
        for y in YEARS
    )
    data = f"Village,Year,{','.join(heads)}\n{''.join(rows)}".encode()
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        found = [propose(one) for one in sheets("own.csv", data)]
        matched = [planned(one, one.plan) for one in found]
        report = check(CheckRequest("A table", matched), Path(place, "upload"), no_progress)
        assert report.built is not None
        return time.perf_counter() - start


def _clicks(launched: Browser, folder: str) -> dict[str, list[float]]:
    """Choose each year in turn, which makes a new chart; give them back, which finds one kept."""
    with running("ours", VILLAGE_METRICS_DATA=folder) as app:
        years = tuple(map(str, YEARS))
        page = ComparedPage("poverty_exits", "province", {"years": years})
        view = settled(launched, app, page)
        new = [click(view, app, year)["painted"] for year in years]
        kept = [click(view, app, year)["painted"] for year in reversed(years)]
        view.context.close()
    return {"a year chosen for the first time": new, "a choice made before": kept}
