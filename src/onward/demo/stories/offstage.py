"""What happens off stage: the hub's own clock, its operator, and a past that a story cannot wait for.

It runs in the story's own process with the running hub's database, by the same functions that the
hub's worker and its operator use. Everything else in a story goes through the hub's API.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid4

from onward.database.sight import seen_as
from onward.demo.stories.seen import SEED_TO_CLOSE, School, Verdict
from onward.directory import services as directory
from onward.directory.register import SchoolFact, current_register
from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.formats.forms import Said
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import Clock, today_in_scotland
from onward.foundation.sight import HUB, Sight, for_authority, for_school
from onward.messaging.sealing import Keyring
from onward.operations.closures import close_school
from onward.operations.intake import Item, accept
from onward.operations.intake.canonical import canonical
from onward.operations.reading.asks import asks_about_joiner
from onward.operations.reading.looks import note_view
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.expiry import expire
from onward.operations.sweeps.notice_run import run_notices
from onward.transfers.models import WorklistItem, WorklistKind
from onward.transfers.services import SCHOOL_OFFICE

OFFICE_OPENS: Final = time(9, tzinfo=UTC)
SWEEP_AT: Final = time(7, tzinfo=UTC)


class Offstage:
    """The hub's clock and operator, for one story."""

    def __init__(self, *, keyring: Keyring, clock: Clock) -> None:
        """Take the hub's keys, because a message of the past is sealed like any other, and its clock."""
        self._keyring = keyring
        self._clock = clock

    def notice_run(self) -> None:
        """Let the next notice run come now: every old school is told what it may know."""
        run_notices(by=_actor(HUB), now=self._clock.now(), keyring=self._keyring)

    def school_days_ago(self, count: int, *, at: School) -> date:
        """Return the school day so many school days ago, by the calendar of a school's authority."""
        today = today_in_scotland(self._clock.now())
        with seen_as(HUB):
            calendar = current_register().calendar_of(at.authority)
        day = today
        while not calendar.is_school_day(day) or calendar.school_days_between(day, today) < count:
            day -= timedelta(days=1)
        return day

    def live_through(self, since: date, school: School, said: Said) -> Verdict:
        """Let a school say something on a past day, and every day pass since then.

        It is one transaction, so that the running hub's own clock never sees the half of it. The sweeps
        of past days find only this: what else was due then has been seen to long ago.
        """
        now = self._clock.now()
        with seen_as(HUB):
            item = _item(current_register().school(school.key), said)
            verdict = accept([item], now=datetime.combine(since, OFFICE_OPENS), keyring=self._keyring)[0]
            for moment in _mornings(since, now):
                self._sweep(moment)
        return Verdict(
            state="accepted" if verdict.is_accepted else "refused",
            message=str(verdict.message_id or ""),
            leaver=str(verdict.leaver or ""),
            told=tuple(each.code for each in verdict.faults),
        )

    def co_ordinators_asked(self, authority: str, *, about: str) -> tuple[str, ...]:
        """Return which co-ordinators of an authority are asked to see to a joiner now."""
        actor = _actor(for_authority(authority))
        joiner, now = UUID(about), self._clock.now()
        with seen_as(actor.sight):
            asks = asks_about_joiner(joiner, by=actor)
            note_view("view_asks", "joiner", joiner, shielded=False, by=actor, now=now)
        return tuple(each.role for each in asks if each.role != SCHOOL_OFFICE)

    def reminders(self, *, about: str) -> tuple[date, ...]:
        """Return the days on which a joiner's school was reminded, open or closed since."""
        actor = _actor(HUB)
        with seen_as(actor.sight):
            asked = WorklistItem.objects.visible_to(actor).filter(joiner_id=about, kind=WorklistKind.REMINDER)
            return tuple(today_in_scotland(each.opened_at) for each in asked.order_by("opened_at"))

    def school_to_close(self, *, beside: School) -> School:
        """Return an open school that may be closed; the first time it is listed, beside another one."""
        now = self._clock.now()
        with seen_as(HUB):
            register = current_register()
            school = register.by_key.get((SEED_TO_CLOSE, SchoolType.PRIMARY))
            if school is None:
                school = directory.open_school(school=_listed(beside), by=_actor(HUB), now=now)
            elif school.closed_on is not None:
                school = directory.reopen(school_id=school.id, by=_actor(HUB), now=now)
        return School(
            key=school.key,
            name=school.name,
            authority=school.authority_id,
            authority_name=register.authorities[school.authority_id],
        )

    def close_school(self, school: School, *, successor: School) -> None:
        """Close a school today; another one takes over."""
        now = self._clock.now()
        with seen_as(HUB):
            register = current_register()
        close_school(
            school_id=register.school(school.key).id,
            on=today_in_scotland(now),
            successor_id=register.school(successor.key).id,
            by=_actor(HUB),
            now=now,
        )

    def _sweep(self, moment: datetime) -> None:
        by = _actor(HUB)
        remind(by=by, now=moment)
        expire(by=by, now=moment, keyring=self._keyring)
        raise_alarms(by=by, now=moment)
        climb(by=by, now=moment)


def _actor(sight: Sight) -> Actor:
    return Actor(kind=ActorKind.JOB, id="demo-story", door=Door.DEMO, sight=sight)


def _listed(beside: School) -> ListedSchool:
    return ListedSchool(
        seed=SEED_TO_CLOSE,
        type=SchoolType.PRIMARY,
        name="Old Harbour Primary School",
        authority=beside.authority,
        sector=Sector.PUBLICLY_FUNDED,
        takes_part=True,
    )


def _item(school: SchoolFact, said: Said) -> Item:
    by = _actor(for_school(school.id))
    return Item(key=str(uuid4()), said=said, content=canonical(said), school=school, by=by)


def _mornings(since: date, now: datetime) -> Iterator[datetime]:
    moment = datetime.combine(since, SWEEP_AT) + timedelta(days=1)
    while moment <= now:
        yield moment
        moment += timedelta(days=1)
