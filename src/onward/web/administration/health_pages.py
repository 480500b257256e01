"""What the page about the service's health shows: each thing looked at, how it is, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from onward.operations.job_words import DOES
from onward.operations.service_health import JobTimes, ServiceHealth
from onward.web.components import Cell, Row, Tag
from onward.web.plain_pages import Listing, PlainPage, columns
from onward.web.wording import count_of, moment

WELL = Tag(text="Well", tone="good")
LOOK = Tag(text="Check", tone="attention")
ACT = Tag(text="Act", tone="urgent")

QUIET_FOR: Final = timedelta(days=3)
WORKER_SILENT_FOR: Final = timedelta(minutes=2)
WAITS_LONG: Final = timedelta(minutes=15)
EXAMINED_EVERY: Final = timedelta(days=2)
LITTLE_DISK: Final = 0.1
_MEGABYTE: Final = 1_000_000
_GIGABYTE: Final = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Disk:
    """The bytes of the disk where the data folder lies."""

    total: int
    free: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """One thing that was looked at. `todo` is said where it is not well."""

    what: str
    tag: Tag
    how: str
    todo: str


def health_page(seen: ServiceHealth, disk: Disk, *, sends_email: bool, now: datetime) -> PlainPage:
    """Return the page: what needs a hand first."""
    order = (ACT, LOOK, WELL)
    found = look_through(seen, disk, sends_email=sends_email, now=now)
    looked = sorted(found, key=lambda each: order.index(each.tag))
    wrong = [each for each in looked if each.tag is not WELL]
    return PlainPage(
        title="Service health",
        lead="Nothing needs a hand now." if not wrong else f"{count_of(len(wrong), 'thing')} to look at.",
        listings=[
            Listing(
                caption="What was looked at",
                columns=columns("What", "State", "How it is", "What to do"),
                rows=[_row(each) for each in looked],
                empty_title="Nothing was looked at",
                empty_text="",
            ),
            Listing(
                caption="Sweeps and other jobs",
                columns=columns("Job", "Last run ended", "Next run"),
                rows=[_job(each) for each in seen.jobs],
                empty_title="No job is scheduled",
                empty_text="",
            ),
        ],
    )


def look_through(seen: ServiceHealth, disk: Disk, *, sends_email: bool, now: datetime) -> Sequence[Looked]:
    """Return each thing that was looked at, with its state."""
    return (
        _messages(seen, now),
        _workers(seen, now),
        _queue(seen, now),
        _failed(seen),
        _emails(seen, sends_email=sends_email, now=now),
        _systems(seen),
        _disk(seen, disk),
        _doctor(seen, now),
    )


def _messages(seen: ServiceHealth, now: datetime) -> Looked:
    last = seen.last_message_at
    is_quiet = last is None or now - last > QUIET_FOR
    return Looked(
        what="Messages taken",
        tag=LOOK if is_quiet else WELL,
        how=f"{seen.messages_hour:,} in the last hour, {seen.messages_day:,} in the last day; "
        f"the last one: {moment(last) or 'never'}",
        todo="In the holidays that is right. Else ask a supplier whether its systems reach the hub.",
    )


def _workers(seen: ServiceHealth, now: datetime) -> Looked:
    heard = seen.queue.heard_at
    is_dead = heard is None or now - heard > WORKER_SILENT_FOR
    return Looked(
        what="Workers",
        tag=ACT if is_dead else WELL,
        how=f"{count_of(seen.queue.workers, 'worker')}; last sign of life: {moment(heard) or 'none'}",
        todo="Start the worker: no alarm is raised and nobody is told anything until it runs.",
    )


def _queue(seen: ServiceHealth, now: datetime) -> Looked:
    oldest = seen.oldest_waiting_at
    is_late = oldest is not None and now - oldest > WAITS_LONG
    since = f", the oldest since {moment(oldest)}" if oldest else ""
    return Looked(
        what="Job queue",
        tag=LOOK if is_late else WELL,
        how=f"{count_of(seen.jobs_waiting, 'job')} waiting{since}",
        todo="Look at the jobs: one may hold the others up. A second worker may be started at any time.",
    )


def _failed(seen: ServiceHealth) -> Looked:
    failing = [each.line.name for each in seen.jobs if each.line.last_state == "failed"]
    return Looked(
        what="Last runs",
        tag=ACT if failing else WELL,
        how=f"Failed: {', '.join(failing)}" if failing else "The last run of every job went well",
        todo="The worker's log says why. Each job does what was missed when it next runs.",
    )


def _emails(seen: ServiceHealth, *, sends_email: bool, now: datetime) -> Looked:
    emails = seen.emails
    is_late = emails.oldest_at is not None and now - emails.oldest_at > WAITS_LONG
    named = "" if sends_email else "; no mail server is named"
    return Looked(
        what="E-mails",
        tag=LOOK if is_late or emails.held else WELL,
        how=f"{emails.going:,} waiting, {emails.held:,} held because the address fails{named}",
        todo="Administrators confirm addresses that fail. Where others wait, look at the mail server."
        if sends_email
        else "Name a mail server in ONWARD_SMTP_URL.",
    )


def _systems(seen: ServiceHealth) -> Looked:
    return Looked(
        what="School systems",
        tag=LOOK if seen.silent_systems else WELL,
        how=f"{seen.silent_systems:,} of {seen.systems:,} silent for a week or more",
        todo="The list of systems says which; write to the contact of each.",
    )


def _disk(seen: ServiceHealth, disk: Disk) -> Looked:
    is_full = disk.free < disk.total * LITTLE_DISK
    return Looked(
        what="Storage",
        tag=ACT if is_full else WELL,
        how=f"Database {_size(seen.database_bytes)}; on the disk of the data folder "
        f"{disk.free / _GIGABYTE:,.0f} of {disk.total / _GIGABYTE:,.0f} GB are free",
        todo="Give the disk more room: at none, no message is accepted any more.",
    )


def _size(size: int) -> str:
    return f"{size / _GIGABYTE:,.1f} GB" if size >= _GIGABYTE else f"{size / _MEGABYTE:,.0f} MB"


def _doctor(seen: ServiceHealth, now: datetime) -> Looked:
    found, what, todo = seen.examined, "The doctor", "Run ./onward doctor and see what it names."
    if found is None:
        how = "The data was not examined yet; that is done every night"
        return Looked(what=what, tag=LOOK, how=how, todo=todo)
    how = f"{found.proved:,} invariants proved, {len(found.broken):,} broken; {moment(found.ended_at)}"
    is_old = now - found.ended_at > EXAMINED_EVERY
    tag = ACT if found.broken else LOOK if is_old else WELL
    return Looked(what=what, tag=tag, how=". ".join([how, *found.broken]), todo=todo)


def _row(each: Looked) -> Row:
    return Row(
        is_urgent=each.tag is ACT,
        cells=[each.what, Cell(tags=[each.tag]), each.how, "Nothing" if each.tag is WELL else each.todo],
    )


def _job(each: JobTimes) -> Row:
    line = each.line
    return Row(
        is_urgent=line.last_state == "failed",
        cells=[
            Cell(text=line.name, hint=DOES.get(line.name, "")),
            moment(line.last_ended_at) or "not yet",
            moment(each.next_at),
        ],
    )
