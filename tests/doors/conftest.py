from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import Cast, open_the_hub
from tests.harness.cluster import WorkerDatabase
from tests.harness.people import employ, signed_in
from tests.harness.systems import AtTheDoor, MovedClock, arrives

from onward.access.facts import at_school
from onward.access.queries import forget_standings
from onward.api import parts
from onward.api.acting import forget_register
from onward.api.authentication import forget_callers


@pytest.fixture
def clock(settings: Settings) -> MovedClock:
    settings.ONWARD_CLOCK = clock = MovedClock()
    return clock


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    def forget() -> None:
        for each in (forget_standings, forget_register, forget_callers):
            each()

    forget()
    yield
    forget()


@pytest.fixture
def cast(db: None, clock: MovedClock, nothing_remembered: None) -> Cast:
    """The directory of the cast, and the clock of the doors at the cast's moment."""
    return _open()


@pytest.fixture
def committed_cast(committed_db: WorkerDatabase, clock: MovedClock, nothing_remembered: None) -> Cast:
    """The same, really committed: for single messages, which a thread of its own commits."""
    return _open()


def _open() -> Cast:
    cast = open_the_hub()
    cast.keyring = parts.keyring()
    return cast


@pytest.fixture
def kestrel(cast: Cast) -> AtTheDoor:
    """A system that acts for the schools of Angus."""
    return arrives(cast, "arbroath", "brechin")


@pytest.fixture
def stranger(cast: Cast) -> AtTheDoor:
    """A system that acts for a school of Borders."""
    return arrives(cast, "selkirk")


@pytest.fixture
def morag_id(cast: Cast) -> UUID:
    """Who works in the office of Selkirk."""
    return employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now, name="Morag Selkirk")


@pytest.fixture
def morag(morag_id: UUID) -> Client:
    """The office of Selkirk."""
    return signed_in(morag_id)


@pytest.fixture
def leith_office(cast: Cast) -> Client:
    """The office of Leith."""
    leith = at_school(cast.schools["leith"].id)
    return signed_in(employ("school-office", leith, now=cast.now, email="leith@cast.example"))
