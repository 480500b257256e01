"""The pages of the national service and of those who run the service, each in a real browser with axe."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.people import employ, signed_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.access.facts import NATIONAL_SERVICE
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB

pytestmark = pytest.mark.slow

PAGES = {
    "/systems": "Systems",
    "/systems/register": "Register a system",
    "/systems/grant": "Let a system act for a school",
    "/audit": "Audit",
    "/jobs": "Job queue",
    "/emails": "E-mails",
    "/country": "The country",
    "/country?measure=came&authority=260": "The country",
    "/country?measure=alarms": "The country",
    "/directory": "Directory",
    "/directory/import": "Import a list of schools",
    "/policies": "Leaving policies",
    "/policies/set": "Set a leaving policy",
    "/calendars": "Calendars",
    "/calendars/120": "Holidays of Angus",
    "/calendars/import": "Import holidays",
}


@pytest.fixture
def page(running: RunningHub, open_page: OpenPage) -> Page:
    """An operator, signed in."""
    client = signed_in(employ("operator", NATIONAL_SERVICE, now=SystemClock().now()))
    page = open_page()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": running.address}]
    )
    return page


@pytest.fixture
def school(running: RunningHub) -> SchoolFact:
    """A primary school that takes part."""
    with seen_as(HUB):
        known = current_register().by_id.values()
    return next(each for each in known if each.type.value == "primary" and each.takes_part)


def _sees(page: Page, title: str, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    check_accessible(page)
    at_360(page)
    screenshot(page, name)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits_a_telephone(address: str, page: Page) -> None:
    page.goto(address)

    _sees(page, PAGES[address], "operator-" + address.strip("/").replace("/", "-").partition("?")[0])


def test_a_credential_is_issued_and_revoked(page: Page) -> None:
    page.goto("/systems")
    page.get_by_role("table", name="Systems").get_by_role("link").first.click()
    check_accessible(page)
    at_360(page)
    screenshot(page, "operator-system")

    page.get_by_role("link", name="Issue a credential").click()
    _sees(page, "Issue a credential", "operator-issue")
    page.get_by_role("button", name="Issue it").click()
    _sees(page, "The new credential", "operator-secret")
    client_id = page.get_by_label("Client id").input_value()
    page.get_by_role("link", name="I have kept it").click()
    page.goto(f"/credentials/{client_id}")
    _sees(page, "Credential", "operator-credential")
    page.get_by_role("link", name="Revoke it").click()
    page.get_by_role("button", name="Revoke it").click()
    _sees(page, "Revoke this credential?", "operator-revoke")
    page.get_by_label("Why").fill("sent by e-mail")
    page.get_by_role("button", name="Revoke it").click()

    expect(page.get_by_role("status")).to_contain_text("The credential is revoked")


def test_the_audit_is_searched(page: Page) -> None:
    page.goto("/audit")
    page.get_by_label("To what").fill("Isla Invented")
    page.get_by_role("button", name="Search").click()
    _sees(page, "Audit", "operator-audit-fault")
    page.get_by_label("To what").fill("")
    page.get_by_label("What was done").fill("search_audit")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("table", name="Entries").get_by_role("row").nth(1)).to_contain_text(
        "search_audit"
    )
    assert "Isla" not in page.url


def test_a_closing_is_looked_at_and_then_done(page: Page, school: SchoolFact) -> None:
    page.goto(f"/directory/{school.id}")
    _sees(page, school.name, "operator-school")
    page.get_by_role("link", name="Close or merge it").click()
    on = today_in_scotland(SystemClock().now()) + timedelta(days=30)
    for label, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_role("button", name="Show what happens").click()
    _sees(page, "Close this school?", "operator-closing")
    page.get_by_role("button", name="Close the school").click()

    expect(page.get_by_role("status")).to_contain_text("The school is closed")
    page.get_by_role("link", name="Take back the closing").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("The school is open")


def test_a_list_is_looked_at_and_then_imported(page: Page, school: SchoolFact, tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    file.write_text(f"seed,type,name\n{school.seed},{school.type.value},Renamed Primary\n12,primary,Bad\n")

    page.goto("/directory/import")
    page.get_by_label("List").set_input_files(file)
    page.get_by_role("button", name="Show what would change").click()
    _sees(page, "Import this list?", "operator-import")
    page.get_by_role("button", name="Change the directory").click()

    expect(page.get_by_role("status")).to_contain_text("The directory is changed")


def test_a_policy_is_looked_at_and_then_set(page: Page) -> None:
    on = today_in_scotland(SystemClock().now())

    page.goto("/policies/set")
    page.get_by_label("Leaving reason").select_option("01")
    for label, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_label("School days until silence is an alarm").fill("15")
    page.get_by_role("button", name="Show what would move").click()
    _sees(page, "Set this policy?", "operator-policy")
    page.get_by_role("button", name="Set the policy").click()

    expect(page.get_by_role("status")).to_contain_text("The policy is set")
