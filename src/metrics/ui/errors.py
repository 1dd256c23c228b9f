"""What the server refuses of a request, each with the status that answers it."""

from __future__ import annotations

from metrics.errors import MetricsError
from metrics.numbers import how_many


class Refusal(MetricsError):
    """A request that is not answered; `status` is its HTTP status, `seconds` when to ask again."""

    status = 400
    seconds = 0


class Busy(Refusal):
    """More work than the server does at a time."""

    status = 503

    def __init__(self, seconds: int) -> None:
        super().__init__("The server", "it makes as many files as it can", _again(seconds))
        self.args = (f"The server is busy, try again in {_counted(seconds)}.",)
        self.seconds = seconds


class TooOften(Refusal):
    """One visitor who asks for more files than a visitor may."""

    status = 429

    def __init__(self, seconds: int) -> None:
        which = "this browser has asked for more than the server makes for one"
        super().__init__("Too many files at once", which, _again(seconds))
        self.seconds = seconds


def _again(seconds: int) -> str:
    return f"Try again in {_counted(seconds)}."


def _counted(seconds: int) -> str:
    return how_many(seconds, "second")


class NoLength(Refusal):
    """A body whose length is not stated beforehand."""

    status = 411

    def __init__(self) -> None:
        do = "Send the images with a header Content-Length."
        super().__init__("The images are not taken", "the request does not say their length", do)


class BodyTooLarge(Refusal):
    """A body, or one image in it, that is larger than images of charts are."""

    status = 413

    def __init__(self, what: str, megabytes: int) -> None:
        super().__init__(f"{what} too large", f"at most {megabytes} MB are taken", "Take less.")


class NotPosted(Refusal):
    """A body that holds what a browser does not draw."""

    def __init__(self, why: str) -> None:
        do = "Post PNG and SVG images of charts as a form, each as a file of its name."
        super().__init__("The images are not taken", why, do)


class BodyTooSlow(Refusal):
    """A body that did not come in time."""

    status = 408

    def __init__(self, what: str, seconds: int) -> None:
        which = f"not all came within {seconds} seconds"
        super().__init__(f"{what} not taken", which, "Send it again.")


class NoDocument(Refusal):
    """A body that holds neither a document nor decisions on one."""

    def __init__(self, why: str) -> None:
        super().__init__("This is not taken", why, "Load the page anew, and try again.")
