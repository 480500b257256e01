"""A passkey that opens without a password opens only for whom the device has recognised."""

import json

import pytest
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.factors import PASSWORD, SECOND_FACTOR, SIGN_IN_PAGE, give_password_to, person_of
from tests.harness.people import employ
from tests.harness.security_key import SecurityKey

from onward.access.facts import at_authority

ALONE = "/account/second-factor/webauthn/login/"
BRUNO = "bruno@angus.example"


@pytest.fixture
def key_of_ailsa(cast: Cast) -> SecurityKey:
    person_id = employ("s2s-coordinator", at_authority("120"), now=cast.now, email="ailsa@angus.example")
    return SecurityKey(person_of(person_id))


@pytest.fixture
def bruno(cast: Cast) -> Client:
    """Somebody with an account of his own, who has given his password and is asked for his passkey."""
    person_id = employ("cme-coordinator", at_authority("120"), now=cast.now, email=BRUNO)
    SecurityKey(give_password_to(person_id))
    client = Client()
    client.post(SIGN_IN_PAGE, {"login": BRUNO, "password": PASSWORD})
    return client


def challenge_in(client: Client) -> str:
    return str(client.session["mfa.webauthn.state"]["challenge"])


def send(client: Client, said: object) -> bool:
    client.post(ALONE, {"credential": json.dumps(said)})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("pin", [True, False])
def test_it_opens_where_the_pin_was_given_and_only_there(key_of_ailsa: SecurityKey, pin: bool) -> None:
    client = Client()
    client.get(ALONE, headers={"Accept": "application/json"})

    assert send(client, key_of_ailsa.sign(challenge_in(client), pin=pin)) is pin


def let_it_lie(client: Client) -> None:
    """Let the sign-in that was begun run out, which frees the other ways."""
    session = client.session
    session["account_login"]["initiated_at"] -= 3600
    session.save()


@pytest.mark.parametrize("pin", [True, False])
def test_what_was_asked_for_a_second_factor_opens_nothing_without_the_pin(
    key_of_ailsa: SecurityKey, bruno: Client, pin: bool
) -> None:
    bruno.get(SECOND_FACTOR)
    let_it_lie(bruno)

    assert send(bruno, key_of_ailsa.sign(challenge_in(bruno), pin=pin)) is pin
