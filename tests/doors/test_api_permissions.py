"""Who gets past the door: every route, for its own system, a stranger, and tokens that do not do."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.routes import (
    OF_SCHOOLS,
    OPERATIONS,
    ROUTES,
    WITH_THINGS,
    WITH_TOKEN,
    Known,
    ask,
    make_known,
)
from tests.harness.statements import counted_statements
from tests.harness.systems import AtTheDoor, MovedClock, arrives, documents_in

from onward.access.scopes import ALL

NOTHING = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"
NO_SUCH = Known(
    **dict.fromkeys(("leaver", "message", "joiner", "delivery", "document"), NOTHING), sha256="0" * 64
)
NO_SCHOOL = "9999999-primary"


@pytest.fixture
def own(cast: Cast, settings: Settings, tmp_path: Path) -> AtTheDoor:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    return arrives(cast, "arbroath", "selkirk")


@pytest.fixture
def known(cast: Cast, own: AtTheDoor) -> Known:
    return make_known(cast, own, own)


def key(cast: Cast, name: str) -> str:
    return cast.schools[ROUTES[name].school or "arbroath"].key


def told(answer: Any) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All that an answer tells, but for the request's own id and the pace."""
    headers = sorted((k, v) for k, v in answer.items() if not k.startswith(("X-Request", "RateLimit")))
    return answer.status_code, re.sub(rb'"request_id": "[^"]*"', b"", answer.content), headers


def test_every_route_is_listed() -> None:
    assert set(ROUTES) == set(OPERATIONS)


def test_the_own_system_passes(cast: Cast, own: AtTheDoor, known: Known) -> None:
    statuses = {
        name: ask(name, known, school=key(cast, name), client=own.client, token=own.token).status_code
        for name in sorted(ROUTES)
    }

    assert statuses == {name: route.passes for name, route in ROUTES.items()}


def test_no_address_passes_over_a_parameter_that_it_does_not_know(
    cast: Cast, own: AtTheDoor, known: Known
) -> None:
    passing = []
    for name in sorted(ROUTES):
        answer = ask(
            name, known, school=key(cast, name), client=own.client, token=own.token, query="?unheard_of=1"
        )
        if answer.status_code != 422 or answer.json()["faults"][0]["path"] != "query.unheard_of":
            passing.append(name)

    assert passing == []


def test_one_scope_is_enough_where_it_is_the_right_one(cast: Cast, own: AtTheDoor, known: Known) -> None:
    statuses = {}
    for name in WITH_TOKEN:
        narrow = arrives(cast, "arbroath", "selkirk", scopes=frozenset(ROUTES[name].scopes[:1]))
        answer = ask(name, known, school=key(cast, name), client=narrow.client, token=narrow.token)
        statuses[name] = answer.status_code

    assert statuses == {name: ROUTES[name].passes for name in WITH_TOKEN}


def test_all_other_scopes_are_not_enough(cast: Cast, known: Known) -> None:
    codes = {}
    for name in WITH_TOKEN:
        others = arrives(cast, "arbroath", "selkirk", scopes=ALL - set(ROUTES[name].scopes))
        answer = ask(name, known, school=key(cast, name), client=others.client, token=others.token)
        codes[name] = (answer.status_code, answer.json()["code"])

    assert codes == dict.fromkeys(WITH_TOKEN, (403, "insufficient-scope"))


def test_without_a_token_nobody_passes(cast: Cast, known: Known) -> None:
    codes = {}
    for name in WITH_TOKEN:
        answer = ask(name, known, school=key(cast, name), client=Client(), token="")
        codes[name] = (answer.status_code, answer.json()["code"])

    assert codes == dict.fromkeys(WITH_TOKEN, (401, "token-missing"))


def test_a_token_that_has_ended_does_not_do(
    cast: Cast, own: AtTheDoor, known: Known, clock: MovedClock
) -> None:
    clock.later(minutes=15)

    codes = {}
    for name in WITH_TOKEN:
        answer = ask(name, known, school=key(cast, name), client=own.client, token=own.token)
        codes[name] = (answer.status_code, answer.json()["code"])

    assert codes == dict.fromkeys(WITH_TOKEN, (401, "token-refused"))


def test_another_school_and_no_school_are_the_same_to_a_stranger(cast: Cast, known: Known) -> None:
    stranger = arrives(cast, "leith")

    for name in OF_SCHOOLS:
        answers = [
            told(ask(name, known, school=school, client=stranger.client, token=stranger.token))
            for school in (key(cast, name), NO_SCHOOL, "arbroath")
        ]
        assert answers[0][0] == 404
        assert answers[0] == answers[1] == answers[2]


def test_things_of_another_school_and_no_things_are_the_same_to_a_stranger(cast: Cast, known: Known) -> None:
    stranger, leith = arrives(cast, "leith"), cast.schools["leith"].key

    for name in WITH_THINGS:
        ask(name, NO_SUCH, school=leith, client=stranger.client, token=stranger.token)
        answers, counts = [], []
        for thing in (known, replace(NO_SUCH, sha256=known.sha256)):
            with counted_statements() as statements:
                answer = ask(name, thing, school=leith, client=stranger.client, token=stranger.token)
            answers.append(told(answer))
            counts.append(statements.count)
        assert answers[0][0] == 404
        assert answers[0] == answers[1]
        assert counts[0] == counts[1]
