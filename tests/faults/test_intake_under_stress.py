"""The intake with several senders at once, with a database that dies, and with an audit that refuses."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connections
from tests.harness.cast import KEYRING, NOW, Cast, open_the_hub, pupil
from tests.harness.cluster import WorkerDatabase

from onward.database.sight import seen_as
from onward.foundation.clock import FixedClock
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery, Message
from onward.operations.doctor import examine
from onward.operations.intake import Item, Verdict
from onward.operations.intake.committer import Committer
from onward.pupils.models import Pupil
from onward.transfers.models import Joiner, Transfer, TransferEvent

WORKERS = 8


@pytest.fixture
def cast(committed_db: WorkerDatabase) -> Cast:
    return open_the_hub()


def all_at_once(cast: Cast, items: list[Item]) -> list[Verdict]:
    """Send each item from a thread of its own, all at the same moment."""
    barrier = Barrier(len(items))

    def send(item: Item) -> Verdict:
        try:
            barrier.wait(timeout=10)
            return cast.say_all([item])[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(send, items))


@pytest.mark.slow
def test_one_departure_sent_by_eight_at_once_makes_one_pupil_and_one_transfer(cast: Cast) -> None:
    said = cast.departure(to="selkirk")

    verdicts = all_at_once(cast, [cast.item("arbroath", said) for _ in range(WORKERS)])

    assert all(each.is_accepted for each in verdicts)
    assert len({each.leaver for each in verdicts}) == 1
    with seen_as(HUB):
        assert (Pupil.objects.count(), Transfer.objects.count(), Joiner.objects.count()) == (1, 1, 1)
        assert Message.objects.count() == WORKERS


@pytest.mark.slow
def test_one_key_sent_by_eight_at_once_is_accepted_once(cast: Cast) -> None:
    said = cast.departure(to="selkirk")

    verdicts = all_at_once(cast, [cast.item("arbroath", said, key="same") for _ in range(WORKERS)])

    assert len({each.message_id for each in verdicts}) == 1
    assert sum(not each.is_repeated for each in verdicts) == 1
    with seen_as(HUB):
        assert Message.objects.count() == 1


@pytest.mark.slow
def test_eight_arrivals_of_one_joiner_settle_it_once(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    with seen_as(HUB):
        joiner = str(Joiner.objects.get().id)

    verdicts = all_at_once(cast, [cast.item("selkirk", cast.arrival(joiner=joiner)) for _ in range(WORKERS)])

    assert all(each.is_accepted for each in verdicts)
    with seen_as(HUB):
        moves = TransferEvent.objects.filter(move="confirm_arrival").count()
        assert (moves, Transfer.objects.get().state) == (1, "arrived")


@pytest.mark.slow
def test_departures_and_arrivals_in_any_order_at_once_leave_a_sound_world(cast: Cast) -> None:
    children = [pupil() for _ in range(10)]
    items = [cast.item("arbroath", cast.departure(reason="05", pupil=child)) for child in children]
    items += [cast.item("leith", cast.arrival(pupil=child)) for child in children]

    verdicts = all_at_once(cast, items)

    assert all(each.is_accepted for each in verdicts)
    with seen_as(HUB):
        assert Pupil.objects.count() == len(children)
    assert [each.says for each in examine(now=cast.now) if not each.is_sound] == []


@pytest.mark.slow
def test_the_committer_answers_every_sender_with_its_own_verdict(cast: Cast) -> None:
    committer = Committer(keyring=KEYRING, clock=FixedClock(NOW))
    items = [cast.item("arbroath", cast.departure(to="selkirk"), key=f"group-{n}") for n in range(40)]
    items[7] = cast.item(
        "arbroath", cast.departure(destination={"seed": "9999999", "type": "primary"}), key="bad"
    )

    with ThreadPoolExecutor(20) as pool:
        verdicts = list(pool.map(lambda item: committer.accept(item, wait_seconds=20), items))

    assert [each.key for each in verdicts] == [each.key for each in items]
    assert [n for n, each in enumerate(verdicts) if not each.is_accepted] == [7]
    with seen_as(HUB):
        assert Message.objects.count() == 39


@pytest.mark.slow
def test_what_was_accepted_survives_the_loss_of_every_connection(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    accepted = [cast.say("arbroath", cast.departure(to="selkirk")).message_id for _ in range(3)]
    with committed_db.superuser.connect() as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'onward_app' AND datname = current_database()"
        )

    committer = Committer(keyring=KEYRING, clock=FixedClock(NOW))
    again = committer.accept(cast.item("arbroath", cast.departure(to="selkirk")), wait_seconds=20)
    connections.close_all()

    assert again.is_accepted
    assert not again.is_repeated
    with seen_as(HUB):
        assert set(Message.objects.values_list("id", flat=True)) == {*accepted, again.message_id}
        assert Delivery.objects.count() == 4


def test_an_act_whose_audit_cannot_be_written_does_not_happen(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    with committed_db.superuser.connect() as superuser:
        superuser.execute("REVOKE INSERT ON audit_entry FROM onward_hub")
        try:
            with pytest.raises(DatabaseError):
                cast.say("arbroath", cast.departure(to="selkirk"))
        finally:
            superuser.execute("GRANT INSERT ON audit_entry TO onward_hub")

    with seen_as(HUB):
        assert (Message.objects.count(), Transfer.objects.count()) == (0, 0)


def test_an_item_that_the_database_refuses_does_not_take_the_others_with_it(
    cast: Cast, committed_db: WorkerDatabase
) -> None:
    items = [cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)]
    items[1] = cast.item("arbroath", cast.departure(to="selkirk", pupil=pupil(surname="Refused")))
    with committed_db.superuser.connect() as superuser:
        superuser.execute("ALTER TABLE pupils_pupil ADD CONSTRAINT refused CHECK (surname <> 'Refused')")
        try:
            verdicts = cast.say_all(items)
        finally:
            superuser.execute("ALTER TABLE pupils_pupil DROP CONSTRAINT refused")

    assert [[each.code for each in verdict.faults] for verdict in verdicts] == [[], ["not-taken"], []]
    with seen_as(HUB):
        assert (Message.objects.count(), Transfer.objects.count()) == (2, 2)
