"""What is asked of every page of the website in a real browser, and pictures of it where they are wanted.

`ONWARD_SHOTS=DIR` keeps DIR/ROLE/ROUTE-WIDTH.png of every page that a walk of a role comes to.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request
from tests.harness.browser import HEIGHT, WIDE, check_accessible

AXE_AT: Final = (WIDE, 360)
FITS_AT: Final = (WIDE, 640, 360, 320)
"""640 is a screen of 1280 at a zoom of 200 %."""
_PERSONAL: Final = re.compile(r"Ahern|\d{9}|@")

_REFUSED: Final = "status of 422"
"""The browser calls it an error that a form sent empty is answered with what is missing."""

_NEEDED: Final = "document.documentElement.scrollWidth"
_HIDDEN: Final = """() => {
    const stuck = [...document.querySelectorAll("body *")].filter(each =>
        ["sticky", "fixed"].includes(getComputedStyle(each).position) && each.offsetHeight);
    if (!stuck.length) return [];
    const seen = each => each.checkVisibility({visibilityProperty: true, opacityProperty: true});
    return [...document.querySelectorAll("main a[href], main button, main input, main select, main summary")]
        .filter(each => seen(each) && !each.disabled)
        .filter(each => { each.focus();
            const at = each.getBoundingClientRect();
            const top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
            return top && stuck.some(one => one.contains(top) && !one.contains(each)); })
        .map(each => each.outerHTML.slice(0, 120)); }"""


@dataclass(kw_only=True)
class Looker:
    """Looks at pages for one role, and writes down all that is wrong instead of stopping at the first."""

    role: str
    origin: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what a page says on its console, and whom it asks for anything."""

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and _REFUSED not in message.text:
                self.faults.append(f"{page.url}: {message.text}")

        def asked(request: Request) -> None:
            if f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" != self.origin:
                self.faults.append(f"{page.url} asks {request.url}")

        page.on("console", said)
        page.on("request", asked)

    def look(self, page: Page, route: str) -> None:
        """Ask of a page what is asked of every page."""
        self._read(page)
        for width in FITS_AT:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            needed = page.evaluate(_NEEDED)
            if needed > width:
                self.faults.append(f"{page.url} is {needed} wide at {width}")
            if width in AXE_AT:
                self._axe(page)
                self._keep(page, f"{route}-{width}.png")
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        self.faults += [f"{page.url} hides {each}" for each in page.evaluate(_HIDDEN)]

    def _read(self, page: Page) -> None:
        if (count := page.locator("h1").count()) != 1:
            self.faults.append(f"{page.url} has {count} first headings")
        if not page.title().strip() or _PERSONAL.search(page.title()):
            self.faults.append(f"{page.url} is called {page.title()!r}")

    def _axe(self, page: Page) -> None:
        try:
            check_accessible(page)
        except AssertionError as fault:
            self.faults.append(str(fault))

    def _keep(self, page: Page, name: str) -> None:
        if folder := os.environ.get("ONWARD_SHOTS", ""):
            path = Path(folder) / self.role / name
            if not path.exists():
                page.screenshot(path=path, full_page=True)
