"""A report as the desk takes it: its text, its numbers with proposals, and the tables to fill."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from metrics.intake import bind
from metrics.intake.bind import Number
from metrics.reports.agreement import sample
from metrics.reports.candidates import Candidate
from metrics.reports.decisions import Cell
from metrics.reports.edition import Change, Figure, compare, known_of
from metrics.reports.extracted import Block, Extracted
from metrics.reports.folding import fold
from metrics.reports.report import Report, read_report
from metrics.reports.rows import as_json, digits
from metrics.reports.sentences import Sentences

HAN_SHARE = 0.1  # of the letters of a text that is called Chinese
BEFORE = 8  # characters before a number that may say what it counts
NEAR = 30  # numbers to each side that may stand in the same sentence


def document(
    title: str,
    found: Extracted,
    names: Iterable[str] = (),
    figures: Sequence[Figure] = (),
    replaces: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a report as plain values: title, text, checksums, numbers, and tables to fill.

    `names` are known places, `figures` those of the last edition: each number then has `change`,
    and `gone` lists the figures that are not found again; `replaces` names that edition, as the
    descriptor of a dataset does.
    Each number has all of a candidate and `figure_id`, `sentence` (which of its paragraph), `cells`
    (proposed). Takes time in proportion to the text.
    """
    report = read_report(found.text, found.blocks, names, known_of(figures))
    changes = compare(report, figures) if figures else ()
    changed = {one.candidate.number: _change(one) for one in changes if one.candidate}
    numbers = [
        {**one, "change": changed.get(one["number"])} for one in _numbers(report, found.blocks)
    ]
    clean = [one["figure_id"] for one in numbers if one["queue"] == "clean"]
    return {
        "title": title,
        "format": found.format,
        "encoding": found.encoding,
        "notes": list(found.notes),
        "sha256": found.sha256,
        "text_sha256": report.sha256,
        "language": language(found.text),
        "opened": dt.datetime.now(dt.UTC).date().isoformat(),
        "text": found.text,
        "numbers": numbers,
        "sample": sample(clean),
        "edition": dict(replaces or {}) if figures or replaces else None,
        "states": Counter(one.state for one in changes),
        "gone": [_change(one) for one in changes if one.state == "gone"],
        "tables": bind.described(),
    }


def _numbers(report: Report, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    sentences = Sentences(fold(report.text), (one.end for one in blocks))
    starts = [one.start for one in report.candidates]
    first = {one.paragraph: one.start for one in blocks}
    for one in report.candidates:
        span = sentences.around(one.start, one.end)
        before = report.text[max(span[0], one.start - BEFORE) : one.start]
        inside = _inside(report, starts, one, span)
        number = Number(one, report.text[slice(*span)], inside, before)
        cells = bind.proposed(number)
        yield {
            **as_json(one),
            "unit": bind.unit_of(cells[0], one.unit) if cells else one.unit,
            "counts": _counts(number, cells),
            "figure_id": bind.figure_id(one),
            "sentence": sentences.number(one.start, first.get(one.paragraph, 0)),
            "cells": [bind.as_json(cell) for cell in cells],
        }


def _change(one: Change) -> dict[str, str]:
    """Return what became of a figure of the last edition, and what it was."""
    last = one.figure
    value = digits(last.value) if last and last.value is not None else ""
    return {
        "state": one.state,
        "figure_id": last.figure_id if last else "",
        "counts": last.counts if last else "",
        "value": value,
    }


def _counts(number: Number, cells: Sequence[Cell]) -> str:
    if number.candidate.kind == "year":
        return "year"
    return bind.counts_of(cells[0], number.noun) if cells else number.noun


def _inside(
    report: Report, starts: list[int], one: Candidate, span: tuple[int, int]
) -> list[Candidate]:
    """Return the other numbers of a sentence, of many those nearest."""
    low, high = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    at = one.number - 1
    near = report.candidates[max(low, at - NEAR) : min(high, at + NEAR)]
    return [each for each in near if each is not one and each.kind != "none"]


def language(text: str) -> str:
    """Return "zh" for a text with Chinese letters, else "en": the languages that are read."""
    letters = [sign for sign in text[:100_000] if sign.isalpha()]
    han = sum("\u3400" <= sign <= "\u9fff" for sign in letters)
    return "zh" if letters and han > HAN_SHARE * len(letters) else "en"
