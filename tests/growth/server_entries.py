"""Entry points of the server: bodies, addresses, headers, and files that are given back to it."""

from __future__ import annotations

import time
from collections.abc import Callable

import asking
import pytest
from measuring import Entry, filled, refused, text

from metrics.cli import terminal
from metrics.errors import UnknownChoice, UnverifiableFile
from metrics.exports import embedded_metadata, read_back
from metrics.exports.make import OF_CITED, OF_ONE
from metrics.reading import decode, match, printed_forms, segments
from metrics.reading.identity import Document
from metrics.selection import Choices, parse_selection, unknown_values
from metrics.ui import hosts, markdown, rate, uploads, visitors
from metrics.ui.headers import inline_scripts
from metrics.ui.routes import CARD

FORMS = (CARD, *OF_ONE, *OF_CITED)
CHOICES = Choices((2014, 2015), tuple(f"Place {n}" for n in range(300)), figure=("F01", "F02"))
EXITS = "yangbi/poverty_exits"
MARK = f'<metadata id="{embedded_metadata.KEYWORD}">'


def post(name: str, start: bytes, repeated: bytes) -> Callable[[int], object]:
    """Post an image that holds something again and again."""
    return lambda size: asking.post(f"{EXITS}.{name}", {name: start + filled(repeated, size)})


def get(form: str, query: Callable[[int], str]) -> Callable[[int], object]:
    """Ask for a file with a long query."""
    return lambda size: asking.ask(f"{EXITS}.{form}?{query(min(size, 60_000))}")


def header(name: str, value: str) -> Callable[[int], object]:
    """Ask for a card with a long header."""
    return lambda size: asking.ask(f"{EXITS}.card", "GET", None, **{name: text(value, size)})


def names(size: int) -> str:
    """Return a query of as many names."""
    return "&".join(f"{n:x}=" for n in range(size // 6))


def asked(name: str, size: int) -> dict[str, list[str]]:
    """Return many values of one filter."""
    return {name: [f"{n:x} no" for n in range(size // 6)]}


def not_ours(data: bytes) -> None:
    """Read a file that is not ours."""
    with pytest.raises(UnverifiableFile):
        read_back.read(data)


def reading(content: str) -> None:
    """Read a text in the reading room."""
    segments.shown(content)
    match.read(content, Document("", 0), [])


def forms_of(content: str) -> None:
    """Look for a printed form in a text."""
    list(printed_forms.spans(content, "1 1", 0, len(content)))


def bucketed(size: int) -> None:
    """Take a token for many visitors."""
    buckets = rate.Buckets(1, 1, time.monotonic)
    for n in range(size // 100):
        buckets.take(str(n))


# The name of an entry point, and what it does with an input of so many characters.
WORK: dict[str, Callable[[int], object]] = {
    **{
        f"file: {form}": get(form, lambda size: "villages=" + text("Pl%20", size)) for form in FORMS
    },
    "posted svg: many starts": post("svg", b"", b"<svg "),
    "posted svg: no end": post("svg", b"<svg", b" a"),
    "posted svg: other names": post("svg", b"", b"<svgx "),
    "posted svg: accounts": post("svg", b"<svg>", MARK.encode()),
    "posted png: no chunk": post("png", b"\x89PNG\r\n\x1a\n", b"\0"),
    "posted zip: dashes": post("zip", b"", b"\r\n--"),
    "posted form: no part": lambda size: asking.ask(
        f"{EXITS}.svg",
        "POST",
        filled(b"--an-edge-of-part\r\n", size),
        content_type=f"multipart/form-data; boundary={asking.EDGE}",
        content_length=str(size // 19 * 19),
    ),
    "query: many names": get("csv", names),
    "query: one name again and again": get("csv", lambda size: text("years=2014&", size)),
    "query: unknown villages": get("card", lambda size: names(size).replace("=", "&villages=")),
    "query: a long value": get("csv", lambda size: "villages=" + text("Pl%20", size)),
    "query: percent signs": get("card", lambda size: text("%", size)),
    "header: cookie": header("cookie", "a=b; "),
    "header: one cookie": header("cookie", '"\\'),
    "header: host": header("host", "a."),
    "header: origin": header("origin", "http://["),
    "selection: unknown villages": lambda size: unknown_values(asked("villages", size), CHOICES),
    "selection: unknown years": lambda size: unknown_values(asked("years", size), CHOICES),
    "selection: a long village": lambda size: unknown_values(
        {"villages": [text("Pla", size)]}, CHOICES
    ),
    "selection: digits": lambda size: unknown_values({"figure": [text("F1", size)]}, CHOICES),
    "selection: refused": lambda size: refused(
        lambda: parse_selection({"villages": [text("a", size)]}, CHOICES)
    ),
    "selection: message": lambda size: str(
        UnknownChoice("place", "x", text("ab", size).split("b"))
    ),
    "verify svg: open accounts": lambda size: embedded_metadata.read_svg_metadata(
        filled(MARK.encode(), size)
    ),
    "verify svg: closed accounts": lambda size: embedded_metadata.svg_content(
        filled(f"{MARK}</metadata>".encode(), size)
    ),
    "verify svg: entities": lambda size: embedded_metadata.read_svg_metadata(
        f"{MARK}{text('&amp', size)}</metadata>".encode()
    ),
    "verify png": lambda size: not_ours(b"\x89PNG\r\n\x1a\n" + filled(b"\0", size)),
    "verify csv: quotes": lambda size: not_ours(filled(b'"",', size)),
    "verify csv: lines": lambda size: not_ours(filled(b"a\n", size)),
    "verify json: brackets": lambda size: not_ours(b'{"a":' + filled(b"[", size)),
    "verify json: strings": lambda size: not_ours(b'{"a":"' + filled(b"\\u00", size)),
    "verify html: starts": lambda size: not_ours(b"<!doctype html>" + filled(b"<script ", size)),
    "verify html: texts": lambda size: not_ours(b"<!doctype html>" + filled(b"a<b>", size)),
    "verify pdf: objects": lambda size: not_ours(b"%PDF-1.7\n" + filled(b"1 0 obj\n", size)),
    "verify pdf: ends": lambda size: not_ours(b"%PDF-1.7\n" + filled(b"startxref\n9\n", size)),
    "verify pdf: dictionaries": lambda size: not_ours(
        b"%PDF-1.7\ntrailer\n" + filled(b"<</a", size) + b"\nstartxref\n9\n%%EOF"
    ),
    "verify svg: images": lambda size: not_ours(b"<svg>" + filled(b"<style>@font-face", size)),
    "verify parquet": lambda size: not_ours(b"PAR1" + filled(b"\0PAR1", size)),
    "verify zip": lambda size: not_ours(filled(b"PK\5\6", size)),
    "reading: decode": lambda size: decode.decode(filled(b"\xff\xfe\x00", size)),
    "reading: digits": lambda size: reading(text("1,111", size)),
    "reading: commas": lambda size: reading(text("1,", size)),
    "reading: spaces": lambda size: forms_of("1" + text(" ", size)),
    "markdown: brackets": lambda size: markdown.escape_markdown(text("[(!", size)),
    "markdown: addresses": lambda size: markdown.escape_markdown(text("http://www.@", size)),
    "markdown: spaces": lambda size: markdown.escape_markdown(text(" \n", size)),
    "terminal": lambda size: terminal.printable(text("\x1b[", size)),
    "headers of a page": lambda size: inline_scripts(text("<script", size)),
    "hosts: name": lambda size: hosts.host_name(text("a:", size)),
    "hosts: origin": lambda size: hosts.hosts().allows_origin(text("http://", size), "localhost"),
    "visitors: cookie": lambda size: visitors.verified(text("a.", size)),
    "visitors: buckets": bucketed,
    "uploads: name": lambda size: uploads.name(text("- ", size)),
}

ENTRIES = {name: Entry(work) for name, work in WORK.items()}
