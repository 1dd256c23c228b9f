"""A URL is read only where the operator names what it lies below, whatever it is written like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.store.remote.urls import VARIABLE, parsed, refusal

NAMED = "https://data.example.org/county/ s3://bucket/prefix http://localhost:8080/"
READ = [
    "https://data.example.org/county/a.parquet",
    "https://data.example.org/county",
    "https://DATA.example.org:443/county/period=2021/a.parquet",
    "https://data.example.org/county/%E6%9D%91.parquet",
    "s3://bucket/prefix/",
    "s3://bucket/prefix/村/a.parquet",
    "http://localhost:8080/a.parquet",
]
REFUSED = [
    "https://data.example.org/county2/a.parquet",
    "https://data.example.org/",
    "https://data.example.org:444/county/a.parquet",
    "https://data.example.org./county/a.parquet",
    "https://data.example.org@evil.example/county/a.parquet",
    "https://user:password@data.example.org/county/a.parquet",
    "https://data.example.org\\@evil.example/county/a.parquet",
    "https://data.example.org.evil.example/county/a.parquet",
    "https://evil.example/county/a.parquet",
    "https://data.example.org/county/../secret.parquet",
    "https://data.example.org/county/%2e%2e/secret.parquet",
    "https://data.example.org/county/%252e%252e/secret.parquet",
    "https://data.example.org/county/..%2fsecret.parquet",
    "https://data.example.org/county/./a.parquet",
    "https://data.example.org//county/a.parquet",
    "https://data.example.org/county//a.parquet",
    "https://data.example.org/county/a.parquet?b=c",
    "https://data.example.org/county/a.parquet#b",
    "https://data.example.org/county/*.parquet",
    "https://data.example.org/county/a\n.parquet",
    "https://data.example.org/county/村.parquet",
    "https://dаta.example.org/county/a.parquet",  # noqa: RUF001 (a Cyrillic letter)
    "HTTPS://data.example.org/county/a.parquet",
    "http://data.example.org/county/a.parquet",
    "http://127.0.0.1:8080/a.parquet",
    "http://169.254.169.254/latest.parquet",
    "ftp://data.example.org/county/a.parquet",
    "file:///etc/passwd",
    "s3://bucket/prefixes/a.parquet",
    "s3://bucket:443/prefix/a.parquet",
    "s3://Bucket/prefix/a.parquet",
    "s3://bucket/prefix/%2e%2e/a.parquet",
    "s3://bucket/a.parquet",
    "https://data.example.org/county/" + "a" * 1000,
]


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, NAMED)


@pytest.mark.parametrize("url", READ)
def test_what_lies_below_what_is_named_is_read(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize("url", REFUSED)
def test_anything_else_is_refused(url: str) -> None:
    assert refusal(url) is not None


@given(st.text(alphabet="ab/.:@%2e#?\\*~ 村", max_size=20))
def test_no_text_leads_out_of_what_is_named(text: str) -> None:
    url = parsed(f"https://data.example.org/county/{text}")
    if url is not None:
        assert (url.scheme, url.host) == ("https", "data.example.org:443")
        assert url.path[0] == "county"
        assert not {"", ".", ".."} & set(url.path)


@given(st.text(alphabet="abx./:@\\#?%", max_size=20))
def test_nothing_added_to_a_host_is_that_host(text: str) -> None:
    url = parsed(f"https://data.example.org{text}")
    if url is not None and refusal(f"https://data.example.org{text}") is None:
        assert text.startswith(("/county", ":443/county"))


def test_what_is_named_must_be_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "data.example.org")
    rule, do = refusal(READ[0]) or ("", "")
    assert rule == f"is not read: {VARIABLE} names data.example.org, which is no such URL"
    assert do == "Write there https://host/folder/ or s3://bucket/folder/, separated by spaces."


def test_where_nothing_is_named_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    rule, do = refusal(READ[0]) or ("", "")
    assert rule == f"is not on this machine, and is not read: {VARIABLE} names nothing"
    assert do.startswith("Let whoever runs the program name there what it lies below")
