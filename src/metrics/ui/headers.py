"""The headers that tell a browser what a page may do: ask no other host, run no foreign script."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

EMBED_IN = "VILLAGE_METRICS_EMBED_IN"  # origins whose pages may show these, separated by spaces
WASM = "'wasm-unsafe-eval'"  # whole numbers of 64 bits in Streamlit's messages; no eval of texts
FILES_POLICY = "default-src 'none'; frame-ancestors 'none'"
# What a page is made of: browsers read the rest of the headers, half a kilobyte, of pages only.
PARTS = ("application/javascript", "text/javascript", "text/css", "font/")
OF_PARTS = ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy")


def attachment(name: str) -> dict[str, str]:
    """Return the header that has an answer saved as a file of this name, in any script."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


class AnswerHeaders:
    """The headers of answers, worked out once."""

    def __init__(self) -> None:
        self._page = page_headers()
        self._part = {name: value for name, value in self._page.items() if name in OF_PARTS}

    def of(self, content_type: str) -> Mapping[str, str]:
        """Return those of an answer; few for PARTS: a hundred of them go out with a first page."""
        return self._part if content_type.startswith(PARTS) else self._page


def page_headers() -> dict[str, str]:
    """Return the headers of every answer but PARTS; those of a file may be stricter."""
    embedding = " ".join(os.environ.get(EMBED_IN, "").replace(",", " ").split())
    found = {
        "Content-Security-Policy": _policy(embedding or "'none'"),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return found if embedding else {**found, "X-Frame-Options": "DENY"}


def _policy(ancestors: str) -> str:
    """Return the content security policy of pages.

    Styles are written by scripts (Streamlit, plotly), so they may stand inline. An image is drawn
    in the page, as a data: or blob: address, before it is saved.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", WASM, *_inline_scripts()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class _Inline(HTMLParser):
    """Collects the scripts that stand in a page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script that has no address."""
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Add to the script that is open."""
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End the script."""
        self._inside = False


@cache
def _inline_scripts() -> tuple[str, ...]:
    """Return the checksum of each script in Streamlit's page, which then may run, and no other."""
    import streamlit

    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return inline_scripts(page.read_text(encoding="utf-8"))


def inline_scripts(page: str) -> tuple[str, ...]:
    """Return the source expression of each inline script of a page."""
    found = _Inline()
    found.feed(page)
    digests = (hashlib.sha256(one.encode()).digest() for one in found.found)
    return tuple(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)
