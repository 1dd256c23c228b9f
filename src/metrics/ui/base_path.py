"""The path prefix that the server is put under (`server.baseUrlPath`), and the URLs below it."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from starlette.requests import Request
from streamlit import config


def base_path() -> str:
    """Return the prefix of every path: "" at the root of a host, "/stats" below it."""
    bare = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{bare}" if bare else ""


def below_base(path: str) -> str:
    """Return a path without the prefix; one that does not begin with it stays as it is."""
    base = base_path()
    if path == base:
        return "/"
    return path[len(base) :] if path.startswith(f"{base}/") else path


def page_in(url: str) -> str:
    """Return the last part of a page's URL, below the prefix: "" for the first page."""
    return below_base(urlsplit(url).path).rstrip("/").rpartition("/")[2]


def base_of_page(url: str) -> str:
    """Return the URL of the dashboard, "/" at its end, from the URL of one of its pages; "" of "".

    A proxy may add a prefix of its own, so without one here the page's folder counts.
    """
    if not url:
        return ""
    parts, base = urlsplit(url), base_path()
    within = (base and parts.path.rstrip("/") == base) or parts.path.startswith(f"{base}/")
    folder = f"{base}/" if base and within else parts.path.rpartition("/")[0] + "/"
    return urlunsplit((parts.scheme, parts.netloc, folder, "", ""))


def base_of_request(request: Request) -> str:
    """Return the URL of the dashboard, "/" at its end, as the client of a request sees it."""
    return f"{str(request.base_url).rstrip('/')}{base_path()}/"
