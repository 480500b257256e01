"""Sign somebody in as people do: in the browser, with password and code."""

from playwright.sync_api import Page, expect

from onward.demo.people import DemoPerson


def sign_in(page: Page, person: DemoPerson) -> None:
    """Go to the first page, and give password and code where they are asked for."""
    page.goto("/")
    give_password(page, person)
    page.get_by_label("Code").fill(person.code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_visible()


def give_password(page: Page, person: DemoPerson) -> None:
    """Give the password on the page that asks for it."""
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign in").click()
