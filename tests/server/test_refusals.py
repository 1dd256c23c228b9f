"""What the server refuses of a request is refused by a sentence, with its id, and logged once."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator

import asking
import pytest
from starlette.responses import Response

from metrics import log
from metrics.exports import make
from metrics.ui import posted, rate, workers
from metrics.ui.errors import TooOften

EXITS = "yangbi/poverty_exits"
PIXEL = b"\x89PNG\r\n\x1a\n"
CHUNK = b"\0\0\0\0IENDB`\x82"


@pytest.fixture(autouse=True)
def full_buckets(cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test ask as if nobody had asked before."""
    monkeypatch.setattr(rate, "FILES", rate.Buckets(rate.BURST, rate.PER_SECOND, time.monotonic))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Collect the lines of the log."""
    lines: list[str] = []

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler = Collecting()
    log.LOGGER.addHandler(handler)
    yield lines
    log.LOGGER.removeHandler(handler)


def words(answer: Response) -> str:
    """Return the text of an answer."""
    return bytes(answer.body).decode()


NO_IMAGES = {
    "an SVG that is not UTF-8": ("svg", b"<svg \xff>"),
    "a text": ("svg", b"not an image"),
    "an svg element without an end": ("svg", b"<svg "),
    "another element": ("svg", b"<svgs></svgs>"),
    "a PNG without a header": ("png", PIXEL + CHUNK),
    "a PNG cut off": ("png", PIXEL + b"\0\0\0\x0dIHDR"),
    "no bytes of a PNG": ("png", b"\x89PNG"),
    "a PDF": ("pdf", b"%PDF-1.7\n%%EOF"),
}


@pytest.mark.parametrize("name", NO_IMAGES)
def test_a_body_that_is_no_image_is_refused_by_a_sentence(name: str) -> None:
    form, data = NO_IMAGES[name]
    answer = asking.post(f"{EXITS}.{form}", {form: data})
    assert answer.status_code == 400
    pattern = r"(This is no (PNG|SVG)|The images are not taken): .+ Request [0-9a-f]{8}\."
    assert re.fullmatch(pattern, words(answer), re.S)


def test_a_pdf_that_cannot_be_read_is_an_error_of_ours() -> None:
    from metrics.errors import NotAnImage
    from metrics.exports.embedded_metadata import pdf_with
    from metrics.exports.record import ExportContent

    for data in (b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n9\n%%EOF"):
        with pytest.raises(NotAnImage):
            pdf_with(data, "title", "subject", ExportContent({}, {}))


def test_a_body_without_its_length_is_asked_for_one() -> None:
    answer = asking.ask(f"{EXITS}.svg", "POST", b"", content_type="multipart/form-data")
    assert answer.status_code == 411
    assert words(answer).startswith("The images are not taken: the request does not say their len")


def test_a_form_is_taken_up_to_its_limit_and_not_read_beyond() -> None:
    stated = str(posted.MOST_A_FORM + 1)
    answer = asking.ask(f"{EXITS}.svg", "POST", None, content_length=stated)
    assert (answer.status_code, "at most 20 MB" in words(answer)) == (413, True)


@pytest.mark.slow
def test_an_image_is_taken_up_to_its_limit() -> None:
    most = posted.MOST_AN_IMAGE
    ended = b"<svg></svg>"
    taken = asking.post(f"{EXITS}.svg", {"svg": ended + b" " * (most - len(ended))})
    assert taken.status_code == 200
    refused = asking.post(f"{EXITS}.svg", {"svg": ended + b" " * (most - len(ended) + 1)})
    assert (refused.status_code, "at most 5 MB" in words(refused)) == (413, True)


def test_a_length_that_is_no_number_is_refused() -> None:
    for stated in ("-1", "\u00b2", "1e3", " 5"):
        answer = asking.ask(f"{EXITS}.svg", "POST", None, content_length=stated)
        assert answer.status_code == 411


def test_a_fault_says_its_id_and_the_log_names_its_line_without_its_words(
    monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    def broken(*_: object) -> bytes:
        raise KeyError("a cell of somebody, /tmp/of/somebody")

    monkeypatch.setattr(make, "table_file", broken)
    answer = asking.ask(f"{EXITS}.csv")
    found = re.fullmatch(r"Something went wrong on the server\. Request (\w{8})\.", words(answer))
    assert answer.status_code == 500
    assert found
    assert len(logged) == 1
    assert re.fullmatch(
        rf"failed route=/export/\*\.csv error=KeyError at=metrics/exports/make\.py:\d+ "
        rf"request={found[1]}",
        logged[0],
    )


def test_a_refusal_is_one_line_of_the_log_that_names_no_dataset(logged: list[str]) -> None:
    answer = asking.ask("upload-of-mine/poverty_exits.csv?years=secret")
    (line,) = logged
    asked = answer.headers["x-request-id"]
    assert line == f"refused route=/export/*.csv rule=UnknownChoice status=400 request={asked}"
    assert words(answer).endswith(f"Request {asked}.")


def test_a_long_list_of_choices_and_a_long_value_are_cut() -> None:
    answer = asking.ask(f"{EXITS}.csv?villages={'a' * 5000}")
    assert answer.status_code == 400
    assert len(words(answer)) < 600


def test_an_address_that_is_too_long_is_refused() -> None:
    answer = asking.ask(f"{EXITS}.csv?x={'a' * 64_000}")
    assert (answer.status_code, words(answer)[:24]) == (414, "The address is too long.")


# ---- how often


def test_one_visitor_gets_so_many_files_and_then_one_a_second() -> None:
    now = [100.0]
    buckets = rate.Buckets(3, 1.0, lambda: now[0])
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(TooOften) as refused:
        buckets.take("a")
    assert refused.value.seconds == 1
    buckets.take("b")
    now[0] += 1
    buckets.take("a")
    with pytest.raises(TooOften):
        buckets.take("a")


def test_buckets_are_no_more_than_so_many() -> None:
    buckets = rate.Buckets(3, 1.0, lambda: 0.0)
    for visitor in range(rate.MOST_VISITORS + 5):
        buckets.take(str(visitor))
    assert len(buckets) == rate.MOST_VISITORS


@pytest.mark.slow
def test_who_asks_too_often_is_told_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "FILES", rate.Buckets(1, 0.1, lambda: 0.0))
    asking.post(f"{EXITS}.svg", {"svg": b"<svg></svg>"})
    answer = asking.post(f"{EXITS}.svg", {"svg": b"<svg></svg>"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    assert "Try again in 10 seconds." in words(answer)
    assert asking.ask(f"{EXITS}.csv").status_code == 200


# ---- a full queue


@pytest.mark.slow
def test_a_full_queue_says_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FILES", full := workers.Workers("test", 1, 0))
    full._taken = 1
    answer = asking.ask(f"{EXITS}.zip")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert words(answer).startswith("The server is busy, try again in 1 second.")
    assert asking.ask(f"{EXITS}.card").status_code == 200
