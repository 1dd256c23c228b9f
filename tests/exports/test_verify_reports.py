"""What comes back changed in its packing only is known: PNG text of every kind, PDF and HTML."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import png
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo
from pypdf import PdfReader, PdfWriter

from metrics.exports import embedded_metadata
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.verify import Verdict, verify
from metrics.selection import Selection
from metrics.store.open import Store

KEY = b"village-metrics\0"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><text>2,976</text></svg>'
Data = tuple[str, Store]


def blank() -> bytes:
    """Return a small PNG such as a browser draws."""
    out = BytesIO()
    Image.new("RGBA", (24, 16), (255, 255, 255, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def picture(store: Store) -> bytes:
    """Make the PNG of a chart, drawn by a browser."""
    return render_export(store, ExportRequest("poverty_exits", "png", drawn={"png": blank()}))


def one(store: Store, data: bytes, dataset: str = "yangbi") -> Verdict:
    (found,) = verify(store, dataset, "file", data)
    return found


def with_text(data: bytes, kind: bytes, body: Callable[[bytes], bytes]) -> bytes:
    """Return a PNG whose account stands in a chunk of another kind."""

    def chunks() -> Iterator[tuple[bytes, bytes]]:
        for name, content in png.Reader(bytes=data).chunks():
            if name == b"iTXt" and bytes(content).startswith(KEY):
                text = zlib.decompress(bytes(content).split(b"\0", 4)[4])
                yield kind, KEY + body(text)
            else:
                yield name, content

    out = BytesIO()
    png.write_chunks(out, chunks())
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"tEXt", lambda text: text),
        (b"zTXt", lambda text: b"\0" + zlib.compress(text)),
        (b"iTXt", lambda text: b"\0\0\0\0" + text),
        (b"iTXt", lambda text: b"\1\0\0\0" + zlib.compress(text)),
        (b"iTXt", lambda text: b"\0\0en\0Konto\0" + text),
    ],
    ids=["tEXt", "zTXt", "iTXt", "iTXt compressed", "iTXt with a language"],
)
def test_every_kind_of_png_text_is_read(
    store: Store, picture: bytes, kind: bytes, body: Callable[[bytes], bytes]
) -> None:
    assert one(store, with_text(picture, kind, body)).word == "matches"


def test_a_png_saved_again_by_another_program_matches(store: Store, picture: bytes) -> None:
    with Image.open(BytesIO(picture)) as image:
        assert isinstance(image, PngImageFile)
        kept = PngInfo()
        for name, words in image.text.items():
            kept.add_itxt(name, words)
        out = BytesIO()
        image.convert("RGB").save(out, "PNG", pnginfo=kept, optimize=True)
    assert b"IDAT" in out.getvalue() and out.getvalue() != picture
    assert one(store, out.getvalue()).word == "matches"


def test_a_pixel_that_was_painted_over_is_found(store: Store, picture: bytes) -> None:
    with Image.open(BytesIO(picture)) as image:
        assert isinstance(image, PngImageFile)
        kept = PngInfo()
        for name, words in image.text.items():
            kept.add_text(name, words.encode("ascii", "replace").decode(), zip=True)
        image.putpixel((3, 3), (255, 0, 0, 255))
        out = BytesIO()
        image.save(out, "PNG", pnginfo=kept)
    assert one(store, out.getvalue()).word == "altered"


def test_a_png_of_before_is_still_known(
    store: Store, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its checksum was over the packed pixels."""
    monkeypatch.setattr(embedded_metadata, "png_content", embedded_metadata.png_packed)
    old = render_export(store, ExportRequest("poverty_exits", "png", drawn={"png": blank()}))
    monkeypatch.undo()
    assert old != picture
    assert one(store, old).word == "matches"


# ---- reports


@pytest.fixture(scope="module")
def html(store: Store) -> bytes:
    """Make the report of a choice as HTML."""
    return render_export(store, ExportRequest("all", "html", Selection(years=(2014, 2015))))


@pytest.mark.slow
def test_a_report_in_html_matches(dataset: Data) -> None:
    name, store = dataset
    found = one(store, render_export(store, ExportRequest("all", "html", Selection(name))), name)
    assert (found.word, found.differences) == ("matches", ())


@pytest.mark.slow
def test_a_report_in_html_says_what_has_changed_since(changed: Store, html: bytes) -> None:
    found = one(changed, html)
    assert found.word == "changed since"
    assert ("value", "2976", "2977") in {(d.column, d.file, d.data) for d in found.differences}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2,585 people out of poverty", b"2,588 people out of poverty"),
        (b">2,976</td>", b">2,979</td>"),
        (b'"2976"', b'"2979"'),
    ],
    ids=["words", "table", "account"],
)
def test_a_report_that_was_edited_is_altered(
    store: Store, html: bytes, old: bytes, new: bytes
) -> None:
    edited = html.replace(old, new)
    assert edited != html
    assert one(store, edited).word == "altered"


def test_a_page_that_is_no_report_of_ours_is_unknown(store: Store) -> None:
    found = one(store, b"<!doctype html><html><body>2,976</body></html>")
    assert (found.word, "PDF, HTML" in found.says) == ("unknown", True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wish", [ExportRequest("poverty_exits", "pdf"), ExportRequest("all", "pdf")], ids=str
)
def test_a_pdf_is_known_for_what_it_is(store: Store, changed: Store, wish: ExportRequest) -> None:
    data = render_export(store, wish)
    assert one(store, data).word == "matches"
    found = one(changed, data)
    assert found.word == "changed since"
    assert ("value", "2976", "2977") in {(d.column, d.file, d.data) for d in found.differences}


@pytest.mark.slow
def test_a_pdf_whose_page_was_changed_is_altered(store: Store) -> None:
    data = render_export(store, ExportRequest("poverty_exits", "pdf"))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    page = writer.pages[0]
    page.scale_by(2)
    out = BytesIO()
    writer.write(out)
    found = one(store, out.getvalue())
    assert found.word == "altered"
    assert "page" in found.says


def test_a_pdf_of_others_is_unknown(store: Store) -> None:
    out = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    found = one(store, out.getvalue())
    assert (found.word, "says nothing of itself" in found.says) == ("unknown", True)
