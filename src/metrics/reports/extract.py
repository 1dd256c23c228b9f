"""Take the text out of a document: plain text, HTML, DOCX, or PDF with a text layer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from metrics.reading.decode import MIXED, decode, mixes_encodings
from metrics.reports import docx, html, pdf
from metrics.reports.extracted import Extracted, blocks_of
from metrics.reports.limits import (
    CHARACTERS,
    MEGABYTE,
    MEGABYTES,
    DocumentUnreadable,
    too_long,
)

TAKEN = "Choose a text, HTML, DOCX or PDF file, or paste the text."
NO_DOCUMENT = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"\x1f\x8b": "a gzip file",
    b"Rar!": "a RAR file",
    b"7z\xbc\xaf": "a 7z file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"{\\rtf": "an RTF file",
    b"PAR1": "a Parquet file",
}
OLE = b"\xd0\xcf\x11\xe0"  # Word 97, and any Office file with a password
MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BINARY = 0.005  # share of control characters from which bytes are no text


def extract(name: str, content: bytes) -> Extracted:
    """Return the text of a document, told by its content and not by its name.

    Raises DocumentUnreadable for what is empty, too large, locked, damaged, no text, or a scan.
    """
    _refuse(name, content)
    if b"%PDF-" in content[:1024]:
        found = pdf.read(name, content)
    elif content.startswith(b"PK\x03\x04"):
        found = docx.read(name, content)
    else:
        found = _written(name, content)
    if len(found.text) > CHARACTERS:
        raise too_long(name, f"{CHARACTERS:,} characters are taken, and it has {len(found.text):,}")
    if not found.text.strip():
        raise DocumentUnreadable(name, "holds no text", TAKEN)
    return replace(found, sha256=hashlib.sha256(content).hexdigest())


def pasted(text: str) -> Extracted:
    """Return a pasted text as it is; raises DocumentUnreadable if it is empty or too long."""
    content = text.encode("utf-8", "surrogatepass")
    if len(text) > CHARACTERS or len(content) > MEGABYTES * MEGABYTE:
        raise too_long("The text", f"{CHARACTERS:,} characters are taken, and it has {len(text):,}")
    if not text.strip():
        raise DocumentUnreadable("The text", "is empty", "Paste the text of a report.")
    sha256 = hashlib.sha256(content).hexdigest()
    return Extracted(text, blocks_of(text), "text", sha256, "utf-8", _lone(text))


def _refuse(name: str, content: bytes) -> None:
    """Refuse what is no document before anything of it is read."""
    if not content:
        raise DocumentUnreadable(name, "is empty", TAKEN)
    most = MEGABYTES * MEGABYTE
    if len(content) > most:
        # Of a larger file no more than one byte beyond is ever read.
        raise too_long(name, f"{most:,} bytes ({MEGABYTES} MB) are taken, and it has more")
    for start, kind in NO_DOCUMENT.items():
        if content.startswith(start):
            raise DocumentUnreadable(name, f"is {kind}, whatever its name says", TAKEN)
    if content.startswith(OLE):
        do = "Save it as DOCX without a password."
        raise DocumentUnreadable(name, "is protected by a password, or of Word 97", do)


def _written(name: str, content: bytes) -> Extracted:
    """Read a page or a plain text, which say at best what encoding they are in."""
    if mixes_encodings(content):
        do = "Save it anew as UTF-8 from the program that shows it right, or paste its text."
        raise DocumentUnreadable(name, MIXED, do)
    is_page = MARKUP.match(content[:4096].removeprefix(b"\xef\xbb\xbf"))
    return html.read(name, content) if is_page else _plain(name, content)


def _plain(name: str, content: bytes) -> Extracted:
    found = decode(content)
    if len(CONTROL.findall(found.text)) > BINARY * len(found.text):
        raise DocumentUnreadable(name, "is no text", TAKEN)
    notes = ("U+FFFD stands where bytes have no character",) if found.lossy else ()
    text = found.text
    return Extracted(text, blocks_of(text), "text", "", found.encoding, (*notes, *_lone(text)))


def _lone(text: str) -> tuple[str, ...]:
    count = sum(1 for sign in text if "\ud800" <= sign <= "\udfff")
    return (f"{count:,} halves of characters stand in the text",) if count else ()
