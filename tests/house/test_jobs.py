"""Each job is in the schedule, says why it may run twice, and is known to the queue."""

import inspect

import pytest
from procrastinate.contrib.django import app

from onward.jobs import schedule, tasks
from onward.jobs.schedule import SCHEDULE, Job
from onward.jobs.tasks import UPKEEP, Upkeep

ALL: tuple[Job | Upkeep, ...] = (*SCHEDULE, *UPKEEP)
OF_THE_QUEUE = {name for name in app.tasks if "procrastinate" in name}


def test_names_are_used_once() -> None:
    names = [each.name for each in ALL]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("job", ALL, ids=lambda job: job.name)
def test_a_job_says_what_it_does_and_why_it_may_run_twice(job: Job | Upkeep) -> None:
    assert job.does.endswith(".")
    assert job.again.endswith(".")
    assert inspect.signature(job.work).parameters.keys() in ({"run"}, {"manager"})


@pytest.mark.parametrize("job", ALL, ids=lambda job: job.name)
def test_a_job_is_registered_with_its_times_and_waits_once(job: Job | Upkeep) -> None:
    task = app.tasks[job.name]
    periodic = app.periodic_registry.periodic_tasks[job.name, job.name]

    assert (task.queueing_lock, task.queue, periodic.cron) == (job.name, tasks.QUEUE, job.cron)
    # A lock would keep a dead worker's job from being done by another one.
    assert task.lock is None


def test_nothing_is_registered_that_the_schedule_does_not_name() -> None:
    assert set(app.tasks) - OF_THE_QUEUE == {each.name for each in ALL}
    assert {name for name, _ in app.periodic_registry.periodic_tasks} == {each.name for each in ALL}


def test_every_function_of_the_schedule_is_used_by_a_job() -> None:
    works = {
        each
        for _, each in inspect.getmembers(schedule, inspect.isfunction)
        if "run" in inspect.signature(each).parameters
    }

    assert works == {each.work for each in SCHEDULE}
