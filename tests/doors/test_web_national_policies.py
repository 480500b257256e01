"""Leaving policies and calendars in the browser: which deadlines move is shown before they do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.operations.policies import list_policies
from onward.transfers.models import Transfer

TERMS = {
    "reason": "01",
    "authority": "",
    "on_day": "1",
    "on_month": "8",
    "on_year": "2026",
    "school_days": "20",
    "vulnerable_school_days": "",
    "reminder_days": "",
    "climb_days": "",
}
HOLIDAYS = b"authority,first_day,last_day,name\n355,2026-09-02,2026-09-04,Local holiday\n"


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


def _hidden(page: str) -> dict[str, str]:
    """Return what the question's form would send."""
    form = page[page.index('class="onward-confirm"') :]
    inputs = re.findall(r"<input[^>]*>", form[: form.index("</form>")])
    names = [(re.search(r'name="([^"]+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: value[1] if value else "" for name, value in names if name}


def _deadline() -> object:
    with seen_as(HUB):
        return Transfer.objects.values_list("deadline_on", flat=True).get()


def test_a_policy_is_set_after_a_look_at_the_deadlines_that_it_moves(operator: Client, cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    before, known = _deadline(), len(list_policies())

    preview = operator.post("/policies/set", TERMS).content.decode()
    between, known_between = _deadline(), len(list_policies())
    done = operator.post("/policies/set", _hidden(preview), follow=True).content.decode()

    assert "1 running deadline will move" in preview
    assert (between, known_between) == (before, known)
    assert "Deadlines that moved: 1" in done
    assert _deadline() != before
    assert len(list_policies()) == known + 1


def test_a_policy_that_cannot_be_is_explained(operator: Client) -> None:
    late = operator.post("/policies/set", TERMS | {"school_days": "2", "reminder_days": "9"})
    empty = operator.post("/policies/set", TERMS | {"on_day": "", "on_month": "", "on_year": ""})

    assert late.status_code == 422
    assert "cannot" in late.content.decode()
    assert "Enter the first leaving day" in empty.content.decode()


def test_holidays_are_imported_after_a_look_at_the_deadlines_that_they_move(
    operator: Client, cast: Cast
) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    before = _deadline()
    file = SimpleUploadedFile("holidays.csv", HOLIDAYS, content_type="text/csv")

    preview = operator.post("/calendars/import", {"file": file}).content.decode()
    between = _deadline()
    done = operator.post("/calendars/import", _hidden(preview), follow=True).content.decode()
    shown = operator.get("/calendars/355").content.decode()

    assert "1 running deadline will move" in preview
    assert between == before
    assert "The calendars are changed" in done
    assert _deadline() != before
    assert "Local holiday" in shown
    assert "Local holiday" in operator.get("/calendars.csv").content.decode()
    assert operator.get("/calendars/999").status_code == 404


def _of(cast: Cast, role: str) -> Organisation:
    if role == "school-office":
        return at_school(cast.schools["arbroath"].id)
    return at_authority("120") if role == "administrator" else NATIONAL_SERVICE


@pytest.mark.parametrize("role", ["school-office", "administrator", "analyst", "national-cme-officer"])
def test_nobody_else_finds_these_pages(role: str, cast: Cast) -> None:
    client = signed_in(employ(role, _of(cast, role), now=cast.now))

    for address in ("/policies", "/policies/set", "/calendars", "/calendars/import", "/calendars/120"):
        assert client.get(address).status_code == 404
