"""Control characters in cells: no cell shows them, and code keeps one to itself as a separator."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.utils import get_column_letter

from metrics.numbers import how_many

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"  # all but tabs and ends of lines
FOUND = re.compile(CONTROL)
DELETE, OF_DELETE = "\x7f", "\u2421"
IS_CONTROL = np.array([FOUND.match(chr(one)) is not None for one in range(256)])
FIRST_PICTURE = 0x2400  # that of U+0000; those of the others follow in their order


def pictured(text: str) -> str:
    """Return a text with the picture of each control character in its place: ␟ for U+001F."""
    return FOUND.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    return OF_DELETE if found[0] == DELETE else chr(FIRST_PICTURE + ord(found[0]))


def pictured_cells(
    cells: pa.Table, rows: np.ndarray[tuple[int], np.dtype[np.int64]], stands: Sequence[int]
) -> tuple[pa.Table, list[str]]:
    """Return cells with pictures in place of control characters, and the note on them if any.

    `rows` and `stands` say which row and column of the file each row and column is.
    """
    columns, count, first = list(cells.columns), 0, ""
    for at, column in enumerate(columns):
        if not _may_hold(column):
            continue
        hits = pc.fill_null(pc.match_substring_regex(column, CONTROL), False)
        where = np.flatnonzero(hits.to_numpy())
        if not len(where):
            continue
        texts = [pictured(one) for one in column.filter(hits).to_pylist()]
        columns[at] = _with_texts(column, hits, texts)
        count += len(where)
        first = first or f"{get_column_letter(stands[at] + 1)}{rows[int(where[0])]} ({texts[0]})"
    return pa.table(columns, names=cells.column_names), [_note(count, first)] if count else []


def _may_hold(column: pa.ChunkedArray) -> bool:
    """Say fast whether the bytes of a column hold any: in UTF-8 they are part of no other letter.

    Most files have none, and a pattern takes as long as reading the file.
    """
    held = (chunk.buffers()[2] for chunk in column.chunks if len(chunk))
    return any(IS_CONTROL[np.frombuffer(one, np.uint8)].any() for one in held if one)


def _with_texts(
    column: pa.ChunkedArray, hits: pa.ChunkedArray, texts: Sequence[str]
) -> pa.ChunkedArray:
    mask = hits.combine_chunks()
    changed = pc.replace_with_mask(column.combine_chunks(), mask, pa.array(texts, pa.string()))
    return pa.chunked_array([changed])


def _note(count: int, first: str) -> str:
    what = how_many(count, "cell")
    return (
        f"{what} {'holds' if count == 1 else 'hold'} control characters, first {first}: each is "
        "read as its picture, such as ␟"
    )
