"""Somebody sets up a passkey, signs in with it, and removes it: in a real browser with its own device."""

import pytest
from playwright.sync_api import Page, expect
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.signing_in import give_password, sign_in
from tests.journeys.conftest import OpenPage, RunningHub

pytestmark = pytest.mark.slow

HOW = "/account/second-factor/"


def look(page: Page, name: str) -> None:
    check_accessible(page)
    at_360(page)
    screenshot(page, name)


@pytest.fixture
def named(running: RunningHub) -> str:
    """The hub by a name, as passkeys want it; browsers trust this machine's own without TLS."""
    return running.address.replace("127.0.0.1", "localhost")


def open_with_device(open_page: OpenPage, named: str) -> Page:
    page = open_page(base_url=named)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def add_passkey(page: Page, name: str) -> None:
    page.goto(HOW)
    page.get_by_role("link", name="Add a passkey").click()
    look(page, "add-a-passkey")
    page.get_by_label("Name of this passkey").fill(name)


def sign_out(page: Page) -> None:
    page.goto("/account/sign-out")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_a_passkey_is_added_used_as_second_factor_renamed_and_removed(
    running: RunningHub, open_page: OpenPage, named: str
) -> None:
    isla = running.people["School office"]
    page = open_with_device(open_page, named)
    sign_in(page, isla)

    add_passkey(page, "Work phone")
    page.get_by_role("button", name="Set up this passkey").click()
    expect(page.get_by_text("Your passkey is set up.")).to_be_visible()
    page.goto(HOW)
    look(page, "how-you-sign-in")
    expect(page.get_by_role("row", name="Work phone")).to_contain_text("Not yet")

    page.get_by_role("link", name="Show my sessions").click()
    look(page, "sessions")
    expect(page.get_by_role("row", name="This one")).to_have_count(1)
    sign_out(page)
    look(page, "sign-in")
    give_password(page, isla)
    look(page, "second-factor-with-passkey")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_visible()

    page.goto(HOW)
    expect(page.get_by_role("row", name="Work phone")).not_to_contain_text("Not yet")
    page.get_by_role("link", name="Work phone").click()
    look(page, "your-passkey")
    page.get_by_label("Name of this passkey").fill("Old phone")
    page.get_by_role("button", name="Keep this name").click()
    page.get_by_role("link", name="Old phone").click()
    page.get_by_role("link", name="Remove this passkey").click()
    look(page, "remove-a-passkey")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    expect(page.get_by_text("You have none. A passkey")).to_be_visible()


def test_a_passkey_that_opens_alone_needs_no_password(
    running: RunningHub, open_page: OpenPage, named: str
) -> None:
    page = open_with_device(open_page, named)
    sign_in(page, running.people["Operator"])
    add_passkey(page, "Security key")
    page.get_by_label("Let me sign in with this passkey alone").check()
    page.get_by_role("button", name="Set up this passkey").click()
    expect(page.get_by_text("Your passkey is set up.")).to_be_visible()
    page.goto(HOW)
    expect(page.get_by_text("Opens without password")).to_be_visible()
    sign_out(page)

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1, name="Home")).to_be_visible()


def test_a_passkey_that_was_not_chosen_to_opens_nothing_alone(
    running: RunningHub, open_page: OpenPage, named: str
) -> None:
    page = open_with_device(open_page, named)
    sign_in(page, running.people["Administrator of an organisation"])
    add_passkey(page, "Tablet")
    # The device keeps it as one that could, whatever the hub asked for.
    page.evaluate(
        """() => {
          const make = navigator.credentials.create.bind(navigator.credentials);
          navigator.credentials.create = (asked) => {
            asked.publicKey.authenticatorSelection.residentKey = "required";
            return make(asked);
          };
        }"""
    )
    page.get_by_role("button", name="Set up this passkey").click()
    expect(page.get_by_text("Your passkey is set up.")).to_be_visible()
    sign_out(page)

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("That passkey opens only together with your password.")).to_be_visible()


def test_without_script_the_code_of_the_app_is_offered(running: RunningHub, open_page: OpenPage) -> None:
    page = open_page(base_url=running.address.replace("127.0.0.1", "localhost"), java_script_enabled=False)

    sign_in(page, running.people["National officer for children missing from education"])
    page.goto(HOW)
    page.get_by_role("link", name="Add a passkey").click()

    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Use an authenticator app instead")).to_be_visible()
    expect(page.get_by_role("button", name="Set up this passkey")).to_be_hidden()


def test_by_number_no_passkey_is_offered(running: RunningHub, page: Page) -> None:
    sign_in(page, running.people["School to School co-ordinator"])

    page.goto("/account/second-factor/webauthn/add/")

    expect(page.get_by_text("Passkeys are tied to a name")).to_be_visible()
