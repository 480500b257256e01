import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import CLERK, Cast
from tests.harness.systems import AtTheDoor, MovedClock, arrives, ask_token, post_form

from onward.access import services
from onward.access.scopes import Scope

GRANT = {"grant_type": "client_credentials"}


def basic(client_id: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()).decode()


def test_a_system_gets_a_token_by_the_form(kestrel: AtTheDoor) -> None:
    answer = ask_token(kestrel.client, kestrel.credential)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()
    assert (said["token_type"], said["expires_in"]) == ("Bearer", 900)
    assert said["scope"].split() == sorted(Scope)


def test_a_system_gets_a_token_by_basic_authentication(kestrel: AtTheDoor) -> None:
    proof = basic(str(kestrel.credential.client_id), kestrel.credential.secret)

    answer = post_form(kestrel.client, GRANT, Authorization=proof)

    assert answer.status_code == 200
    assert answer.json()["access_token"]


def test_a_system_may_ask_for_fewer_scopes_but_not_for_more(cast: Cast) -> None:
    system = arrives(cast, "arbroath", scopes=frozenset({"leavers:read", "joiners:read"}))

    fewer = ask_token(system.client, system.credential, scope="leavers:read")
    more = ask_token(system.client, system.credential, scope="leavers:read directory:read")

    assert fewer.json()["scope"] == "leavers:read"
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ([*GRANT.items(), *GRANT.items()], "invalid_request"),
    ],
)
def test_a_faulty_form_is_answered_as_the_rfc_says(cast: Cast, form: Any, error: str) -> None:
    answer = post_form(Client(), form)

    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert answer.json()["error_description"].endswith(".")
    assert answer["Cache-Control"] == "no-store"


def test_only_a_posted_form_is_taken(cast: Cast) -> None:
    client = Client()

    answers = [client.get("/oauth/token"), client.post("/oauth/token", GRANT)]

    assert [(answer.status_code, answer.json()["error"]) for answer in answers] == [
        (400, "invalid_request"),
        (400, "invalid_request"),
    ]


def test_two_proofs_at_once_are_refused(kestrel: AtTheDoor) -> None:
    proof = basic(str(kestrel.credential.client_id), kestrel.credential.secret)

    answer = post_form(kestrel.client, GRANT | {"client_secret": "x"}, Authorization=proof)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("proof", ["Basic", "Basic ?", "Basic /w==", "Digest x", "Basic eDp5"])
def test_a_proof_that_is_none_is_refused(cast: Cast, proof: str) -> None:
    answer = post_form(Client(), GRANT, Authorization=proof)

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_every_cause_of_refusal_looks_the_same(kestrel: AtTheDoor, stranger: AtTheDoor) -> None:
    services.revoke_credential(
        client_id=stranger.credential.client_id, why="leaked", by=CLERK, now=MovedClock().now()
    )
    client = Client(headers={"X-Request-ID": "the-same-id"})

    answers = [
        ask_token(client, stranger.credential),
        ask_token(client, kestrel.credential, client_secret="onward_wrong"),
        ask_token(client, kestrel.credential, client_id="nobody"),
        ask_token(client, kestrel.credential, client_id=""),
    ]

    assert {(answer.status_code, answer.content, str(sorted(answer.items()))) for answer in answers} == {
        (401, answers[0].content, str(sorted(answers[0].items())))
    }


def test_without_a_token_the_door_stays_shut(cast: Cast) -> None:
    answer = Client().get("/api/v1/authorities")

    assert (answer.status_code, answer.json()["code"]) == (401, "token-missing")
    assert answer["WWW-Authenticate"] == 'Bearer realm="onward"'


@pytest.mark.parametrize("token", ["Bearer x", "Bearer a.b.c", "bearer \u00e9", "Bearer  "])
def test_what_is_no_token_is_refused(cast: Cast, token: str) -> None:
    answer = Client().get("/api/v1/authorities", headers={"Authorization": token})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_good_for_15_minutes(kestrel: AtTheDoor, clock: MovedClock) -> None:
    clock.later(minutes=14, seconds=59)
    before = kestrel.get("/authorities")
    clock.later(seconds=1)
    after = kestrel.get("/authorities")

    assert before.status_code == 200
    assert (after.status_code, after.json()["code"]) == (401, "token-refused")


def test_a_token_dies_with_its_credential_within_five_seconds(kestrel: AtTheDoor, clock: MovedClock) -> None:
    assert kestrel.get("/authorities").status_code == 200

    services.revoke_credential(
        client_id=kestrel.credential.client_id, why="leaked", by=CLERK, now=clock.now()
    )
    clock.later(seconds=5)

    answer = kestrel.get("/authorities")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-refused")


def test_a_token_without_the_scope_is_told_which_it_needs(cast: Cast) -> None:
    system = arrives(cast, "arbroath", scopes=frozenset({"leavers:read"}))

    answer = system.get("/authorities")

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient-scope")
    assert 'scope="directory:read"' in answer["WWW-Authenticate"]


def test_a_system_over_its_pace_is_told_when_to_come_again(cast: Cast, settings: Settings) -> None:
    settings.ONWARD = replace(settings.ONWARD, requests_per_second=1)
    system = arrives(cast, "arbroath")

    answers = [system.get("/authorities") for _ in range(3)]

    last = answers[-1]
    assert (last.status_code, last.json()["code"]) == (429, "too-many-requests")
    assert int(last["Retry-After"]) >= 1
    assert answers[0]["RateLimit-Limit"] == last["RateLimit-Limit"] == "2"
    assert last["RateLimit-Remaining"] == "0"
    assert ask_token(system.client, system.credential).status_code == 429


def test_a_token_of_yesterday_is_refused_though_its_credential_stands(
    kestrel: AtTheDoor, clock: MovedClock
) -> None:
    clock.later(days=1)

    assert kestrel.get("/authorities").status_code == 401
    assert ask_token(kestrel.client, kestrel.credential).status_code == 200
    assert timedelta(days=1) < kestrel.credential.expires_at - clock.now()
