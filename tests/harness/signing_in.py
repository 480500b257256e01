"""Sign somebody in as people do: in the browser, with password and code."""

from playwright.sync_api import Page, expect

from onward.demo.people import DemoPerson


def sign_in(page: Page, person: DemoPerson) -> None:
    """Go to the first page, and give password and code where they are asked for."""
    page.goto("/")
    give_password(page, person)
    code = _give_code(page, person)
    home, refused = page.get_by_role("heading", level=1, name="Home"), page.get_by_role("alert")
    expect(home.or_(refused).first).to_be_visible()
    if refused.is_visible() and not home.is_visible():
        # Each code opens once, and another test may have used this one: wait for the next, as people do.
        while person.code() == code:
            page.wait_for_timeout(500)
        _give_code(page, person)
    expect(home).to_be_visible()


def _give_code(page: Page, person: DemoPerson) -> str:
    code = person.code()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    return code


def give_password(page: Page, person: DemoPerson) -> None:
    """Give the password on the page that asks for it."""
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign in").click()
