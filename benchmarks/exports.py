"""What a file costs: from the click to the saved file, beside what plain Plotly needs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page
from serving import serving
from taking import button, dialog, taken

TIMES = 5
FILES = {
    "PNG, 2x": "Download the image as PNG",
    "SVG": "Download the image as SVG",
    "PDF": "Download the image as PDF",
    "CSV": "CSV",
    "Excel": "Excel",
    "Parquet": "Parquet",
    "JSON": "JSON",
    "bundle of a chart": "This chart (ZIP)",
    "bundle of everything": "All charts (ZIP)",
    "report, HTML": "Report (HTML)",
    "report, PDF": "Report (PDF)",
}
# The same figure by plotly.js alone: drawn again and saved, with nothing inside.
PLAIN = """async (form) => {
  const plot = document.querySelector('.vm-plot')
  const start = performance.now()
  const size = { width: 1200, height: 784, scale: form == 'png' ? 2 : 1 }
  await Plotly.toImage(plot, { format: form, ...size })
  return performance.now() - start
}"""


def lines(launched: Browser) -> Iterator[str]:
    """Yield the table of files, medians in seconds, after one of each to warm up."""
    yield f"| file, click to saved, s (median of {TIMES}) | ours | plain Plotly | ours / plain |"
    yield "|---|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as cache, serving(VILLAGE_METRICS_CACHE=cache) as server:
        page = dialog(launched, f"{server.address}/poverty_exits")
        for says, label in FILES.items():
            ours, plain = seconds(partial(save, page, label)), plainly(page, says)
            ratio = f"{plain:.2f} | {ours / plain:.1f}" if plain else " | "
            yield f"| {says} | {ours:.2f} | {ratio} |"
        page.context.close()


def save(page: Page, label: str) -> None:
    """Take a file and throw it away."""
    button(page, label).wait_for()
    with tempfile.TemporaryDirectory() as folder:
        taken(page, label, Path(folder))


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some work, after once to warm up."""
    work()
    found = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return median(found)


def plainly(page: Page, says: str) -> float | None:
    """Return what Plotly alone needs for an image; None for what it does not make."""
    form = says[:3].lower()
    if form in ("png", "svg"):
        return median(float(page.evaluate(PLAIN, form)) / 1000 for _ in range(TIMES))
    return None
