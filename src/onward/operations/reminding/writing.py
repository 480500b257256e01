"""Write the reminders that are due: a digest on school mornings, and at once what was chosen so.

A batch of people is one transaction: their e-mails, and the note of what was told. A run that is killed, or
takes place twice, tells nobody anything a second time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from onward.access.facts import Organisation
from onward.access.seats import SeatFact, seats_of_people
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.directory.register import WEEKENDS_ONLY, Register, current_register
from onward.emails.bounces import bounces_of
from onward.emails.choices import Rhythms, rhythms_of
from onward.emails.kinds import CHOSEN, DIGEST_SUBJECT, REMINDER_END, EmailKind, Rhythm
from onward.emails.reminded import DIGEST, Told, last_told, note_told
from onward.emails.services import Draft, queue_drafts
from onward.foundation.clock import today_in_scotland, wall_clock_in_scotland
from onward.foundation.sight import HUB
from onward.operations.reminding.matters import MATTERS, Counted, Found, Matter

MORNING: Final = (time(7, 30), time(12))
"""When a digest is written, on a Scottish wall clock. One that was missed until noon waits for tomorrow."""

SETTLING: Final = timedelta(minutes=5)
"""What came up is told after this time, when nothing that came up before it can still be on its way."""

FIRST_LOOK_BACK: Final = timedelta(days=1)
"""Somebody who was never told at once is told of what came up since then; not of all that ever did."""

AT_ONCE: Final = 200
_LOCK: Final = "reminders"


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Where links lead: of one matter for one seat, and to the page of choices."""

    matter: Callable[[int, str], str]
    choices: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """One matter that waits for one seat."""

    seat: SeatFact
    matter: Matter
    found: Found


@dataclass(frozen=True, kw_only=True, slots=True)
class _World:
    counted: Mapping[str, Counted]
    register: Register
    addresses: Addresses
    today: date
    is_morning: bool
    until: datetime

    def is_school_day(self, at: Organisation) -> bool:
        school = self.register.by_id.get(at.school_id or 0)
        authority = school.authority_id if school else at.authority_id
        calendar = self.register.calendar_of(authority) if authority else WEEKENDS_ONLY
        return calendar.is_school_day(self.today)


def write_reminders(*, now: datetime, addresses: Addresses) -> int:
    """Write all reminders that are due now, and return how many e-mails that are."""
    world = _look(now, addresses)
    written, after = 0, UUID(int=0)
    while True:
        with seen_as(HUB):
            hold([_LOCK])
            seats = seats_of_people(on=world.today, after=after, limit=AT_ONCE)
            if not seats:
                return written
            written += _write(seats, world, now)
        after = max(seats)


def _look(now: datetime, addresses: Addresses) -> _World:
    today, until = today_in_scotland(now), now - SETTLING
    start, end = MORNING
    with seen_as(HUB):
        counted = {each.name: each.count(until, today_in_scotland(until)) for each in MATTERS}
        return _World(
            counted=counted,
            register=current_register(),
            addresses=addresses,
            today=today,
            is_morning=start <= wall_clock_in_scotland(now).time() < end,
            until=until,
        )


def _write(seats: Mapping[UUID, Sequence[SeatFact]], world: _World, now: datetime) -> int:
    people = [*seats]
    failing, rhythms, told = bounces_of(people), rhythms_of(people), last_told(people)
    due = [
        each
        for person_id in people
        if person_id not in failing
        for each in _due(
            _Reader(
                person_id=person_id,
                waiting=[each for seat in seats[person_id] for each in _waiting_for(seat, world)],
                rhythms=rhythms[person_id],
                known={each.key: each.until for each in told.get(person_id, ())},
            ),
            world,
            now,
        )
    ]
    queue_drafts([draft for draft, _ in due], now=now)
    note_told([each for _, told_now in due for each in told_now])
    return len(due)


def _waiting_for(seat: SeatFact, world: _World) -> Iterable[Waiting]:
    at = seat.organisation
    for matter in MATTERS:
        if matter.held is at.held and seat.role in matter.roles:
            found = world.counted[matter.name].get(at.school_id or at.authority_id or "")
            if found:
                yield Waiting(seat=seat, matter=matter, found=found)


Due = tuple[Draft, list[Told]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    """One person: what waits for them, how they want to read of it, and what they were told already."""

    person_id: UUID
    waiting: Sequence[Waiting]
    rhythms: Rhythms
    known: Mapping[tuple[int | None, str], datetime]

    def is_news(self, each: Waiting, now: datetime) -> bool:
        key = (each.seat.membership_id, each.matter.name)
        return each.found.newest > self.known.get(key, now - FIRST_LOOK_BACK)

    def has_digest_of(self, day: date) -> bool:
        last = self.known.get((None, DIGEST))
        return last is not None and today_in_scotland(last) >= day


def _due(reader: _Reader, world: _World, now: datetime) -> Iterable[Due]:
    for kind in CHOSEN:
        news = [each for each in reader.waiting if each.matter.kind is kind and reader.is_news(each, now)]
        if news and reader.rhythms[kind] is Rhythm.AT_ONCE:
            told = [_told(reader, each.matter.name, each.seat.membership_id, world.until) for each in news]
            yield _draft(reader, kind, CHOSEN[kind].subject, news, world), told
    lines = [
        each
        for each in reader.waiting
        if reader.rhythms[each.matter.kind] is Rhythm.DIGEST and world.is_school_day(each.seat.organisation)
    ]
    if lines and world.is_morning and not reader.has_digest_of(world.today):
        told = [_told(reader, DIGEST, None, now)]
        yield _draft(reader, EmailKind.DIGEST, DIGEST_SUBJECT, lines, world), told


def _told(reader: _Reader, matter: str, membership_id: int | None, until: datetime) -> Told:
    return Told(person_id=reader.person_id, membership_id=membership_id, matter=matter, until=until)


def _draft(
    reader: _Reader, kind: EmailKind, subject: str, waiting: Sequence[Waiting], world: _World
) -> Draft:
    parts = [
        f"{each.matter.line(each.found.number)}:\n"
        f"{world.addresses.matter(each.seat.membership_id, each.matter.name)}\n"
        for each in waiting
    ]
    text = "\n".join([*parts, REMINDER_END.format(choices=world.addresses.choices)])
    return Draft(person_id=reader.person_id, kind=kind, subject=subject, text=text)
