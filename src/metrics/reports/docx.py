"""The text of a DOCX file: paragraphs, rows of tables and notes, as they are with all changes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from metrics.reports.extracted import Extracted, joined
from metrics.reports.limits import MEGABYTE, UNPACKED_MEGABYTES, DocumentUnreadable, too_long

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BODY = "word/document.xml"
PARTS = (BODY, "word/footnotes.xml", "word/endnotes.xml")
MACROS = "word/vbaProject.bin"
LOCKED = 0x1
AGAIN = "Open it in a word processor, save it anew as DOCX, and choose the new file."
DEEPEST = 500  # elements inside each other; a word processor writes some thirty
# Elements of which nothing is read; in pPr a tab is a tab stop.
WITHOUT_TEXT = ("moveFrom", "Fallback", "del", "pPr")


class _Body:
    """Collects paragraphs from the elements of a part, and counts its tracked changes."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, int]] = []
        self.changes = {"ins": 0, "del": 0, "moveFrom": 0}
        self._open: list[list[str]] = []  # texts of the paragraphs that are open, innermost last
        self._rows: list[list[str]] = []  # cells of the table rows that are open
        self._hidden = 0

    def start(self, tag: str) -> None:
        """Hear of an element that begins, by its name without namespace."""
        if tag in self.changes:
            self.changes[tag] += 1
        if tag in WITHOUT_TEXT:
            self._hidden += 1
        elif tag == "p":
            self._open.append([])
        elif tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append("")

    def end(self, tag: str, text: str) -> None:
        """Hear of an element that ends, with its own text."""
        if tag in WITHOUT_TEXT:
            self._hidden -= 1
        elif tag == "p" and self._open:
            self._paragraph("".join(self._open.pop()))
        elif tag == "tr" and self._rows:
            self._add("\t".join(self._rows.pop()))
        elif not self._hidden and self._open:
            sign = {"t": text, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
            self._open[-1].append(sign.get(tag, ""))

    def _paragraph(self, text: str) -> None:
        if self._hidden:
            return
        if self._rows and self._rows[-1]:
            cell = self._rows[-1][-1]
            self._rows[-1][-1] = f"{cell} {text}" if cell else text
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if text.strip():
            self.paragraphs.append((text, 0))


def read(name: str, content: bytes) -> Extracted:
    """Return the text of a document with its tracked changes accepted, then its notes.

    Raises DocumentUnreadable for a ZIP file that is no DOCX, is damaged, locked or a bomb.
    """
    body = _Body()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = _names(name, packed)
            for part in PARTS:
                if part in names:
                    with packed.open(part) as file:
                        _part(body, file)
    except DocumentUnreadable:
        raise
    except (DefusedXmlException, ParseError) as error:
        raise DocumentUnreadable(name, "is a damaged or unsafe DOCX file", AGAIN) from error
    # A stranger's file can break the library in any way: zlib.error, EOFError, struct.error ...
    except Exception as error:
        raise DocumentUnreadable(name, "is a damaged ZIP file", AGAIN) from error
    text, blocks = joined(body.paragraphs)
    return Extracted(text, blocks, "DOCX", "", "", _notes(body, names))


def _names(name: str, packed: zipfile.ZipFile) -> set[str]:
    """Return the names of the parts; refuse what is no document, locked, or unpacks to too much."""
    members = packed.infolist()
    names = {one.filename for one in members}
    if BODY not in names:
        do = "Choose a DOCX file; other office documents can be saved as DOCX or PDF."
        raise DocumentUnreadable(name, "is a ZIP file but no DOCX document", do)
    if any(one.flag_bits & LOCKED for one in members):
        raise DocumentUnreadable(name, "is protected by a password", "Save it without a password.")
    if sum(one.file_size for one in members) > UNPACKED_MEGABYTES * MEGABYTE:
        raise too_long(name, f"{UNPACKED_MEGABYTES} MB are taken once unpacked")
    return names


def _part(body: _Body, file: IO[bytes]) -> None:
    above: list[Element] = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        tag = _tag(element.tag)
        if event == "start":
            above.append(element)
            if len(above) > DEEPEST:
                raise ParseError("too deep")
            body.start(tag)
            continue
        body.end(tag, element.text or "")
        above.pop()
        if above:
            # Elements that are done with would keep the whole document in memory.
            above[-1].remove(element)


def _tag(name: str) -> str:
    if name == FALLBACK:
        return "Fallback"
    return name.removeprefix(W).removeprefix(STRICT)


def _notes(body: _Body, names: set[str]) -> tuple[str, ...]:
    added, removed = body.changes["ins"], body.changes["del"] + body.changes["moveFrom"]
    notes = []
    if added or removed:
        notes.append(
            f"Tracked changes are read as accepted: {added} insertions taken in, "
            f"{removed} deletions and moves left out"
        )
    if MACROS in names:
        notes.append("Its macros were not run")
    if any(one.startswith(("word/header", "word/footer")) for one in names):
        notes.append("Headers and footers are left out")
    return tuple(notes)
