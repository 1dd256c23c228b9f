"""A page of which each request to another host, and what its policy has blocked, is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from kept_page import lent_page
from playwright.sync_api import Browser, Page, Request

# What a foreign text could become; icons are those of alerts and menus unless they are in a text.
MADE = "[data-testid=stMarkdownContainer] :is(a[href*=evil], img[src*=localhost], b, .katex, "
MADE += "[data-testid=stIconMaterial], span[style*=color])"
# The kept page may have the script already.
BLOCKED = """
if (!window.blocked) {
  window.blocked = []
  document.addEventListener("securitypolicyviolation", (one) =>
    window.blocked.push(`${one.effectiveDirective} ${one.blockedURI} ${one.sourceFile}`))
}
"""


class Watched:
    """A page of a new visitor that is watched from its first request on."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.page: Page = lent_page(browser, **options)
        self.page.add_init_script(BLOCKED)
        self.foreign: list[str] = []
        self.host = urlsplit(address).netloc
        self.page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        found = urlsplit(request.url)
        if found.scheme not in ("data", "blob") and found.netloc != self.host:
            self.foreign.append(request.url)

    @property
    def blocked(self) -> list[str]:
        """What the policy has kept the page from."""
        return [str(one) for one in self.page.evaluate("window.blocked")]

    def is_clean(self) -> None:
        """Hold the page against what it should be."""
        assert (self.foreign, self.blocked) == ([], [])
        assert self.page.locator(MADE).count() == 0
