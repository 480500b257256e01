"""The queue of the hub's jobs, as its tables have it: what waits, runs and failed, each job's last run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB


@dataclass(frozen=True, kw_only=True, slots=True)
class JobLine:
    """One job: how many of its runs wait, run and failed, and when its last run ended, and how."""

    name: str
    waiting: int
    running: int
    failed: int
    last_ended_at: datetime | None
    last_state: str

    @classmethod
    def unknown(cls, name: str) -> "JobLine":
        """Return the line of a job that the queue has not seen yet."""
        return cls(name=name, waiting=0, running=0, failed=0, last_ended_at=None, last_state="")


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueSeen:
    """The whole queue. `heard_at` is the newest sign of life of a worker; none: no worker is known."""

    jobs: Sequence[JobLine]
    workers: int
    heard_at: datetime | None

    @property
    def failed(self) -> int:
        """How many runs failed, of those that are still kept."""
        return sum(each.failed for each in self.jobs)


def look_at_queue(*, by: Actor, now: datetime) -> QueueSeen:
    """Return the queue with a line for every job that it knows, by name.

    Raises:
        NotPermitted: the actor does not run the service.
    """
    require(by, Permission.RUN_SERVICE, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        return queue_as_it_is()


def queue_as_it_is() -> QueueSeen:
    """Return the queue. A sight must be set: hub. Whether one may see it is asked before."""
    jobs = [JobLine(**dict(zip(_NAMES, row, strict=True))) for row in fetch(_JOBS)]
    workers, heard_at = fetch(_WORKERS)[0]
    return QueueSeen(jobs=jobs, workers=workers, heard_at=heard_at)


_NAMES: Final = tuple(JobLine.__dataclass_fields__)
_JOBS: Final = """
    SELECT job.task_name,
        count(*) FILTER (WHERE job.status = 'todo'),
        count(*) FILTER (WHERE job.status = 'doing'),
        count(*) FILTER (WHERE job.status = 'failed'),
        max(ended.at),
        coalesce((array_agg(job.status::text ORDER BY ended.at DESC NULLS LAST)
            FILTER (WHERE ended.at IS NOT NULL))[1], '')
    FROM procrastinate_jobs AS job
    LEFT JOIN LATERAL (
        SELECT max(event.at) AS at FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.type IN ('succeeded', 'failed', 'aborted', 'cancelled')
    ) AS ended ON true
    GROUP BY job.task_name
    ORDER BY job.task_name
"""
_WORKERS: Final = "SELECT count(*), max(last_heartbeat) FROM procrastinate_workers"
