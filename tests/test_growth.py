"""Nothing from outside costs more than in proportion to its size: each entry point, at two sizes.

Add an entry point by one line in `ENTRIES`: a name and what is done with an input of so many
characters. Making the input counts too, so it must be cheap.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import asking
import pytest

from metrics.cli import terminal
from metrics.errors import MetricsError, UnknownChoice
from metrics.exports import inside, read_back
from metrics.exports.errors import NotOurs
from metrics.reading import decode, forms, room, segments
from metrics.reading.same import Document
from metrics.selection import Choices, chosen, unknown
from metrics.ui import hosts, markdown, rate, uploads, visitors
from metrics.ui.headers import inline_scripts

CHOICES = Choices((2014, 2015), tuple(f"Place {n}" for n in range(300)), figure=("F01", "F02"))
EXITS = "yangbi/poverty_exits"
SMALLEST, LARGEST, TIMES, REPEATS = 4_000, 1_024_000, 4, 3
MEASURED = 0.05  # seconds from which a ratio means something
MOST = 2.5  # how much more than in proportion the larger input may take: the square takes 4
MARK = f'<metadata id="{inside.KEYWORD}">'


def refused(work: Callable[[], object]) -> None:
    """Do what may be refused by an error of ours."""
    with suppress(MetricsError):
        work()


def post(name: str, start: bytes, repeated: bytes) -> Callable[[int], object]:
    """Post an image that holds something again and again."""
    return lambda size: asking.post(f"{EXITS}.{name}", {name: start + filled(repeated, size)})


def filled(one: bytes, size: int) -> bytes:
    """Return so many bytes of one thing again and again."""
    return one * (size // len(one))


def text(one: str, size: int) -> str:
    """Return so many characters of one thing again and again."""
    return one * (size // len(one))


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
    with pytest.raises(NotOurs):
        read_back.read(data)


def reading(content: str) -> None:
    """Read a text in the reading room."""
    segments.shown(content)
    room.read(content, Document("", 0), [])


def forms_of(content: str) -> None:
    """Look for a printed form in a text."""
    list(forms.spans(content, "1 1", 0, len(content)))


def bucketed(size: int) -> None:
    """Take a token for many visitors."""
    buckets = rate.Buckets(1, 1, time.monotonic)
    for n in range(size // 100):
        buckets.take(str(n))


# The name of an entry point, and what it does with an input of so many characters.
ENTRIES: dict[str, Callable[[int], object]] = {
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
    "selection: unknown villages": lambda size: unknown(asked("villages", size), CHOICES),
    "selection: unknown years": lambda size: unknown(asked("years", size), CHOICES),
    "selection: a long village": lambda size: unknown({"villages": [text("Pla", size)]}, CHOICES),
    "selection: digits": lambda size: unknown({"figure": [text("F1", size)]}, CHOICES),
    "selection: refused": lambda size: refused(
        lambda: chosen({"villages": [text("a", size)]}, CHOICES)
    ),
    "selection: message": lambda size: str(
        UnknownChoice("place", "x", text("ab", size).split("b"))
    ),
    "verify svg: open accounts": lambda size: inside.svg_said(filled(MARK.encode(), size)),
    "verify svg: closed accounts": lambda size: inside.svg_content(
        filled(f"{MARK}</metadata>".encode(), size)
    ),
    "verify svg: entities": lambda size: inside.svg_said(
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


def seconds(work: Callable[[int], object], size: int) -> float:
    """Return the least CPU time of some runs, which other programs on the machine hardly change."""
    found = []
    for _ in range(REPEATS):
        start = time.process_time()
        work(size)
        found.append(time.process_time() - start)
    return min(found)


def growth(work: Callable[[int], object]) -> float:
    """Return how much more than in proportion to its size the larger of two inputs takes.

    The sizes double until the time can be measured; what the largest takes no time for is 1.
    """
    size = SMALLEST
    while size * TIMES <= LARGEST:
        large = seconds(work, size * TIMES)
        if large >= MEASURED:
            return large / (TIMES * max(seconds(work, size), 0.001))
        size *= 2
    return 1.0


@pytest.fixture(autouse=True)
def full_buckets(cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request be answered, however many there are."""
    monkeypatch.setattr(rate, "FILES", rate.Buckets(1_000_000, 1, time.monotonic))


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Measure the work alone: what the collector of garbage takes depends on all that is there."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_point_takes_time_in_proportion_to_its_input(name: str) -> None:
    work = ENTRIES[name]
    work(SMALLEST)  # what is made once is made
    # A busy machine can spoil a measurement, hardly three of them.
    assert any(growth(work) <= MOST for _ in range(3))


@pytest.mark.parametrize("name", ["a loop in a loop", "an expression"])
def test_the_square_is_told_from_a_line(name: str) -> None:
    def looped(size: int) -> None:
        for _ in range(size):
            text("a", size).count("b")

    backtracks = re.compile(r"<svg\b[^>]*>")
    works: dict[str, Callable[[int], object]] = {
        "a loop in a loop": looped,
        "an expression": lambda size: backtracks.search(text("<svg ", size)),
    }
    assert growth(works[name]) > MOST
