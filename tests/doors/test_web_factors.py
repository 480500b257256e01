"""Second factors: what is refused about them, and what the audit keeps. A real device is in the journeys."""

import json
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.factors import code_of, factors_of, give_app_to, give_both, give_password_to
from tests.harness.people import employ

from onward.access.facts import at_authority
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB, SIGN_IN
from onward.web.sign_in.factors import OPENS_ALONE

EMAIL = "ailsa@angus.example"
HOW = "/account/second-factor/"
ADD = f"{HOW}webauthn/add/"
UNREADABLE: list[Any] = ["", "{", "[]", "{}", '{"id": "x"}', '{"response": {"userHandle": "####"}}', '"x"']
EMPTY_CREDENTIAL = {
    "id": "eA",
    "rawId": "eA",
    "type": "public-key",
    "response": {"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"},
}


@pytest.fixture
def ailsa_id(cast: Cast) -> UUID:
    person_id = employ("s2s-coordinator", at_authority("120"), now=cast.now, email=EMAIL)
    give_password_to(person_id)
    return person_id


@pytest.fixture
def secret(ailsa_id: UUID) -> str:
    return give_app_to(ailsa_id)


@pytest.fixture
def ailsa(ailsa_id: UUID, secret: str) -> Client:
    client = Client()
    give_both(client, EMAIL, secret)
    return client


def keep_passkey(person_id: UUID, name: str = "Phone") -> int:
    with seen_as(SIGN_IN):
        kept = Authenticator.objects.create(
            user_id=person_id, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
        )
        return int(kept.pk)


def acts_of(person_id: UUID) -> list[str]:
    with seen_as(HUB):
        return list(AuditEntry.objects.filter(subject_id=str(person_id)).values_list("act", flat=True))


def test_the_only_app_cannot_be_put_away(ailsa: Client, ailsa_id: UUID) -> None:
    answer = ailsa.post(f"{HOW}totp/deactivate/")

    assert "Add another first." in answer.content.decode()
    assert factors_of(ailsa_id) == ["totp"]


def test_beside_a_passkey_the_app_can_be_put_away(ailsa: Client, ailsa_id: UUID) -> None:
    keep_passkey(ailsa_id)

    answer = ailsa.post(f"{HOW}totp/deactivate/")

    assert answer["Location"] == HOW
    assert factors_of(ailsa_id) == ["webauthn"]
    assert acts_of(ailsa_id).count("remove_authenticator_app") == 1


def test_the_only_passkey_cannot_be_removed(ailsa: Client, ailsa_id: UUID) -> None:
    passkey = keep_passkey(ailsa_id)
    ailsa.post(f"{HOW}totp/deactivate/")

    asked = ailsa.get(f"{HOW}webauthn/keys/{passkey}/remove/")
    answer = ailsa.post(f"{HOW}webauthn/keys/{passkey}/remove/")

    for page in (asked, answer):
        assert "This passkey stays for now" in page.content.decode()
    assert factors_of(ailsa_id) == ["webauthn"]


def test_nobody_removes_or_renames_the_passkey_of_another(ailsa: Client, cast: Cast) -> None:
    other = employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@borders.example")
    passkey = keep_passkey(other)

    for act in ("remove", "edit"):
        assert ailsa.post(f"{HOW}webauthn/keys/{passkey}/{act}/", {"name": "Mine"}).status_code == 404
    assert factors_of(other) == ["webauthn"]


def test_the_app_moves_to_another_phone(ailsa: Client, ailsa_id: UUID, secret: str) -> None:
    ailsa.get(f"{HOW}totp/another")
    fresh = ailsa.session["mfa.totp.secret"]

    wrong = ailsa.post(f"{HOW}totp/another", {"code": "000000"})
    moved = ailsa.post(f"{HOW}totp/another", {"code": code_of(fresh)})

    assert "That code is not right" in wrong.content.decode()
    assert moved["Location"] == HOW
    assert fresh != secret
    assert give_both(Client(), EMAIL, secret).status_code == 200
    assert give_both(Client(), EMAIL, fresh)["Location"] == "/"


def test_how_one_signs_in_is_changed_only_after_one_showed_again_who_one_is(ailsa: Client) -> None:
    session = ailsa.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()

    for address in (ADD, f"{HOW}totp/another"):
        assert ailsa.get(address)["Location"].startswith("/account/again?")


@pytest.mark.parametrize("credential", [*UNREADABLE, json.dumps(EMPTY_CREDENTIAL)])
def test_what_no_device_has_signed_is_refused_in_words(
    ailsa: Client, ailsa_id: UUID, credential: str
) -> None:
    stranger = Client()
    stranger.post("/account/sign-in", {"login": EMAIL, "password": "three words put together"})
    addresses = [(ailsa, ADD), (stranger, f"{HOW}authenticate/"), (Client(), f"{HOW}webauthn/login/")]

    for client, address in addresses:
        client.get(address, headers={"Accept": "application/json"})
        answer = client.post(address, {"credential": credential, "name": "x"})
        assert answer.status_code == (302 if address.endswith("login/") else 200)
    assert factors_of(ailsa_id) == ["totp"]


def test_a_passkey_says_whether_it_opens_alone(ailsa: Client, ailsa_id: UUID) -> None:
    keep_passkey(ailsa_id, "Tablet")
    with seen_as(SIGN_IN):
        alone = Authenticator.objects.get(pk=keep_passkey(ailsa_id, "Key"))
        alone.data[OPENS_ALONE] = True
        alone.save()

    page = ailsa.get(HOW).content.decode()

    assert page.count("Opens without password") == 1
    assert page.index("Tablet") < page.index("Opens without password")


def test_sessions_are_listed_and_the_others_ended(secret: str) -> None:
    here = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/131.0"})
    there = Client(headers={"User-Agent": "Mozilla/5.0 (iPad) Version/17.0 Safari/604.1"})
    for client in (there, here):
        give_both(client, EMAIL, secret)
        client.get("/")

    page = here.get("/account/sessions/").content.decode()
    answer = here.post("/account/sessions/")

    assert page.index("Firefox on Windows") < page.index("This one") < page.index("Safari on an iPad")
    assert page.count("This one") == 1
    assert answer["Location"] == "/account/sessions/"
    assert "You are signed out everywhere else." in here.get("/account/sessions/").content.decode()
    assert there.get("/")["Location"].startswith("/account/sign-in")
    assert here.get("/").status_code == 200


def test_the_page_of_sessions_says_when_each_was_used(ailsa: Client) -> None:
    ailsa.get("/")

    page = ailsa.get("/account/sessions/").content.decode()

    assert "Last used" in page
    assert "<form" not in page


def test_wrong_codes_lock_for_a_while_in_plain_words(secret: str) -> None:
    client = Client()
    client.post("/account/sign-in", {"login": EMAIL, "password": "three words put together"})
    for _ in range(5):
        client.post(f"{HOW}authenticate/", {"code": "000000"})

    locked = client.post(f"{HOW}authenticate/", {"code": "000000"})

    assert "Wait five minutes, then try again." in locked.content.decode()
