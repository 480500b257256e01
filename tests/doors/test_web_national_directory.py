"""The directory in an operator's browser: found, imported and closed, each looked at before it is done."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.sight import HUB

LIST = b"seed,type,name,authority\n5300120,primary,Arbroath Abbey,120\n5300201,primary,New School,120\n"


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


def _hidden(page: str) -> dict[str, str]:
    """Return what the question's form would send."""
    form = page[page.index('class="onward-confirm"') :]
    inputs = re.findall(r"<input[^>]*>", form[: form.index("</form>")])
    names = [(re.search(r'name="([^"]+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: value[1] if value else "" for name, value in names if name}


def _name_of(key: str) -> str:
    with seen_as(HUB):
        return current_register().school(key).name


def _file(content: bytes = LIST) -> SimpleUploadedFile:
    return SimpleUploadedFile("schools.csv", content, content_type="text/csv")


def test_schools_are_listed_found_and_shown(operator: Client, cast: Cast) -> None:
    brechin = cast.schools["brechin"]

    listed = operator.get("/directory").content.decode()
    found = operator.post("/directory", {"text": brechin.seed}).content.decode()
    shown = operator.get(f"/directory/{brechin.id}").content.decode()
    missing = operator.get("/directory/987654")

    assert brechin.key in listed
    assert brechin.key in found
    assert cast.schools["leith"].key not in found
    assert "Close or merge it" in shown
    assert missing.status_code == 404
    assert f"{brechin.seed},secondary" in operator.get("/directory.csv").content.decode()


def test_a_list_is_shown_before_it_changes_anything(operator: Client, cast: Cast) -> None:
    before = _name_of("5300120-primary")

    preview = operator.post("/directory/import", {"file": _file()}).content.decode()
    between = _name_of("5300120-primary")
    applied = operator.post("/directory/import", _hidden(preview))

    assert "1 school added" in preview
    assert "Arbroath Abbey" in preview
    assert between == before
    assert applied["Location"] == "/directory"
    assert _name_of("5300120-primary") == "Arbroath Abbey"
    assert _name_of("5300201-primary") == "New School"


def test_a_list_is_shown_again_where_the_directory_changed_meanwhile(operator: Client, cast: Cast) -> None:
    first = operator.post("/directory/import", {"file": _file()}).content.decode()
    other = operator.post("/directory/import", {"file": _file(LIST.replace(b"Abbey", b"Harbour"))})
    operator.post("/directory/import", _hidden(other.content.decode()))

    again = operator.post("/directory/import", _hidden(first)).content.decode()

    assert "changed meanwhile" in again
    assert "0 schools added" in again
    assert _name_of("5300120-primary") == "Arbroath Harbour"


def test_faults_of_a_list_are_named(operator: Client) -> None:
    preview = operator.post("/directory/import", {"file": _file(LIST + b"12,primary,Bad,120\n")})
    refused = operator.post("/directory/import", {"file": _file(b"\x00\x01\x02")})
    nothing = operator.post("/directory/import", {})

    assert "row 4" in preview.content.decode()
    assert refused.status_code == 422
    assert nothing.status_code == 422
    assert "Choose a file" in nothing.content.decode()


def test_a_closing_is_shown_before_it_is_done_and_can_be_taken_back(operator: Client, cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(to="selkirk"))
    selkirk, galashiels = cast.schools["selkirk"], cast.schools["galashiels"]
    day = {"on_day": "1", "on_month": "9", "on_year": "2026", "successor": galashiels.key}

    preview = operator.post(f"/directory/{selkirk.id}/close", day).content.decode()
    between = operator.get(f"/directory/{selkirk.id}").content.decode()
    closed = operator.post(f"/directory/{selkirk.id}/close", _hidden(preview), follow=True).content.decode()
    reopened = operator.post(f"/directory/{selkirk.id}/reopen", follow=True).content.decode()

    assert leaver.leaver
    assert "1 pupil expected at it" in preview
    assert "Close or merge it" in between
    assert "1 September 2026" in closed
    assert "The school is open" in reopened


def test_a_closing_that_cannot_be_is_explained(operator: Client, cast: Cast) -> None:
    day = {"on_day": "1", "on_month": "9", "on_year": "2026"}
    address = f"/directory/{cast.schools['selkirk'].id}/close"

    unknown = operator.post(address, {**day, "successor": "9999999-primary"})
    circle = operator.post(address, {**day, "successor": cast.schools["selkirk"].key})

    assert "Enter the key of a school" in unknown.content.decode()
    assert circle.status_code == 422
    with seen_as(HUB):
        assert not current_register().by_id[cast.schools["selkirk"].id].is_closed(date(2027, 1, 1))


def _of(cast: Cast, role: str) -> Organisation:
    if role == "school-office":
        return at_school(cast.schools["arbroath"].id)
    return at_authority("120") if role == "administrator" else NATIONAL_SERVICE


@pytest.mark.parametrize("role", ["school-office", "administrator", "analyst", "national-cme-officer"])
def test_nobody_else_finds_these_pages(role: str, cast: Cast) -> None:
    client = signed_in(employ(role, _of(cast, role), now=cast.now))
    one = cast.schools["arbroath"].id

    for address in ("/directory", "/directory.csv", "/directory/import", f"/directory/{one}/close"):
        assert client.get(address).status_code == 404
