"""The schools of an authority: what hangs at each, and when it was last heard of. Counts only, no child."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery

from onward.access.acting import ActingSystem, systems_acting_for
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.models import School
from onward.directory.register import Register, SchoolFact, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.school_days import SchoolCalendar
from onward.messaging.models import Delivery, Message
from onward.messaging.workflow import IN_HAND, WAITING, DeliveryState
from onward.operations.reading.alarms import count_alarms_at
from onward.transfers.models import Joiner, Leaver

SILENT_AFTER: Final = 5
"""School days. Systems call every night; a school not heard of for so long has lost its connection. In the
holidays nobody need call, and whoever comes back from them has not been silent for weeks."""

MAIL_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Hanging:
    """What hangs at one school."""

    uncollected: int = 0
    expired: int = 0
    waiting_since: datetime | None = None
    unfiled: int = 0
    overdue: int = 0
    no_reason: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolSeen:
    """One school with what hangs there. `successor` is who answers for it now, if it closed."""

    school: SchoolFact
    is_closed: bool
    successor: SchoolFact | None
    hanging: Hanging
    last_message_at: datetime | None
    systems: Sequence[ActingSystem]
    is_silent: bool

    @property
    def last_token_at(self) -> datetime | None:
        """When a system of the school was last let in."""
        return max((each.last_used_at for each in self.systems if each.last_used_at), default=None)

    @property
    def does_not_collect(self) -> bool:
        """Whether something was not collected by its day."""
        return self.hanging.expired > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingMail:
    """One message that lies uncollected in a school's mailbox."""

    id: UUID
    kind: str
    available_at: datetime
    is_expired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolWhole:
    """One school with its published contacts, what waits longest in its mailbox, and its open alarms."""

    seen: SchoolSeen
    phone: str
    email: str
    mail: Sequence[WaitingMail]
    alarms: int


def list_schools(*, by: Actor, now: datetime) -> list[SchoolSeen]:
    """Return the authority's schools that take part: those that do not report or collect first, then by name.

    Closed schools are listed last.
    """
    with seen_as(by.sight):
        register = current_register()
        own = [each for each in register.by_id.values() if each.authority_id == by.sight.authority_id]
        schools = _seen([each for each in own if each.takes_part], register, by=by, now=now)
    return sorted(schools, key=_urgency)


def view_school(school_id: int, *, by: Actor, now: datetime) -> SchoolWhole:
    """Return one school of the authority, with up to `MAIL_SHOWN` messages that wait.

    Raises:
        SchoolNotFound: there is none, or it is another authority's.
    """
    with seen_as(by.sight):
        register = current_register()
        school = register.by_id.get(school_id)
        if school is None or school.authority_id != by.sight.authority_id:
            raise SchoolNotFound
        contact = School.objects.values("phone", "email").get(pk=school_id)
        return SchoolWhole(
            seen=_seen([school], register, by=by, now=now)[0],
            phone=contact["phone"],
            email=contact["email"],
            mail=_waiting_mail(school_id, by),
            alarms=count_alarms_at(school_id, by=by, now=now),
        )


def gone_on(*, by: Actor) -> dict[int, int]:
    """Return how many messages went on from each closed school's mailbox to another."""
    with seen_as(by.sight):
        moved = Delivery.objects.visible_to(by).filter(state=DeliveryState.READDRESSED)
        closed = School.objects.filter(authority_id=by.sight.authority_id, closed_on__isnull=False)
        rows = moved.filter(school__in=closed).values("school_id").annotate(number=Count("pk"))
        return dict(rows.order_by("school_id").values_list("school_id", "number"))


def _waiting_mail(school_id: int, by: Actor) -> list[WaitingMail]:
    """Return what waits longest in a school's mailbox, as far as the actor sees it: envelopes, no child."""
    waiting = Delivery.objects.visible_to(by).in_states(WAITING).filter(school_id=school_id)
    rows = waiting.order_by("id").values_list("id", "kind", "available_at", "state")[:MAIL_SHOWN]
    return [
        WaitingMail(id=found, kind=kind, available_at=at, is_expired=state == DeliveryState.EXPIRED)
        for found, kind, at, state in rows
    ]


def _urgency(each: SchoolSeen) -> tuple[object, ...]:
    waiting = each.hanging.waiting_since
    return (
        each.is_closed,
        not (each.is_silent or each.does_not_collect),
        -(each.hanging.expired + each.hanging.overdue),
        waiting.isoformat() if waiting else "9",
        each.school.name,
    )


def _seen(
    schools: Collection[SchoolFact], register: Register, *, by: Actor, now: datetime
) -> list[SchoolSeen]:
    ids, today = [each.id for each in schools], today_in_scotland(now)
    hanging = _hanging(ids, by, now)
    said = _last_messages(ids, by)
    systems = systems_acting_for(ids, on=today)
    return [
        SchoolSeen(
            school=each,
            is_closed=each.is_closed(today),
            successor=register.successor_of(each, today) if each.is_closed(today) else None,
            hanging=hanging[each.id],
            last_message_at=said.get(each.id),
            systems=systems.get(each.id, ()),
            is_silent=each.is_open(today)
            and _is_silent(
                said.get(each.id), systems.get(each.id, ()), register.calendar_of(each.authority_id), today
            ),
        )
        for each in schools
    ]


def _is_silent(
    said_at: datetime | None, systems: Sequence[ActingSystem], calendar: SchoolCalendar, today: date
) -> bool:
    heard = [each for each in (said_at, *(system.last_used_at for system in systems)) if each]
    if not heard:
        return True
    return calendar.school_days_between(today_in_scotland(max(heard)), today) > SILENT_AFTER


def _hanging(ids: Collection[int], by: Actor, now: datetime) -> Mapping[int, Hanging]:
    mail = {row.pop("school_id"): row for row in _mail(ids, by)}
    joiners = Joiner.objects.visible_to(by).overdue(today_in_scotland(now)).filter(school_id__in=ids)
    leavers = Leaver.objects.visible_to(by).without_reason().filter(school_id__in=ids)
    overdue, no_reason = _by_school(joiners), _by_school(leavers)
    return {
        each: Hanging(**mail.get(each, {}), overdue=overdue.get(each, 0), no_reason=no_reason.get(each, 0))
        for each in ids
    }


def _mail(ids: Collection[int], by: Actor) -> Any:
    mail = Delivery.objects.visible_to(by).in_states(WAITING | IN_HAND).filter(school_id__in=ids)
    waits = Q(state__in=sorted(WAITING))
    return (
        mail.order_by("school_id")
        .values("school_id")
        .annotate(
            uncollected=Count("pk", filter=waits),
            expired=Count("pk", filter=Q(state=DeliveryState.EXPIRED)),
            waiting_since=Min("available_at", filter=waits),
            unfiled=Count("pk", filter=Q(state__in=sorted(IN_HAND))),
        )
    )


def _by_school(rows: Any) -> dict[int, int]:
    counted = rows.order_by("school_id").values("school_id").annotate(number=Count("pk"))
    return dict(counted.values_list("school_id", "number"))


def _last_messages(ids: Collection[int], by: Actor) -> dict[int, datetime]:
    """Return when each school last said something that the actor may know of."""
    said = Message.objects.visible_to(by).filter(sender_school=OuterRef("pk")).order_by("-id")
    schools = School.objects.filter(pk__in=ids).annotate(at=Subquery(said.values("accepted_at")[:1]))
    return {pk: at for pk, at in schools.order_by("pk").values_list("pk", "at") if at}
