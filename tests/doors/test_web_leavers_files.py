"""A school office drops a file: sees what is in it, mends it, sends it, and takes the result away."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.harness.audit import acts_of
from tests.harness.cast import Cast, pupil
from tests.harness.files import FORMATS, csv_file
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.jobs import tasks
from onward.jobs.schedule import SCHEDULE
from onward.messaging.given_files import KEPT_FOR, remove_given
from onward.messaging.models import GivenFile
from onward.operations.given_files.work import work_through
from onward.web.parts import keyring
from onward.web.school.files.forms import LARGEST
from onward.web.school.files.queueing import QUEUE, READER
from onward.web.school.files.views import AT_ONCE

OPEN = "not-protected"


def office(cast: Cast, school: str = "arbroath", email: str = "") -> Client:
    at = at_school(cast.schools[school].id)
    return signed_in(employ("school-office", at, now=cast.now, email=email or f"office@{school}.example"))


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    return office(cast)


def drop(client: Client, content: bytes, name: str = "leavers.csv", **more: Any) -> Any:
    given = SimpleUploadedFile(name, content)
    return client.post("/files", {"file": given, "protection": OPEN} | more)


def shown(answer: Any) -> str:
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    return content.decode()


def bad_list(cast: Cast) -> bytes:
    """Three pupils; the date of birth of the second cannot be read."""
    text = csv_file(cast, [pupil(surname="Adair"), pupil(surname="Baird"), pupil(surname="Craig")]).decode()
    lines = text.splitlines()
    lines[2] = lines[2].replace("2016-05-04", "4.5.16")
    return "\r\n".join(lines).encode()


def row_form(page: str, **changes: str) -> dict[str, str]:
    """Return what a browser would send of the page of one row, with cells of these labels changed."""
    values = dict(re.findall(r'<input type="text" name="(cell-\d+)"(?: value="([^"]*)")?', page))
    for name, options in re.findall(r'<select name="(cell-\d+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    labels = dict(re.findall(r'<label class="ds_label" for="id_(cell-\d+)">([^<]*)</label>', page))
    places = {label: place for place, label in labels.items()}
    return values | {places[label]: value for label, value in changes.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_every_kind_is_looked_through_and_sent(cast: Cast, arbroath: Client, name: str) -> None:
    content = FORMATS[name](cast, [pupil(surname="Adair"), pupil(surname="Baird")])

    place = drop(arbroath, content, name)["Location"]
    before = shown(arbroath.get(place))
    nobody = shown(arbroath.get("/leavers"))
    sent = arbroath.post(f"{place}/send")
    after = shown(arbroath.get(place))

    assert "2 pupils can be sent. Nothing is sent so far." in before
    assert "No leavers yet" in nobody
    assert sent["Location"] == place
    assert "2 pupils sent. The hub has them all." in after
    assert "Showing 1 to 2 of 2" in shown(arbroath.get("/leavers"))


def test_a_bad_row_is_named_mended_in_place_and_sent(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, bad_list(cast))["Location"]
    before = shown(arbroath.get(place))
    row = shown(arbroath.get(f"{place}/rows/3"))

    mended = arbroath.post(f"{place}/rows/3", row_form(row, **{"Date of birth": "04/05/2016"}))
    after = shown(arbroath.get(place))
    arbroath.post(f"{place}/send")

    assert "2 pupils can be sent, 1 cannot yet." in before
    assert "Baird" in before
    assert "Date of birth: Write it as a date" in before
    assert "What is wrong" in row
    assert mended["Location"] == place
    assert "3 pupils can be sent." in after
    assert "Showing 1 to 3 of 3" in shown(arbroath.get("/leavers"))


def test_a_mend_that_does_not_mend_is_named_again(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, bad_list(cast))["Location"]
    row = shown(arbroath.get(f"{place}/rows/3"))

    arbroath.post(f"{place}/rows/3", row_form(row, **{"Date of birth": "31/02/2016"}))

    assert "2 pupils can be sent, 1 cannot yet." in shown(arbroath.get(place))
    assert "31/02/2016" in shown(arbroath.get(f"{place}/rows/3"))


def test_what_was_sent_is_not_doubled_when_the_rest_is_mended_later(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, bad_list(cast))["Location"]
    arbroath.post(f"{place}/send")
    first = shown(arbroath.get(place))
    row = shown(arbroath.get(f"{place}/rows/3"))

    arbroath.post(f"{place}/rows/3", row_form(row, **{"Date of birth": "04/05/2016"}))
    arbroath.post(f"{place}/send")

    assert "2 pupils sent, 1 not." in first
    assert "Showing 1 to 3 of 3" in shown(arbroath.get("/leavers"))
    assert "Sent before" in shown(arbroath.get(f"{place}?show=all"))


def test_a_double_click_sends_once(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, csv_file(cast, [pupil()]))["Location"]

    answers = [arbroath.post(f"{place}/send") for _ in range(2)]

    assert [each["Location"] for each in answers] == [place] * 2
    assert "Nothing is doubled" in shown(arbroath.get(place))
    assert "Showing 1 to 1 of 1" in shown(arbroath.get("/leavers"))


def test_the_result_is_taken_away_without_names(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, bad_list(cast))["Location"]
    arbroath.post(f"{place}/send")

    text = shown(arbroath.get(f"{place}/result"))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert [row[:2] for row in rows[1:]] == [["2", "sent"], ["3", "not sent"], ["4", "sent"]]
    assert "Adair" not in text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("leavers.csv", b"Surname;Forename\nAhern;Isla\n", "columns are missing"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", "No pupil could be read"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "No pupil could be read"),
        ("broken.json", b"{", "No pupil could be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    cast: Cast, arbroath: Client, name: str, content: bytes, told: str
) -> None:
    page = shown(arbroath.get(drop(arbroath, content, name)["Location"]))

    assert "No pupil could be read from this file" in page
    assert told in page or "columns" in page


def test_a_file_that_is_missing_empty_or_too_large_is_refused(arbroath: Client) -> None:
    missing = shown(arbroath.post("/files", {"protection": OPEN}))
    empty = shown(drop(arbroath, b""))
    large = shown(drop(arbroath, b"x" * (LARGEST + 1)))
    unanswered = shown(drop(arbroath, b"x", protection=""))

    assert missing.count("Choose a file") == 2
    assert "The file is empty" in empty
    assert "The file is larger than 16 MB" in large
    assert "Say whether the whereabouts may be disclosed" in unanswered


def test_a_long_file_waits_for_the_worker_and_shows_how_far_it_is(
    cast: Cast, arbroath: Client, clock: MovedClock
) -> None:
    long = csv_file(cast, [pupil() for _ in range(3)]) + b"\n" * AT_ONCE

    places = [drop(arbroath, long)["Location"] for _ in range(2)]
    waits = shown(arbroath.get(places[0]))
    jobs = ProcrastinateJob.objects.filter(task_name=READER, status="todo").count()
    worked = [work_through(None, clock=clock, keyring=keyring(), scn_element="SCN") for _ in range(3)]

    assert "Checking your file" in waits
    assert 'hx-trigger="every 2s"' in waits
    assert jobs == 1
    assert worked == [True, True, False]
    assert all("3 pupils can be sent." in shown(arbroath.get(each)) for each in places)


def test_the_job_that_is_woken_is_in_the_schedule() -> None:
    assert READER in {each.name for each in SCHEDULE}
    assert QUEUE == tasks.QUEUE


def test_a_colleague_and_another_school_find_no_such_file(cast: Cast, arbroath: Client) -> None:
    place = drop(arbroath, bad_list(cast))["Location"]
    others = [office(cast, email="colleague@arbroath.example"), office(cast, "selkirk")]

    for client in others:
        assert [client.get(f"{place}{more}").status_code for more in ("", "/rows/3", "/result")] == [404] * 3
        assert client.post(f"{place}/send").status_code == 404


def test_the_file_is_kept_sealed_and_soon_removed(cast: Cast, arbroath: Client) -> None:
    drop(arbroath, csv_file(cast, [pupil(surname="Adair")]))

    with seen_as(HUB):
        kept = GivenFile.objects.get()
    removed = [remove_given(now=cast.now), remove_given(now=cast.now + KEPT_FOR + KEPT_FOR)]

    assert b"Adair" not in bytes(kept.ciphertext) + bytes(kept.notes)
    assert removed == [0, 1]


def test_each_look_into_a_file_is_in_the_audit(cast: Cast) -> None:
    person_id = employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now)
    client = signed_in(person_id)

    client.get(drop(client, csv_file(cast, [pupil()]))["Location"])

    assert acts_of(person_id) == ["give_file", "view_given_file"]


@pytest.mark.parametrize("kind", ["leavers", "joiners"])
@pytest.mark.parametrize(("ending", "begins"), [("csv", b"\xef\xbb\xbfSurname"), ("xlsx", b"PK")])
def test_empty_lists_can_be_taken_away(arbroath: Client, kind: str, ending: str, begins: bytes) -> None:
    answer = arbroath.get(f"/files/templates/{kind}.{ending}")

    assert answer.content.startswith(begins)
    assert f"{kind}.{ending}" in answer["Content-Disposition"]


@pytest.mark.parametrize("address", ["templates/other.csv", "templates/leavers.exe"])
def test_there_are_no_other_templates(arbroath: Client, address: str) -> None:
    assert arbroath.get(f"/files/{address}").status_code == 404


def test_a_file_of_twenty_shows_at_the_price_of_one(cast: Cast, arbroath: Client) -> None:
    counts = []
    for count in (1, 20):
        place = drop(arbroath, csv_file(cast, [pupil() for _ in range(count)]))["Location"]
        with counted_statements() as statements:
            arbroath.get(place)
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0
