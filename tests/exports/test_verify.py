"""A file that comes back: matches, changed since, altered or unknown, and which values."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from generated import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from metrics.exports.make import ExportRequest, render_export
from metrics.exports.verify import Verdict, verify
from metrics.store.open import Store

DRAWN = [pytest.param(form, marks=pytest.mark.slow) for form in ("png", "svg")]  # by Chrome
FORMS = [*DRAWN, "csv", "xlsx", "parquet", "json"]


class Files(dict[str, bytes]):
    """Every file of one chart, each made when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __missing__(self, form: str) -> bytes:
        """Make a file and keep it."""
        self[form] = render_export(self._store, ExportRequest("poverty_exits", form))
        return self[form]


@pytest.fixture(scope="module")
def files(store: Store) -> dict[str, bytes]:
    """Give every file of one chart."""
    return Files(store)


def one(store: Store, data: bytes) -> Verdict:
    (found,) = verify(store, "yangbi", "file", data)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_file_as_it_was_made_matches(store: Store, files: dict[str, bytes], form: str) -> None:
    found = one(store, files[form])
    assert (found.word, found.differences) == ("matches", ())


@pytest.mark.parametrize("form", FORMS)
def test_a_value_that_has_changed_since_is_named(
    changed: Store, files: dict[str, bytes], form: str
) -> None:
    found = one(changed, files[form])
    assert found.word == "changed since"
    at = {(d.row, d.column, d.file, d.data) for d in found.differences}
    assert ("2014 · people · achieved", "value", "2976", "2977") in at
    assert not any("2015 · people" in d.row for d in found.differences)


def test_a_file_whose_values_have_not_changed_matches_still(store: Store, changed: Store) -> None:
    found = one(changed, render_export(store, ExportRequest("village_industry", "csv")))
    assert (found.word, found.differences) == ("matches", ())
    assert "None of its values has changed" in found.says


def text(data: bytes) -> bytes:
    return data.replace(b"2976", b"3976")


def drawn(data: bytes) -> bytes:
    return data.replace(b">2,976<", b">3,976<")


def sheet(data: bytes) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for row in book["Data"].iter_rows():
        for cell in row:
            cell.value = 3976 if cell.value == 2976 else cell.value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def columns(data: bytes) -> bytes:
    table = pq.read_table(BytesIO(data))
    frame = table.to_pandas().replace({"value": {2976: 3976}})
    out = BytesIO()
    new = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(new.replace_schema_metadata(table.schema.metadata), out)
    return out.getvalue()


VALUES: list[tuple[str, Callable[[bytes], bytes]]] = [
    *(("csv", text), ("json", text), ("xlsx", sheet), ("parquet", columns)),
]
CASES = [pytest.param("svg", text, marks=pytest.mark.slow), *VALUES]


@pytest.mark.parametrize(("form", "tampered"), CASES)
def test_a_tampered_value_is_found_and_named(
    store: Store, files: dict[str, bytes], form: str, tampered: Callable[[bytes], bytes]
) -> None:
    found = one(store, tampered(files[form]))
    assert found.word == "altered"
    assert [(d.row, d.column, d.file, d.data) for d in found.differences] == [
        ("2014 · people · achieved", "value", "3976", "2976")
    ]


@pytest.mark.slow
def test_a_word_drawn_otherwise_is_found(store: Store, files: dict[str, bytes]) -> None:
    assert drawn(files["svg"]) != files["svg"]
    assert one(store, drawn(files["svg"])).word == "altered"


@pytest.mark.slow
def test_pixels_painted_over_are_found(store: Store, files: dict[str, bytes]) -> None:
    with Image.open(BytesIO(files["png"])) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        kept = PngImagePlugin.PngInfo()
        for name, words in image.text.items():
            kept.add_itxt(name, words, zip=name == "village-metrics")
        image.paste((255, 0, 0), (100, 100, 120, 120))
        out = BytesIO()
        image.save(out, "PNG", pnginfo=kept)
    assert one(store, out.getvalue()).word == "altered"


def test_a_row_taken_out_is_found(store: Store, files: dict[str, bytes]) -> None:
    lines = files["csv"].split(b"\r\n")
    found = one(store, b"\r\n".join([*lines[:2], *lines[3:]]))
    assert (found.word, found.differences[0].file) == ("altered", "no such row")


def test_a_file_saved_again_by_another_program_matches(
    store: Store, files: dict[str, bytes]
) -> None:
    frame = pd.read_csv(BytesIO(files["csv"]), dtype=str, keep_default_na=False)
    assert one(store, frame.to_csv(index=False, sep=";").encode("gb18030")).word == "matches"
    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    out = BytesIO()
    book.save(out)
    assert one(store, out.getvalue()).word == "matches"


def rezipped(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def words(store: Store, data: bytes) -> dict[str, str]:
    return {v.file: v.word for v in verify(store, "yangbi", "file", data) if v.word != "matches"}


@pytest.mark.slow
def test_each_file_of_a_bundle_is_judged(store: Store, files: dict[str, bytes]) -> None:
    name = "yangbi-poverty-exits.csv"
    assert words(store, files["zip"]) == {}
    assert words(store, rezipped(files["zip"], lambda m: m.update({name: text(m[name])}))) == {
        name: "altered"
    }
    assert words(store, rezipped(files["zip"], lambda m: m.pop("readme.md"))) == {
        "readme.md": "altered"
    }
    assert words(store, rezipped(files["zip"], lambda m: m.update({"new.txt": b"x"}))) == {
        "new.txt": "unknown"
    }


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 201_000_000)
    return out.getvalue()


STRANGE = [b"", b"hello", b"a,b\n1,2\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"PAR1", b"{}"]
STRANGE += [b"<svg></svg>", b"<?xml version='1.0'?><svg/>", b"%PDF-1.4"]


@pytest.mark.parametrize("data", STRANGE, ids=repr)
def test_a_strangers_file_is_unknown(store: Store, data: bytes) -> None:
    found = one(store, data)
    assert found.word == "unknown"
    assert "Drop a PNG, SVG, CSV" in found.says


@pytest.mark.slow
def test_a_bomb_is_not_unpacked(store: Store) -> None:
    assert "unpacks to more" in one(store, bomb()).says


def test_another_datasets_file_is_unknown(store: Store, files: dict[str, bytes]) -> None:
    (found,) = verify(store, "elsewhere", "file", files["csv"])
    assert (found.word, "another dataset: yangbi" in found.says) == ("unknown", True)


@settings(max_examples=examples(40))
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"\x89PNG\r\n\x1a\n", b"{", b"<svg"]), st.binary()
)
def test_no_file_at_all_breaks_the_desk(store: Store, start: bytes, rest: bytes) -> None:
    assert one(store, start + rest).word == "unknown"
