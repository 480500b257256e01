"""Signing in with one's organisation's account: a real provider, over HTTP, and all that is refused."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from django.test import Client
from joserfc.jwk import RSAKey
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.factors import give_app_to
from tests.harness.identity_provider import Provider, identity_provider
from tests.harness.people import employ

from onward.access.facts import at_authority
from onward.access.models import Person
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB

EMAIL = "ailsa@angus.example"
START = "/account/single-sign-on"
MFA = "https://refeds.org/profile/mfa"
pytestmark = pytest.mark.slow


@pytest.fixture
def provider(cast: Cast, settings: Settings) -> Iterator[Provider]:
    with identity_provider(cast.now.timestamp) as found:
        found.person = {"email": EMAIL, "email_verified": True}
        use(settings, found)
        yield found


@pytest.fixture
def ailsa_id(cast: Cast) -> UUID:
    return employ("s2s-coordinator", at_authority("120"), now=cast.now, email=EMAIL)


def use(settings: Settings, provider: Provider, *, vouched_by: str = "") -> None:
    settings.ONWARD = replace(settings.ONWARD, identity_provider=provider.as_set(vouched_by=vouched_by))


def go(client: Client, onward_to: str = "") -> str:
    """Go to the provider as a browser does; return the address to which it sends back."""
    asked = client.get(START, {"next": onward_to} if onward_to else {})
    with httpx.Client(trust_env=False) as browser:
        return str(browser.get(asked["Location"]).headers["Location"])


def come_back(client: Client, address: str) -> Any:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def leads_to(answer: Any) -> str:
    assert answer.status_code == 200
    [found] = re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', answer.content.decode())
    return str(found)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_was_invited_comes_in_and_is_asked_for_the_second_factor(
    provider: Provider, ailsa_id: UUID
) -> None:
    give_app_to(ailsa_id)
    client = Client()

    answer = come_back(client, go(client))

    assert leads_to(answer) == "/account/second-factor/authenticate/"
    assert not is_signed_in(client)
    [asked] = provider.asked
    assert asked["scope"] == "openid email"
    assert asked["code_challenge_method"] == "S256"


def test_without_a_second_factor_one_is_led_to_set_it_up(provider: Provider, ailsa_id: UUID) -> None:
    client = Client()

    onward_to = leads_to(come_back(client, go(client)))

    assert onward_to == "/"
    assert client.get("/")["Location"] == "/account/second-factor/totp/activate/"


@pytest.mark.parametrize(
    ("vouched_by", "said", "is_enough"),
    [
        ("amr=mfa", {"amr": ["pwd", "mfa"]}, True),
        (f"acr={MFA},amr=hwk", {"acr": MFA}, True),
        ("amr=mfa", {"amr": ["pwd"]}, False),
        ("amr=mfa", {"amr": "mfa"}, False),
        ("amr=mfa", {"acr": "mfa"}, False),
        (f"acr={MFA}", {}, False),
        ("", {"amr": ["mfa"], "acr": MFA}, False),
    ],
)
def test_the_second_factor_is_left_out_only_where_the_token_says_that_it_was_given(  # noqa: PLR0917
    provider: Provider,
    ailsa_id: UUID,
    settings: Settings,
    vouched_by: str,
    said: dict[str, Any],
    is_enough: bool,
) -> None:
    give_app_to(ailsa_id)
    use(settings, provider, vouched_by=vouched_by)
    provider.person |= said
    client = Client()

    come_back(client, go(client))

    assert is_signed_in(client) is is_enough
    assert (client.get("/").status_code == 200) is is_enough


def test_the_provider_is_asked_for_the_strength_that_vouches(provider: Provider, settings: Settings) -> None:
    use(settings, provider, vouched_by=f"acr={MFA}")

    go(Client())

    assert provider.asked[0]["acr_values"] == MFA


def test_where_one_wanted_to_go_is_kept_and_never_another_site(
    provider: Provider, ailsa_id: UUID, settings: Settings
) -> None:
    use(settings, provider, vouched_by="amr=mfa")
    provider.person["amr"] = ["mfa"]
    ours, foreign = Client(), Client()

    assert leads_to(come_back(ours, go(ours, "/alarms"))) == "/alarms"
    assert leads_to(come_back(foreign, go(foreign, "https://evil.example/"))) == "/"


@pytest.mark.parametrize(
    "said",
    [
        {"email": "nobody@angus.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "ailsa+x@angus.example"},
        {"email": "\u212aailsa@angus.example"},
        {"email": [EMAIL]},
        {"email": None},
    ],
)
def test_who_was_not_invited_or_is_not_confirmed_is_refused_in_one_way(
    provider: Provider, ailsa_id: UUID, said: dict[str, Any]
) -> None:
    provider.person |= said
    client, count = Client(), people()

    answer = come_back(client, go(client))

    assert answer.status_code == 403
    assert "You were not signed in" in answer.content.decode()
    assert not is_signed_in(client)
    assert people() == count


def test_somebody_who_has_left_is_refused(provider: Provider, ailsa_id: UUID) -> None:
    with seen_as(HUB):
        Person.objects.filter(pk=ailsa_id).update(is_active=False)
    client = Client()

    assert come_back(client, go(client)).status_code == 403


def test_the_address_may_be_told_beside_the_token(provider: Provider, ailsa_id: UUID) -> None:
    provider.person, provider.beside = {}, {"email": EMAIL.upper(), "email_verified": True}
    client = Client()

    assert leads_to(come_back(client, go(client))) == "/"
    provider.beside["sub"] = "somebody else"
    assert come_back(client, go(client)).status_code == 400
    provider.person, provider.beside = {"email_verified": True}, {"email": EMAIL}
    assert come_back(client, go(client)).status_code == 403


@pytest.mark.parametrize(
    "twist",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-hub"},
        {"aud": ["onward-hub", "another-hub"]},
        {"azp": "another-hub"},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 1},
        {"iat": 99999999999},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_for_another_hub_try_or_time_is_refused(
    provider: Provider, ailsa_id: UUID, twist: dict[str, Any]
) -> None:
    provider.twist = twist
    client = Client()

    answer = come_back(client, go(client))

    assert answer.status_code == 400
    assert "Signing in did not work" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_token_that_the_provider_did_not_sign_is_refused(provider: Provider, ailsa_id: UUID) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    client = Client()

    assert come_back(client, go(client)).status_code == 400


def test_an_answer_is_taken_by_the_browser_that_asked_and_once(provider: Provider, ailsa_id: UUID) -> None:
    client = Client()
    address = go(client)

    state = parse_qs(urlsplit(address).query)["state"][0]
    assert come_back(Client(), address).status_code == 400
    assert come_back(client, address.replace(state, "another")).status_code == 400
    assert come_back(client, address).status_code == 400


def test_who_breaks_off_there_is_told_so_here(provider: Provider, ailsa_id: UUID) -> None:
    client = Client()
    state = parse_qs(urlsplit(go(client)).query)["state"][0]

    assert client.get(f"{START}/back", {"error": "access_denied", "state": state}).status_code == 400


def test_a_provider_that_signs_with_another_algorithm_is_understood(
    cast: Cast, settings: Settings, ailsa_id: UUID
) -> None:
    with identity_provider(cast.now.timestamp, algorithm="ES256") as provider:
        provider.person = {"email": EMAIL, "email_verified": True}
        use(settings, provider)
        client = Client()

        assert leads_to(come_back(client, go(client))) == "/"


def test_a_provider_that_is_away_does_no_harm(provider: Provider, settings: Settings) -> None:
    away = replace(provider.as_set(), issuer="http://127.0.0.1:9")
    settings.ONWARD = replace(settings.ONWARD, identity_provider=away)

    answer = Client().get(START)

    assert answer.status_code == 400
    assert "did not answer" in answer.content.decode()


def test_the_button_is_there_only_where_a_provider_is_set(provider: Provider, settings: Settings) -> None:
    with_button = Client().get("/account/sign-in?next=/alarms").content.decode()
    settings.ONWARD = replace(settings.ONWARD, identity_provider=None)
    without = Client().get("/account/sign-in").content.decode()

    assert "Sign in with Angus Council" in with_button
    assert f'href="{START}?next=%2Falarms"' in with_button
    assert "Sign in with Angus" not in without
    for address in (START, f"{START}/back"):
        assert Client().get(address).status_code == 404


def test_the_audit_keeps_who_came_in_and_who_was_refused(provider: Provider, ailsa_id: UUID) -> None:
    client = Client()
    come_back(client, go(client))
    provider.person["email_verified"] = False
    come_back(client, go(client))

    with seen_as(HUB):
        kept = AuditEntry.objects.filter(subject_id=str(ailsa_id)).values_list("act", flat=True)
        assert {"sign_in", "sign_in_failed"} <= set(kept)


def test_nothing_of_the_provider_is_kept(provider: Provider, ailsa_id: UUID) -> None:
    client = Client()

    come_back(client, go(client))

    kept = str(dict(client.session))
    assert "for-userinfo" not in kept
    assert "person-1" not in kept


def people() -> int:
    with seen_as(HUB):
        return Person.objects.count()
