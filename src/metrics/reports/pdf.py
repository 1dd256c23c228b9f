"""The text layer of a PDF file, page by page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PageObject, PdfReader

from metrics.reports.extracted import Extracted, joined
from metrics.reports.limits import CHARACTERS, PAGES, DocumentUnreadable, too_long

# A line of a page goes on in the next one unless it ends a sentence or stands alone.
PARAGRAPH = re.compile(r"(?<=[.!?。！？:：;；])[ \t]*\n|\n[ \t]*\n")
UNTOLD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
MOST_UNTOLD = 0.2  # share of letters that a font does not tell
SCAN = "Have its text recognised (OCR), or choose the file that it was printed from."


def read(name: str, content: bytes) -> Extracted:
    """Return the text layer, each paragraph with its page; pages without text are named in a note.

    Raises DocumentUnreadable for a file that is damaged or locked, and for a scan.
    """
    # pypdf says on its log what it mends; that is no concern of whoever reads the document.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            do = "Save it without a password."
            raise DocumentUnreadable(name, "is protected by a password", do)
        pages = _pages(name, reader)
    except DocumentUnreadable:
        raise
    # A stranger's file can break the library in any way; none may stop the server.
    except Exception as error:
        do = "Open it in a PDF reader, print it to a new PDF file, and choose that."
        raise DocumentUnreadable(name, "is a damaged PDF file", do) from error
    text, blocks = joined(_paragraphs(pages))
    if not text:
        count = (
            f"its {len(pages)} pages are pictures" if len(pages) != 1 else "its page is a picture"
        )
        raise DocumentUnreadable(name, f"has no text layer: {count}", SCAN)
    if len(UNTOLD.findall(text)) > MOST_UNTOLD * len(text):
        raise DocumentUnreadable(name, "has a text layer whose letters cannot be told", SCAN)
    return Extracted(text, blocks, "PDF", "", "", _notes(pages))


def _pages(name: str, reader: PdfReader) -> list[str]:
    if len(reader.pages) > PAGES:
        raise too_long(name, f"{PAGES:,} pages are taken, and it has {len(reader.pages):,}")
    found, length = [], 0
    for page in reader.pages:
        found.append(_text(page))
        length += len(found[-1])
        if length > CHARACTERS:
            raise too_long(name, f"{CHARACTERS:,} characters are taken")
    return found


def _text(page: PageObject) -> str:
    return page.extract_text().replace("\r\n", "\n").replace("\r", "\n")


def _paragraphs(pages: list[str]) -> Iterator[tuple[str, int]]:
    for number, text in enumerate(pages, 1):
        for paragraph in PARAGRAPH.split(text):
            yield paragraph.strip(), number


def _notes(pages: list[str]) -> tuple[str, ...]:
    empty = [str(number) for number, text in enumerate(pages, 1) if not text.strip()]
    if not empty:
        return ()
    listed = ", ".join(empty[:20]) + (" ..." if len(empty) > 20 else "")
    return (f"No text on page {listed}: a picture or an empty page",)
