"""What a school office can still say about a leaver, each said once however often one clicks."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.leaving import office, text_of

from onward.operations.reading import view_leaver
from onward.transfers.workflow import LeaverStanding
from onward.web.upload_limit import LARGEST_FORM


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    return office(cast)


def token() -> str:
    return str(uuid4())


def standing_of(cast: Cast, leaver_id: UUID) -> LeaverStanding:
    by = cast.item("arbroath", cast.departure()).by
    return view_leaver(leaver_id, by=by, now=cast.now).leaver.standing


def test_a_school_is_searched_and_named_as_the_destination(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="01"))
    address = f"/leavers/{verdict.leaver}/destination"

    found = text_of(
        arbroath.post(address, {"token": token(), "where": "school", "search": "selk", "find": "1"})
    )
    named = arbroath.post(
        address, {"token": token(), "where": "school", "search": "selk", "school": "5600351-primary"}
    )

    assert "5600351-primary" in found
    assert "There is a problem" not in found
    assert named["Location"] == f"/leavers/{verdict.leaver}"
    assert verdict.leaver
    assert standing_of(cast, verdict.leaver) is LeaverStanding.AWAITED


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Say whether the pupil goes to a school in Scotland"),
        ({"where": "school"}, "Enter the name of the school"),
        ({"where": "school", "search": "nowhere"}, "No school was found"),
        ({"where": "school", "search": "selkirk"}, "Choose the school from those found"),
        ({"where": "outside"}, "Choose the country"),
    ],
)
def test_a_destination_that_lacks_something_is_asked_again(
    cast: Cast, arbroath: Client, given: dict[str, str], told: str
) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="01"))

    shown = text_of(arbroath.post(f"/leavers/{verdict.leaver}/destination", {"token": token(), **given}))

    assert "There is a problem" in shown
    assert told in shown


def test_a_departure_is_taken_back_once_however_often_one_clicks(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    address, form = f"/leavers/{verdict.leaver}/withdrawal", {"token": token(), "why": "The pupil stays"}

    asked = text_of(arbroath.get(address))
    answers = [arbroath.post(address, form) for _ in range(2)]

    assert "on your roll again" in asked
    assert [each["Location"] for each in answers] == [f"/leavers/{verdict.leaver}"] * 2
    assert text_of(arbroath.get(f"/leavers/{verdict.leaver}")).count("Took it back") == 1


def test_a_note_with_a_postcode_is_not_taken(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    shown = arbroath.post(
        f"/leavers/{verdict.leaver}/withdrawal", {"token": token(), "why": "Lives at DD11 1AA"}
    )

    assert "Leave postcodes and telephone numbers out" in text_of(shown)


def test_what_became_of_a_pupil_abroad_is_confirmed(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="12", outside={"country": "FR"}))
    form = {"token": token(), "outcome": "outside-scotland", "by": "reply"}

    answer = arbroath.post(
        f"/leavers/{verdict.leaver}/confirmation", {**form, "on_day": "1", "on_month": "9", "on_year": "2026"}
    )

    assert answer["Location"] == f"/leavers/{verdict.leaver}"
    assert "Confirmed what became of the pupil" in text_of(arbroath.get(answer["Location"]))


def test_what_the_policy_does_not_allow_is_said_in_plain_words(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="05"))
    form = {
        "token": token(),
        "outcome": "over-age",
        "by": "reply",
        "on_day": "1",
        "on_month": "9",
        "on_year": "2027",
    }

    shown = text_of(arbroath.post(f"/leavers/{verdict.leaver}/confirmation", form))

    assert "This date is in the future" in shown


def test_a_record_is_sent_once_however_often_one_clicks(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    given = token()

    def send() -> Any:
        paper = SimpleUploadedFile("profile.pdf", b"%PDF-1.7\nA profile\n")
        return arbroath.post(f"/leavers/{verdict.leaver}/record", {"token": given, "documents": [paper]})

    answers = [send() for _ in range(2)]

    assert [each["Location"] for each in answers] == [f"/leavers/{verdict.leaver}"] * 2
    shown = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))
    assert shown.count("Sent the record") == 1
    assert "You have sent this form already, and nothing was doubled." in shown


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("page.html", b"<p>", "of a kind that is not taken"),
        ("profile.pdf", b"not a PDF at all", "not what its name says"),
    ],
)
def test_a_document_that_cannot_be_is_refused(
    cast: Cast, arbroath: Client, name: str, content: bytes, told: str
) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    paper = SimpleUploadedFile(name, content)
    shown = arbroath.post(f"/leavers/{verdict.leaver}/record", {"token": token(), "documents": [paper]})

    assert told in text_of(shown)


def test_an_upload_beyond_all_limits_is_not_read(arbroath: Client) -> None:
    answer = arbroath.post("/files", {"protection": "protected"}, CONTENT_LENGTH=str(LARGEST_FORM + 1))

    assert answer.status_code == 400
