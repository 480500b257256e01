"""Many items at once at the API: a verdict for each, in order, and nothing doubled by sending again."""

import json
from typing import Any

import pytest
from tests.harness import files
from tests.harness.cast import Cast, pupil
from tests.harness.systems import AtTheDoor, arrives

from onward.access.scopes import Scope
from onward.api import batches
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Transfer

ARBROATH = "/schools/5300120-primary"
NDJSON = "application/x-ndjson"


@pytest.fixture
def arbroath(cast: Cast) -> AtTheDoor:
    return arrives(cast, "arbroath")


def ndjson(*items: Any) -> bytes:
    return b"".join(json.dumps(each, default=str).encode() + b"\n" for each in items)


def send(system: AtTheDoor, content: bytes, media_type: str = NDJSON, **query: str) -> list[dict[str, Any]]:
    answer = system.post(f"{ARBROATH}/batches", content, content_type=media_type, query=query)
    assert (answer.status_code, answer["Content-Type"]) == (200, NDJSON)
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def transfers() -> int:
    with seen_as(HUB):
        return Transfer.objects.count()


def codes(line: dict[str, Any]) -> list[str]:
    return [each["code"] for each in line["faults"]]


def test_each_line_is_answered_in_order(cast: Cast, arbroath: AtTheDoor) -> None:
    nowhere = cast.departure(destination={"seed": "9999999", "type": "primary"})
    items = [cast.departure(), {"key": "mine", "item": cast.departure()}, nowhere, {"kind": "departure"}]

    lines = send(arbroath, ndjson(*items, cast.departure(to="selkirk")) + b"{\n")

    assert [(each["line"], each["accepted"], each["repeated"]) for each in lines] == [
        (1, True, False), (2, True, False), (3, False, False), (4, False, False), (5, True, False),
        (6, False, False),
    ]  # fmt: skip
    assert lines[1]["key"] == "mine"
    assert codes(lines[2]) == ["school-unknown"]
    assert set(codes(lines[3])) == {"missing-field"}
    assert codes(lines[5]) == ["not-json"]
    assert all(lines[number]["message"] and lines[number]["leaver"] for number in (0, 1, 4))
    assert transfers() == 3


def test_sending_a_mended_file_again_doubles_nothing(cast: Cast, arbroath: AtTheDoor) -> None:
    good = [cast.departure(to="selkirk") for _ in range(3)]
    bad = cast.departure(reason="99")
    first = send(arbroath, ndjson(*good, bad))

    again = send(arbroath, ndjson(*good, bad | {"reason": "05"}))

    assert [each["accepted"] for each in first] == [True, True, True, False]
    assert [each["repeated"] for each in again] == [True, True, True, False]
    assert [each["leaver"] for each in again[:3]] == [each["leaver"] for each in first[:3]]
    assert transfers() == 4


def test_a_json_batch_is_taken(cast: Cast, arbroath: AtTheDoor) -> None:
    body = json.dumps({"items": [cast.departure(), cast.departure()]}, default=str, indent=1).encode()

    lines = send(arbroath, body, "application/json")

    assert [each["accepted"] for each in lines] == [True, True]


def test_a_transfer_file_is_taken_with_the_answer_about_protection(cast: Cast, arbroath: AtTheDoor) -> None:
    lines = send(arbroath, files.ctf_file(cast, [pupil()]), "application/xml", protection="not-protected")

    pupils = [each for each in lines if each["line"]]
    assert [each["accepted"] for each in pupils] == [True]
    assert "protection-not-answered" not in codes(pupils[0])
    assert lines[0]["line"] == 0
    assert lines[0]["accepted"] is None
    with seen_as(HUB):
        assert not Transfer.objects.get().is_shielded


def test_without_an_answer_about_protection_a_child_counts_as_protected(
    cast: Cast, arbroath: AtTheDoor
) -> None:
    lines = send(arbroath, files.ctf_file(cast, [pupil()]), "application/xml")

    assert "protection-not-answered" in codes(lines[-1])
    with seen_as(HUB):
        assert Transfer.objects.get().is_shielded


@pytest.mark.parametrize(
    ("made", "media_type"),
    [
        (files.csv_file, "text/csv"),
        (files.csv_file, "application/x-www-form-urlencoded"),
        (files.xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (files.ctf_file, "text/xml"),
        (files.json_file, "application/json"),
        (files.ndjson, "application/octet-stream"),
    ],
)
def test_every_kind_of_file_is_known_by_its_content(
    cast: Cast, arbroath: AtTheDoor, made: files.FileOf, media_type: str
) -> None:
    content = made(cast, [pupil(), pupil()])

    first = send(arbroath, content, media_type, protection="not-protected")
    again = send(arbroath, content, media_type, protection="not-protected")

    assert [each["accepted"] for each in first if each["line"]] == [True, True]
    assert [each["repeated"] for each in again if each["line"]] == [True, True]
    assert transfers() == 2


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"\x00\x01\x02", "application/octet-stream", "file-kind-unknown"),
        (b"   ", NDJSON, "file-empty"),
        (b"Surname,Forename\nA,B\n", "text/csv", "columns-missing"),
        (b'<!DOCTYPE CTfile [<!ENTITY a "b">]><CTfile/>', "application/xml", "ctf-doctype"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    arbroath: AtTheDoor, content: bytes, media_type: str, code: str
) -> None:
    answer = arbroath.post(f"{ARBROATH}/batches", content, content_type=media_type)

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    assert code in codes(answer.json())


def test_kinds_that_the_token_does_not_permit_are_refused_one_by_one(cast: Cast) -> None:
    system = arrives(cast, "arbroath", scopes=frozenset({Scope.ARRIVALS_WRITE}))

    lines = send(system, ndjson(cast.departure(), cast.arrival(pupil=pupil())))

    assert [each["accepted"] for each in lines] == [False, True]
    assert codes(lines[0]) == ["kind-not-permitted"]


def test_a_file_that_is_too_large_is_not_read(arbroath: AtTheDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LARGEST_BATCH", 10)

    answer = arbroath.post(f"{ARBROATH}/batches", b"x" * 11, content_type=NDJSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_the_same_pupil_twice_in_a_file_is_told_as_repeated(cast: Cast, arbroath: AtTheDoor) -> None:
    said = cast.departure()

    lines = send(arbroath, ndjson(said, said))

    assert [each["repeated"] for each in lines] == [False, True]
    assert transfers() == 1
