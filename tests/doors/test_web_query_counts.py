"""Every page that lists something asks the database as often for one row as for fifty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.cluster import WorkerDatabase
from tests.harness.files import csv_file
from tests.harness.people import employ
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock, arrives
from tests.harness.web_seats import seated, take_seats

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.access.queries import forget_standings
from onward.api.acting import forget_register
from onward.database.sight import seen_as
from onward.directory.models import School
from onward.foundation.sight import HUB
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.web import parts

pytestmark = pytest.mark.slow

MANY: Final = 50
LISTS: Final = (
    ("office", "/"),
    ("office", "/leavers"),
    ("office", "/leavers/export"),
    ("office", "/files"),
    ("incoming", "/"),
    ("incoming", "/joiners"),
    ("incoming", "/joiners/list.csv"),
    ("incoming", "/mailbox"),
    ("incoming", "/mailbox/list.csv"),
    ("incoming", "/worklist"),
    ("incoming", "/worklist/list.csv"),
    ("s2s", "/"),
    ("s2s", "/authority/transfers"),
    ("s2s", "/authority/transfers.csv"),
    ("s2s", "/authority/schools"),
    ("s2s", "/authority/alarms"),
    ("borders", "/authority/transfers/in"),
    ("borders", "/authority/transfers/in.csv"),
    ("borders", "/authority/alarms"),
    ("cme", "/"),
    ("cme", "/authority/alarms"),
    ("admin-council", "/people"),
    ("admin-council", "/people/review"),
    ("admin-council", "/systems"),
    ("admin-school", "/people"),
    ("admin-school", "/systems"),
    ("operator", "/people"),
    ("operator", "/systems"),
    ("operator", "/directory"),
    ("operator", "/directory.csv"),
    ("operator", "/audit"),
    ("operator", "/emails"),
    ("office", "found"),
    ("s2s", "found"),
)
"""Who asks for which list; "found" is what a search for a name has found."""
Counts = dict[tuple[str, str], tuple[int, int]]
"""How many statements a list took, and how long it was."""


@dataclass(frozen=True, kw_only=True)
class House:
    """A hub that grows: each call of `grow` adds so many of everything that is listed anywhere."""

    cast: Cast
    clock: MovedClock
    seats: dict[str, Client]

    def grow(self, count: int) -> None:
        """Add so many pupils who left Arbroath for Selkirk, people, systems, schools, files and e-mails."""
        self._pupils(count)
        known = len(self.seats["operator"].get("/directory.csv").getvalue().splitlines())
        for number in range(known, known + count):
            self._one_more(number)

    def _pupils(self, count: int) -> None:
        cast, today = self.cast, self.clock.moment
        cast.now = today - timedelta(weeks=8)
        record = {"core": {"Reading": "well"}}
        said = [
            cast.departure(to="selkirk", reason="", record=record, leaving_on=cast.now.date(), pupil=child)
            for child in (_child(surname="Same") for _ in range(count))
        ]
        assert all(each.is_accepted for each in cast.say_all([cast.item("arbroath", each) for each in said]))
        cast.now = today
        for sweep in (raise_alarms, tell_origins):
            assert sweep(by=CLERK, now=today).failed == []

    def _one_more(self, number: int) -> None:
        cast = self.cast
        arrives(cast, "arbroath")
        places = {
            "s2s-coordinator": at_authority("120"),
            "school-office": at_school(cast.schools["arbroath"].id),
            "analyst": NATIONAL_SERVICE,
        }
        for role, at in places.items():
            employ(role, at, now=cast.now, email=f"{role}-{number}@more.example")
        invited = {"name": "Bruno", "email": f"bruno-{number}@more.example", "role": "cme-coordinator"}
        assert self.seats["admin-council"].post("/people/invite", invited).status_code == 302
        file = SimpleUploadedFile("leavers.csv", csv_file(cast, [pupil()]))
        assert (
            self.seats["office"].post("/files", {"file": file, "protection": "not-protected"}).status_code
            == 302
        )
        with seen_as(HUB):
            School.objects.create(
                seed=f"57{number:05d}",
                type="primary",
                name=f"School {number}",
                authority_id="120",
                sector="publicly-funded",
                takes_part=True,
            )

    def counts(self) -> Counts:
        """Ask for each list twice, and count what the second time took."""
        return {(seat, address): self._count(seat, address) for seat, address in LISTS}

    def _count(self, seat: str, address: str) -> tuple[int, int]:
        client = self.seats[seat]
        place = self._search(client) if address == "found" else address
        self._length(client, place)
        with counted_statements() as statements:
            length = self._length(client, place)
        return statements.count, length

    def _search(self, client: Client) -> str:
        born = date(2016, 5, 4)
        child = {"born_day": str(born.day), "born_month": str(born.month), "born_year": str(born.year)}
        answer: Any = client.post("/pupils", child | {"surname": "Same"})
        return str(answer["Location"])

    def _length(self, client: Client, address: str) -> int:
        answer: Any = client.get(address)
        assert answer.status_code == 200, address
        return len(answer.getvalue())


@pytest.fixture(scope="module")
def counted(
    worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Counts, Counts]]:
    """What each list took with one of everything, and with fifty more."""
    clock = MovedClock()
    with django_db_blocker.unblock(), override_settings(ONWARD_CLOCK=clock), transaction.atomic():
        _forget()
        cast = open_the_hub()
        cast.keyring = parts.keyring()
        selkirk = at_school(cast.schools["selkirk"].id)
        seats = take_seats(cast) | {
            "incoming": seated(cast, "school-office", selkirk, email="morag@cast.example"),
            "borders": seated(cast, "cme-coordinator", at_authority("355"), email="bruno@cast.example"),
        }
        house = House(cast=cast, clock=clock, seats=seats)
        house.grow(1)
        few = house.counts()
        house.grow(MANY)
        yield few, house.counts()
        transaction.set_rollback(True)
    _forget()


def _child(surname: str) -> dict[str, Any]:
    """A pupil of this last name, with a first name of their own."""
    child = pupil()
    return child | {"forename": child["surname"], "surname": surname}


def _forget() -> None:
    for forget in (forget_standings, forget_register):
        forget()


@pytest.mark.parametrize(("seat", "address"), LISTS)
def test_a_list_of_fifty_costs_what_a_list_of_one_costs(
    counted: tuple[Counts, Counts], seat: str, address: str
) -> None:
    few, many = (each[seat, address] for each in counted)

    assert many[1] > few[1] or address == "/", "the list did not grow"
    assert few[0] == many[0] > 0
