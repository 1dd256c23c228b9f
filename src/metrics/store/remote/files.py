"""What is known of remote files before any is read."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.errors import Problem


@dataclass(frozen=True)
class RemoteFile:
    """A Parquet file as a build found it; `mark` is its ETag, or when it was last changed."""

    url: str
    size: int
    mark: str


@dataclass(frozen=True)
class RemoteFiles:
    """The Parquet files of a table: the URLs that name them, and the files once looked at."""

    urls: tuple[str, ...]
    found: tuple[RemoteFile, ...] = ()

    @property
    def name(self) -> str:
        """What messages call them: the last part of the first URL."""
        return self.urls[0].rstrip("/").rpartition("/")[2]

    def names(self, file: str) -> bool:
        """Say whether a file is one of these, or lies in a folder of them."""
        return any(f"{file}/".startswith(f"{url.rstrip('/')}/") for url in self.urls)


class RemoteFault(OSError):
    """A remote file that cannot be read: which, why, and what to do."""

    def __init__(self, url: str, rule: str, do: str, value: str = "") -> None:
        super().__init__(f"{url}: {rule}")
        self.problem = Problem(url, None, "", value, rule, do)


AGAIN = "Check its URL, its server and the network, then build again."


def changed(url: str) -> RemoteFault:
    """Return the fault of a file that is not what it was when the build began."""
    return RemoteFault(url, "the file changed while it was read", "Build again.")


def missing(url: str) -> RemoteFault:
    """Return the fault of a file that its server does not have."""
    do = "Put the file there, or take it out of datapackage.json."
    return RemoteFault(url, "there is no such file", do)


def denied(url: str, how: str) -> RemoteFault:
    """Return the fault of a file that this user may not read; `how` is what would let them."""
    return RemoteFault(url, "access to the file is denied", f"{how}, then build again.")


def cut_short(url: str) -> RemoteFault:
    """Return the fault of an answer that ends too early, each time it was asked for."""
    return RemoteFault(url, "the file was cut short on its way", AGAIN)


def silent(url: str, seconds: float) -> RemoteFault:
    """Return the fault of a server that does not answer in time."""
    return RemoteFault(url, f"the server did not answer within {seconds:g} seconds", AGAIN)


def unreachable(url: str, why: str) -> RemoteFault:
    """Return the fault of a server that cannot be reached."""
    return RemoteFault(url, "the server cannot be reached", AGAIN, why[:120])
