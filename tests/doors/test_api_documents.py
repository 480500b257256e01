"""Documents of records at the API: uploaded by the sender, fetched by whoever got the record."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.systems import AtTheDoor, arrives, documents_in

from onward.api.parts import blobs
from onward.messaging.documents import MAX_BYTES

ARBROATH, SELKIRK, LEITH = (
    f"/schools/{key}" for key in ("5300120-primary", "5600351-primary", "5500230-primary")
)
PDF = b"%PDF-1.7\n" + b"x" * 100_000
NAMED = {"Content-Disposition": "attachment; filename*=UTF-8''Profile%20of%20M%C3%B2rag.pdf"}


@pytest.fixture
def arbroath(cast: Cast, settings: Settings, tmp_path: Path) -> AtTheDoor:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    return arrives(cast, "arbroath")


def upload(system: AtTheDoor, *, sha256: str = "") -> Any:
    headers = NAMED | ({"X-Content-SHA256": sha256} if sha256 else {})
    return system.post(f"{ARBROATH}/documents", PDF, content_type="application/pdf", headers=headers)


def test_a_document_goes_with_a_record_to_the_next_school(cast: Cast, arbroath: AtTheDoor) -> None:
    selkirk = arrives(cast, "selkirk")
    kept = upload(arbroath)
    record = {"core": {}, "documents": [kept.json()["id"]]}
    assert cast.say("arbroath", cast.departure(to="selkirk", record=record)).is_accepted

    fetched = selkirk.get(f"{SELKIRK}/documents/{kept.json()['id']}")

    assert kept.status_code == 201
    assert kept.json() == {
        "id": kept.json()["id"],
        "file_name": "Profile of Mòrag.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    assert fetched.getvalue() == PDF
    assert (fetched["Content-Type"], fetched["Content-Length"]) == ("application/pdf", str(len(PDF)))
    assert fetched["X-Content-SHA256"] == kept.json()["sha256"]
    assert "Profile%20of%20M%C3%B2rag.pdf" in fetched["Content-Disposition"]


def test_a_document_is_for_its_school_and_for_who_got_the_record(cast: Cast, arbroath: AtTheDoor) -> None:
    document = upload(arbroath).json()["id"]
    strangers = [(arrives(cast, "selkirk"), SELKIRK), (arrives(cast, "leith"), LEITH)]

    answers = [system.get(f"{school}/documents/{document}") for system, school in strangers]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "not-found")] * 2
    assert arbroath.get(f"{ARBROATH}/documents/{document}").getvalue() == PDF


def test_a_checksum_that_was_stated_must_be_right(arbroath: AtTheDoor) -> None:
    right = upload(arbroath, sha256=hashlib.sha256(PDF).hexdigest())
    wrong = upload(arbroath, sha256="0" * 64)
    faulty = upload(arbroath, sha256="xyz")

    assert right.status_code == 201
    assert (wrong.status_code, wrong.json()["code"]) == (422, "checksum-mismatch")
    assert (faulty.status_code, faulty.json()["faults"][0]["path"]) == (422, "header.X-Content-SHA256")


@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (PDF, "application/x-msdownload", 415, "media-type-not-taken"),
        (PDF, "", 415, "media-type-not-taken"),
        (b"MZ" + PDF, "application/pdf", 422, "content-not-as-stated"),
        (b"\x00" * (MAX_BYTES + 1), "application/pdf", 413, "too-large"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    arbroath: AtTheDoor, content: bytes, media_type: str, status: int, code: str
) -> None:
    answer = arbroath.post(f"{ARBROATH}/documents", content, content_type=media_type)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not list(blobs().names_before(arbroath.credential.expires_at))


def test_a_document_may_come_without_a_name(arbroath: AtTheDoor) -> None:
    answer = arbroath.post(f"{ARBROATH}/documents", PDF, content_type="application/pdf; version=1.7")

    assert answer.json()["file_name"] == "document.pdf"
