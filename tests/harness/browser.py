"""A real browser for journeys: Chromium of this machine, and what every page is asked to be in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypedDict

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from onward.web.fetching import is_fetched, place_of

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
NO_BROWSER: Final = "no Chromium found: sudo apt install chromium, or put any Chromium or Chrome on the PATH"
NOTHING_FETCHED: Final = "what browsers get was not fetched; ./onward test fetches it, and says why it cannot"
OPTIONS: Final = (
    "--no-sandbox",  # as root and in most containers Chromium starts without one or not at all
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW: Final = (320, 360)
WIDE: Final = 1280
HEIGHT: Final = 900

_STICKING_OUT: Final = """width => [...document.body.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > width + 0.5)
    .map(each => each.cloneNode(false).outerHTML.slice(0, 160))
    .slice(0, 5)"""


class Place(TypedDict):
    """An element that breaks a rule, as axe names it."""

    html: str
    failureSummary: str


class Violation(TypedDict):
    """A rule that a page breaks, as axe names it."""

    id: str
    help: str
    nodes: list[Place]


def require_browser() -> None:
    """Skip the test where this machine has no browser; where everything must run, fail it."""
    missing = "" if find_chromium() else NO_BROWSER
    if not (is_fetched("run") and is_fetched("test")):
        missing = missing or NOTHING_FETCHED
    if missing and os.environ.get("ONWARD_CI") == "1":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


def find_chromium() -> str | None:
    """Return where this machine has a Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser for the block.

    Playwright keeps an event loop running on this thread meanwhile, though nothing here is asynchronous:
    Django is told to let the tests use the database beside it. Nobody else can run a loop until it ends.
    Beside the loop Django has connections of its own; none is left for later, when it may have been ended.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(OPTIONS))
        connections.close_all()
        yield browser
        connections.close_all()
        browser.close()


def note_faults(page: Page, faults: list[str]) -> None:
    """Write down what goes wrong in a page: errors of its scripts, and what its policy refused."""

    def errors(error: Error) -> None:
        faults.append(f"{page.url}: {error.message}")

    def refusals(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("pageerror", errors)
    page.on("console", refusals)


def check_accessible(page: Page) -> None:
    """Fail with every rule of WCAG 2.2 AA, and of good practice, that the page breaks as it is shown now."""
    page.evaluate((place_of("test") / "axe.min.js").read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    found: list[Violation] = page.evaluate(
        "async options => (await axe.run(document, options)).violations", options
    )
    assert not found, f"{page.url}\n" + "\n".join(_told(each) for each in found)


def at_360(page: Page) -> None:
    """Fail if the page has to be moved sideways on the screen of a telephone."""
    for width in NARROW:
        with _width(page, width):
            needed = page.evaluate("document.documentElement.scrollWidth")
            wide = page.evaluate(_STICKING_OUT, width) if needed > width else []
            assert not wide, f"{page.url} is {needed} wide at {width}:\n" + "\n".join(wide)


def screenshot(page: Page, name: str) -> None:
    """Keep pictures of the whole page, wide and narrow, where ONWARD_SCREENSHOTS names a folder for them."""
    folder = os.environ.get("ONWARD_SCREENSHOTS", "")
    for width in (WIDE, NARROW[-1]) if folder else ():
        with _width(page, width):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@contextmanager
def _width(page: Page, width: int) -> Iterator[None]:
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": HEIGHT})
    yield
    if before is not None:
        page.set_viewport_size(before)


def _told(violation: Violation) -> str:
    places = (f"    {each['html'][:160]}\n      {_mending(each)}" for each in violation["nodes"])
    return f"  {violation['id']}: {violation['help']}\n" + "\n".join(places)


def _mending(place: Place) -> str:
    return " ".join(place["failureSummary"].split())
