"""A school office mends pupils of transfer files and of JSON in the page, as it mends rows of a list."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.files import ctf, ctf_file, json_file, ndjson
from tests.harness.people import employ, signed_in

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import GivenFile, Payload
from onward.messaging.sealing import Sealed
from onward.web.parts import keyring

BadFile = Callable[[Cast], bytes]


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    at = at_school(cast.schools["arbroath"].id)
    return signed_in(employ("school-office", at, now=cast.now, email="office@arbroath.example"))


def _three(file: Callable[..., bytes], cast: Cast, right: bytes, wrong: bytes) -> bytes:
    """Three pupils; the date of birth of the second cannot be read."""
    whole = file(cast, [pupil(surname="Adair"), pupil(surname="Baird"), pupil(surname="Craig")])
    before, mark, after = whole.partition(b"Baird")
    return before + mark + after.replace(right, wrong, 1)


def bad_ctf(cast: Cast) -> bytes:
    return _three(ctf_file, cast, b"<DOB>2016-05-04", b"<DOB>4.5.16")


def bad_json(cast: Cast) -> bytes:
    return _three(json_file, cast, b'"2016-05-04"', b'"4.5.16"')


def bad_stream(cast: Cast) -> bytes:
    return _three(ndjson, cast, b'"2016-05-04"', b'"4.5.16"')


BAD: dict[str, BadFile] = {
    "5300120_CTF_5600351_001.xml": bad_ctf,
    "leavers.json": bad_json,
    "leavers.ndjson": bad_stream,
}


def drop(client: Client, content: bytes, name: str) -> str:
    given = SimpleUploadedFile(name, content)
    answer: Any = client.post("/files", {"file": given, "protection": "not-protected"})
    return str(answer["Location"])


def shown(answer: Any) -> str:
    content: bytes = answer.content
    return content.decode()


def cells(page: str, **changes: str) -> dict[str, str]:
    """Return what a browser would send of the page of one pupil, with fields of these labels changed."""
    values = dict(re.findall(r'<input type="text" name="(cell-\d+)"(?: value="([^"]*)")?', page))
    for name, options in re.findall(r'<select name="(cell-\d+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    labels = dict(re.findall(r'<label class="ds_label" for="id_(cell-\d+)">([^<]*)</label>', page))
    places = {label: place for place, label in labels.items()}
    held = {name: html.unescape(value) for name, value in values.items()}
    return held | {places[label]: value for label, value in changes.items()}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pupil_is_named_mended_in_place_and_sent(cast: Cast, arbroath: Client, name: str) -> None:
    place = drop(arbroath, BAD[name](cast), name)
    before = shown(arbroath.get(place))
    item = shown(arbroath.get(f"{place}/rows/2"))

    mended = arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))
    after = shown(arbroath.get(place))
    arbroath.post(f"{place}/send")

    assert "2 pupils can be sent, 1 cannot yet." in before
    assert "Baird" in before
    assert "Date of birth: " in before
    assert "Mend this pupil" in before
    assert "Mend those that do not open here" not in before
    assert item.index("Date of birth") < item.index("The rest of what is said") < item.index('value="Baird"')
    assert 'value="4.5.16"' in item
    assert mended["Location"] == place
    assert "3 pupils can be sent." in after, after[after.index("<main") :]
    leavers = shown(arbroath.get("/leavers"))
    assert "Showing 1 to 3 of 3" in leavers
    assert "Baird" in leavers


@pytest.mark.parametrize("name", BAD)
def test_a_mend_that_does_not_mend_is_named_again_at_its_field(
    cast: Cast, arbroath: Client, name: str
) -> None:
    place = drop(arbroath, BAD[name](cast), name)
    item = shown(arbroath.get(f"{place}/rows/2"))

    changes = {"Date of birth": "31/02/2016", "Destination SEED": "0000000"}
    arbroath.post(f"{place}/rows/2", cells(item, **changes))
    again = shown(arbroath.get(f"{place}/rows/2"))

    assert "2 pupils can be sent, 1 cannot yet." in shown(arbroath.get(place))
    wrong = again[: again.index("The rest of what is said")]
    assert 'value="31/02/2016"' in wrong


@pytest.mark.parametrize("name", BAD)
def test_what_the_intake_finds_stands_at_its_field(cast: Cast, arbroath: Client, name: str) -> None:
    place = drop(arbroath, BAD[name](cast), name)
    item = shown(arbroath.get(f"{place}/rows/2"))

    changes = {"Date of birth": "04/05/2016", "Destination SEED": "0000000"}
    arbroath.post(f"{place}/rows/2", cells(item, **changes))
    again = shown(arbroath.get(f"{place}/rows/2"))

    wrong = again[: again.index("The rest of what is said")]
    assert 'value="0000000"' in wrong
    assert 'value="2016-05-04"' not in wrong


@pytest.mark.parametrize("name", BAD)
def test_the_given_file_stays_as_it_was(cast: Cast, arbroath: Client, name: str) -> None:
    content = BAD[name](cast)
    place = drop(arbroath, content, name)
    item = shown(arbroath.get(f"{place}/rows/2"))

    arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))

    with seen_as(HUB):
        kept = GivenFile.objects.get()
    assert _opened(kept) == content


def test_pupils_on_one_line_are_told_apart(cast: Cast, arbroath: Client) -> None:
    one_line = bad_ctf(cast).replace(b"\n", b"")
    place = drop(arbroath, one_line, "5300120_CTF_5600351_001.xml")
    item = shown(arbroath.get(f"{place}/rows/2"))

    arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))

    assert 'value="Baird"' in item
    assert "3 pupils can be sent." in shown(arbroath.get(place))


def test_what_no_form_knows_is_left_out_by_mending(cast: Cast, arbroath: Client) -> None:
    said = json.loads(json_file(cast, [pupil(surname="Adair")]))
    said["items"][0]["pupil"]["dob"] = said["items"][0]["pupil"].pop("born")
    place = drop(arbroath, json.dumps(said).encode(), "leavers.json")
    item = shown(arbroath.get(f"{place}/rows/1"))

    arbroath.post(f"{place}/rows/1", cells(item, **{"Date of birth": "2016-05-04"}))

    assert "1 pupil can be sent." in shown(arbroath.get(place))


def test_the_record_goes_with_the_mended_pupil(cast: Cast, arbroath: Client) -> None:
    said = json.loads(bad_json(cast))
    said["items"][1]["record"] = {"core": {"reading": "fluent"}}
    place = drop(arbroath, json.dumps(said).encode(), "leavers.json")
    item = shown(arbroath.get(f"{place}/rows/2"))

    arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))
    arbroath.post(f"{place}/send")
    with seen_as(HUB):
        kept = [_opened(each) for each in Payload.objects.all()]

    assert sum(b"fluent" in each for each in kept) == 1


def _opened(kept: Payload | GivenFile) -> bytes:
    sealed = Sealed(
        key_id=kept.key_id, wrapped_key=bytes(kept.wrapped_key or b""), ciphertext=bytes(kept.ciphertext)
    )
    return keyring().open(sealed, bound_to=kept.pk)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leavers.json", b'{"items": [{"pupil": {"surname": "Adair"}}]}'),
        ("leavers.ndjson", b'"Adair"\n'),
        ("leavers.ndjson", b"{\n"),
    ],
)
def test_what_says_nothing_that_is_known_is_mended_elsewhere(
    cast: Cast, arbroath: Client, name: str, content: bytes
) -> None:
    place = drop(arbroath, content, name)
    page = shown(arbroath.get(place))

    assert "Mend this pupil" not in page
    assert "Mend those that do not open here in your own system" in page
    assert arbroath.get(f"{place}/rows/1").status_code == 404


def test_a_broken_pupil_leaves_the_others_mendable(cast: Cast, arbroath: Client) -> None:
    broken = bad_ctf(cast).replace(b"<Surname>Craig</Surname>", b"<Surname>Craig</Surnam>")
    place = drop(arbroath, broken, "5300120_CTF_5600351_001.xml")
    page = shown(arbroath.get(place))
    item = shown(arbroath.get(f"{place}/rows/2"))

    arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))

    assert "1 pupil can be sent, 2 cannot yet." in page
    assert page.count("Mend this pupil") == 1
    assert "2 pupils can be sent, 1 cannot yet." in shown(arbroath.get(place))


def test_a_pupil_who_arrived_in_a_transfer_file_is_mended_as_the_file_tells(
    cast: Cast, arbroath: Client
) -> None:
    to = cast.schools["arbroath"].seed
    pupils = [pupil(surname="Adair"), pupil(surname="Baird") | {"born": "4.5.16"}]
    place = drop(arbroath, ctf("3012000", to, pupils), "transfer.xml")
    item = shown(arbroath.get(f"{place}/rows/2"))

    arbroath.post(f"{place}/rows/2", cells(item, **{"Date of birth": "04/05/2016"}))
    after = shown(arbroath.get(place))
    arbroath.post(f"{place}/send")

    assert "2 pupils can be sent." in after
    assert "Baird" in shown(arbroath.get("/joiners?group=arrived"))
