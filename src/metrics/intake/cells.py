"""Write the cells of a sheet as the tables want them, where that changes no meaning.

Numbers lose their marks of thousands and get a decimal point, as the sheet's style says; shares
lose their percent sign; years are written in four digits; words of a list are read by their
synonyms. What does not fit stays as it is, for the rules to refuse.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake import number_style
from metrics.intake.facts import facts
from metrics.intake.match import Matched
from metrics.intake.number_style import NUMERIC, Finding, is_share, plain_numbers
from metrics.intake.period_parts import plain_years, read_otherwise
from metrics.intake.sheet import NumberStyle
from metrics.intake.synonyms import WORDS
from metrics.model.schema import Field

PERCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?[%\uff05]")
WITH_MARK = "^-?[0-9]*[.,' \u00a0\u202f\u2019][0-9]+.{0,2}$"
EXAMPLES = 3


def numbers(one: Matched) -> Finding:
    """Return how the numbers of a sheet are written: as the reader says, else as found."""
    if one.sheet.how.numbers is not None:
        return Finding(one.sheet.how.numbers)
    fields = {field.name: field for field in one.table.fields}
    given = [
        (fields[name], one.sheet.cells.column(at))
        for name, at in one.columns.items()
        if fields[name].type in NUMERIC
    ]
    return number_style.found(given, one.sheet.how.delimiter)


def written(one: Matched) -> pa.Table:
    """Return the sheet's cells by the table's columns, all text; what is given once is in each."""
    style, count = numbers(one).style, len(one.sheet.rows)
    columns: dict[str, pa.ChunkedArray] = {}
    for field in one.table.fields:
        if field.name in one.columns:
            columns[field.name] = _cells(one, field, style)
        elif field.name in one.given:
            columns[field.name] = pa.chunked_array([pa.repeat(one.given[field.name], count)])
    return pa.table(columns)


def examples(one: Matched) -> list[tuple[str, str]]:
    """Return some numbers as they stand in the file, and as they are read: those with a mark.

    Of years each way of writing them that is not four digits.
    """
    style, found = numbers(one).style, []
    years: dict[str, str] = {}
    for field in one.table.fields:
        if field.type in NUMERIC and field.name in one.columns:
            raw = one.sheet.cells.column(one.columns[field.name])
            if field.unit == "year":
                years |= read_otherwise(facts(raw).texts, of_years=True)
                continue
            fits = pc.fill_null(pc.match_substring_regex(raw, WITH_MARK), False)
            first = pc.index(fits, True).as_py()
            if first >= 0:
                read = _cells(first_rows(one, first, 1), field, style)
                found.append((raw[first].as_py(), read[0].as_py()))
    return [*years.items(), *found[:EXAMPLES]]


def first_rows(one: Matched, start: int, count: int) -> Matched:
    """Return a matched sheet with some of its rows only, its numbers read as those of all."""
    sheet, style = one.sheet, numbers(one).style
    end = start + count
    cells, rows = sheet.cells.slice(start, count), sheet.rows[start:end]
    how = replace(sheet.how, numbers=style)
    return replace(one, sheet=replace(sheet, cells=cells, rows=rows, how=how))


def _cells(one: Matched, field: Field, style: NumberStyle) -> pa.ChunkedArray:
    cells = one.sheet.cells.column(one.columns[field.name])
    if field.type in NUMERIC:
        cells = plain_numbers(cells, style, is_share(field))
    if field.unit == "share":
        cells = _shares(cells)
    if field.unit == "year":
        cells = replaced_cells(cells, plain_years(_texts(cells)))
    return _words(cells, field) if field.enum else cells


def _shares(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = _texts(cells)
    percent = {text: found[1] for text in texts if (found := PERCENT.fullmatch(text))}
    return replaced_cells(cells, {text: f"{float(n) / 100:.10g}" for text, n in percent.items()})


def _words(cells: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    texts = _texts(cells)
    known = {word.lower(): word for word in field.enum} | WORDS.get(field.name, {})
    return replaced_cells(cells, {t: known[t.lower()] for t in texts if t.lower() in known})


def _texts(cells: pa.ChunkedArray) -> list[str]:
    """Return the different texts of a column."""
    found: list[str] = pc.unique(cells).drop_null().to_pylist()
    return found


def replaced_cells(cells: pa.ChunkedArray, by: dict[str, str]) -> pa.ChunkedArray:
    """Return the cells with each text that is listed replaced by another."""
    if not by:
        return cells
    at = pc.index_in(cells, value_set=pa.array(list(by)))
    return pc.coalesce(pc.take(pa.array(list(by.values())), at), cells)


def replaced(table: pa.Table, column: str, by: dict[str, str]) -> pa.Table:
    """Return a table with the texts of one column replaced as listed."""
    at = table.column_names.index(column)
    return table.set_column(at, column, replaced_cells(table.column(column), by))
