"""Put the schedule before the queue. The worker finds this module by its name; several workers share it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from procrastinate import JobContext, exceptions, jobs
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

from onward.jobs.schedule import SCHEDULE, Job, start
from onward.operations.job_words import DOES

log = structlog.get_logger(__name__)

QUEUE = "hub"
SILENT_FOR = timedelta(seconds=30)
"""A worker that has not been heard of for so long is dead. Workers give a sign of life every ten seconds."""
FINISHED_KEPT = timedelta(days=2)
FAILED_KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """One job that keeps the queue itself in order, described as the hub's own jobs are."""

    name: str
    cron: str
    does: str
    again: str
    work: Callable[[JobManager], Awaitable[None]]


async def retry_stalled(manager: JobManager) -> None:
    """Put the jobs of dead workers back into the queue; where another run waits already, that one will do."""
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR.total_seconds()):
        try:
            await manager.retry_job(stalled)
        except exceptions.UniqueViolation:
            await manager.finish_job(stalled, status=jobs.Status.ABORTED, delete_job=False)


async def remove_old_jobs(manager: JobManager) -> None:
    """Forget jobs that ended long ago."""
    await manager.delete_old_jobs(nb_hours=_hours(FINISHED_KEPT))
    await manager.delete_old_jobs(
        nb_hours=_hours(FAILED_KEPT), include_failed=True, include_cancelled=True, include_aborted=True
    )


UPKEEP: tuple[Upkeep, ...] = (
    Upkeep(
        name="retry-stalled",
        cron="*/5 * * * *",
        does=DOES["retry-stalled"],
        again="A job that is back in the queue, or has ended, is not stalled.",
        work=retry_stalled,
    ),
    Upkeep(
        name="remove-old-jobs",
        cron="45 2 * * *",
        does=DOES["remove-old-jobs"],
        again="What was removed is not there.",
        work=remove_old_jobs,
    ),
)


def _hours(age: timedelta) -> int:
    return int(age.total_seconds() // 3600)


def _register(job: Job) -> None:
    def run(timestamp: int) -> None:
        if count := job.work(start(job.name, timestamp)):
            log.info("job_done", job=job.name, count=count)

    task = app.task(name=job.name, queue=QUEUE, queueing_lock=job.name)(run)
    app.periodic(cron=job.cron, periodic_id=job.name)(task)


def _register_upkeep(upkeep: Upkeep) -> None:
    async def run(context: JobContext, timestamp: int) -> None:
        await upkeep.work(context.app.job_manager)

    task = app.task(name=upkeep.name, queue=QUEUE, queueing_lock=upkeep.name, pass_context=True)(run)
    app.periodic(cron=upkeep.cron, periodic_id=upkeep.name)(task)


for _job in SCHEDULE:
    _register(_job)
for _upkeep in UPKEEP:
    _register_upkeep(_upkeep)
