"""What an image file says of itself inside: PNG text chunks, SVG metadata, PDF properties."""

from __future__ import annotations

import hashlib
import html
import json
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import png
from pypdf import PdfReader, PdfWriter

from metrics.exports.errors import NotAnImage
from metrics.exports.image import DPI, PRINT_SCALE
from metrics.exports.record import Record, cells, record
from metrics.exports.view import View

KEYWORD = "village-metrics"
PIXELS = (b"IHDR", b"PLTE", b"IDAT")
SVG_BLOCK = re.compile(rf'<metadata id="{KEYWORD}">(.*?)</metadata>', re.S)
SVG_ROOT = re.compile(r"<svg\b[^>]*>")


def account_inside(view: View, content: bytes) -> dict[str, Any]:
    """Return what an image says: its account, its rows, and a checksum over both and its content.

    `content` is what the eye sees: the pixels of a PNG, the text of an SVG.
    """
    said = seen(record(view))
    tables = {name: cells(table) for name, table in said.tables.items()}
    return {**said.about, "tables": tables, "checksum": combined(said, content)}


def seen(of: Record) -> Record:
    """Return what an image holds of a record: its account and its first table."""
    return Record(of.about, dict([next(iter(of.tables.items()))]))


def combined(of: Record, content: bytes) -> str:
    """Return the checksum over a record and the content of its image."""
    return hashlib.sha256(of.checksum.encode() + content).hexdigest()


def with_png(view: View, data: bytes) -> bytes:
    """Return a PNG with its account in text chunks."""
    chunks = _chunks(data)
    said = account_inside(view, png_content(data))
    texts = {"Title": said["title"], "Description": said["subtitle"], "Source": said["source"]}
    added = [_text_chunk(k, v) for k, v in {**texts, KEYWORD: json.dumps(said)}.items()]
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
        return [(bytes(kind), bytes(body)) for kind, body in png.Reader(bytes=data).chunks()]
    except (png.FormatError, png.ChunkError, EOFError) as error:
        raise NotAnImage("PNG", str(error)) from error


def _text_chunk(keyword: str, text: str) -> tuple[bytes, bytes]:
    """Return a compressed international text chunk."""
    return b"iTXt", keyword.encode() + b"\0\1\0\0\0" + zlib.compress(text.encode())


def png_content(data: bytes) -> bytes:
    """Return the parts of a PNG that make its pixels."""
    return b"".join(kind + body for kind, body in _chunks(data) if kind in PIXELS)


def png_said(data: bytes) -> dict[str, Any] | None:
    """Return the account inside a PNG; None when there is none."""
    start = KEYWORD.encode() + b"\0\1\0\0\0"
    for kind, body in _chunks(data):
        if kind == b"iTXt" and body.startswith(start):
            return _loaded(unpacked(body[len(start) :]).decode())
    return None


def unpacked(data: bytes, most: int = 64_000_000) -> bytes:
    """Return what was compressed; at most `most` bytes of it, so that no bomb goes off."""
    return zlib.decompressobj().decompress(data, most)


def with_svg(view: View, data: bytes) -> bytes:
    """Return an SVG with its title, its description, and its account as metadata."""
    text, drawing = data.decode("utf-8"), view.drawing
    root = SVG_ROOT.search(text)
    if root is None:
        raise NotAnImage("SVG", "it has no svg element")
    named = f"<title>{html.escape(drawing.title)}</title><desc>{html.escape(drawing.alt)}</desc>"
    head, tail = text[: root.end()] + named, text[root.end() :]
    said = json.dumps(account_inside(view, (head + tail).encode()), ensure_ascii=False)
    block = f'<metadata id="{KEYWORD}">{html.escape(said)}</metadata>'
    return f"{head}{block}{tail}".encode()


def svg_content(data: bytes) -> bytes:
    """Return an SVG without its account."""
    return SVG_BLOCK.sub("", data.decode("utf-8"), count=1).encode()


def svg_said(data: bytes) -> dict[str, Any] | None:
    """Return the account inside an SVG; None when there is none."""
    found = SVG_BLOCK.search(data.decode("utf-8", "replace"))
    return _loaded(html.unescape(found[1])) if found else None


def with_pdf(view: View, data: bytes) -> bytes:
    """Return a PDF with its account in its properties."""
    said = record(view)
    return pdf_with(data, said.about["title"], said.about["subtitle"], said.about)


def pdf_with(data: bytes, title: str, subject: str, about: Any) -> bytes:
    """Return a PDF with a title, a subject, and an account in its properties."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    properties = {"/Title": title, "/Subject": subject, "/Creator": KEYWORD}
    writer.add_metadata({**properties, "/VillageMetrics": json.dumps(about, ensure_ascii=False)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


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
