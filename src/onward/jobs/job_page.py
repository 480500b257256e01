"""Write the page about jobs for the docs, from the schedule itself."""

from onward.foundation.markdown import generated_page, table
from onward.jobs.schedule import SCHEDULE, Job
from onward.jobs.tasks import UPKEEP, Upkeep

_ABOUT = """\
What time does. The worker (`./onward worker`) runs these jobs; several workers share them through the
database. Times are in UTC, as cron writes them. At most one run of a job waits in the queue. A job asks the
database what is due and leaves nothing due behind: what was missed is caught up by the next run.

Old schools are told at the fixed times that `ONWARD_NOTICE_TIMES` sets (07:00 and 15:00 on a Scottish wall
clock, on weekdays). A run that was missed by more than half an hour does not take place later; the next one
tells all.
"""


def job_page() -> str:
    """Return docs/jobs.md."""
    jobs: tuple[Job | Upkeep, ...] = (*SCHEDULE, *UPKEEP)
    rows = [(f"`{each.name}`", f"`{each.cron}`", each.does, each.again) for each in jobs]
    heads = ("Job", "When", "What it does", "Why it may run twice")
    return generated_page("Jobs", "jobs/schedule.py", _ABOUT, table(heads, rows))
