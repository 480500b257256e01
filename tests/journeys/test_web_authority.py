"""A co-ordinator's morning in a real browser: what hangs, who is reminded, and why an alarm was raised."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.cast import CLERK, KEYRING, Cast
from tests.harness.people import employ, signed_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.access.facts import at_authority
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.operations.closures import close_school
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.expiry import expire
from onward.operations.sweeps.notices import tell_origins

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(weeks=6)
PAGES = (
    "transfers",
    "transfers?standing=all&missing=reason",
    "transfers/in",
    "alarms",
    "schools",
    "closed-schools",
    "transfers/in?weeks=12",
)


@pytest.fixture(scope="module")
def cast(running: RunningHub) -> Cast:
    """Six pupils who left one school of an authority for another weeks ago, and nothing was said since."""
    schools = schools_of_one_authority()
    cast = Cast(schools=dict(zip(("old", "new", "closed"), schools, strict=True)), now=LONG_AGO)
    last_day = today_in_scotland(LONG_AGO)
    said = [cast.departure(to="new", leaving_on=last_day) for _ in range(4)]
    said += [cast.departure(reason="", leaving_on=last_day), cast.departure(reason="05", leaving_on=last_day)]
    said += [cast.departure(to="closed", leaving_on=last_day)]
    verdicts = cast.say_all([cast.item("old", each) for each in said])
    assert all(each.is_accepted for each in verdicts)
    close_school(school_id=schools[2].id, on=last_day, successor_id=schools[1].id, by=CLERK, now=LONG_AGO)
    for sweep in (raise_alarms, tell_origins):
        assert sweep(by=CLERK, now=NOW).failed == []
    assert expire(by=CLERK, now=NOW, keyring=KEYRING).failed == []
    return cast


def schools_of_one_authority() -> list[SchoolFact]:
    """Return three schools that take part, of the first authority that has as many."""
    with seen_as(HUB):
        schools = [each for each in current_register().by_id.values() if each.takes_part]
    for authority in sorted({each.authority_id for each in schools}):
        own = [each for each in schools if each.authority_id == authority]
        if len(own) >= 3:
            return own[:3]
    raise AssertionError("no authority has three schools")


def sign_in(page: Page, cast: Cast, running: RunningHub, role: str) -> None:
    """Give the browser the session of somebody who holds this role at the cast's authority."""
    at = at_authority(cast.schools["old"].authority_id)
    person = employ(role, at, now=NOW, email=f"{role}-{id(page)}@cast.example")
    client: Client = signed_in(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": running.address}]
    )


@pytest.fixture
def ailsa(cast: Cast, page: Page, running: RunningHub) -> Page:
    """The browser of an S2S co-ordinator."""
    sign_in(page, cast, running, "s2s-coordinator")
    return page


def look(page: Page, name: str) -> None:
    """Ask of a page what is asked of every page."""
    check_accessible(page)
    at_360(page)
    screenshot(page, name)


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_each_list_is_for_everybody(ailsa: Page, number: int) -> None:
    answer = ailsa.goto(f"/authority/{PAGES[number]}")

    assert answer is not None
    assert answer.status == 200
    look(ailsa, f"authority-{number}-{PAGES[number].partition('?')[0].replace('/', '-')}")


def test_a_co_ordinator_reminds_schools_of_all_that_is_overdue(ailsa: Page, cast: Cast) -> None:
    ailsa.goto("/")
    ailsa.get_by_role("link", name="Transfers", exact=True).first.click()
    ailsa.get_by_role("link", name="In", exact=True).click()
    ailsa.get_by_role("link", name="Overdue", exact=True).click()

    for box in ailsa.get_by_role("checkbox").all():
        box.check(force=True)
    ailsa.get_by_role("button", name="Remind the schools").click()

    expect(ailsa.get_by_text("Schools were reminded about")).to_be_visible()
    look(ailsa, "authority-reminded")


def test_a_co_ordinator_names_the_school_that_nobody_named(ailsa: Page, cast: Cast) -> None:
    ailsa.goto("/authority/transfers?standing=overdue")
    ailsa.get_by_role("row").filter(has_text="Destination not known").get_by_role("link").first.click()
    look(ailsa, "authority-leaver")

    ailsa.get_by_role("link", name="Name a destination").click()
    ailsa.get_by_label("School").fill(cast.schools["new"].seed)
    ailsa.get_by_role("button", name="Find schools").click()
    ailsa.get_by_role("radio").first.check(force=True)
    look(ailsa, "authority-destination")
    ailsa.get_by_role("button", name="Name this school").click()

    expect(ailsa.get_by_text("was named as the destination")).to_be_visible()


def test_a_co_ordinator_takes_up_an_alarm_without_script(
    cast: Cast, running: RunningHub, open_page: OpenPage
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, cast, running, "cme-coordinator")
    page.goto("/authority/alarms")

    page.get_by_role("row").nth(1).get_by_role("link").click()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Took it up").check(force=True)
    page.get_by_role("button", name="Keep the note").click()

    expect(page.get_by_text("Your note was kept.")).to_be_visible()
    expect(page.get_by_role("heading", name="Took it up")).to_be_visible()


def test_a_co_ordinator_finds_why_an_alarm_was_raised(ailsa: Page) -> None:
    ailsa.goto("/authority/alarms")
    ailsa.get_by_role("row").nth(1).get_by_role("link").click()
    look(ailsa, "authority-alarm")

    ailsa.get_by_role("link", name="See the pupil's transfer").click()

    expect(ailsa.get_by_role("heading", name="What is asked now")).to_be_visible()
    look(ailsa, "authority-transfer")


def test_a_school_that_does_not_collect_is_found(ailsa: Page, cast: Cast) -> None:
    ailsa.goto("/authority/schools")
    ailsa.get_by_role("link", name=cast.schools["new"].name).first.click()

    expect(ailsa.get_by_role("heading", name="What waits in its mailbox")).to_be_visible()
    look(ailsa, "authority-school")
