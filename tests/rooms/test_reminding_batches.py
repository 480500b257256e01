"""Reminders are written in batches of people: as many queries for one as for many, and none is lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.harness.cast import Cast, open_the_hub
from tests.harness.reminding import choose_kinds, lose_leavers, open_office, texts_of, write_now

from onward.emails.kinds import Rhythm
from onward.emails.models import Email
from onward.foundation.clock import midnight_in_scotland
from onward.operations.reminding import writing
from onward.operations.reminding.writing import Addresses, write_reminders
from onward.transfers.models import Joiner


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


@pytest.mark.parametrize("day", [date(2026, 9, 14), date(2026, 12, 7)], ids=["summer", "winter"])
def test_a_day_that_passes_is_told_once_in_the_night_after_it(cast: Cast, day: date) -> None:
    office = open_office(cast, "selkirk")
    choose_kinds(office, joiners=Rhythm.AT_ONCE, alarms=Rhythm.NEVER)
    cast.say("arbroath", cast.departure(to="selkirk"))
    Joiner.objects.update(due_on=day)
    midnight = midnight_in_scotland(day + timedelta(days=1))

    written = 0
    for minutes in range(-30, 150, 5):
        cast.now = midnight + timedelta(minutes=minutes)
        before = written
        written += write_now(cast)
        assert written == before or minutes >= 0

    told = [kind for kind, _ in texts_of(office)]
    assert told.count("joiners") == 1
