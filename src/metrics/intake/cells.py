"""Write the cells of a sheet as the tables want them, where that changes no meaning.

Numbers lose their marks of thousands and get a decimal point, as the file's style says; shares
lose their percent sign; words of a list are read by their synonyms. What does not fit stays as it
is, for the rules to refuse.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.match import Matched
from metrics.intake.sheet import How
from metrics.intake.synonyms import WORDS
from metrics.store.schema import Field

PERCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?[%\uff05]")
NUMERIC = ("integer", "number")


def written(one: Matched) -> pa.Table:
    """Return the sheet's cells by the table's columns, all text."""
    fields = [field for field in one.table.fields if field.name in one.columns]
    cells = [_cells(one, field) for field in fields]
    return pa.table(cells, names=[field.name for field in fields])


def _cells(one: Matched, field: Field) -> pa.ChunkedArray:
    cells = one.sheet.cells.column(one.columns[field.name])
    if field.type in NUMERIC:
        cells = _numbers(cells, one.sheet.how)
    if field.unit == "share":
        cells = _shares(cells)
    return _words(cells, field) if field.enum else cells


def _numbers(cells: pa.ChunkedArray, how: How) -> pa.ChunkedArray:
    """Read numbers by the style of the file; the rest is left."""
    if not how.thousands and how.decimal == ".":
        return cells
    mark, point = re.escape(how.thousands), re.escape(how.decimal)
    whole = f"([0-9]{{1,3}}({mark}[0-9]{{3}})+|[0-9]+)" if how.thousands else "[0-9]+"
    fits = pc.match_substring_regex(cells, f"^-?{whole}({point}[0-9]+)?$")
    found = pc.replace_substring(cells, how.thousands, "") if how.thousands else cells
    return pc.if_else(fits, pc.replace_substring(found, how.decimal, "."), cells)


def _shares(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = pc.unique(cells).drop_null().to_pylist()
    percent = {text: found[1] for text in texts if (found := PERCENT.fullmatch(text))}
    return _replaced(cells, {text: f"{float(n) / 100:.10g}" for text, n in percent.items()})


def _words(cells: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    texts = pc.unique(cells).drop_null().to_pylist()
    known = {word.lower(): word for word in field.enum} | WORDS.get(field.name, {})
    return _replaced(cells, {t: known[t.lower()] for t in texts if t.lower() in known})


def _replaced(cells: pa.ChunkedArray, by: dict[str, str]) -> pa.ChunkedArray:
    """Return the cells with each text that is listed replaced by another."""
    if not by:
        return cells
    at = pc.index_in(cells, value_set=pa.array(list(by)))
    return pc.coalesce(pc.take(pa.array(list(by.values())), at), cells)


def replaced(table: pa.Table, column: str, by: dict[str, str]) -> pa.Table:
    """Return a table with the texts of one column replaced as listed."""
    at = table.column_names.index(column)
    return table.set_column(at, column, _replaced(table.column(column), by))
