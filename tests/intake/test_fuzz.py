"""Generated files: each is read and checked, or refused with an error of ours, and no row is lost.

Every other case is checked without its bad rows. `generated` says how many there are.
"""

from __future__ import annotations

import csv
import random
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from forms import workbook
from generated import blocks, examples, seeds

from metrics.errors import MetricsError
from metrics.intake.annotate import annotated
from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.intake.sheet import Sheet
from metrics.intake.total_labels import is_label
from metrics.store.build import no_progress

COUNT, BLOCKS = examples(40), blocks(2)  # of each kind
HEADS = [
    ["year", "village", "status", "people"],
    ["年份", "村名", "状态", "户数", "脱贫人口"],
    ["place", "date", "members", "party members", "share"],
    ["place_id", "name", "kind", "parent_id"],
    ["村名", "人均纯收入", "低保户数"],
]
CELLS = [
    *("2014", "2015", "20144", "12", "7", "", "", "0.667", "66.7%", "1,019", "-3", "=1+1", "#REF!"),
    *(
        "石龙村",
        "白章村",
        "Oak",
        "Elm's",
        'the "old" one',
        "a, b; c",
        " padded ",
        "achieved",
        "计划",
    ),
    *("2O16", "七", "12 户", "\uff11\uff12", "x\x07y", "line\nbreak", "U+2028\u2028here", "合计"),
    *("<b>bold</b>", "1e400", "1" * 40, "\x85", "\x0b", "\x1c", "\U0001f600", "县", "county"),
]
CODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32")
Case = tuple[str, bytes, list[list[str]] | None]  # a file, and its rows where they are known


def table(rng: random.Random) -> list[list[str]]:
    """Return a header and rows of any cells, some of them blank."""
    head = rng.choice(HEADS)
    rows = [[rng.choice(CELLS) for _ in head] for _ in range(rng.randrange(0, 12))]
    return [head, *rows]


def broken(rng: random.Random, data: bytes) -> bytes:
    """Return bytes with some of them changed, taken out or put in."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 60))):
        at = rng.randrange(len(found))
        how = rng.randrange(4)
        if how == 0:
            del found[at : at + rng.randrange(1, 9)]
        elif how == 1:
            found[at:at] = rng.randbytes(rng.randrange(1, 9))
        else:
            found[at] = rng.randrange(256)
        found = found or bytearray(b" ")
    return bytes(found)


def as_csv(rng: random.Random) -> Case:
    """Return a CSV file in any encoding; some are broken, some have rows of any width."""
    rows = table(rng)
    if rng.random() < 0.2:
        rows = [[*row, "extra"] if rng.random() < 0.3 else row for row in rows]
    out = StringIO()
    end = rng.choice(("\n", "\r\n", "\r"))
    cut = rng.choice(",;\t|")
    csv.writer(out, delimiter=cut, lineterminator=end).writerows(rows)
    text = out.getvalue()
    if rng.random() < 0.2:
        text = f"{rng.choice(CELLS[:6])}a title{rng.choice(CELLS[-12:-6])}{end}{text}"
    coding = rng.choice([one for one in CODINGS if _takes(text, one)])
    data = text.encode(coding)
    if rng.random() < 0.4:
        return "a.csv", broken(rng, data), None
    return "a.csv", data, list(csv.reader(StringIO(text, newline=""), delimiter=cut))


def _takes(text: str, coding: str) -> bool:
    try:
        return text.encode(coding).decode(coding).removeprefix("\ufeff") == text
    except UnicodeError:
        return False


def as_xlsx(rng: random.Random) -> Case:
    """Return a workbook; most are broken."""
    clean = [
        [cell.replace("\x07", "").replace("\x0b", "").replace("\x1c", "") for cell in row]
        for row in table(rng)
    ]
    data = workbook(clean)
    if rng.random() < 0.3:
        return "a.xlsx", data, None
    if rng.random() < 0.5:
        return "a.xlsx", _with_broken_member(rng, data), None
    return "a.xlsx", broken(rng, data), None


def _with_broken_member(rng: random.Random, data: bytes) -> bytes:
    whole, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    wrong = rng.choice(whole.namelist())
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as into:
        for name in whole.namelist():
            content = whole.read(name)
            into.writestr(name, broken(rng, content) if name == wrong else content)
    return out.getvalue()


def as_parquet(rng: random.Random) -> Case:
    """Return a Parquet file of any types; some are broken."""
    head, *rows = table(rng)
    out = BytesIO()
    values: list[Callable[[], object]] = [
        *(lambda: rng.choice(CELLS), lambda: rng.randrange(3000), rng.random, lambda: [1]),
        *(lambda: pd.Timestamp("2014-01-01"), lambda: b"\xff", lambda: float("inf"), lambda: None),
    ]
    made = {name: rng.choice(values) for name in head}
    frame = pd.DataFrame({name: [one() for _ in rows] for name, one in made.items()})
    frame.to_parquet(out)
    data = out.getvalue()
    return "a.parquet", broken(rng, data) if rng.random() < 0.5 else data, None


def as_zip(rng: random.Random) -> Case:
    """Return a ZIP file of files of the other kinds; some are broken."""
    out = BytesIO()
    how = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(out, "w", how) as into:
        for nth in range(rng.randrange(3)):
            name, data, _ = rng.choice((as_csv, as_xlsx, as_parquet))(rng)
            folder = rng.choice(("", "deep/", "../", "/abs/", "a:b/", ".hidden/"))
            into.writestr(f"{folder}{nth}{name}", data)
    data = out.getvalue()
    return "a.zip", broken(rng, data) if rng.random() < 0.5 else data, None


KINDS = {"csv": as_csv, "xlsx": as_xlsx, "parquet": as_parquet, "zip": as_zip}


def plain(cells: list[str]) -> list[str]:
    """Return a row as it is compared: as Arrow trims, which knows Unicode's spaces; ␇ is U+0007."""
    column = pa.compute.utf8_trim_whitespace(pa.array(cells, pa.string()))
    return [str(cell).replace("\x07", "␇") for cell in column.to_pylist()]


def has_the_rows(found: list[Sheet], rows: list[list[str]]) -> None:
    """Hold what was read against the rows that the csv module finds in the known text."""
    known = {nth: plain(row) for nth, row in enumerate(rows, 1)}
    (sheet,) = found
    width = len(known[sheet.how.header_row])
    below = {nth: row for nth, row in known.items() if nth > sheet.how.header_row and any(row)}
    ragged = {fault.row for fault in sheet.faults}
    repeats = {nth for nth, row in below.items() if row == known[sheet.how.header_row]}
    given = zip(*(column.to_pylist() for column in sheet.cells.columns), strict=True)
    read = dict(
        zip(sheet.rows.tolist(), ([cell or "" for cell in row] for row in given), strict=True)
    )
    kept = {n: row for n, row in below.items() if n not in ragged | repeats}
    assert read == {n: [*row, *[""] * width][:width] for n, row in kept.items()}
    short = [row for row in kept.values() if len(row) < width]
    assert all(is_label(next(filter(None, row))) for row in short)  # a total lacks empty cells
    assert all(len(below[n]) != width for n in ragged if n is not None)


def run(kind: str, seed: int) -> None:
    """Read one case, check it with or without its bad rows, and mark its faults."""
    name, data, rows = KINDS[kind](random.Random(f"{kind} {seed}"))
    try:
        found = sheets(name, data)
        if rows is not None:
            has_the_rows(found, rows)
        with tempfile.TemporaryDirectory() as folder:
            matched = [guess(one) for one in found]
            request, without = CheckRequest("a", matched), seed // BLOCKS % 2 == 1
            report = check(request, Path(folder, "a"), no_progress, without)
            annotated(matched, report.problems)
    except MetricsError as refused:
        assert refused.do


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_any_file_is_read_or_refused(kind: str, block: int) -> None:
    for seed in seeds(block, BLOCKS, COUNT):
        run(kind, seed)
