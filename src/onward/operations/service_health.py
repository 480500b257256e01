"""How the service does, as figures: messages, jobs, e-mails, silent systems, storage, the doctor's last word.

Counts only: no child, no school and no person is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Coalesce
from procrastinate.contrib.django import app

from onward.access.facts import NATIONAL_SERVICE
from onward.access.models import System
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.emails.bounces import has_bounced
from onward.emails.models import Email
from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.operations.doctor.record import Examined, last_examination
from onward.operations.job_queue import JobLine, QueueSeen, queue_as_it_is

SYSTEMS_SILENT_AFTER: Final = timedelta(days=7)
_READERS: Final = (Permission.RUN_SERVICE, Permission.WORK_CASES)


@dataclass(frozen=True, kw_only=True, slots=True)
class JobTimes:
    """One job with the moments of its schedule: when it last was to run, and when it next is."""

    line: JobLine
    due_at: datetime
    next_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailsWaiting:
    """How many e-mails wait to be sent, how many are held for an address that fails, and since when."""

    going: int
    held: int
    oldest_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceHealth:
    """How the service does now. `oldest_waiting_at` is the job that has waited longest, if one waits."""

    messages_hour: int
    messages_day: int
    last_message_at: datetime | None
    queue: QueueSeen
    jobs: Sequence[JobTimes]
    jobs_waiting: int
    oldest_waiting_at: datetime | None
    emails: EmailsWaiting
    silent_systems: int
    systems: int
    database_bytes: int
    examined: Examined | None


def look_at_service(*, by: Actor, now: datetime) -> ServiceHealth:
    """Return how the service does.

    Raises:
        NotPermitted: the actor neither runs the service nor works its cases.
    """
    _require_reader(by, now)
    with seen_as(HUB):
        queue = queue_as_it_is()
        lately = Message.objects.filter(accepted_at__gt=now - timedelta(days=1))
        hour = Count("pk", filter=Q(accepted_at__gt=now - timedelta(hours=1)))
        messages = lately.aggregate(hour=hour, day=Count("pk"))
        waiting, oldest = fetch(_WAITING, {"now": now})[0]
        systems = _systems(now)
        return ServiceHealth(
            messages_hour=messages["hour"],
            messages_day=messages["day"],
            last_message_at=Message.objects.order_by("-accepted_at")
            .values_list("accepted_at", flat=True)
            .first(),
            queue=queue,
            jobs=_times(queue, now),
            jobs_waiting=waiting,
            oldest_waiting_at=oldest,
            silent_systems=systems["silent"],
            systems=systems["all"],
            database_bytes=fetch(_BYTES)[0][0],
            examined=last_examination(),
            emails=_emails(),
        )


def _require_reader(by: Actor, now: datetime) -> None:
    for each in _READERS[:-1]:
        try:
            return require(by, each, at=NATIONAL_SERVICE, now=now)
        except NotPermitted:
            continue
    return require(by, _READERS[-1], at=NATIONAL_SERVICE, now=now)


def _systems(now: datetime) -> dict[str, int]:
    """Count the systems that may act, and those whose credentials nobody used for a week.

    One that was never used is silent from a week after it was registered.
    """
    used = Coalesce(Max("credentials__last_used_at"), F("registered_at"))
    active = System.objects.filter(is_active=True).annotate(heard_at=used)
    moments = list(active.order_by("id").values_list("heard_at", flat=True))
    silent = [each for each in moments if each < now - SYSTEMS_SILENT_AFTER]
    return {"all": len(moments), "silent": len(silent)}


def _emails() -> EmailsWaiting:
    waiting = Email.objects.filter(sent_at__isnull=True, refused_at__isnull=True)
    going = waiting.exclude(has_bounced("person_id")).aggregate(number=Count("pk"), oldest=Min("queued_at"))
    held = waiting.filter(has_bounced("person_id")).count()
    return EmailsWaiting(going=going["number"], held=held, oldest_at=going["oldest"])


def _times(queue: QueueSeen, now: datetime) -> list[JobTimes]:
    lines = {each.name: each for each in queue.jobs}
    found = []
    for (name, _), periodic in sorted(app.periodic_registry.periodic_tasks.items()):
        clock = periodic.croniter
        found.append(
            JobTimes(
                line=lines.get(name, JobLine.unknown(name)),
                due_at=_moment(clock.get_prev(start_time=now.timestamp())),
                next_at=_moment(clock.get_next(start_time=now.timestamp())),
            )
        )
    return found


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


_WAITING: Final = """
    SELECT count(*), min(waiting.at) FROM (
        SELECT (SELECT min(event.at) FROM procrastinate_events AS event
                WHERE event.job_id = job.id AND event.type = 'deferred') AS at
        FROM procrastinate_jobs AS job
        WHERE job.status = 'todo' AND coalesce(job.scheduled_at, %(now)s) <= %(now)s
    ) AS waiting
"""
_BYTES: Final = """
    SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
