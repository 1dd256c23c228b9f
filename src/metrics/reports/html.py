"""The text of an HTML page: what a reader sees of it, in paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from lxml import etree

from metrics.reading.decode import decode, has_mark
from metrics.reports.extracted import Extracted, joined
from metrics.reports.limits import DocumentUnreadable

_UNSEEN = "script style noscript template head svg math object audio canvas iframe video"
UNSEEN = frozenset(_UNSEEN.split())
_HIDDEN = "area basefont datalist noembed noframes rp"  # hidden by every browser
HIDDEN = frozenset(_HIDDEN.split())
HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I
)
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
        self.counts = {"unseen": 0, "taken back": 0, "hidden": 0}
        self._parts: list[str] = []
        self._left_out: list[str] = []  # the elements that are open and not shown, by name
        self._hides_text = False  # the outermost is hidden, and no text of it was met yet

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear of an element that begins."""
        why = _why_left_out(tag, attributes)
        if why or (self._left_out and tag == self._left_out[-1]):
            if why and why != "hidden":
                self.counts[why] += tag != "head"
            elif not self._left_out:
                self._hides_text = True
            self._left_out.append(tag)
        elif tag in ("td", "th"):
            self._parts.append("\t")
        elif tag not in IN_LINE:
            self._end()

    def end(self, tag: str) -> None:
        """Hear of an element that ends."""
        if self._left_out and tag == self._left_out[-1]:
            self._left_out.pop()
            self._hides_text = self._hides_text and bool(self._left_out)
        elif tag not in IN_LINE:
            self._end()

    def data(self, text: str) -> None:
        """Hear of a text."""
        if not self._left_out:
            self._parts.append(SPACES.sub(" ", text))
        elif self._hides_text and self._left_out[-1] not in UNSEEN and text.strip():
            self.counts["hidden"] += 1
            self._hides_text = False

    def close(self) -> list[tuple[str, int]]:
        """Return the paragraphs; a page has no page numbers."""
        self._end()
        return self.paragraphs

    def _end(self) -> None:
        text = re.sub(" {2,}", " ", "".join(self._parts)).strip()
        if text:
            self.paragraphs.append((text, 0))
        self._parts.clear()


def _why_left_out(tag: str, attributes: Mapping[str, str]) -> str:
    """Return which count an element belongs to that is not shown, "" where it is."""
    if tag in TAKEN_BACK:
        return "taken back"
    if tag in UNSEEN:
        return "unseen"
    is_shut = tag == "dialog" and "open" not in attributes
    hides = "hidden" in attributes or HIDING.search(attributes.get("style") or "")
    return "hidden" if tag in HIDDEN or is_shut or hides else ""


def read(name: str, content: bytes) -> Extracted:
    """Return the text of a page without scripts, styles and what is hidden or struck out.

    Hidden is what its element says so of: what a style sheet hides is read.
    """
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
        f"{seen.counts['hidden']} hidden passages left out",
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
