"""Saying one thing at the API: accepted when durable, repeated without doubling, refused with every fault."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.cluster import WorkerDatabase
from tests.harness.systems import AtTheDoor, arrives

from onward.access.scopes import Scope
from onward.api import messages
from onward.api.problem_answers import MEDIA_TYPE
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.transfers.models import Joiner, Leaver, Transfer

ARBROATH, SELKIRK = "5300120-primary", "5600351-primary"
IDENTIFIER = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"


@pytest.fixture
def arbroath(committed_cast: Cast) -> AtTheDoor:
    return arrives(committed_cast, "arbroath")


@pytest.fixture
def selkirk(committed_cast: Cast) -> AtTheDoor:
    return arrives(committed_cast, "selkirk")


def codes(answer: Any) -> list[str]:
    return [each["code"] for each in answer.json()["faults"]]


def test_a_departure_is_accepted_when_it_is_durable(arbroath: AtTheDoor, committed_cast: Cast) -> None:
    answer = arbroath.say(ARBROATH, committed_cast.departure(to="selkirk"))

    assert answer.status_code == 202
    said = answer.json()
    assert (said["repeated"], said["warnings"], said["joiner"]) == (False, [], None)
    with seen_as(HUB):
        assert str(Message.objects.get().id) == said["message"]
        assert str(Leaver.objects.get().id) == said["leaver"]
        assert Transfer.objects.get().state == "expected"


def test_an_arrival_settles_what_was_expected(
    arbroath: AtTheDoor, selkirk: AtTheDoor, committed_cast: Cast
) -> None:
    arbroath.say(ARBROATH, committed_cast.departure(to="selkirk"))
    with seen_as(HUB):
        joiner = str(Joiner.objects.get().id)

    answer = selkirk.say(SELKIRK, committed_cast.arrival(joiner=joiner))

    assert (answer.status_code, answer.json()["joiner"]) == (202, joiner)
    with seen_as(HUB):
        assert Transfer.objects.get().state == "arrived"


def test_a_repeat_answers_as_the_first_did(arbroath: AtTheDoor, committed_cast: Cast) -> None:
    said = committed_cast.departure(reason="")
    first = arbroath.say(ARBROATH, said, key="one").json()

    again = arbroath.say(ARBROATH, said, key="one").json()

    assert [each["code"] for each in first["warnings"]] == ["reason-missing"]
    assert again == first | {"repeated": True}


def test_a_key_that_was_used_for_something_else_is_a_conflict(
    arbroath: AtTheDoor, committed_cast: Cast
) -> None:
    arbroath.say(ARBROATH, committed_cast.departure(), key="one")

    answer = arbroath.say(ARBROATH, committed_cast.departure(), key="one")

    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate-key-other-content")


def test_keys_of_two_systems_do_not_meet(committed_cast: Cast) -> None:
    systems = [arrives(committed_cast, "arbroath") for _ in range(2)]

    answers = [each.say(ARBROATH, committed_cast.departure(), key="one") for each in systems]

    assert [(each.status_code, each.json()["repeated"]) for each in answers] == [(202, False)] * 2


def test_every_fault_is_named_at_once(arbroath: AtTheDoor, committed_cast: Cast) -> None:
    said = committed_cast.departure(pupil=pupil(scn="123456789", born="31.12.2015"), reson="01")

    answer = arbroath.say(ARBROATH, said)

    assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA_TYPE)
    faults = {each["path"]: each["code"] for each in answer.json()["faults"]}
    assert faults == {"pupil.scn": "scn-invalid", "pupil.born": "wrong-format", "reson": "unexpected-field"}
    assert all(each["mend"] and each["level"] == "fault" for each in answer.json()["faults"])
    assert b"123456789" not in answer.content


def test_what_the_exchange_cannot_take_is_refused_with_its_faults(
    arbroath: AtTheDoor, committed_cast: Cast
) -> None:
    nowhere = {"seed": "9999999", "type": "primary"}

    answer = arbroath.say(ARBROATH, committed_cast.departure(destination=nowhere, leaving_on="2020-01-31"))

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    assert sorted(codes(answer)) == ["leaving-date-too-early", "school-unknown"]
    with seen_as(HUB):
        assert not Message.objects.exists()


def test_an_arrival_tomorrow_has_not_happened(arbroath: AtTheDoor, committed_cast: Cast) -> None:
    answer = arbroath.say(ARBROATH, committed_cast.arrival(pupil=pupil(), arrived_on="2026-09-02"))

    assert codes(answer) == ["date-in-future"]


@pytest.mark.parametrize(
    "text", [b"{", b"[]", b"null", b'{"kind": "departure"', b"\xff\xfe", b"kind=departure"]
)
def test_what_is_no_item_is_refused(arbroath: AtTheDoor, text: bytes) -> None:
    answer = arbroath.post(f"/schools/{ARBROATH}/messages", text, headers={"Idempotency-Key": "one"})

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    assert codes(answer)


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("departure", "departures:write"),
        ("redirect", "departures:write"),
        ("record", "records:write"),
        ("arrival", "arrivals:write"),
        ("no-arrival", "arrivals:write"),
    ],
)
def test_each_kind_needs_its_scope(committed_cast: Cast, kind: str, scope: str) -> None:
    said: dict[str, dict[str, Any]] = {
        "departure": committed_cast.departure(),
        "redirect": {"kind": "redirect", "leaver": IDENTIFIER, "outside": {"country": "FR"}},
        "record": {"kind": "record", "leaver": IDENTIFIER, "record": {"core": {}}},
        "arrival": committed_cast.arrival(pupil=pupil()),
        "no-arrival": {"kind": "no-arrival", "joiner": IDENTIFIER},
    }
    others = {Scope.DEPARTURES_WRITE, Scope.RECORDS_WRITE, Scope.ARRIVALS_WRITE} - {scope}
    system = arrives(committed_cast, "arbroath", scopes=frozenset(others))

    answer = system.say(ARBROATH, said[kind])

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient-scope")
    assert f'scope="{scope}"' in answer["WWW-Authenticate"]


@pytest.mark.parametrize("key", [None, "", "two words", "x" * 201, "schl\u00fcssel"])
def test_a_message_needs_a_key(arbroath: AtTheDoor, committed_cast: Cast, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}

    answer = arbroath.post(f"/schools/{ARBROATH}/messages", committed_cast.departure(), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    (fault,) = answer.json()["faults"]
    assert (fault["path"], "1 to 200 printable characters" in fault["mend"]) == (
        "header.Idempotency-Key",
        True,
    )


def test_a_message_that_is_too_large_is_not_read(arbroath: AtTheDoor) -> None:
    text = b" " * (messages.LARGEST_MESSAGE + 1)

    answer = arbroath.post(f"/schools/{ARBROATH}/messages", text, headers={"Idempotency-Key": "one"})

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_message_says_how_long_it_is(arbroath: AtTheDoor) -> None:
    answer = arbroath.client.post(
        f"/api/v1/schools/{ARBROATH}/messages",
        b"{}",
        content_type="application/json",
        headers={**arbroath.headers, "Idempotency-Key": "one"},
        CONTENT_LENGTH="",
    )

    assert (answer.status_code, answer.json()["code"]) == (411, "length-missing")


@contextmanager
def writes_held_up(database: WorkerDatabase) -> Iterator[None]:
    with database.superuser.connect() as connection, connection.transaction():
        connection.execute("LOCK TABLE messaging_message IN EXCLUSIVE MODE")
        yield


def test_no_verdict_in_time_is_not_lost(
    arbroath: AtTheDoor,
    committed_cast: Cast,
    committed_db: WorkerDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = committed_cast.departure()
    with writes_held_up(committed_db), monkeypatch.context() as hurried:
        hurried.setattr(messages, "WAIT_SECONDS", 0.2)
        held_up = arbroath.say(ARBROATH, said, key="one")

    repeated = arbroath.say(ARBROATH, said, key="one")

    assert (held_up.status_code, held_up.json()["code"]) == (503, "no-verdict-yet")
    assert held_up["Retry-After"] == "2"
    assert (repeated.status_code, repeated.json()["repeated"]) == (202, True)


def test_the_same_message_eight_times_at_once_is_one_message(
    arbroath: AtTheDoor, committed_cast: Cast
) -> None:
    text = json.dumps(committed_cast.departure(), default=str)
    headers = {**arbroath.headers, "Idempotency-Key": "one"}

    def send(_: int) -> Any:
        try:
            address = f"/api/v1/schools/{ARBROATH}/messages"
            return Client().post(address, text, content_type="application/json", headers=headers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(send, range(8)))

    assert {each.status_code for each in answers} == {202}
    assert sorted(each.json()["repeated"] for each in answers) == [False] + [True] * 7
    assert len({each.json()["message"] for each in answers}) == 1


def test_a_record_before_its_departure_is_told_what_is_missing(
    arbroath: AtTheDoor, committed_cast: Cast
) -> None:
    child = pupil()
    record = {"kind": "record", "pupil": child, "record": {"core": {"reading": "well"}}}

    early = arbroath.say(ARBROATH, record, key="record")
    arbroath.say(ARBROATH, committed_cast.departure(to="selkirk", pupil=child))
    late = arbroath.say(ARBROATH, record, key="record")

    assert (early.status_code, codes(early)) == (422, ["leaver-unknown"])
    assert (late.status_code, late.json()["repeated"]) == (202, False)


def test_a_departure_after_its_arrival_is_taken(
    arbroath: AtTheDoor, selkirk: AtTheDoor, committed_cast: Cast
) -> None:
    child = pupil()
    arrival = selkirk.say(
        SELKIRK, committed_cast.arrival(pupil=child, previous_school=committed_cast.ref("arbroath"))
    )

    departure = arbroath.say(ARBROATH, committed_cast.departure(to="selkirk", pupil=child))

    assert (arrival.status_code, departure.status_code) == (202, 202)
    with seen_as(HUB):
        assert Transfer.objects.get().state == "arrived"
