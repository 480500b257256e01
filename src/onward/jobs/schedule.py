"""What time does, as a table: each job, when it runs, and why it may run twice.

Every job asks the database what is due, and leaves nothing due behind. So one that was missed is caught up
by the next, and one that ran twice, or was killed half-way, has its effect once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module

from django.conf import settings
from django.urls import reverse

from onward.audit import services as audit
from onward.emails.services import is_any_waiting, send_waiting
from onward.foundation.actor import Actor, job
from onward.jobs.mail_server import mail_server
from onward.jobs.notice_times import day_of_last_notices, is_notice_time
from onward.messaging.blobs import FolderBlobs
from onward.messaging.given_files import remove_given
from onward.messaging.orphans import remove_orphans
from onward.messaging.sealing import Keyring
from onward.operations.closures import follow_closures
from onward.operations.doctor import examine
from onward.operations.doctor.record import keep_findings
from onward.operations.given_files.work import work_through
from onward.operations.held_arrivals import send_held
from onward.operations.job_words import DOES
from onward.operations.reminding.writing import Addresses, write_reminders
from onward.operations.sweeps import alarms, expiry
from onward.operations.sweeps.notice_run import run_notices


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of a job: by whom, when, and for which moment of the schedule."""

    by: Actor
    now: datetime
    scheduled: datetime

    @property
    def day(self) -> date:
        """The day by which reminders and alarms are due: a new one begins with its first notice run."""
        return day_of_last_notices(self.now, times=settings.ONWARD.notice_times)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One job of the hub.

    `cron` is in UTC. `does` and `again` say, for people, what it does and what happens if it runs twice.
    At most one run of a job waits in the queue. `work` returns how many things it saw to.
    """

    name: str
    cron: str
    does: str
    again: str
    work: Callable[[Run], int]


def start(job_name: str, timestamp: int) -> Run:
    """Return a run of the job of this name that was scheduled for this second of Unix time."""
    return Run(
        by=job(job_name),
        now=settings.ONWARD_CLOCK.now(),
        scheduled=datetime.fromtimestamp(timestamp, UTC),
    )


def _remind(run: Run) -> int:
    return alarms.remind(by=run.by, now=run.now, today=run.day).moved


def _raise_alarms(run: Run) -> int:
    return alarms.raise_alarms(by=run.by, now=run.now, today=run.day).moved


def _climb(run: Run) -> int:
    return alarms.climb(by=run.by, now=run.now, today=run.day).moved


def _send_held(run: Run) -> int:
    return send_held(now=run.now, keyring=_keyring())


def _expire(run: Run) -> int:
    expired = expiry.expire(by=run.by, now=run.now, keyring=_keyring()).moved
    return expired + expiry.close_asked_of_recipients(now=run.now)


def _tell_origins(run: Run) -> int:
    if not is_notice_time(run.scheduled, times=settings.ONWARD.notice_times, now=run.now):
        return 0
    notices = run_notices(by=run.by, now=run.now, keyring=_keyring())
    return notices.told.moved + notices.asked.moved


def _follow_closures(run: Run) -> int:
    return len(follow_closures(by=run.by, now=run.now))


def _seal_audit(run: Run) -> int:
    sealed = 0
    while made := audit.seal(keys=settings.ONWARD.keys.audit_keys, now=run.now):
        sealed += len(made.entry_ids)
    return sealed


def _remove_orphans(run: Run) -> int:
    return remove_orphans(by=run.by, now=run.now, blobs=FolderBlobs(settings.ONWARD.documents))


def _send_emails(run: Run) -> int:
    environment = settings.ONWARD
    if not environment.smtp_url or not is_any_waiting():
        return 0
    with mail_server(environment.smtp_url, sender=environment.email_from) as transport:
        return send_waiting(transport, by=run.by, now=run.now)


def _write_reminders(run: Run) -> int:
    address = settings.ONWARD.address
    addresses = Addresses(
        matter=lambda membership_id, matter: address + reverse("reminder", args=[membership_id, matter]),
        choices=address + reverse("email_choices"),
    )
    return write_reminders(now=run.now, addresses=addresses)


def _read_files(run: Run) -> int:
    count, clock, keyring = 0, settings.ONWARD_CLOCK, _keyring()
    while work_through(None, clock=clock, keyring=keyring, scn_element=settings.ONWARD.ctf_scn_element):
        count += 1
    return count


def _remove_given_files(run: Run) -> int:
    return remove_given(now=run.now)


def _end_sessions(run: Run) -> int:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def _examine(run: Run) -> int:
    findings = examine(now=run.now)
    keep_findings(findings, now=run.now)
    return len(findings)


def _keyring() -> Keyring:
    return Keyring(settings.ONWARD.keys.master_keys)


EVERY_MINUTE = "* * * * *"

SCHEDULE: tuple[Job, ...] = (
    Job(
        name="remind",
        cron=EVERY_MINUTE,
        does=DOES["remind"],
        again="A transfer notes that its reminder went out.",
        work=_remind,
    ),
    Job(
        name="raise-alarms",
        cron=EVERY_MINUTE,
        does=DOES["raise-alarms"],
        again="A transfer that is alarmed is not due; the database allows one open alarm.",
        work=_raise_alarms,
    ),
    Job(
        name="climb",
        cron=EVERY_MINUTE,
        does=DOES["climb"],
        again="An alarm that climbed is due on a later day.",
        work=_climb,
    ),
    Job(
        name="send-held",
        cron=EVERY_MINUTE,
        does=DOES["send-held"],
        again="An arrival that was taken in is held no longer; said twice, it is one message.",
        work=_send_held,
    ),
    Job(
        name="expire",
        cron=EVERY_MINUTE,
        does=DOES["expire"],
        again="A delivery that expired waits no longer for it; its sender is told once.",
        work=_expire,
    ),
    Job(
        name="write-reminders",
        cron="*/5 * * * *",
        does=DOES["write-reminders"],
        again="What somebody was told is noted with the e-mail that tells it.",
        work=_write_reminders,
    ),
    Job(
        name="send-emails",
        cron=EVERY_MINUTE,
        does=DOES["send-emails"],
        again="An e-mail that has left waits no longer.",
        work=_send_emails,
    ),
    Job(
        name="seal-audit",
        cron=EVERY_MINUTE,
        does=DOES["seal-audit"],
        again="A sealed entry waits no longer; one sealer works at a time.",
        work=_seal_audit,
    ),
    Job(
        name="tell-origins",
        cron="*/15 * * * *",
        does=DOES["tell-origins"],
        again="A leaver that was told stands as its transfer does; a request is written once.",
        work=_tell_origins,
    ),
    Job(
        name="follow-closures",
        cron="*/10 * * * *",
        does=DOES["follow-closures"],
        again="What has gone on is no longer with the closed school.",
        work=_follow_closures,
    ),
    Job(
        name="read-files",
        cron=EVERY_MINUTE,
        does=DOES["read-files"],
        again="A file that somebody is at is left alone; what was taken of it before is not doubled.",
        work=_read_files,
    ),
    Job(
        name="remove-given-files",
        cron="40 2 * * *",
        does=DOES["remove-given-files"],
        again="What was removed is not there.",
        work=_remove_given_files,
    ),
    Job(
        name="end-sessions",
        cron="*/10 * * * *",
        does=DOES["end-sessions"],
        again="What was forgotten is not there.",
        work=_end_sessions,
    ),
    Job(
        name="remove-orphans",
        cron="30 2 * * *",
        does=DOES["remove-orphans"],
        again="What was removed is not there.",
        work=_remove_orphans,
    ),
    Job(
        name="examine",
        cron="15 3 * * *",
        does=DOES["examine"],
        again="It changes nothing; the newest result is shown.",
        work=_examine,
    ),
)
