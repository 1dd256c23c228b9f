"""The front end's files, which a server gives from its start on, before any script has run."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlsplit

from metrics.environment import ROOT

FRONT = ROOT / "src" / "metrics" / "ui" / "front"
MODULES = [f"_stcore/bidi-components/village-metrics.front/{p.name}" for p in FRONT.glob("*.*s")]
LIBRARIES = ["assets/plotly/plotly.min.js", "assets/image_font/image_font.js"]
FONT = "assets/font/SourceSans3%5Bwght%5D.ttf"


def asked(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Ask for a URL; return the status and the headers of its answer."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", parts.path, headers=named)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def all_are_served(unvisited: str) -> None:
    """Ask a server that nobody has visited for each file of the front end."""
    assert len(MODULES) > 10
    paths = [*MODULES, *LIBRARIES, FONT]
    assert {path: asked(f"{unvisited}/{path}")[0] for path in paths} == dict.fromkeys(paths, 200)
    assert asked(f"{unvisited}/assets/plotly/..%2f__init__.py")[0] in (400, 404)
    assert asked(f"{unvisited}/{MODULES[0]}")[1]["cache-control"] == "no-cache"
    for path in LIBRARIES:
        _, headers = asked(f"{unvisited}/{path}")
        assert headers["content-type"].startswith(("text/javascript", "application/javascript"))
        assert headers["cache-control"] == "no-cache"
        assert asked(f"{unvisited}/{path}", If_None_Match=headers["etag"])[0] == 304
