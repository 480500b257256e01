"""Workers that die, several at once, and after days of downtime: each effect is there once."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.cluster import WorkerDatabase
from tests.harness.workers import ask, job_states, wait_until, working

from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.jobs.tasks import retry_stalled
from onward.messaging.models import Delivery, Message
from onward.operations.doctor import examine
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.expiry import expire
from onward.operations.sweeps.notice_run import run_notices
from onward.transfers.models import Alarm, Transfer, TransferEvent

pytestmark = pytest.mark.slow
AT_ONCE = 8
MANY = 1_200


@pytest.fixture
def cast(committed_db: WorkerDatabase) -> Cast:
    """A hub whose schools spoke forty days ago, by the clock that workers go by."""
    cast = open_the_hub()
    cast.now = datetime.now(UTC) - timedelta(days=40)
    return cast


def leave(cast: Cast, count: int) -> None:
    """Let pupils leave for Selkirk who will never arrive."""
    for start in range(0, count, 400):
        some = range(min(400, count - start))
        cast.say_all([cast.item("arbroath", _departure(cast)) for _ in some])


def _departure(cast: Cast) -> dict[str, object]:
    return cast.departure(to="selkirk", leaving_on=cast.now.date())


def all_at_once(work: Callable[[], int]) -> list[int]:
    """Do the same in eight threads, each with a connection of its own, at the same moment."""
    barrier = Barrier(AT_ONCE)

    def run(_: int) -> int:
        try:
            barrier.wait(timeout=30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def assert_sound() -> None:
    assert [each.says for each in examine(now=datetime.now(UTC)) if not each.is_sound] == []


def test_eight_sweeps_at_once_raise_each_alarm_once(cast: Cast) -> None:
    leave(cast, MANY)

    moved = all_at_once(lambda: raise_alarms(by=CLERK, now=datetime.now(UTC)).moved)

    assert sum(moved) == MANY
    with seen_as(HUB):
        assert Alarm.objects.count() == MANY
        assert TransferEvent.objects.filter(move="raise_alarm").count() == MANY
        assert AuditEntry.objects.filter(act="raise_alarm").count() == MANY
        assert not Transfer.objects.exclude(state="alarmed").exists()
    assert_sound()


def test_eight_at_once_let_each_message_expire_once_and_tell_its_sender_once(cast: Cast) -> None:
    leave(cast, 200)

    moved = all_at_once(lambda: expire(by=CLERK, now=datetime.now(UTC), keyring=KEYRING).moved)

    assert sum(moved) == 200
    with seen_as(HUB):
        assert Delivery.objects.filter(state="expired").count() == 200
        assert Message.objects.filter(kind="report").count() == 200


def test_eight_notice_runs_at_once_ask_for_each_record_once(cast: Cast) -> None:
    children = [pupil() for _ in range(40)]
    for school, arrived_on in (
        ("arbroath", cast.now.date() - timedelta(days=300)),
        ("leith", cast.now.date()),
    ):
        cast.say_all(
            [cast.item(school, cast.arrival(pupil=each, arrived_on=arrived_on)) for each in children]
        )

    all_at_once(lambda: run_notices(by=CLERK, now=datetime.now(UTC), keyring=KEYRING).asked.moved)

    with seen_as(HUB):
        assert Message.objects.filter(kind="request").count() == 40
    assert_sound()


def test_a_worker_that_is_killed_in_the_middle_leaves_nothing_half_done_and_is_retried(
    cast: Cast, committed_db: WorkerDatabase, tmp_path: Path
) -> None:
    leave(cast, 3)
    others = _logins(committed_db)
    with committed_db.superuser.connect() as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE transfers_alarm IN ACCESS EXCLUSIVE MODE")
        with working(committed_db, tmp_path / "first.log") as first:
            wait_until(lambda: _waits_for_alarms(committed_db))
            first.kill()
    wait_until(lambda: _logins(committed_db) <= others)

    [(killed, state, _)] = job_states(committed_db, "raise-alarms")
    assert state == "doing"
    assert ask(committed_db, "SELECT count(*) FROM transfers_alarm") == [(0,)]
    _let_a_minute_pass_in_silence(committed_db)
    with working(committed_db, tmp_path / "second.log") as second:
        wait_until(lambda: _ended(committed_db, killed))
        wait_until(lambda: ask(committed_db, "SELECT count(*) FROM transfers_alarm") == [(3,)])
        assert second.stop() == 0

    with seen_as(HUB):
        assert TransferEvent.objects.filter(move="raise_alarm").count() == 3
    assert_sound()


def test_where_another_run_waits_the_dead_one_is_let_go(cast: Cast, committed_db: WorkerDatabase) -> None:
    for status in ("doing", "todo"):
        ask(
            committed_db,
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, status)"
            " VALUES ('hub', 'remind', 'remind', '{}', %s) RETURNING id",
            (status,),
        )

    _retry_stalled(times=2)

    assert [state for _, state, _ in job_states(committed_db, "remind")] == ["aborted", "todo"]


def test_a_dead_workers_job_goes_back_into_the_queue_once(cast: Cast, committed_db: WorkerDatabase) -> None:
    ask(
        committed_db,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, status)"
        " VALUES ('hub', 'remind', 'remind', '{}', 'doing') RETURNING id",
    )

    _retry_stalled(times=2)

    assert [each[1:] for each in job_states(committed_db, "remind")] == [("todo", 1)]


def test_after_days_of_downtime_two_workers_catch_up_with_everything(
    cast: Cast, committed_db: WorkerDatabase, tmp_path: Path
) -> None:
    leave(cast, 30)
    cast.later(days=10)
    leave(cast, 30)
    waiting = [row[0] for row in ask(committed_db, "SELECT entry_id FROM audit_pending")]
    pending = "SELECT FROM audit_pending WHERE entry_id = ANY(%s)"

    with working(committed_db, tmp_path / "one.log"), working(committed_db, tmp_path / "two.log"):
        wait_until(lambda: ask(committed_db, "SELECT count(*) FROM transfers_alarm") == [(60,)])
        expired = "SELECT count(*) FROM messaging_delivery WHERE state = 'expired'"
        wait_until(lambda: ask(committed_db, expired) == [(60,)])
        wait_until(lambda: not ask(committed_db, pending, (waiting,)))

    failed = "SELECT task_name FROM procrastinate_jobs WHERE status IN ('failed', 'aborted')"
    assert ask(committed_db, failed) == []
    assert_sound()


def _waits_for_alarms(database: WorkerDatabase) -> bool:
    """Whether a worker is about to insert alarms, and held up."""
    held_up = """
        SELECT FROM pg_locks
        WHERE relation = 'transfers_alarm'::regclass AND mode = 'RowExclusiveLock' AND NOT granted
    """
    is_under_way = any(state == "doing" for _, state, _ in job_states(database, "raise-alarms"))
    return is_under_way and bool(ask(database, held_up))


def _logins(database: WorkerDatabase) -> set[int]:
    """Return the server's processes that serve the hub's login now."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'onward_app'"
    return {row[0] for row in ask(database, query)}


def _ended(database: WorkerDatabase, job: int) -> bool:
    """Whether the job was done after all, or let go because a later run of the same waited already."""
    states = {number: (state, attempts) for number, state, attempts in job_states(database, "raise-alarms")}
    return states[job] == ("succeeded", 2) or states[job][0] == "aborted"


def _let_a_minute_pass_in_silence(database: WorkerDatabase) -> None:
    silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' RETURNING id"
    assert ask(database, silent)


def _retry_stalled(*, times: int) -> None:
    async def run() -> None:
        with app.replace_connector(DjangoConnector().get_worker_connector()) as worker:
            async with worker.open_async():
                for _ in range(times):
                    await retry_stalled(worker.job_manager)

    asyncio.run(run())
