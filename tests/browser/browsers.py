"""The browsers of the browser tests: which there are, where each is found, how it is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserType, Playwright

# Asked in a process of its own: Playwright refuses to start inside a running Playwright.
ASK_PLAYWRIGHT = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(getattr(p, sys.argv[1]).executable_path)
"""


@dataclass(frozen=True)
class Family:
    """Browsers that are driven alike, and what is called how: by Playwright, people and systems."""

    name: str  # as Playwright calls it
    title: str
    variable: str  # by which the user names one
    programs: tuple[str, ...]
    mac_apps: tuple[str, ...]
    packages: tuple[str, ...]  # of Debian, the browser first
    arguments: tuple[str, ...] = ()
    channel: str | None = None  # for any but Playwright's own


CHROMIUM = Family(
    name="chromium",
    title="Google Chrome, Chromium or Microsoft Edge",
    variable="VILLAGE_METRICS_BROWSER",
    programs=(
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        *("microsoft-edge", "microsoft-edge-stable"),
    ),
    mac_apps=("Google Chrome", "Chromium", "Microsoft Edge"),
    packages=("chromium", "fonts-noto-cjk"),  # with letters for Chinese labels
    # Windows of one visitor share a process: each new one would compile the whole front end.
    arguments=("--no-sandbox", "--disable-background-networking", "--process-per-site"),
)
FIREFOX = Family(
    name="firefox",
    title="Firefox",
    variable="VILLAGE_METRICS_FIREFOX",
    programs=("firefox", "firefox-esr"),
    mac_apps=("firefox",),
    packages=("firefox-esr",),
    channel="moz-firefox",  # WebDriver BiDi; Playwright's own has a protocol that no other knows
)
FAMILIES = (CHROMIUM, FIREFOX)


class WrongBrowser(Exception):
    """A browser that is named or needed cannot be had; the message says which, and what to do."""


def find(family: Family) -> str | None:
    """Return the path of a browser that starts: the named one, an installed one, Playwright's."""
    if named := os.environ.get(family.variable):
        return _named(family.variable, named)
    on_path = (shutil.which(name) for name in family.programs)
    on_mac = (f"/Applications/{app.title()}.app/Contents/MacOS/{app}" for app in family.mac_apps)
    for path in (*on_path, *on_mac):
        if path and _starts(path):
            return path
    own = _playwrights_own(family)
    return own if own and _starts(own) else None


def _named(variable: str, path: str) -> str:
    wrong = None
    if not os.path.isfile(path):
        wrong = "there is no such file"
    elif not _starts(path):
        wrong = f"'{path} --version' fails, so it is no working browser"
    if wrong:
        raise WrongBrowser(
            f"{variable} is {path!r}, and {wrong}. "
            "Give the path of the browser's program, or unset the variable to search for one."
        )
    return path


def _starts(path: str) -> bool:
    """Say whether a program runs at all: it may lack libraries or only advertise a package."""
    return output(path, "--version", seconds=60) is not None


def _playwrights_own(family: Family) -> str | None:
    said = output(sys.executable, "-c", ASK_PLAYWRIGHT, family.name, seconds=60)
    return said.strip() if said else None


def output(*command: str, seconds: int) -> str | None:
    """Return what a command prints; None if it fails, cannot start or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


@contextmanager
def launched(playwright: Playwright, family: Family) -> Iterator[Browser]:
    """Launch a browser of a family; close it at the end."""
    path = find(family)
    if path is None:
        raise WrongBrowser(how_to_get(family))
    kind: BrowserType = getattr(playwright, family.name)
    channel = None if path == kind.executable_path else family.channel
    browser = kind.launch(executable_path=path, args=[*family.arguments], channel=channel)
    try:
        yield browser
    finally:
        browser.close()


def how_to_get(family: Family) -> str:
    """Say what to do where there is no browser of a family."""
    return f"""The browser tests need {family.title}, and none was found. Either
  1. install it (Debian: sudo apt-get install {family.packages[0]}), or
  2. let Playwright fetch its own: \
{sys.executable} -m playwright install --with-deps {family.name}, or
  3. name one that is there: {family.variable}=/path/to/browser
Then run the same command again."""
