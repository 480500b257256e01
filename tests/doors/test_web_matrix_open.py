"""Every other address of the website: what it answers to nobody, and to somebody who has signed in."""

from dataclasses import replace
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in
from tests.harness.web_addresses import addresses
from tests.harness.web_seats import table

from onward.access.facts import at_authority
from onward.config.env import Environment
from onward.web.brand_files import brand_address

SIGN_IN: Final = "302 /account/sign-in"
FACTORS: Final = "302 /account/second-factor/"
ANSWERS: Final = {
    "accessibility": ("/accessibility", "200", "200"),
    "privacy": ("/privacy", "200", "200"),
    "style": ("/style", "200", "200"),
    "style_component": ("/style/table", "200", "200"),
    "outbox": ("/style/outbox", "200", "200"),
    "brand_style_sheet": (brand_address("style_sheet"), "200", "200"),
    "brand_logo": (brand_address("logo"), "200", "200"),
    "account_login": ("/account/sign-in", "200", "302 /"),
    "account_logout": ("/account/sign-out", "302 /", "200"),
    "account_inactive": ("/account/stopped", "200", "200"),
    "account_reauthenticate": ("/account/again", SIGN_IN, "403"),
    "account_change_password": ("/account/password/change", SIGN_IN, "302 /account/password/set"),
    "account_set_password": ("/account/password/set", SIGN_IN, "200"),
    "account_reset_password": ("/account/password/forgotten", "200", "200"),
    "account_reset_password_done": ("/account/password/forgotten/sent", "200", "200"),
    "account_reset_password_from_key": ("/account/password/new/1-never-was", "200", "200"),
    "account_reset_password_from_key_done": ("/account/password/new/done", "200", "200"),
    "mfa_index": ("/account/second-factor/", SIGN_IN, "200"),
    "mfa_authenticate": ("/account/second-factor/authenticate/", SIGN_IN, "302"),
    "mfa_reauthenticate": ("/account/second-factor/reauthenticate/", SIGN_IN, "403"),
    "mfa_activate_totp": ("/account/second-factor/totp/activate/", SIGN_IN, "200"),
    "mfa_deactivate_totp": ("/account/second-factor/totp/deactivate/", SIGN_IN, "404"),
    "mfa_view_recovery_codes": ("/account/second-factor/recovery-codes/", SIGN_IN, "404"),
    "mfa_generate_recovery_codes": ("/account/second-factor/recovery-codes/generate/", SIGN_IN, "200"),
    "mfa_download_recovery_codes": ("/account/second-factor/recovery-codes/download/", SIGN_IN, "404"),
    "account/second-factor/webauthn/": ("/account/second-factor/webauthn/", FACTORS, FACTORS),
    "mfa_list_webauthn": (
        "/account/second-factor/webauthn/",
        "302 /account/second-factor/",
        "302 /account/second-factor/",
    ),
    "mfa_add_webauthn": ("/account/second-factor/webauthn/add/", SIGN_IN, "200"),
    "mfa_reauthenticate_webauthn": ("/account/second-factor/webauthn/reauthenticate/", SIGN_IN, "403"),
    "mfa_edit_webauthn": ("/account/second-factor/webauthn/keys/1/edit/", SIGN_IN, "404"),
    "mfa_remove_webauthn": ("/account/second-factor/webauthn/keys/1/remove/", SIGN_IN, "404"),
    "mfa_login_webauthn": ("/account/second-factor/webauthn/login/", SIGN_IN, "302 /"),
    "usersessions_list": ("/account/sessions/", SIGN_IN, "200"),
    "single_sign_on": ("/account/single-sign-on", "404", "404"),
    "single_sign_on_back": ("/account/single-sign-on/back", "404", "404"),
    "leave": ("/account/session/leave", "405", "405"),
    "signed_out": ("/account/signed-out", "200", "200"),
    "another_phone": ("/account/second-factor/totp/another", SIGN_IN, "200"),
    "session": ("/account/session", "200", "200"),
    "oauth/token": ("/oauth/token", "400", "400"),
    "health/live": ("/health/live", "200", "200"),
    "health/ready": ("/health/ready", "200", "200"),
    "static/ninja/<path:path>": ("/static/ninja/swagger-ui.css", "200", "200"),
}
"""By name: the address, and the answer to nobody and to somebody. In a demonstration."""


def in_demonstration(environment: Environment) -> Environment:
    """Return the environment of a demonstration, in which the guide and the outbox are there."""
    shown = replace(environment, demo=True)
    vars(shown)["keys"] = environment.keys
    return shown


def answer_to(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    text = f"{answer.status_code} {answer.get('Location', '')}".strip()
    assert not answer.streaming or answer.getvalue()
    return text


def test_no_address_is_forgotten() -> None:
    known = {name for name, address in addresses().items() if not address.startswith("api/v1/")}

    assert known == set(ANSWERS) | set(table())


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_address_answers_as_the_table_says(cast: Cast, settings: Settings, name: str) -> None:
    settings.ONWARD = in_demonstration(settings.ONWARD)
    address, nobody, somebody = ANSWERS[name]
    ailsa = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))

    assert answer_to(Client(), address).startswith(nobody)
    assert answer_to(ailsa, address).startswith(somebody)


@pytest.mark.parametrize("name", sorted(name for name in ANSWERS if name not in {"oauth/token"}))
def test_nothing_is_taken_without_the_token_of_a_form(db: None, name: str) -> None:
    assert Client(enforce_csrf_checks=True).post(ANSWERS[name][0]).status_code in {403, 405}
