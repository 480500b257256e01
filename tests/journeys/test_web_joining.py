"""A school office's morning in a real browser: ten arrivals, an unannounced pupil, the mailbox."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Page, expect
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.people import employ, signed_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB
from onward.operations.held_arrivals import HELD_FOR, send_held
from onward.operations.sweeps.alarms import raise_alarms

pytestmark = pytest.mark.slow


@dataclass(frozen=True, kw_only=True)
class Office:
    """A school office, signed in: its page, and what others say to it."""

    page: Page
    cast: Cast

    def is_told_of(self, count: int, **changes: Any) -> None:
        """Let pupils leave another school for this one."""
        left = today_in_scotland(self.cast.now) - timedelta(days=1)
        items = [
            self.cast.item("old", self.cast.departure(to="new", leaving_on=left, **changes))
            for _ in range(count)
        ]
        assert all(each.is_accepted for each in self.cast.say_all(items))

    def waits_two_minutes(self) -> None:
        """Let the time pass in which an arrival can be undone."""
        send_held(now=SystemClock().now() + HELD_FOR, keyring=self.cast.keyring)

    def sees(self, title: str, name: str) -> None:
        """Check what every page has to be, and keep its picture."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        check_accessible(self.page)
        at_360(self.page)
        screenshot(self.page, name)


@pytest.fixture(scope="module")
def primaries(running: RunningHub) -> Iterator[SchoolFact]:
    """The nation's primary schools, each given to one test."""
    with seen_as(HUB):
        register = current_register()
    return iter(each for each in register.by_id.values() if each.type.value == "primary" and each.takes_part)


@pytest.fixture
def open_office(
    primaries: Iterator[SchoolFact], running: RunningHub, open_page: OpenPage
) -> Callable[..., Office]:
    """Open the office of a school to which pupils go, in a browser such as the test wants it."""
    schools, now = {"old": next(primaries), "new": next(primaries)}, SystemClock().now()
    at, email = at_school(schools["new"].id), f"office-{schools['new'].id}@cast.example"
    client = signed_in(employ("school-office", at, now=now, email=email))
    cookie: SetCookieParam = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": running.address,
    }
    cast = Cast(schools=schools, now=now, keyring=running.keyring)

    def opened(**options: Any) -> Office:
        page = open_page(**options)
        page.context.add_cookies([cookie])
        return Office(page=page, cast=cast)

    return opened


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    """The same, with script."""
    return open_office()


def test_ten_arrivals_are_confirmed(office: Office) -> None:
    office.is_told_of(10)
    page = office.page

    page.goto("/joiners")
    office.sees("Joiners", "joiners")
    page.get_by_label("Choose all").check()
    page.get_by_role("button", name="Confirm arrival of the pupils chosen").click()
    office.sees("Confirm 10 arrivals", "joiners-confirm")
    page.get_by_role("button", name="Confirm 10 arrivals").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether the whereabouts must be protected")
    office.sees("Confirm 10 arrivals", "joiners-confirm-faults")
    page.get_by_text("No: the whereabouts need no protection").first.click()
    page.get_by_role("button", name="Confirm 10 arrivals").click()

    expect(page.get_by_text("10 arrivals recorded. You can undo until")).to_be_visible()
    office.sees("Joiners", "joiners-held")
    page.get_by_role("button", name="Undo the arrival of").first.click()
    expect(page.get_by_text("1 arrival taken back")).to_be_visible()
    office.sees("Joiners", "joiners-one-undone")
    office.waits_two_minutes()
    page.goto("/joiners?group=arrived")
    expect(page.get_by_role("rowheader")).to_have_count(9)
    office.sees("Joiners", "joiners-arrived")


def test_one_joiner_is_not_here(office: Office) -> None:
    office.is_told_of(1)
    page = office.page

    page.goto("/joiners")
    page.get_by_role("rowheader").get_by_role("link").click()
    check_accessible(page)
    at_360(page)
    screenshot(page, "joiner")
    page.get_by_role("link", name="Came under another name").click()
    office.sees("Came under another name", "joiner-other-name")
    page.go_back()
    page.get_by_role("link", name="Not here").click()
    office.sees("Is this pupil not here?", "joiner-not-here")
    page.get_by_role("button", name="The pupil is not here").click()

    expect(page.get_by_role("status")).to_contain_text("the pupil is not here")
    screenshot(page, "joiner-after")


def test_an_unannounced_pupil_is_recorded(office: Office) -> None:
    page, child = office.page, pupil()

    page.goto("/joiners/new")
    office.sees("A pupil came unannounced", "joiner-new")
    page.get_by_label("Surname").fill(child["surname"])
    page.get_by_label("Forename").fill("Isla")
    born = page.get_by_role("group", name="Date of birth")
    for part, value in (("Day", "4"), ("Month", "5"), ("Year", "2016")):
        born.get_by_label(part).fill(value)
    page.get_by_text("Female").click()
    page.get_by_text("No: the whereabouts need no protection").click()
    page.get_by_role("button", name="Record the arrival").click()

    office.sees("Arrival recorded", "joiner-recorded")


def test_a_record_is_opened_and_filed(office: Office) -> None:
    office.is_told_of(2, record={"core": {"BasicDetails": {"NCyearActual": "5"}, "Reading": "well"}})
    page = office.page

    page.goto("/mailbox")
    office.sees("Mailbox", "mailbox")
    page.get_by_role("rowheader").get_by_role("link").last.click()
    office.sees("Departure", "delivery-closed")
    page.get_by_role("button", name="Open it").click()
    office.sees("Departure", "delivery-open")
    page.get_by_role("button", name="File: it is in our own system").click()

    expect(page.get_by_role("status")).to_contain_text("1 message filed")


def test_an_alarm_is_answered_from_the_worklist(office: Office) -> None:
    office.is_told_of(3)
    raise_alarms(by=CLERK, now=office.cast.now + timedelta(days=60))
    page = office.page

    page.goto("/worklist")
    office.sees("Worklist", "worklist-alarms")
    page.get_by_role("link", name="Find out today whether the pupil is with you").first.click()
    expect(page.get_by_text("An alarm is open")).to_be_visible()
    check_accessible(page)
    at_360(page)
    screenshot(page, "joiner-alarm")
    page.get_by_role("link", name="Confirm arrival").click()
    page.get_by_text("Yes: nobody may learn where the family is").click()
    page.get_by_role("button", name="Confirm an arrival").click()

    expect(page.get_by_text("1 arrival recorded")).to_be_visible()
    expect(page.get_by_text("brothers or sisters")).to_be_visible()
    office.sees("Joiners", "joiners-one-held")
    office.waits_two_minutes()
    page.reload()
    office.sees("Joiners", "joiners-two-left")
    page.goto("/joiners?group=arrived")
    office.sees("Joiners", "joiners-arrived")


def test_arrivals_are_confirmed_for_each_without_script(open_office: Callable[..., Office]) -> None:
    office = open_office(java_script_enabled=False)
    office.is_told_of(2)
    page = office.page

    page.goto("/joiners")
    for each in page.get_by_role("checkbox").all():
        each.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Confirm arrival of the pupils chosen").press("Enter")
    page.get_by_text("I answer for each pupil").click()
    page.get_by_role("button", name="Confirm 2 arrivals").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    for each in page.locator("details").get_by_text("No: the whereabouts need no protection").all():
        each.click()
    page.get_by_role("button", name="Confirm 2 arrivals").click()

    expect(page.get_by_text("2 arrivals recorded")).to_be_visible()


def test_the_worklist_is_empty_at_first(office: Office) -> None:
    office.page.goto("/worklist")

    office.sees("Worklist", "worklist")
