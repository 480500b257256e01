from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from tests.harness.audit import KEY, NOON, PUBLIC_KEYS, act, entry_ids, seal, tamper, write
from tests.harness.cluster import WorkerDatabase

from onward.audit import services as audit
from onward.audit.models import AuditPending, AuditSeal
from onward.audit.statement import NO_PREVIOUS
from onward.database.sight import seen_as
from onward.foundation.sight import HUB


def test_waiting_entries_are_sealed_and_wait_no_longer(db: None) -> None:
    write(*(act(number) for number in range(5)))

    made = audit.seal(keys=[KEY], now=NOON)

    assert made is not None
    assert list(made.entry_ids) == entry_ids()
    with seen_as(HUB):
        assert not AuditPending.objects.exists()


def test_where_nothing_waits_there_is_no_seal(db: None) -> None:
    assert audit.seal(keys=[KEY], now=NOON) is None


def test_seals_are_numbered_and_each_names_the_one_before(db: None) -> None:
    write(*(act(number) for number in range(5)))

    first = audit.seal(keys=[KEY], now=NOON, limit=3)
    second = audit.seal(keys=[KEY], now=NOON, limit=3)

    assert first is not None
    assert second is not None
    assert (first.number, len(first.entry_ids), first.previous) == (1, 3, NO_PREVIOUS)
    assert (second.number, len(second.entry_ids), second.previous) == (2, 2, first.head.hash)


def test_an_entry_that_was_removed_while_it_waited_does_not_hold_up_the_others(
    committed_db: WorkerDatabase,
) -> None:
    write(*(act(number) for number in range(3)))
    removed, *others = entry_ids()
    tamper(committed_db.superuser, "DELETE FROM audit_entry WHERE id = %s", [removed])

    made = audit.seal(keys=[KEY], now=NOON, limit=2)

    assert made is not None
    assert list(made.entry_ids) == others
    with seen_as(HUB):
        assert list(AuditPending.objects.values_list("entry_id", flat=True)) == [removed]


def test_a_second_sealer_leaves_the_first_alone(committed_db: WorkerDatabase) -> None:
    write(act())
    with committed_db.app.connect() as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s)", [audit.SEALER_LOCK])
        while_another_works = audit.seal(keys=[KEY], now=NOON)
    afterwards = audit.seal(keys=[KEY], now=NOON)

    assert while_another_works is None
    assert afterwards is not None


def test_an_entry_that_is_not_committed_yet_is_sealed_later(committed_db: WorkerDatabase) -> None:
    with ThreadPoolExecutor(1) as other, seen_as(HUB):
        audit.write([act(1)], NOON)
        other.submit(alone, lambda: seal(1)).result()
    late = audit.seal(keys=[KEY], now=NOON)

    assert late is not None
    assert len(late.entry_ids) == 1
    assert audit.verify(public_keys=PUBLIC_KEYS).is_sound


@pytest.mark.slow
def test_eight_writers_and_two_sealers_miss_nothing(committed_db: WorkerDatabase) -> None:
    writers, batches, size = 8, 25, 20
    finished = Event()

    with ThreadPoolExecutor(writers + 2) as pool:
        sealing = [pool.submit(alone, lambda: seal_until(finished)) for _ in range(2)]
        writing = [pool.submit(alone, lambda: write_often(batches, size)) for _ in range(writers)]
        for each in writing:
            each.result()
        finished.set()
        for each in sealing:
            each.result()

    found = audit.verify(public_keys=PUBLIC_KEYS)
    assert (found.is_sound, found.pending) == (True, 0)
    assert found.entries == writers * batches * size
    with seen_as(HUB):
        sealed = [entry for ids in AuditSeal.objects.values_list("entry_ids", flat=True) for entry in ids]
    assert sorted(sealed) == entry_ids()


def alone(do: Callable[[], None]) -> None:
    """Run in a thread with a connection of its own, and close it."""
    try:
        do()
    finally:
        connection.close()


def write_often(batches: int, size: int) -> None:
    for _ in range(batches):
        write(*(act(number) for number in range(size)))


def seal_until(finished: Event) -> None:
    while not finished.is_set() or audit_waits():
        audit.seal(keys=[KEY], now=NOON, limit=100)


def audit_waits() -> bool:
    with seen_as(HUB):
        return AuditPending.objects.exists()
