"""Signing in: password and second factor, what is refused, and what the audit keeps of it."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_authority, at_school
from onward.access.models import Person
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB, SIGN_IN

PASSWORD = "a long pass phrase of Ailsa's"
SIGN_IN_PAGE = "/account/sign-in"


@pytest.fixture
def ailsa(cast: Cast) -> Person:
    person_id = employ("s2s-coordinator", at_authority("120"), now=cast.now, email="ailsa@angus.example")
    with seen_as(SIGN_IN):
        person = Person.objects.get(pk=person_id)
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return person


def _give_password(client: Client, password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN_PAGE, {"login": "ailsa@angus.example", "password": password})


def _told(answer: Any) -> str:
    """Return the page without what differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def test_a_stranger_is_led_to_the_sign_in_page(cast: Cast) -> None:
    answer = Client().get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN_PAGE)


def test_password_and_code_open_the_first_page(ailsa: Person) -> None:
    secret = totp.generate_totp_secret()
    with seen_as(SIGN_IN):
        totp.TOTP.activate(ailsa, secret)
    client = Client()

    first = _give_password(client)
    before = client.get("/")
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    second = client.post("/account/second-factor/authenticate/", {"code": code})
    after = client.get("/")

    assert first["Location"] == "/account/second-factor/authenticate/"
    assert before["Location"].startswith(SIGN_IN_PAGE)
    assert second["Location"] == "/"
    assert after.status_code == 200
    with seen_as(HUB):
        acts = list(AuditEntry.objects.filter(subject_id=str(ailsa.pk)).values_list("act", flat=True))
    assert acts.count("sign_in") == 1


def test_a_wrong_password_says_no_more_than_an_unknown_address(ailsa: Person) -> None:
    wrong = _give_password(Client(), "not the pass phrase")
    unknown = Client().post(SIGN_IN_PAGE, {"login": "nobody@angus.example", "password": PASSWORD})

    assert wrong.status_code == unknown.status_code == 200
    assert _told(wrong) == _told(unknown).replace("nobody@", "ailsa@")
    assert "not correct" in _told(wrong)
    with seen_as(HUB):
        assert AuditEntry.objects.filter(act="sign_in_failed", subject_id=str(ailsa.pk)).count() == 1


def test_five_wrong_passwords_lock_the_name_for_a_while(ailsa: Person) -> None:
    client = Client()
    for _ in range(5):
        _give_password(client, "not the pass phrase")

    locked = _give_password(client)

    assert locked.status_code == 200
    assert "Too many" in _told(locked)


def test_without_a_second_factor_one_gets_no_further_than_setting_it_up(ailsa: Person) -> None:
    client = Client()

    _give_password(client)
    answer = client.get("/")

    assert answer["Location"] == "/account/second-factor/totp/activate/"
    page = client.get(answer["Location"]).content.decode()
    assert "Set up your second factor" in page
    assert "data:image/svg+xml" in page


def test_who_holds_no_role_sees_nothing(cast: Cast, ailsa: Person) -> None:
    client = signed_in(ailsa.pk)
    with seen_as(HUB):
        ailsa.memberships.update(until_on=cast.now.date())

    answer = client.get("/")

    assert answer.status_code == 403


def test_somebody_who_has_left_is_signed_out_at_once(ailsa: Person) -> None:
    client = signed_in(ailsa.pk)
    with seen_as(HUB):
        Person.objects.filter(pk=ailsa.pk).update(is_active=False)

    answer = client.get("/")

    assert answer["Location"].startswith(SIGN_IN_PAGE)


def test_one_changes_between_ones_own_seats_and_takes_nobody_elses(cast: Cast, ailsa: Person) -> None:
    school = at_school(cast.schools["arbroath"].id)
    employ("school-office", school, now=cast.now, email="ailsa@angus.example")
    other = employ("school-office", school, now=cast.now, email="other@angus.example")
    client = signed_in(ailsa.pk)
    with seen_as(HUB):
        own = ailsa.memberships.get(role="school-office").pk
        foreign = Person.objects.get(pk=other).memberships.get().pk

    taken = client.post("/seat", {"seat": own})
    refused = client.post("/seat", {"seat": foreign})

    assert taken["Location"] == "/"
    assert client.session["seat"] == own
    assert refused.status_code == 404


def test_nobody_signs_up(cast: Cast) -> None:
    assert Client().get("/account/signup/").status_code == 404


def test_secrets_of_second_factors_lie_encrypted(ailsa: Person) -> None:
    secret = totp.generate_totp_secret()

    with seen_as(SIGN_IN):
        kept = totp.TOTP.activate(ailsa, secret).instance

    assert secret not in str(kept.data)
    assert totp.TOTP(kept).validate_code(
        totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    )
