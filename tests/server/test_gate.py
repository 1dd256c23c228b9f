"""Only requests for this server and from its pages pass, and every answer has its headers."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import asking
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from metrics.ui import headers, hosts, visitors
from metrics.ui.gate import Gate

CARD = "yangbi/poverty_exits.card"
HOSTS = hosts.Hosts(frozenset({"localhost", "127.0.0.1", "::1"}), frozenset({"stats.example"}))
ALLOWED = ["localhost", "LOCALHOST:8501", "127.0.0.1:1", "[::1]:8501", "[::1]", "stats.example"]
ALLOWED += ["localhost.", "stats.example:443"]
FOREIGN = [
    "evil.example",
    "",
    "localhost.evil.example",
    "evil.example:8501",
    "localhost@evil",
    "::1",
]
FOREIGN += ["localhost/..", "localhost:port", "10.0.0.1", "xlocalhost", "localhost:99999", "[::1"]


@pytest.mark.parametrize("host", ALLOWED)
def test_a_name_of_this_server_is_answered(host: str) -> None:
    assert HOSTS.allows(host)


@pytest.mark.parametrize("host", FOREIGN)
def test_no_other_name_is_answered(host: str) -> None:
    assert not HOSTS.allows(host)


@pytest.mark.slow
@given(st.text())
def test_no_name_breaks_the_gate(name: str) -> None:
    HOSTS.allows(name)
    HOSTS.allows_origin(name, name)


def test_a_server_that_listens_everywhere_answers_to_its_numbers_but_to_no_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(hosts.LISTENING, "0.0.0.0")
    monkeypatch.setenv(hosts.ALLOWED, "stats.example, Other.example:80")
    found = hosts.hosts()
    assert all(map(found.allows, ("10.1.2.3:8501", "[fe80::1]:8501", "stats.example")))
    assert found.allows("other.example")
    assert not found.allows("evil.example")


def test_a_foreign_host_gets_no_file_and_no_link_of_its_own(cache: None) -> None:
    answer = asking.ask(CARD, host="evil.example")
    assert answer.status_code == 400
    assert b"evil.example" not in bytes(answer.body)


OWN = [{}, {"origin": "http://localhost:8501"}, {"sec_fetch_site": "same-origin"}]
OWN += [
    {"sec_fetch_site": "none"},
    {"origin": "http://localhost:8501", "sec_fetch_site": "same-origin"},
]
OTHERS = [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}]
OTHERS += [{"origin": "http://localhost:9999"}, {"sec_fetch_site": "same-site"}]
OTHERS += [{"origin": "http://localhost:8501.evil.example"}, {"origin": "http://["}]
IMAGE = {"svg": b"<svg></svg>"}


@pytest.mark.slow
@pytest.mark.parametrize("sent", OWN, ids=str)
def test_a_page_of_the_server_may_post(cache: None, sent: dict[str, str]) -> None:
    assert asking.post("yangbi/poverty_exits.svg", IMAGE, **sent).status_code == 200


@pytest.mark.parametrize("sent", OTHERS, ids=str)
def test_a_page_of_another_site_may_not_post(cache: None, sent: dict[str, str]) -> None:
    assert asking.post("yangbi/poverty_exits.svg", IMAGE, **sent).status_code == 403


@pytest.mark.slow
def test_a_page_behind_a_proxy_may_post(cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hosts.ALLOWED, "stats.example")
    sent = {"host": "localhost:8501", "origin": "https://stats.example"}
    assert asking.post("yangbi/poverty_exits.svg", IMAGE, **sent).status_code == 200


def passed(scope: dict[str, Any], answer: Response) -> list[MutableMapping[str, Any]]:
    """Give a request to the gate before an application that answers so; return what was sent."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Gate(answer)(scope, receive, send))
    return sent


def answered(path: str, answer: Response | None = None, **sent: str) -> dict[str, str]:
    """Return the headers, and the status, of a page behind the gate."""
    page = answer or Response("<html></html>", media_type="text/html")
    start, *_ = passed(asking.request("GET", path, sent), page)
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return {**found, "status": str(start["status"])}


@pytest.mark.parametrize("sent", [{"host": "evil.example"}, {"origin": "http://evil.example"}])
def test_a_socket_of_another_site_is_closed_before_it_opens(sent: dict[str, str]) -> None:
    scope = {**asking.request("GET", "/_stcore/stream", sent), "type": "websocket"}
    assert passed(scope, Response())[0]["type"] == "websocket.close"


def test_a_page_may_ask_no_other_host_and_stand_in_no_frame() -> None:
    found = answered("/")
    policy = dict(one.split(" ", 1) for one in found["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    sources = {one for rule in policy.values() for one in rule.split()}
    kept = {one for one in sources if not one.startswith("'sha256-")}
    assert kept == {"'self'", "'none'", "'unsafe-inline'", headers.WASM, "data:", "blob:"}
    assert "unsafe" not in policy["script-src"].replace(headers.WASM, "")
    assert (found["x-content-type-options"], found["x-frame-options"]) == ("nosniff", "DENY")
    assert found["referrer-policy"] == "same-origin"
    assert len(found["x-request-id"]) == 8


@pytest.mark.parametrize("kind", ["text/javascript; charset=utf-8", "text/css", "font/woff2"])
def test_what_a_page_is_made_of_has_no_headers_of_pages(kind: str) -> None:
    found = answered("/static/a", Response(b"x", media_type=kind))
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == found["cross-origin-resource-policy"] == "same-origin"
    assert "content-security-policy" not in found
    assert "x-frame-options" not in found
    # A picture of this kind can hold scripts.
    drawn = answered("/static/a.svg", Response(b"x", media_type="image/svg+xml"))
    assert "content-security-policy" in drawn


def test_a_site_that_is_named_may_show_pages_in_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(headers.EMBED_IN, "https://intranet.example")
    found = answered("/")
    assert "frame-ancestors https://intranet.example" in found["content-security-policy"]
    assert "x-frame-options" not in found


def test_only_the_script_of_the_page_itself_may_run() -> None:
    page = "<script>a = 1</script><script src='x.js'></script><script type='module'>b\n</script>"
    assert headers.inline_scripts(page) == (
        "'sha256-tbwf/ZCRL7GL7259gJCRksemSSiWMgFW1n+68QTGVEo='",
        "'sha256-AmOCmYm2/ZVPcrqvL8ZLwuLwHWktTecphuqAj26ZgT8='",
    )


def test_a_file_that_a_page_has_made_is_not_kept_by_the_browser() -> None:
    assert answered("/media/abc.xlsx")["cache-control"] == "no-store"


def test_what_streamlit_tells_of_itself_is_closed_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/below/_stcore/metrics"):
        assert answered(path)["status"] == "404"
    monkeypatch.setenv("VILLAGE_METRICS_OPEN_METRICS", "yes")
    assert answered("/_stcore/metrics")["status"] == "200"


def test_the_health_of_the_server_is_told_to_any_name() -> None:
    assert answered("/_stcore/health", host="10.1.2.3")["status"] == "200"
    assert answered("/", host="10.1.2.3")["status"] == "400"


# ---- cookies


def cookies(scheme: str = "http", **sent: str) -> list[str]:
    """Return the cookies that a page sets."""
    found: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        found.append(message)

    page = Response("<html></html>", media_type="text/html")
    scope = {**asking.request("GET", "/", sent), "scheme": scheme}
    asyncio.run(visitors.Visitors(page)(scope, None, send))  # type: ignore[arg-type] # reads nothing
    return [value.decode() for name, value in found[0]["headers"] if name == b"set-cookie"]


def test_a_visitor_gets_a_cookie_that_this_server_knows_again() -> None:
    (cookie,) = cookies()
    name, value = cookie.partition(";")[0].split("=", 1)
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")
    assert visitors.visitor_of({name: value})
    assert cookies(cookie=f"a=b; {name}={value}") == []


def test_a_cookie_of_https_is_for_this_host_alone() -> None:
    (cookie,) = cookies("https")
    assert cookie.startswith("__Host-village_metrics_visitor=")
    assert cookie.endswith("; Path=/; SameSite=Lax; Secure")
    plain = f"{visitors.COOKIE}={visitors.new_value()}"
    assert len(cookies("https", cookie=plain)) == 1


NOT_OURS = ["x", "x.", ".x", ".", "x.y", "", f"a.{'0' * 64}", "\u00e9.\u00e9"]


@pytest.mark.parametrize("value", NOT_OURS)
def test_a_value_that_this_server_has_not_made_counts_for_nothing(value: str) -> None:
    assert visitors.visitor_of({visitors.COOKIE: value}) == ""
    assert len(cookies(cookie=f"{visitors.COOKIE}={value}")) == 1


def test_a_cookie_of_another_name_counts_for_nothing() -> None:
    value = visitors.new_value()
    assert len(cookies(cookie=f"x{visitors.COOKIE}={value}")) == 1
    assert len(cookies(cookie=f"a={visitors.COOKIE}")) == 1


def test_the_cookie_of_https_counts_before_another() -> None:
    ours, other = visitors.new_value(), visitors.new_value()
    found = visitors.visitor_of({visitors.COOKIE: other, visitors.SECURE_COOKIE: ours})
    assert found == visitors.verified(ours)
