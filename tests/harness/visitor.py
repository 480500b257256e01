"""Somebody who walks through the website by what it says: the names of links, buttons and fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from playwright.sync_api import Locator, Page, expect
from tests.harness.browser import check_accessible
from tests.harness.pictures import keep_picture
from tests.harness.ways import IN_AN_OFFICE, Way

MOST_STEPS: Final = 150
SCROLLING: Final = 40
"""How often it is looked again whether a page that scrolls smoothly shows the focus now."""
_NEEDED_WIDTH: Final = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
_IS_FOCUSED: Final = "each => each === document.activeElement"
_FOCUS: Final = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return "";
    const box = each.getBoundingClientRect();
    const seen = [box.top + 2, box.top + box.height / 2, box.bottom - 2].some(y => {
        const top = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), y);
        return top && (each.contains(top) || top.contains(each) && top !== document.body
            && top !== document.documentElement || [...(each.labels ?? [])].some(one => one.contains(top)));
    });
    document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 9999)
        .forEach(one => one.finish());
    const labels = [...(each.labels ?? [])].flatMap(one => [[one, null], [one, "::before"]]);
    const marked = [[each, null], ...labels].map(([one, part]) => getComputedStyle(one, part))
        .some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
            || style.boxShadow !== "none" || style.backgroundColor === "rgb(253, 213, 34)");
    const name = each.outerHTML.slice(0, 160);
    return seen ? marked ? "" : "no mark of the focus: " + name : "the focus is hidden: " + name;
}"""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A person at a browser, who walks in one way."""

    page: Page
    way: Way

    def goes_to(self, address: str) -> None:
        """Type an address, as from an e-mail or a bookmark."""
        self.page.goto(address)

    def sees(self, heading: str, *, picture: str = "") -> None:
        """Check that the page has this heading, and all that is asked of every page."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert self.page.title() != ""
        if self.way.without_sideways:
            needed, there = cast("list[int]", self.page.evaluate(_NEEDED_WIDTH))
            assert needed <= there, f"{self.page.url} needs {needed} of {there}"
        if self.way.with_axe:
            check_accessible(self.page)
        if picture and self.way is IN_AN_OFFICE:
            keep_picture(self.page, picture)

    def reads(self, *texts: str) -> None:
        """Check that the page says each of these to whoever looks at it."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def is_told_of_a_fault(self, text: str) -> None:
        """Check that the fault stands in the summary, and leads to its field."""
        link = self.page.get_by_role("alert").get_by_role("link", name=text)
        target = str(link.get_attribute("href")).removeprefix("#")
        expect(self.page.locator(f"[id='{target}']")).to_have_count(1)
        if self.way.with_axe:
            check_accessible(self.page)

    def opens_menu(self, entry: str) -> None:
        """Follow an entry of the main navigation, wherever it is kept on this screen."""
        menu = self.page.locator("summary").filter(has_text=re.compile("^Menu$"))
        if menu.is_visible():
            self._act(menu, "Enter")
        self._act(
            self._shown(self.page.get_by_role("navigation", name="Main").get_by_role("link", name=entry))
        )

    def follows(self, name: str, *, row: str = "", exact: bool = False) -> None:
        """Follow a link by its name; in a row of a table, where one is named."""
        place = self.page.get_by_role("row").filter(has_text=row) if row else self.page.get_by_role("main")
        inside = place.get_by_role("link", name=name, exact=exact)
        self._act(self._shown(inside if inside.count() else self.page.get_by_role("link", name=name)))

    def presses(self, name: str) -> None:
        """Press a button by its name."""
        self._act(self._shown(self.page.get_by_role("button", name=name, exact=True)))

    def unfolds(self, name: str) -> None:
        """Open a part of the page that is folded."""
        self._act(self._shown(self.page.locator("summary").filter(has_text=name)))

    def fills(self, label: str, text: str, *, group: str = "") -> None:
        """Write into a field by its label."""
        place: Page | Locator = self.page.get_by_role("group", name=group) if group else self.page
        self._write(self._shown(place.get_by_label(label, exact=True)), text)

    def writes_day(self, label: str, day: Sequence[int]) -> None:
        """Write a day into its three boxes."""
        for part, value in zip(("Day", "Month", "Year"), day, strict=True):
            self.fills(part, str(value), group=label)

    def chooses(self, answer: str, *, group: str = "") -> None:
        """Choose one of several answers."""
        place: Page | Locator = self.page.get_by_role("group", name=group) if group else self.page
        radio = place.get_by_role("radio", name=answer).first
        self._choose(radio)
        expect(radio).to_be_checked()

    def ticks(self, name: str) -> None:
        """Tick a box."""
        box = self.page.get_by_role("checkbox", name=name)
        self._act(box, " ")
        expect(box).to_be_checked()

    def selects(self, label: str, option: str) -> None:
        """Choose from a list that opens."""
        field = self.page.get_by_label(label, exact=True)
        self._select(field, option)
        expect(field.locator("option:checked")).to_have_text(option)

    def hands_in(self, label: str, file: Path) -> None:
        """Choose a file of one's own machine."""
        with self.page.expect_file_chooser() as chooser:
            self._act(self.page.get_by_label(label, exact=True), " ")
        chooser.value.set_files(file)

    def takes_home(self, link: str) -> bytes:
        """Download what a link gives, and return it."""
        with self.page.expect_download() as download:
            self.follows(link)
        return download.value.path().read_bytes()

    def _act(self, target: Locator, key: str = "Enter") -> None:
        target.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _choose(self, radio: Locator) -> None:
        self.page.locator(f"label[for='{radio.get_attribute('id')}']").click()

    def _select(self, field: Locator, option: str) -> None:
        field.select_option(option)

    def _shown(self, target: Locator) -> Locator:
        return target.filter(visible=True).first


class KeyboardVisitor(Visitor):
    """The same without a mouse: Tab and arrows, Enter and Space; the focus is seen wherever it goes."""

    def _act(self, target: Locator, key: str = "Enter") -> None:
        self._reach(target)
        self.page.keyboard.press("Space" if key == " " else key)
        self.page.wait_for_load_state()

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _choose(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        self._reach(self.page.locator(f"input[type=radio][name='{name}']"))
        if self.page.locator(f"input[type=radio][name='{name}']:checked").count() == 0:
            self.page.keyboard.press("Space")
        for _ in range(MOST_STEPS):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            self._check_focus()

    def _select(self, field: Locator, option: str) -> None:
        self._reach(field)
        self.page.keyboard.type(option)

    def _reach(self, target: Locator) -> None:
        expect(target.first).to_be_visible()
        for _ in range(MOST_STEPS):
            if any(each.evaluate(_IS_FOCUSED) for each in target.all()):
                return
            self.page.keyboard.press("Tab")
            self._check_focus()
        raise AssertionError(f"{self.page.url}: Tab does not reach {target}")

    def _check_focus(self) -> None:
        for _ in range(SCROLLING):
            fault = self.page.evaluate(_FOCUS)
            if fault == "":
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url}: {fault}")
