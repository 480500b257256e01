"""A school office says in a guided form that a pupil leaves."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_school

PUPIL = {
    "surname": "Ahern",
    "forename": "Isla",
    "born_day": "4",
    "born_month": "5",
    "born_year": "2016",
    "sex": "F",
    "stage": "P5",
    "leaving_on_day": "28",
    "leaving_on_month": "8",
    "leaving_on_year": "2026",
}
SELKIRK = {"known": "yes", "search": "selkirk", "school": "5600351-primary"}
OPEN = {"protection": "not-protected"}


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    return signed_in(employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now))


def answer(client: Client, step: str, given: dict[str, Any]) -> HttpResponse:
    return client.post(f"/leavers/new/{step}", given)


def fill_in(client: Client, reason: str = "01", destination: dict[str, str] = SELKIRK) -> HttpResponse:
    answer(client, "reason", {"reason": reason})
    answer(client, "pupil", PUPIL)
    if destination:
        answer(client, "destination", destination)
    return answer(client, "protection", OPEN)


def shown(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_leaver_is_sent_and_the_receipt_is_shown(arbroath: Client) -> None:
    last = fill_in(arbroath)
    checked = shown(arbroath.get(last["Location"]))
    sent = arbroath.post("/leavers/new/check")
    receipt = shown(arbroath.get(sent["Location"]))

    assert last["Location"] == "/leavers/new/check"
    assert "Selkirk (Scottish Borders, primary, 5600351)" in checked
    assert "4 May 2016" in checked
    assert sent["Location"] == "/leavers/new/sent"
    assert "The hub has it." in receipt
    assert "Ahern, Isla" in shown(arbroath.get("/leavers"))


def test_a_double_click_doubles_nothing(arbroath: Client) -> None:
    fill_in(arbroath)

    places = [arbroath.post("/leavers/new/check")["Location"] for _ in range(2)]

    assert places == ["/leavers/new/sent"] * 2
    assert "Showing 1 to 1 of 1" in shown(arbroath.get("/leavers"))


@pytest.mark.parametrize(
    ("reason", "places"),
    [
        ("01", ["pupil", "destination", "protection", "check"]),
        ("04", ["pupil", "protection", "check"]),
        ("05", ["pupil", "destination", "protection", "check"]),
        ("08", ["pupil", "check"]),
        ("-", ["pupil", "check"]),
    ],
)
def test_only_what_the_reason_needs_is_asked(arbroath: Client, reason: str, places: list[str]) -> None:
    given = {
        "pupil": PUPIL,
        "destination": SELKIRK if reason == "01" else {"note": "Not said"},
        "protection": OPEN,
    }
    visited = [answer(arbroath, "reason", {"reason": reason})["Location"]]
    while not visited[-1].endswith("check"):
        step = visited[-1].rpartition("/")[2]
        visited.append(answer(arbroath, step, given[step])["Location"])

    assert [each.rpartition("/")[2] for each in visited] == places
    assert arbroath.post("/leavers/new/check")["Location"] == "/leavers/new/sent"


def test_a_school_is_found_without_script(arbroath: Client) -> None:
    answer(arbroath, "reason", {"reason": "01"})
    answer(arbroath, "pupil", PUPIL)

    found = shown(answer(arbroath, "destination", {"known": "yes", "search": "borders primary", "find": "1"}))

    assert "Selkirk (Scottish Borders, primary, 5600351)" in found
    assert "There is a problem" not in found


def test_protection_is_asked_without_a_default(arbroath: Client) -> None:
    answer(arbroath, "reason", {"reason": "04"})
    answer(arbroath, "pupil", PUPIL)

    asked = shown(arbroath.get("/leavers/new/protection"))
    refused = shown(answer(arbroath, "protection", {}))

    assert "checked" not in asked
    assert "Say whether the family&#39;s whereabouts may be disclosed" in refused


def test_a_place_abroad_is_asked_for_where_a_pupil_moves_abroad(arbroath: Client) -> None:
    fill_in(arbroath, "12", {"country": "FR", "place": "Lyon"})

    assert arbroath.post("/leavers/new/check")["Location"] == "/leavers/new/sent"
    assert "Lyon, FR" in shown(arbroath.get("/leavers")) or "Lyon, France" in shown(arbroath.get("/leavers"))


@pytest.mark.parametrize(
    ("changes", "told", "field"),
    [
        ({"surname": ""}, "Enter the surname", "id_surname"),
        ({"scn": "123456789"}, "This is not a Scottish Candidate Number", "id_scn"),
        ({"born_year": "16"}, "Enter the day in figures", "id_born_0"),
        ({"born_day": "31", "born_month": "2"}, "Enter a day that is in the calendar", "id_born_0"),
        ({"born_year": "1980"}, "it does not fit a pupil", "id_born_0"),
    ],
)
def test_a_fault_is_summed_up_and_tied_to_its_field(
    arbroath: Client, changes: dict[str, str], told: str, field: str
) -> None:
    answer(arbroath, "reason", {"reason": "04"})

    page = shown(answer(arbroath, "pupil", PUPIL | changes))

    assert "There is a problem" in page
    assert page.count(told) == 2
    assert f'href="#{field}"' in page


def test_what_the_intake_refuses_leads_back_to_its_step(arbroath: Client) -> None:
    answer(arbroath, "reason", {"reason": "04"})
    answer(arbroath, "pupil", PUPIL | {"leaving_on_year": "2020"})
    answer(arbroath, "protection", OPEN)

    refused = shown(arbroath.post("/leavers/new/check"))

    assert "It was not sent" in refused
    assert '<a href="/leavers/new/pupil">The leaving date is too long ago.' in refused


def test_another_reason_asks_for_the_destination_anew(arbroath: Client) -> None:
    fill_in(arbroath)

    place = answer(arbroath, "reason", {"reason": "12"})["Location"]

    assert place == "/leavers/new/destination"


def test_answers_can_be_put_away(arbroath: Client) -> None:
    fill_in(arbroath)

    arbroath.post("/leavers/new/forget")

    assert arbroath.get("/leavers/new")["Location"] == "/leavers/new/reason"
    assert arbroath.get("/leavers/new/sent")["Location"] == "/leavers"


def test_no_address_of_the_form_holds_what_was_answered(arbroath: Client) -> None:
    addresses = [fill_in(arbroath)["Location"], arbroath.post("/leavers/new/check")["Location"]]

    assert not any(word in each for each in addresses for word in ("Ahern", "Isla", "2016"))
