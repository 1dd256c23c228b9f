"""The text of an HTML page: what a reader sees of it, in paragraphs."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from metrics.reading.decode import decode, has_mark
from metrics.reports.extracted import Extracted, joined
from metrics.reports.limits import DocumentUnreadable

_UNSEEN = "script style noscript template head svg math object"
UNSEEN = frozenset(_UNSEEN.split())
TAKEN_BACK = frozenset(("del", "s", "strike"))
_IN_LINE = """a abbr b bdi bdo big button cite code data del dfn em font i img input ins kbd label
mark q ruby s samp small span strike strong sub sup td th time tt u var wbr"""
IN_LINE = frozenset(_IN_LINE.split())
SPACES = re.compile(r"[ \t\r\n\f]+")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.I)


class _Seen:
    """Collects the text of a page as its parser reports it; needs no tree, so any depth is read."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, int]] = []
        self.counts = {"unseen": 0, "taken back": 0}
        self._parts: list[str] = []
        self._hidden: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear of an element that begins."""
        if tag in UNSEEN or tag in TAKEN_BACK:
            self.counts["taken back" if tag in TAKEN_BACK else "unseen"] += tag != "head"
            self._hidden.append(tag)
        elif tag in ("td", "th"):
            self._parts.append("\t")
        elif tag not in IN_LINE:
            self._end()

    def end(self, tag: str) -> None:
        """Hear of an element that ends."""
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag not in IN_LINE:
            self._end()

    def data(self, text: str) -> None:
        """Hear of a text."""
        if not self._hidden:
            self._parts.append(SPACES.sub(" ", text))

    def close(self) -> list[tuple[str, int]]:
        """Return the paragraphs; a page has no page numbers."""
        self._end()
        return self.paragraphs

    def _end(self) -> None:
        text = re.sub(" {2,}", " ", "".join(self._parts)).strip()
        if text:
            self.paragraphs.append((text, 0))
        self._parts.clear()


def read(name: str, content: bytes) -> Extracted:
    """Return the text of a page without scripts, styles and what is struck out."""
    text, encoding = _decoded(content)
    seen = _Seen()
    parser = etree.HTMLParser(target=seen, encoding="utf-8", no_network=True, huge_tree=True)
    try:
        parser.feed(text.replace("\0", "\ufffd").encode("utf-8", "replace"))
        paragraphs = parser.close()
    except (etree.LxmlError, ValueError) as error:
        do = "Open it in a browser, and paste the text."
        raise DocumentUnreadable(name, "is a damaged HTML page", do) from error
    found, blocks = joined(paragraphs)
    notes = (
        f"{seen.counts['unseen']} scripts, styles or drawings left out",
        f"{seen.counts['taken back']} struck-out passages left out",
    )
    kept = tuple(note for note in notes if not note.startswith("0 "))
    return Extracted(found, blocks, "HTML", "", encoding, kept)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the page's text, in the encoding it names if that fits."""
    named = CHARSET.search(content[:2048])
    if named and not has_mark(content):
        try:
            encoding = codecs.lookup(named[1].decode("ascii")).name
            # A page that names GB2312 holds letters of its successors as a rule.
            encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
            return content.decode(encoding), encoding
        except (LookupError, UnicodeError):
            pass
    found = decode(content)
    return found.text, found.encoding
