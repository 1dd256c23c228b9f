"""The current view as one document: a single HTML file that needs no network, or a PDF of it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from plotly.utils import PlotlyJSONEncoder

from metrics.charts.cell import records
from metrics.charts.words import place, readings, trust, value
from metrics.exports import plotlyjs
from metrics.exports.chrome import check_letters, chrome
from metrics.exports.inside import pdf_with
from metrics.exports.record import metrics
from metrics.exports.view import View
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.store.schema import FIGURE_ID
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES, named
from metrics.topics.metric import Metric

IN_SOURCES = ("printed", "counts", "status", "certainty", "repair")


@cache
def _template() -> Template:
    folder = Path(__file__).parent
    found = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    return found.get_template("report.html")


def report(store: Store, views: Sequence[View]) -> bytes:
    """Return the views as one HTML file: charts, sentences, tables, the figures used, checks."""
    everything = records(FIGURES.rows(store, Selection()))
    used = named(frame for view in views for frame in (view.rows, view.derived))
    library = (plotlyjs.package() / "package_data" / plotlyjs.FILE).read_text(encoding="utf-8")
    text = _template().render(
        title=f"Report: {views[0].document}",
        views=[_section(view) for view in views],
        figures=[_figure(row) for row in everything if row["figure_id"] in used],
        labels=[FIGURES.columns[name] for name in IN_SOURCES],
        checks=_table(CHECKS, CHECKS.rows(store, Selection())),
        about=views[0].about,
        trust=trust(views[0].about) if views[0].about else "",
        selection=views[0].selection.sentence(("years", "villages", "status")),
        version=views[0].version,
        plotly=library,
    )
    return text.encode()


def report_pdf(html: bytes, views: Sequence[View]) -> bytes:
    """Return a report as PDF; raises NoChrome where none can print it."""
    check_letters([view.rows.to_dict("list") for view in views])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_bytes(html)
        data = chrome().print(page)
    title = f"Report: {views[0].document}"
    return pdf_with(data, title, views[0].filters, [view.link for view in views])


def _section(view: View) -> dict[str, Any]:
    tables = [_table(metric, frame) for metric, frame in metrics(view) if len(frame)]
    empty = view.rows.empty
    return {
        "name": view.topic.name,
        "title": f"{view.topic.title}: nothing to show" if empty else view.drawing.title,
        "subtitle": "" if empty else view.drawing.subtitle,
        "alt": "" if empty else view.drawing.alt,
        "footer": [view.filters, *view.scope] if empty else view.footer,
        "tables": tables,
        "link": view.link,
        "figure": "" if empty else _script(view.drawing.figure.to_plotly_json()),
        "height": 0 if empty else view.drawing.figure.layout.height,
    }


def _script(figure: Mapping[str, Any]) -> str:
    """Return a figure as JSON that can stand in a script element."""
    return json.dumps(figure, cls=PlotlyJSONEncoder).replace("<", r"\u003c")


def _table(metric: Metric, frame: pd.DataFrame) -> dict[str, Any]:
    rows = [[_pieces(_text(row[name])) for name in metric.columns] for row in records(frame)]
    return {"says": metric.says, "labels": list(metric.columns.values()), "rows": rows}


def _pieces(text: str) -> list[str]:
    """Cut a text at the figures that it names."""
    return re.split(f"({FIGURE_ID})", text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.10g}"


def _figure(row: Mapping[str, object]) -> dict[str, Any]:
    cells = [_text(row[name]) for name in IN_SOURCES]
    found = {"id": row["figure_id"], "value": value(row), "cells": cells, "place": place(row)}
    return {**found, "readings": readings(row)}
