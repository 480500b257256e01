"""Nobody sits at a page: it warns, stays where one wants, else is covered and left; nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.signing_in import give_password, sign_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.database.sight import seen_as
from onward.demo.people import DemoPerson
from onward.foundation.sight import SIGN_IN

pytestmark = pytest.mark.slow

ADMINISTRATOR = "Administrator of an organisation"
ROLE = re.compile("^School to School co-ordinator")
WARNING = "You will be signed out soon"


def look(page: Page, name: str) -> None:
    check_accessible(page)
    at_360(page)
    screenshot(page, name)


def end(page: Page, blocker: DjangoDbBlocker, *, in_seconds: int) -> None:
    """Let the session of this browser end then, as if nobody had sat at it."""
    [key] = [each["value"] for each in page.context.cookies() if each["name"] == "sessionid"]
    ends = timezone.now() + timedelta(seconds=in_seconds)
    with blocker.unblock(), seen_as(SIGN_IN):
        assert Session.objects.filter(session_key=key).update(expire_date=ends) == 1


def forget_codes(blocker: DjangoDbBlocker) -> None:
    """Let codes of authenticator apps be taken again; each is taken once."""
    with blocker.unblock():
        cache.clear()


def sign_in_again(page: Page, person: DemoPerson, blocker: DjangoDbBlocker) -> None:
    forget_codes(blocker)
    give_password(page, person)
    page.get_by_label("Code").fill(person.code())
    page.get_by_role("button", name="Sign in").click()


def lasts(page: Page) -> int:
    left: int = page.evaluate("fetch('/account/session').then(each => each.json()).then(each => each.left)")
    return left


def type_an_invitation(page: Page) -> None:
    page.goto("/people/invite")
    page.get_by_label("Name").fill("Bruno Borders")
    page.get_by_label("Work e-mail address").fill("bruno@council.example")
    page.get_by_label(ROLE).check()


def test_one_is_warned_and_stays(
    running: RunningHub, open_page: OpenPage, django_db_blocker: DjangoDbBlocker
) -> None:
    page = open_page()
    page.clock.install()
    forget_codes(django_db_blocker)
    sign_in(page, running.people[ADMINISTRATOR])
    type_an_invitation(page)
    end(page, django_db_blocker, in_seconds=119)

    page.clock.fast_forward("58:01")
    dialog = page.get_by_role("alertdialog", name=WARNING)
    expect(dialog).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    look(page, "time-out-warning")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(page.get_by_label(ROLE)).to_be_focused()
    assert lasts(page) > 3500


def test_a_window_does_not_warn_while_another_is_used(
    running: RunningHub, open_page: OpenPage, django_db_blocker: DjangoDbBlocker
) -> None:
    page = open_page()
    page.clock.install()
    sign_in(page, running.people["Operator"])

    with page.expect_response("**/account/session") as asked:
        page.clock.fast_forward("58:01")

    assert asked.value.json()["left"] > 3500
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_when_time_is_up_the_page_goes_and_what_was_typed_comes_back(
    running: RunningHub, open_page: OpenPage, django_db_blocker: DjangoDbBlocker
) -> None:
    page, skye = open_page(), running.people[ADMINISTRATOR]
    page.clock.install()
    forget_codes(django_db_blocker)
    sign_in(page, skye)
    type_an_invitation(page)
    end(page, django_db_blocker, in_seconds=100)
    page.clock.fast_forward("58:01")
    expect(page.get_by_role("alertdialog", name=WARNING)).to_be_visible()
    end(page, django_db_blocker, in_seconds=2)

    page.clock.fast_forward("02:00")
    expect(page.get_by_role("heading", level=1, name="You were signed out")).to_be_visible()
    expect(page.get_by_text("What you typed is kept for eight hours")).to_be_visible()
    look(page, "signed-out")
    page.get_by_role("link", name="Sign in again").click()
    sign_in_again(page, skye, django_db_blocker)
    expect(page.get_by_role("heading", level=1, name="Your kept answers")).to_be_visible()
    look(page, "kept-answers")
    page.get_by_role("button", name="Continue").click()
    look(page, "kept-answers-of-a-form")
    page.get_by_role("link", name="Put them back into the form").click()

    expect(page.get_by_text("Your answers are back in the form.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Bruno Borders")
    expect(page.get_by_label("Work e-mail address")).to_have_value("bruno@council.example")
    expect(page.get_by_label(ROLE)).to_be_checked()
    look(page, "answers-put-back")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    page.goto("/kept")
    expect(page.get_by_text("Nothing is kept for you")).to_be_visible()


def test_without_script_what_is_sent_too_late_is_kept(
    running: RunningHub, open_page: OpenPage, django_db_blocker: DjangoDbBlocker
) -> None:
    page = open_page(java_script_enabled=False)
    skye = running.people[ADMINISTRATOR]
    forget_codes(django_db_blocker)
    sign_in(page, skye)
    type_an_invitation(page)
    end(page, django_db_blocker, in_seconds=-1)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("What you typed is kept for eight hours")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    sign_in_again(page, skye, django_db_blocker)
    page.get_by_role("button", name="Continue").click()
    screenshot(page, "kept-answers-sent-too-late")
    page.get_by_role("button", name="Send it now").click()

    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
