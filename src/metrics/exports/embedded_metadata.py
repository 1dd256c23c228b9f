"""What a file says of itself inside: PNG text, SVG metadata, PDF properties, JSON in HTML."""

from __future__ import annotations

import hashlib
import html
import json
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import png
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from metrics.errors import NotAnImage
from metrics.exports.image import DPI, PRINT_SCALE
from metrics.exports.png_parts import pixels, text
from metrics.exports.record import ExportContent, cells, record
from metrics.exports.typeface import in_svg
from metrics.exports.view import View

KEYWORD = "village-metrics"
PDF_PROPERTY = "/VillageMetrics"
HTML_START, HTML_END = f'<script type="application/json" id="{KEYWORD}">', "</script>"
PIXELS = (b"IHDR", b"PLTE", b"IDAT")
SVG_START, SVG_END = f'<metadata id="{KEYWORD}">', "</metadata>"


def embedded_provenance(view: View, content: bytes) -> dict[str, Any]:
    """Return what an image says: its account, its rows, and a checksum over both and its content.

    `content` is what the eye sees: the pixels of a PNG, the text of an SVG.
    """
    return embedded(without_derived(record(view)), content)


def embedded(of: ExportContent, content: bytes) -> dict[str, Any]:
    """Return a record as plain values, with a checksum over it and the content it stands in."""
    tables = {name: cells(table) for name, table in of.tables.items()}
    return {**of.about, "tables": tables, "checksum": combined(of, content)}


def without_derived(of: ExportContent) -> ExportContent:
    """Return what an image holds of a record: its account and its first table."""
    return ExportContent(of.about, dict([next(iter(of.tables.items()))]))


def combined(of: ExportContent, content: bytes) -> str:
    """Return the checksum over a record and the content of its image."""
    return hashlib.sha256(of.checksum.encode() + content).hexdigest()


def with_png(view: View, data: bytes) -> bytes:
    """Return a PNG with its account in text chunks."""
    chunks = _chunks(data)
    metadata = embedded_provenance(view, png_content(data))
    texts = {
        "Title": metadata["title"],
        "Description": metadata["subtitle"],
        "Source": metadata["source"],
    }
    added = [_text_chunk(k, v) for k, v in {**texts, KEYWORD: json.dumps(metadata)}.items()]
    out = BytesIO()
    png.write_chunks(out, [chunks[0], *added, *chunks[1:]])
    return out.getvalue()


def with_resolution(data: bytes, scale: float) -> bytes:
    """Return a PNG that says how many of its pixels are an inch on paper."""
    per_metre = round(DPI * scale / 0.0254)
    body = per_metre.to_bytes(4, "big") * 2 + b"\1"
    chunks = [(kind, content) for kind, content in _chunks(data) if kind != b"pHYs"]
    out = BytesIO()
    png.write_chunks(out, [chunks[0], (b"pHYs", body), *chunks[1:]])
    return out.getvalue()


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    try:
        found = [(bytes(kind), bytes(body)) for kind, body in png.Reader(bytes=data).chunks()]
    except (png.FormatError, png.ChunkError, EOFError) as error:
        raise NotAnImage("PNG", str(error)) from error
    kinds = [kind for kind, _ in found]
    if not found or kinds[0] != b"IHDR" or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise NotAnImage("PNG", "it has no header, no pixels or no end")
    return found


def _text_chunk(keyword: str, text: str) -> tuple[bytes, bytes]:
    """Return a compressed international text chunk."""
    return b"iTXt", keyword.encode() + b"\0\1\0\0\0" + zlib.compress(text.encode())


def png_content(data: bytes) -> bytes:
    """Return what the eye sees of a PNG: its pixels, or their packing where they are too many."""
    return pixels(data) or png_packed(data)


def png_packed(data: bytes) -> bytes:
    """Return the chunks of a PNG that make its pixels, as they are packed."""
    return b"".join(kind + body for kind, body in _chunks(data) if kind in PIXELS)


def read_png_metadata(data: bytes) -> dict[str, Any] | None:
    """Return the account inside a PNG; None when there is none."""
    found = text(_chunks(data), KEYWORD)
    return _loaded(found) if found is not None else None


def with_svg(view: View, data: bytes) -> bytes:
    """Return an SVG with its title, its description, and its account as metadata."""
    text, drawing = _svg_text(data), view.drawing
    end = _root_end(text)
    text = in_svg(text, end)
    named = f"<title>{html.escape(drawing.title)}</title><desc>{html.escape(drawing.alt)}</desc>"
    head, tail = text[:end] + named, text[end:]
    metadata = json.dumps(embedded_provenance(view, (head + tail).encode()), ensure_ascii=False)
    return f"{head}{SVG_START}{html.escape(metadata)}{SVG_END}{tail}".encode()


def _svg_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotAnImage("SVG", f"it is not UTF-8 ({error.reason})") from error


def _root_end(text: str) -> int:
    """Return where the start tag of the svg element ends; raise NotAnImage where there is none.

    Searched for without an expression: one that backtracks over a body of megabytes stops every
    thread of the server.
    """
    start = text.find("<svg")
    while start >= 0 and text[start + 4 : start + 5].isalnum():
        start = text.find("<svg", start + 4)
    end = text.find(">", start) if start >= 0 else -1
    if end < 0:
        raise NotAnImage("SVG", "it has no svg element")
    return end + 1


def svg_content(data: bytes) -> bytes:
    """Return an SVG without its account."""
    text = data.decode("utf-8")
    head, metadata, tail = _account_cut(text)
    return f"{head}{tail}".encode() if metadata is not None else text.encode()


def read_svg_metadata(data: bytes) -> dict[str, Any] | None:
    """Return the account inside an SVG; None when there is none."""
    _, metadata, _ = _account_cut(data.decode("utf-8", "replace"))
    return _loaded(html.unescape(metadata)) if metadata is not None else None


def _account_cut(text: str) -> tuple[str, str | None, str]:
    """Cut a text into what stands before its account, the account, and what stands after it."""
    head, start, rest = text.partition(SVG_START)
    metadata, end, tail = rest.partition(SVG_END)
    return (head, metadata, tail) if start and end else (text, None, "")


def with_pdf(view: View, data: bytes) -> bytes:
    """Return a PDF with its account in its properties."""
    metadata = record(view).about
    return pdf_with(data, metadata["title"], metadata["subtitle"], without_derived(record(view)))


def pdf_with(data: bytes, title: str, subject: str, of: ExportContent) -> bytes:
    """Return a PDF with a title, a subject, and a record in its properties."""
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        metadata = embedded(of, pdf_content(data))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAnImage("PDF", type(error).__name__) from error
    properties = {"/Title": title, "/Subject": subject, "/Creator": KEYWORD}
    writer.add_metadata({**properties, PDF_PROPERTY: json.dumps(metadata, ensure_ascii=False)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_content(data: bytes) -> bytes:
    """Return what draws the pages of a PDF, unpacked, page by page; fonts and images left out."""
    pages = (page.get_contents() for page in PdfReader(BytesIO(data)).pages)
    return b"\f".join(b"" if drawn is None else drawn.get_data() for drawn in pages)


def read_pdf_metadata(data: bytes) -> dict[str, Any] | None:
    """Return the account inside a PDF; None when there is none."""
    properties = PdfReader(BytesIO(data)).metadata
    if properties is None or PDF_PROPERTY not in properties:
        return None
    return _loaded(str(properties[PDF_PROPERTY]))


def with_html(page: str, of: ExportContent) -> bytes:
    """Return a page with a record in a block of JSON before the end of its body."""
    metadata = json.dumps(embedded(of, page.encode()), ensure_ascii=False).replace("<", r"\u003c")
    head, end, tail = page.rpartition("</body>")
    return f"{head}{HTML_START}{metadata}{HTML_END}{end}{tail}".encode()


def html_content(data: bytes) -> bytes:
    """Return a page without its account."""
    head, _, tail = _html_parts(data)
    return (head + tail).encode()


def read_html_metadata(data: bytes) -> dict[str, Any] | None:
    """Return the account inside a page; None when there is none."""
    _, metadata, _ = _html_parts(data)
    return _loaded(metadata)


def _html_parts(data: bytes) -> tuple[str, str, str]:
    head, _, rest = data.decode("utf-8").rpartition(HTML_START)
    metadata, _, tail = rest.partition(HTML_END)
    return head, metadata, tail


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def embed(view: View, form: str, data: bytes, scale: float = PRINT_SCALE) -> bytes:
    """Return an image of a view with its metadata inside; a PNG also with its resolution.

    Raises NotAnImage for data that are none.
    """
    embedded = STAMPS[form](view, data)
    return with_resolution(embedded, scale) if form == "png" else embedded


STAMPS: dict[str, Callable[[View, bytes], bytes]] = {
    "png": with_png,
    "svg": with_svg,
    "pdf": with_pdf,
}
