"""Find a Chromium-family browser for the browser tests, and get one where there is none."""

import os
import shutil
import subprocess
import sys

from metrics.environment import apt_install

VARIABLE = "VILLAGE_METRICS_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
# Asked in a process of its own: Playwright refuses to start inside a running Playwright.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(p.chromium.executable_path)
"""
HOW_TO_GET_ONE = f"""The browser tests need a Chromium-family browser, and none was found. Either
  1. install Google Chrome, Chromium or Microsoft Edge (Debian: sudo apt-get install chromium), or
  2. let Playwright fetch its own: {sys.executable} -m playwright install --with-deps chromium, or
  3. name one that is there: {VARIABLE}=/path/to/browser
Then run the same command again."""


class WrongBrowser(Exception):
    """The browser that the user named cannot be used; the message says which one and why."""


def find() -> str | None:
    """Return the path of a browser that starts: the named one, an installed one, Playwright's."""
    if named := os.environ.get(VARIABLE):
        return _named(named)
    on_path = (shutil.which(name) for name in NAMES)
    on_mac = (f"/Applications/{app}.app/Contents/MacOS/{app}" for app in MAC_APPS)
    for path in (*on_path, *on_mac):
        if path and _starts(path):
            return path
    own = _playwrights_own()
    return own if own and _starts(own) else None


def _named(path: str) -> str:
    if not os.path.isfile(path):
        raise WrongBrowser(
            f"{VARIABLE} is {path!r}, and there is no such file. "
            "Give the path of the browser's program, or unset the variable to search for one."
        )
    if not _starts(path):
        raise WrongBrowser(
            f"{VARIABLE} is {path!r}, and '{path} --version' fails, so it is no working browser. "
            "Give the path of the browser's program, or unset the variable to search for one."
        )
    return path


def _starts(path: str) -> bool:
    """Say whether a program runs at all: it may lack libraries or only advertise a package."""
    try:
        return _quietly(path, "--version", seconds=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str | None:
    answer = _quietly(sys.executable, "-c", ASK_PLAYWRIGHT, seconds=60)
    return answer.stdout.strip() if answer.returncode == 0 else None


def _quietly(*command: str, seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds)


def fetch() -> None:
    """Get a browser: Playwright's own, else Debian's, with letters for Chinese labels."""
    print("No browser for the browser tests yet; getting one ...", flush=True)
    _quietly(sys.executable, "-m", "playwright", "install", "chromium", seconds=900)
    if find() is None:
        apt_install("chromium", "fonts-noto-cjk")


def main() -> int:
    """Print which browser is used; return 1 with ways to get one if there is none."""
    try:
        if find() is None:
            fetch()
        browser = find()
    except (WrongBrowser, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return 1
    if browser is None:
        print(HOW_TO_GET_ONE, file=sys.stderr)
        return 1
    print(f"Browser: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
