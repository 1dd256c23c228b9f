"""The reports that readers work on: a folder each, kept until the reader removes it.

What a browser holds is a cookie with a name that nobody can guess, signed with a secret that is
kept beside the reports; so the work is found again when the server was killed, by its owner alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from metrics.errors import CannotSave, MetricsError
from metrics.intake.limits import MEGABYTE
from metrics.reports.ledger import Ledger, sync_folder
from metrics.store.scratch import remove, scratch, sweep

VARIABLE = "VILLAGE_METRICS_REPORTS"
COOKIE = "village_metrics_reports"
SECURE_COOKIE = f"__Host-{COOKIE}"
SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie
REPORTS = 20  # of one owner
MEGABYTES_KEPT = 500  # of one owner
MEGABYTES_OF_ALL = 5_000
FOLDER_DIGITS, CODE_DIGITS = 32, 32
SHARED = "second reader of "  # no owner's name has a space, so a code is never an owner's cookie
DOCUMENT, ABOUT, ORIGINAL, LEDGER = "document.json", "about.json", "original", "ledger.jsonl"


class NoReport(MetricsError):
    """A report that the owner does not have."""

    def __init__(self) -> None:
        which = "this browser has none of that name"
        super().__init__("There is no such report", which, "Open the document again.")


class NoRoomForReport(MetricsError):
    """More reports than are kept."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__("There is no room for this report", which, do)


def root() -> Path:
    """Return the folder of all reports: what VILLAGE_METRICS_REPORTS names, or the user's."""
    named = os.environ.get(VARIABLE)
    return Path(named or Path(platformdirs.user_data_dir("village-metrics"), "reports"))


def _made_root() -> Path:
    """Make the folder of all reports, for this user alone; raises CannotSave."""
    folder = root()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        do = f"Set {VARIABLE} to a folder that this user may write to."
        raise CannotSave("Reports", str(folder), error.strerror or "", do) from error
    return folder


def new_owner() -> str:
    """Return the value of a new owner's cookie."""
    owner = secrets.token_urlsafe(24)
    return f"{owner}.{_signature(owner)}"


def owner_of(cookies: Mapping[str, str]) -> str:
    """Return the owner that a request's cookies name; "" where this server has signed none."""
    for name in (SECURE_COOKIE, COOKIE):
        owner, _, signature = cookies.get(name, "").partition(".")
        if owner and hmac.compare_digest(_signature(owner).encode(), signature.encode()):
            return owner
    return ""


def cookie(value: str, is_secure: bool) -> str:
    """Return the header that gives an owner's cookie to a browser."""
    name, end = (SECURE_COOKIE, "; Secure") if is_secure else (COOKIE, "")
    return f"{name}={value}; HttpOnly; Path=/; SameSite=Lax; Max-Age={SECONDS}{end}"


def _signature(owner: str) -> str:
    return hmac.new(_secret(), owner.encode(), hashlib.sha256).hexdigest()


def _secret() -> bytes:
    """Return the secret of this folder, made once whoever asks first."""
    path = _made_root() / "secret"
    if not path.exists():
        with scratch(path) as part:
            part.touch(mode=0o600)
            part.write_bytes(secrets.token_bytes(32))
            with suppress(FileExistsError):  # of two at once, the first counts
                os.link(part, path)
    return path.read_bytes()


class Reports:
    """The reports of one owner."""

    def __init__(self, owner: str) -> None:
        self._name = hashlib.sha256(owner.encode()).hexdigest()[:FOLDER_DIGITS] if owner else ""
        self._folder = root() / (self._name or "nobody")
        self._is_owner = bool(owner)

    def listed(self) -> list[dict[str, Any]]:
        """Return what each report is, the newest first: id, title, opened, numbers."""
        found = [one for one in self._folder.glob(f"*/{ABOUT}") if self._is_owner]
        newest = sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)
        return [{**json.loads(one.read_text()), "id": one.parent.name} for one in newest]

    def add(self, document: Mapping[str, Any], original: bytes) -> str:
        """Keep a report: its original unchanged, and what was read of it; return its id.

        Raises NoRoomForReport, CannotSave; a report is kept whole or not at all.
        """
        self._refuse_full(len(original))
        name = secrets.token_hex(8)
        try:
            _made_root()
            self._folder.mkdir(mode=0o700, exist_ok=True)
            sweep(self._folder)
            with scratch(self._folder / name) as part:
                part.mkdir(mode=0o700)
                _fill(part, document, original)
                os.rename(part, self._folder / name)
            sync_folder(self._folder)
        except OSError as error:
            do = "Make room on the server's disk; nothing was kept."
            raise CannotSave("The report", str(self._folder), error.strerror or "", do) from error
        return name

    def about(self, name: str) -> dict[str, Any]:
        """Return what a report is; raises NoReport."""
        found: dict[str, Any] = json.loads((self._of(name) / ABOUT).read_text())
        return found

    def document(self, name: str) -> bytes:
        """Return what was read of a report, as UTF-8 JSON of `metrics.intake.document`."""
        return (self._of(name) / DOCUMENT).read_bytes()

    def numbers(self, name: str) -> list[dict[str, Any]]:
        """Return the numbers of a report, read once for all its decisions; not to be changed."""
        return _numbers(self._of(name) / DOCUMENT)

    def ledger(self, name: str) -> Ledger:
        """Return the ledger of a report; raises NoReport."""
        return Ledger(self._of(name) / LEDGER, self.about(name)["text_sha256"])

    def code(self, name: str) -> str:
        """Return the code by which a second reader reads a report from a browser of their own.

        It holds as long as the report is kept; raises NoReport.
        """
        self._of(name)
        shared = f"{self._name}.{name}"
        return f"{shared}.{_signature(SHARED + shared)[:CODE_DIGITS]}"

    @classmethod
    def of_code(cls, code: str) -> tuple[Reports, str]:
        """Return the reports, and the name of the one, that a code opens; raises NoReport."""
        shared, _, signature = code.rpartition(".")
        own, _, name = shared.partition(".")
        expected = _signature(SHARED + shared)[:CODE_DIGITS]
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise NoReport
        found = cls("")
        found._name, found._folder, found._is_owner = own, root() / own, True
        return found, name

    def remove(self, name: str) -> None:
        """Remove a report with all that was decided on it."""
        gone = self._of(name)
        with scratch(gone) as part:  # at once, or not at all
            os.rename(gone, part)
            remove(part)

    def _of(self, name: str) -> Path:
        folder = self._folder / name
        # A name is compared with what is there, never put together with a path.
        if not self._is_owner or name not in {one.name for one in self._folder.glob("*")}:
            raise NoReport
        if not (folder / ABOUT).is_file():
            raise NoReport
        return folder

    def _refuse_full(self, more: int) -> None:
        do = "Remove one of your reports, and open the document again."
        if len(self.listed()) >= REPORTS:
            raise NoRoomForReport(f"{REPORTS} reports are kept for one reader", do)
        if _size(self._folder) + more > MEGABYTES_KEPT * MEGABYTE:
            raise NoRoomForReport(f"{MEGABYTES_KEPT} MB are kept for one reader", do)
        if _size(root()) + more > MEGABYTES_OF_ALL * MEGABYTE:
            which = "the server keeps as much as it may for all readers"
            raise NoRoomForReport(which, "Try again later.")


def _fill(folder: Path, document: Mapping[str, Any], original: bytes) -> None:
    kept = ("title", "opened", "text_sha256")
    about = {**{name: document[name] for name in kept}, "numbers": len(document["numbers"])}
    for name, content in (
        (ORIGINAL, original),
        (DOCUMENT, json.dumps(document).encode()),
        (ABOUT, json.dumps(about).encode()),
    ):
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


@lru_cache(maxsize=4)
def _numbers(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["numbers"]
    return found


def _size(folder: Path) -> int:
    try:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError:  # it goes while it is looked at
        return 0
