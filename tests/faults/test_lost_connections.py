"""The intake when its connection is lost in the middle: what was accepted is kept, and the cause is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connections
from tests.harness.cast import KEYRING, NOW, Cast, open_the_hub, pupil
from tests.harness.cluster import WorkerDatabase
from tests.harness.files import csv_file, lines

from onward.database.sight import seen_as
from onward.foundation.clock import FixedClock
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.operations.intake.committer import Committer
from onward.transfers.models import Transfer

ALWAYS = 1_000
CAUSE = "terminating connection due to administrator command"


@pytest.fixture
def cast(committed_db: WorkerDatabase) -> Cast:
    return open_the_hub()


@contextmanager
def connections_that_are_lost(database: WorkerDatabase, *, times: int) -> Iterator[None]:
    """End the connection that writes a transfer, in the middle of its transaction, as often as said."""
    with database.superuser.connect() as superuser:
        superuser.execute("CREATE SEQUENCE public.lost")
        superuser.execute(
            f"""
            CREATE FUNCTION public.lose() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF nextval('public.lost') <= {times} THEN
                    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE pid = pg_backend_pid() AND datname = current_database();
                END IF;
                RETURN NULL;
            END $$
            """
        )
        superuser.execute(
            "CREATE TRIGGER lose AFTER INSERT ON transfers_transfer"
            " FOR EACH STATEMENT EXECUTE FUNCTION public.lose()"
        )
        try:
            yield
        finally:
            superuser.execute("DROP TRIGGER lose ON transfers_transfer")
            superuser.execute("DROP FUNCTION public.lose()")
            superuser.execute("DROP SEQUENCE public.lost")


def kept() -> tuple[int, int]:
    with seen_as(HUB):
        return Message.objects.count(), Transfer.objects.count()


def test_a_batch_whose_connection_is_lost_is_taken_on_a_new_one(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    items = [cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)]

    with connections_that_are_lost(committed_db, times=1):
        verdicts = cast.say_all(items)

    assert [(each.is_accepted, each.is_repeated) for each in verdicts] == [(True, False)] * 3
    assert kept() == (3, 3)


def test_where_it_is_lost_again_the_cause_is_told_and_nothing_is_kept(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    items = [cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)]

    lost = connections_that_are_lost(committed_db, times=ALWAYS)
    with lost, pytest.raises(OperationalError, match=CAUSE):
        cast.say_all(items)

    assert kept() == (0, 0)
    assert all(each.is_accepted and not each.is_repeated for each in cast.say_all(items))


def test_inside_an_outer_transaction_nothing_is_tried_on_the_lost_connection(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    items = [cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)]

    lost = connections_that_are_lost(committed_db, times=1)
    with lost, pytest.raises(OperationalError, match=CAUSE), seen_as(HUB):
        cast.say_all(items)

    assert kept() == (0, 0)


def test_a_connection_that_was_lost_before_is_made_anew(cast: Cast, committed_db: WorkerDatabase) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    connections["default"].connection.close()

    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    assert (verdict.is_accepted, verdict.is_repeated, kept()) == (True, False, (2, 2))


def test_a_file_goes_on_where_the_connection_was_lost(cast: Cast, committed_db: WorkerDatabase) -> None:
    content = csv_file(cast, [pupil() for _ in range(3)])

    with connections_that_are_lost(committed_db, times=1):
        told = lines(cast, content, "a.csv")

    assert [(each.is_accepted, each.is_repeated) for each in told] == [(True, False)] * 3
    assert [each.is_repeated for each in lines(cast, content, "a.csv")] == [True] * 3


def test_the_committer_answers_only_what_is_committed(cast: Cast, committed_db: WorkerDatabase) -> None:
    committer = Committer(keyring=KEYRING, clock=FixedClock(NOW))
    item = cast.item("arbroath", cast.departure(to="selkirk"))

    lost = connections_that_are_lost(committed_db, times=ALWAYS)
    with lost, pytest.raises(OperationalError, match=CAUSE):
        committer.accept(item, wait_seconds=20)
    kept_nothing = kept()
    with connections_that_are_lost(committed_db, times=1):
        verdict = committer.accept(item, wait_seconds=20)

    assert kept_nothing == (0, 0)
    assert (verdict.is_accepted, verdict.is_repeated, kept()) == (True, False, (1, 1))
