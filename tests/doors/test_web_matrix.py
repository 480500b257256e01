"""Every page of the website and every role: the answer that the table in tests/harness/web_matrix.txt gives.

A page that is not in the table fails here, and so does one that answers otherwise: to who may open it, to who
may not, to nobody, to another organisation, and to who asks for what never was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker
from tests.harness.cast import open_the_hub
from tests.harness.cluster import WorkerDatabase
from tests.harness.systems import MovedClock
from tests.harness.web_addresses import parameters_of, routes
from tests.harness.web_known import ENDED_ROLE, NEVER_WAS, Ids, Side, colleagues, make_things
from tests.harness.web_seats import ROLES, seated, table, take_seats, without_role, without_second_factor

from onward.access.facts import at_school
from onward.access.queries import forget_standings
from onward.api.acting import forget_register
from onward.web import parts

pytestmark = pytest.mark.slow

TABLE: Final = table()
NATIONAL: Final = frozenset(seat for seat, (_, kind) in ROLES.items() if kind == "national")
LEADS_ON: Final = {
    "new_leaver": "/leavers/new/reason",
    "check_new_leaver": "/leavers/new/reason",
    "sent_leaver": "/leavers",
    "confirm_joiners": "/joiners",
    "recorded_joiner": "/joiners",
    "audit_proof": "/audit",
}
"""Pages that lead on to another where nothing is begun, chosen or sealed yet; the others answer 200."""
WITH_ONES_OWN: Final = sorted(name for name in TABLE if parameters_of(name))
OPEN_WHATEVER_IS_ASKED: Final = {
    "national_pupil": (
        200,
        "it asks for the reason first, so that nobody learns whether there is such a pupil",
    ),
    "throw_away_kept": (302, "what is not there is thrown away already"),
}
"""The answer to whatever is asked for, and why."""
MADE_ELSEWHERE: Final = {
    "reminder": "an e-mail leads there; the tests of e-mails follow it",
    "kept_answer": "what somebody had typed when the session ended; the tests of kept answers make one",
    "kept_answer_fields": "the same, as fields",
}
"""Pages about things that this world does not hold, and who makes them."""


@dataclass(frozen=True, kw_only=True)
class World:
    """Everybody, and what is theirs: `own` is Angus's, `others` is Borders'."""

    seats: dict[str, Client]
    own: dict[str, Ids]
    others: dict[str, Ids]
    roleless: Client

    def address(self, name: str, seat: str, ids: Ids) -> str:
        """Return the address of a page about these things, as somebody in this seat would ask for it."""
        address = reverse(name, kwargs={each: ids[each] for each in parameters_of(name)})
        return f"{address}?role={ENDED_ROLE[seat]}" if name == "end_role" and seat in ENDED_ROLE else address


@pytest.fixture(scope="module")
def world(worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all tests of this file: none of them changes anything that lasts."""
    clock = MovedClock()
    with django_db_blocker.unblock(), override_settings(ONWARD_CLOCK=clock), transaction.atomic():
        for forget in (forget_standings, forget_register):
            forget()
        yield _build()
        transaction.set_rollback(True)
    for forget in (forget_standings, forget_register):
        forget()


def _build() -> World:
    cast = open_the_hub()
    cast.keyring = parts.keyring()
    seats = take_seats(cast)
    selkirk = seated(cast, "school-office", at_school(cast.schools["selkirk"].id), email="morag@cast.example")
    angus = make_things(cast, Side(school="arbroath", near="brechin", authority="120"), seats["office"])
    borders = make_things(cast, Side(school="selkirk", near="galashiels", authority="355"), selkirk)
    own, others = colleagues(cast, angus), colleagues(cast, borders)
    searches = {seat: _searched(client, angus.search) for seat, client in seats.items()}
    another = _searched(selkirk, borders.search)
    return World(
        seats=seats,
        own={seat: _ids(angus, own.get(seat), searches[seat]) for seat in seats},
        others={seat: _ids(borders, others.get(seat), another) for seat in seats},
        roleless=without_role(cast, email="norah@cast.example"),
    )


def _ids(side: Side, person_id: UUID | None, search_id: str) -> Ids:
    known = {"person_id": person_id, "person": person_id, "search_id": search_id}
    return {**NEVER_WAS, **side.ids, **{name: value for name, value in known.items() if value}}


def _searched(client: Client, search: dict[str, str]) -> str:
    child = {"surname": "Ahern", "forename": "Isla", "born_day": "4", "born_month": "5", "born_year": "2016"}
    given = search | child | {"reason": "A school asked whether we know the child"}
    for address, asked in (("/pupils", search), ("/national/pupils", given)):
        answer: Any = client.post(address, asked)
        if answer.status_code == 302:
            return str(answer["Location"]).rstrip("/").rsplit("/", 1)[-1]
    return ""


def told(answer: Any) -> tuple[int, bytes]:
    """Return what somebody sees who compares two answers."""
    return answer.status_code, b"" if answer.streaming else answer.content


def test_the_table_has_every_page_and_no_other() -> None:
    assert sorted(TABLE) == sorted(route.name for route in routes())


@pytest.mark.parametrize("name", sorted(set(TABLE) - set(MADE_ELSEWHERE)))
def test_a_page_opens_for_whom_the_table_says(world: World, name: str) -> None:
    how, opens_to = TABLE[name]
    answers: dict[str, str] = {}
    for seat, client in world.seats.items():
        answer: Any = client.get(world.address(name, seat, world.own[seat]))
        answers[seat] = f"{answer.status_code} {answer.get('Location', '')}".strip()
        assert not answer.streaming or answer.getvalue()
        if seat not in opens_to:
            assert told(answer) == told(client.get("/never-was")), seat

    opened = "405" if how == "send" else f"302 {LEADS_ON[name]}" if name in LEADS_ON else "200"
    assert {
        seat: text for seat, text in answers.items() if seat in opens_to and not text.startswith(opened)
    } == {}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_nothing_can_be_sent_by_who_may_not_open_the_page(world: World, name: str) -> None:
    how, opens_to = TABLE[name]
    for seat, client in world.seats.items():
        ids = world.own[seat]
        if seat not in opens_to:
            assert told(client.post(world.address(name, seat, ids))) == told(client.get("/never-was")), seat
        elif how == "read":
            assert client.post(world.address(name, seat, ids)).status_code == 405, seat


@pytest.mark.parametrize("name", WITH_ONES_OWN)
def test_what_is_another_s_is_like_what_never_was(world: World, name: str) -> None:
    how, opens_to = TABLE[name]
    for seat in sorted(opens_to):
        client = world.seats[seat]
        asks: dict[str, list[Callable[[str], Any]]] = {"send": [client.post], "read": [client.get]}
        for ask in asks.get(how, [client.get, client.post]):
            never = ask(world.address(name, seat, NEVER_WAS))
            if name in OPEN_WHATEVER_IS_ASKED:
                assert never.status_code == OPEN_WHATEVER_IS_ASKED[name][0]
                continue
            assert told(never) == told(client.get("/never-was")), (seat, ask)
            if seat not in NATIONAL and not {"kind", "step", "name"} & parameters_of(name):
                assert told(ask(world.address(name, seat, world.others[seat]))) == told(never), (seat, ask)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_has_not_signed_in_is_asked_to(world: World, name: str) -> None:
    someone = "office" if "office" in TABLE[name][1] else sorted(TABLE[name][1])[0]
    address = world.address(name, someone, NEVER_WAS)
    halfway = without_second_factor(world.seats[someone])

    for ask in (Client().get, Client().post):
        assert ask(address)["Location"].startswith("/account/sign-in?next=")
    for ask in (halfway.get, halfway.post):
        assert ask(address)["Location"] == reverse("mfa_activate_totp")
    assert world.roleless.get(address).status_code == 403


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_form_without_its_token_is_refused(world: World, name: str) -> None:
    someone = sorted(TABLE[name][1])[0]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = world.seats[someone].cookies

    assert strict.post(world.address(name, someone, NEVER_WAS)).status_code == 403
