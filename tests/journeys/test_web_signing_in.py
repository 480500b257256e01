"""Somebody is invited, chooses a password, sets up a second factor, and signs in: in a real browser."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.signing_in import sign_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.database.sight import seen_as
from onward.emails.models import Email
from onward.foundation.sight import HUB

pytestmark = pytest.mark.slow

ADMINISTRATOR = "Administrator of an organisation"
PASSWORD = "three words put together"


def look(page: Page, name: str) -> None:
    check_accessible(page)
    at_360(page)
    screenshot(page, name)


def test_an_administrator_invites_a_colleague_who_then_signs_in(
    running: RunningHub, open_page: OpenPage, django_db_blocker: DjangoDbBlocker
) -> None:
    page = open_page()
    sign_in(page, running.people[ADMINISTRATOR])

    page.get_by_role("link", name="People").first.click()
    look(page, "people")
    page.get_by_role("link", name="Invite a colleague").click()
    look(page, "invite")
    page.get_by_label("Name").fill("Bruno Borders")
    page.get_by_label("Work e-mail address").fill("bruno@council.example")
    page.get_by_label(re.compile("^School to School co-ordinator")).check()
    page.get_by_role("button", name="Send the invitation").click()

    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    expect(page.get_by_role("heading", name="Bruno Borders")).to_be_visible()
    with django_db_blocker.unblock(), seen_as(HUB):
        text = Email.objects.get(person__email="bruno@council.example").text
    colleague = open_page()
    _accept(colleague, re.findall(r"https?://\S+", text)[0])
    expect(colleague.get_by_role("heading", level=1, name="Home")).to_be_visible()
    look(colleague, "home-of-a-co-ordinator")


def _accept(page: Page, link: str) -> None:
    page.goto(link)
    look(page, "choose-a-password")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("bruno@council.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/")
    look(page, "set-up-a-second-factor")
    counter = list(totp.yield_hotp_counters_from_time())
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(
        totp.format_hotp_value(totp.hotp_value(secret, counter[len(counter) // 2]))
    )
    page.get_by_role("button", name="Go on").click()
    page.goto("/")


def test_without_script_one_signs_in_as_well(running: RunningHub, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)

    sign_in(page, running.people["School office"])

    expect(page.get_by_role("heading", level=2, name="Needs you now")).to_be_visible()


def test_who_signs_out_is_out(running: RunningHub, page: Page) -> None:
    sign_in(page, running.people["Operator"])

    page.get_by_text(running.people["Operator"].name).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/people")

    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
