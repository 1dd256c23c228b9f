"""The current view as one document: a single HTML file that needs no network, or a PDF of it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.utils import PlotlyJSONEncoder
from pypdf import PdfReader

from metrics.charts.chart_text import position_text, readings, trust, value
from metrics.exports import plotlyjs, typeface
from metrics.exports.chrome import check_letters, chrome
from metrics.exports.embedded_metadata import pdf_with, with_html
from metrics.exports.image import in_font
from metrics.exports.record import ExportContent, metrics, tables
from metrics.exports.view import View
from metrics.model.rows import records
from metrics.model.schema import FIGURE_ID
from metrics.numbers import as_text
from metrics.selection import FILTERS, Selection
from metrics.store.open import Store
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES, named
from metrics.topics.metric import Metric

REPORT = "report"
IN_SOURCES = ("printed", "counts", "status", "certainty", "repair")


@cache
def _template() -> Template:
    folder = Path(__file__).parent
    found = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    found.filters["css_text"] = _css_text
    return found.get_template("report.html")


def _css_text(text: str) -> Markup:
    """Return a text as it can stand between quotes in a style element: no quote, tag or escape."""
    return Markup("".join(c if c.isalnum() or c in " .,:;()" else f"\\{ord(c):x} " for c in text))


def report(store: Store, views: Sequence[View], selection: Selection, lacks: str = "") -> bytes:
    """Return the views that have rows as one HTML file: charts, words, tables, figures, checks.

    `selection` is what all of them are cut from; `lacks` says what is not in the report.
    """
    full = [view for view in views if len(view.rows)]
    everything = records(FIGURES.rows(store, Selection()))
    used = set(named(table for view in full for table in view.numbers))
    figures = [_figure(row) for row in everything if row["figure_id"] in used]
    checks = _table(CHECKS, CHECKS.rows(store, Selection()))
    sections = [_section(view, name) for view, name in zip(full, _ids(full), strict=True)]
    library = (plotlyjs.package() / "package_data" / plotlyjs.FILE).read_text(encoding="utf-8")
    page = _template().render(
        title=f"Report: {views[0].document}",
        contents=_contents(sections, bool(figures), bool(checks["rows"])),
        left_out=[*filter(None, [lacks]), *_left_out(store, views)],
        views=sections,
        figures=figures,
        labels=[FIGURES.columns[name] for name in IN_SOURCES],
        checks=checks,
        about=views[0].about,
        trust=trust(views[0].about) if views[0].about else "",
        selection=selection.sentence(_acting(full or views)),
        version=views[0].version,
        plotly=library,
        fonts=Markup(typeface.FONTS),
    )
    letters = "".join(sorted(set(page.partition("<script>")[0])))
    page = page.replace("<style>", f"<style>\n  {typeface.rule(letters)}", 1)
    return with_html(page, report_record(views, selection))


def _acting(views: Sequence[View]) -> list[str]:
    """Return the filters that change the rows of any view."""
    return [name for name in FILTERS if any(name in view.uses for view in views)]


def _contents(
    sections: Sequence[Mapping[str, Any]], figures: bool, checks: bool
) -> list[tuple[str, str]]:
    """Return the id and the title of each section."""
    found = [(str(one["name"]), str(one["title"])) for one in sections]
    found += [("sources", "Sources")] if figures else []
    return found + ([("checks", "Checks")] if checks else [])


def _left_out(store: Store, views: Sequence[View]) -> list[str]:
    """Say which topics have no rows: for these filters, or in the dataset at all."""
    filtered, absent = _split(store, [view for view in views if view.rows.empty])
    lines = [f"Nothing to show for these filters: {filtered}."] if filtered else []
    return lines + ([f"This dataset states nothing on: {absent}."] if absent else [])


def _split(store: Store, empty: Sequence[View]) -> tuple[str, str]:
    """Name the views that have rows without their filters, and those that never have any."""
    named: tuple[list[str], list[str]] = ([], [])
    for view in empty:
        whole = Selection(indicators=view.selection.indicators if view.indicator else ())
        never = view.topic.rows.rows(store, whole).empty
        named[never].append(": ".join(filter(None, (view.topic.title, view.indicator))))
    return "; ".join(named[False]), "; ".join(named[True])


def _ids(views: Sequence[View]) -> list[str]:
    """Return an id for each view: its topic, with a number where there are several of it."""
    names = [view.topic.name for view in views]
    before = [names[:nth].count(name) for nth, name in enumerate(names)]
    return [f"{name}_{n + 1}" if n else name for name, n in zip(names, before, strict=True)]


def report_pdf(html: bytes, views: Sequence[View], selection: Selection) -> bytes:
    """Return a report as PDF with page numbers; raises NoChrome where none can print it."""
    check_letters([view.rows.to_dict("list") for view in views])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_bytes(html)
        data = chrome().print(page, _numbering)
    held = report_record(views, selection)
    return pdf_with(data, f"Report: {views[0].document}", views[0].filters, held)


def _numbering(pdf: bytes) -> str:
    """Return the script that writes into the contents on which page each section starts."""
    reader = PdfReader(BytesIO(pdf))
    pages = {
        str(name).lstrip("/"): (reader.get_destination_page_number(target) or 0) + 1
        for name, target in reader.named_destinations.items()
    }
    return f"numbered({json.dumps(pages)})"


def report_record(views: Sequence[View], selection: Selection) -> ExportContent:
    """Return what a report holds: the tables of its views, and an account of it.

    The name of a table that is of one indicator ends with a slash and that indicator.
    """
    held = {
        "/".join(filter(None, (name, view.indicator))): table
        for view in views
        for name, table in tables(view).items()
    }
    about = {
        "dataset": views[0].selection.dataset,
        "topic": REPORT,
        "title": f"Report: {views[0].document}",
        "topics": [*dict.fromkeys(view.topic.name for view in views)],
        "data_version": views[0].version,
        "link": replace(views[0], selection=selection).link,
        "made_with": "village-metrics",
    }
    return ExportContent(about, held)


def _section(view: View, name: str) -> dict[str, Any]:
    drawing = view.drawing
    return {
        "name": name,
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "alt": drawing.alt,
        "footer": view.footer,
        "tables": [_table(metric, frame) for metric, frame in metrics(view) if len(frame)],
        "figure": _script(in_font(drawing.figure.to_plotly_json())),
        "height": drawing.figure.layout.height,
    }


def _script(figure: Mapping[str, Any]) -> str:
    """Return a figure as JSON that can stand in a script element."""
    return json.dumps(figure, cls=PlotlyJSONEncoder).replace("<", r"\u003c")


def _table(metric: Metric, frame: pd.DataFrame) -> dict[str, Any]:
    """Return a table for a page: columns that are empty or equal throughout are said, not shown."""
    found = records(frame)
    texts = {name: [_cell(row, name) for row in found] for name in metric.columns}
    kept = [name for name in texts if _tells(name, texts[name], metric)]
    return {
        "says": metric.says,
        "same": _same(metric, {name: texts[name] for name in texts if name not in kept}),
        "labels": [metric.columns[name] for name in kept],
        "number": kept.index("value") if "value" in kept else -1,
        "rows": [
            [_pieces(text) for text in row]
            for row in zip(*(texts[name] for name in kept), strict=True)
        ],
    }


def _tells(name: str, texts: Sequence[str], metric: Metric) -> bool:
    """Say whether a column tells the rows apart, or is what they are about."""
    if name == "value" or name == next(iter(metric.columns)):
        return True
    return len(set(texts)) > 1 or (len(texts) == 1 and texts != [""])


def _same(metric: Metric, dropped: Mapping[str, Sequence[str]]) -> str:
    """Say what stands in the columns that are not shown."""
    equal = [f"{metric.columns[n]}: {t[0]}" for n, t in dropped.items() if any(t)]
    empty = [metric.columns[name] for name, texts in dropped.items() if not any(texts)]
    said = [f"The same in every row: {'; '.join(equal)}."] if equal else []
    return " ".join([*said, *([f"Empty in every row: {', '.join(empty)}."] if empty else [])])


def _pieces(text: str) -> list[str]:
    """Cut a text at the figures that it names."""
    return re.split(f"({FIGURE_ID})", text)


def _cell(row: Mapping[str, object], name: str) -> str:
    """Return a cell as text: a number as charts and cards write it, its value as it is rounded."""
    value = row[name]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return as_text(value, str(row.get("rounding", "")) if name == "value" else "")


def _figure(row: Mapping[str, object]) -> dict[str, Any]:
    cells = [_cell(row, name) for name in IN_SOURCES]
    found = {
        "id": row["figure_id"],
        "value": value(row),
        "cells": cells,
        "place": position_text(row),
    }
    return {**found, "readings": readings(row)}
