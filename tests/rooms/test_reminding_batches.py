"""Reminders are written in batches of people: as many queries for one as for many, and none is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.harness.cast import Cast, open_the_hub
from tests.harness.reminding import lose_leavers, open_office, texts_of, write_now

from onward.emails.models import Email
from onward.operations.reminding import writing
from onward.operations.reminding.writing import Addresses, write_reminders


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_people_are_written_to_in_batches_and_what_was_written_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    for number in range(5):
        open_office(cast, email=f"office{number}@cast.example")
    lose_leavers(cast, 3)

    assert [write_now(cast), write_now(cast)] == [5, 0]


def test_the_work_does_not_grow_with_the_people_of_a_batch(cast: Cast) -> None:
    open_office(cast)
    lose_leavers(cast, 3)
    with CaptureQueriesContext(connection) as for_one:
        assert write_now(cast) == 1
    for number in range(20):
        open_office(cast, email=f"office{number}@cast.example")
    cast.later(days=1)

    with CaptureQueriesContext(connection) as for_many:
        assert write_now(cast) == 21

    assert len(for_many) == len(for_one)


def test_a_run_that_is_killed_between_batches_is_taken_up_where_it_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted([open_office(cast), open_office(cast, email="other@cast.example")])
    lose_leavers(cast, 3)

    def killed(_seat: int, _matter: str) -> str:
        if Email.objects.exists():
            raise KeyboardInterrupt
        return "https://hub.example/"

    monkeypatch.setattr(writing, "AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        write_reminders(now=cast.now, addresses=Addresses(matter=killed, choices=""))
    assert (len(texts_of(first)), len(texts_of(second))) == (1, 0)

    write_now(cast)

    assert (len(texts_of(first)), len(texts_of(second))) == (1, 1)
