"""A Chrome of this machine, kept warm: draws figures and prints pages where there is no reader."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from choreographer.errors import ChromeNotFoundError
from kaleido import Kaleido, PageGenerator

from metrics.errors import NoChrome
from metrics.exports import typeface
from metrics.exports.stop import check_stopped

T = TypeVar("T")
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SECONDS = 60
PRINT = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
READY = "document.documentElement.dataset.ready === 'yes'"


class Chrome:
    """One headless Chrome for all threads; started at the first use, and again when it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._browser: Any = None

    def draw(self, figure: Mapping[str, Any], form: str, scale: float) -> bytes:
        """Return a Plotly figure of plain values as png, svg or pdf, in its own size."""
        check_letters(figure)
        layout = figure["layout"]
        size = {"width": layout["width"], "height": layout["height"]}
        options = {"format": form, "scale": scale, **size}
        return self._try(lambda browser: browser.calc_fig(dict(figure), opts=options))

    def print(self, page: Path, revise: Callable[[bytes], str]) -> bytes:
        """Return a page of this machine as PDF, once it says that it is ready.

        It is laid out twice: `revise` returns, from the first PDF, a script to run before the last.
        """
        return self._try(lambda browser: _printed(browser, page, revise))

    def _try(self, work: Callable[[Any], Coroutine[Any, Any, bytes]]) -> bytes:
        """Do work in the browser, one at a time; a browser that fails is closed and forgotten.

        Raises Stopped for work that nobody waits for any more.
        """
        with self._turn():
            check_stopped()
            try:
                self._browser = self._browser or self._wait(_opened())
                return self._wait(work(self._browser))
            except NoChrome:
                raise
            except Exception as error:  # whatever a browser fails of, the next one starts anew
                broken, self._browser = self._browser, None
                if broken is not None:
                    self._loop.call_soon_threadsafe(asyncio.ensure_future, broken.close())
                raise NoChrome(f"it did not draw ({type(error).__name__}: {error})") from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        while not self._lock.acquire(timeout=0.2):
            check_stopped()
        try:
            yield
        finally:
            self._lock.release()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)


async def _opened() -> Any:
    browser = _new()
    await browser.open()
    return browser


def _new() -> Any:
    try:
        scripts = [(typeface.script_for_chrome().as_uri(), "utf-8")]
        page = PageGenerator(mathjax=False, others=scripts)
        return Kaleido(page_generator=page, timeout=SECONDS)
    except ChromeNotFoundError:
        raise NoChrome("none was found") from None


async def _printed(browser: Any, page: Path, revise: Callable[[bytes], str]) -> bytes:
    tab = await browser.create_tab(f"{page.as_uri()}#paper")
    try:
        for _ in range(20 * SECONDS):
            answer = await tab.send_command("Runtime.evaluate", {"expression": READY})
            if answer["result"]["result"].get("value"):
                break
            await asyncio.sleep(0.05)
        first = await _pdf(tab)
        await tab.send_command("Runtime.evaluate", {"expression": revise(first)})
        return await _pdf(tab)
    finally:
        await browser.close_tab(tab.target_id)


async def _pdf(tab: Any) -> bytes:
    answer = await tab.send_command("Page.printToPDF", PRINT)
    return base64.b64decode(answer["result"]["data"])


@cache
def chrome() -> Chrome:
    """Return the one Chrome of this process."""
    return Chrome()


@cache
def missing() -> str:
    """Say why there is no Chrome here, and how to get one; "" when there is. Asked once."""
    try:
        _new()
    except NoChrome as error:
        return str(error)
    return ""


@cache
def draws_chinese() -> bool:
    """Say whether this machine has letters for Chinese; where that cannot be asked, it has."""
    if not shutil.which("fc-list"):
        return True
    asked = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True)
    return bool(asked.stdout.strip())


def check_letters(text: object) -> None:
    """Refuse to draw Chinese where it would be boxes."""
    if CHINESE.search(str(text)) and not draws_chinese():
        raise NoChrome("it has no font for Chinese (Debian: sudo apt-get install fonts-noto-cjk)")
