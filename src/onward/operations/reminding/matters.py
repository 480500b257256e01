"""What people are reminded of, as a table: whom it concerns, how it is counted, and its words.

Each is counted for all organisations in one query, as the lists count it that its link opens. The words
name no child, no school and no person, and small numbers are not told: an e-mail passes through many hands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Greatest

from onward.access.roles import (
    ADMINISTRATOR,
    CME_COORDINATOR,
    S2S_COORDINATOR,
    SCHOOL_OFFICE,
    Held,
    Role,
)
from onward.access.staff import reviews_due
from onward.emails.kinds import EmailKind
from onward.foundation.clock import SCOTTISH_TIME
from onward.messaging.models import Delivery
from onward.messaging.workflow import DeliveryState
from onward.transfers.models import Joiner, Leaver, WorklistItem, WorklistKind
from onward.transfers.workflow import JoinerStanding, LeaverStanding

SMALLEST_TOLD: Final = 3
"""Below this no number is told, so that no e-mail is about one child."""

Place = int | str
"""A school by its number in the directory, or an authority by its code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many wait at one place, and when the newest of them came up."""

    number: int
    newest: datetime


Counted = Mapping[Place, Found]


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """One thing to be reminded of. `many` has a place for the number; `some` tells none."""

    name: str
    kind: EmailKind
    held: Held
    roles: tuple[Role, ...]
    many: str
    some: str
    count: Callable[[datetime, date], Counted]

    def line(self, number: int) -> str:
        """Return the line that tells of so many."""
        return self.some if number < SMALLEST_TOLD else self.many.format(number=f"{number:,}")


def _by_place(rows: QuerySet[Any], place: str, since: Any) -> Counted:
    found = rows.order_by().values_list(place).annotate(number=Count("pk"), newest=Max(since))
    return {at: Found(number=number, newest=newest) for at, number, newest in found if at}


def _school_leavers(standing: LeaverStanding) -> Callable[[datetime, date], Counted]:
    def count(now: datetime, today: date) -> Counted:
        return _by_place(Leaver.objects.filter(standing=standing, told_at__lte=now), "school_id", "told_at")

    return count


def _authority_leavers(now: datetime, today: date) -> Counted:
    overdue = Leaver.objects.filter(standing=LeaverStanding.OVERDUE, is_shielded=False, told_at__lte=now)
    return _by_place(overdue, "authority_id", "told_at")


_DAY_AFTER: Final = ExpressionWrapper(F("due_on") + timedelta(days=1), output_field=DateTimeField())
_CAME_UP: Final = Greatest(
    "told_at",
    Func(Value(SCOTTISH_TIME), _DAY_AFTER, function="timezone", output_field=DateTimeField()),
)
"""The day passes at midnight on a Scottish wall clock, as the lists count it."""


def _school_joiners(now: datetime, today: date) -> Counted:
    arrived = Joiner.objects.filter(
        transfer=OuterRef("transfer"), school=OuterRef("school"), standing=JoinerStanding.ARRIVED
    )
    overdue = Joiner.objects.overdue(today).filter(told_at__lte=now).exclude(Exists(arrived))
    return _by_place(overdue, "school_id", _CAME_UP)


def _authority_joiners(now: datetime, today: date) -> Counted:
    overdue = Joiner.objects.overdue(today).filter(told_at__lte=now, is_shielded=False)
    return _by_place(overdue, "authority_id", _CAME_UP)


def _school_records(now: datetime, today: date) -> Counted:
    waiting = {DeliveryState.AVAILABLE, DeliveryState.EXPIRED}
    return _by_place(
        Delivery.objects.filter(state__in=waiting, available_at__lte=now), "school_id", "available_at"
    )


def _authority_records(now: datetime, today: date) -> Counted:
    late = Delivery.objects.filter(state=DeliveryState.EXPIRED, is_shielded=False, available_at__lte=now)
    return _by_place(late.filter(school__isnull=False), "authority_id", "available_at")


def _alarms(role: str, place: str, *, shielded: tuple[bool, ...]) -> Callable[[datetime, date], Counted]:
    def count(now: datetime, today: date) -> Counted:
        arrived = Joiner.objects.filter(
            transfer=OuterRef("joiner__transfer"), school=OuterRef("school"), standing=JoinerStanding.ARRIVED
        )
        asked = WorklistItem.objects.still_asked().filter(
            kind=WorklistKind.ALARM, role=role, is_shielded__in=shielded, opened_at__lte=now
        )
        return _by_place(asked.exclude(Exists(arrived)), place, "opened_at")

    return count


def _reviews(held: Held) -> Callable[[datetime, date], Counted]:
    def count(now: datetime, today: date) -> Counted:
        return {
            at.school_id or at.authority_id or "": Found(number=1, newest=since)
            for at, since in reviews_due(now=now).items()
            if at.held is held
        }

    return count


_ALARMS = ("{number} alarms are in your hands", "An alarm is in your hands")
_RECORDS = ("{number} records wait to be collected", "Records wait to be collected")
_REVIEW = ("The review of who can see your pupils is due", "The review of who can see your pupils is due")


def _matter(
    name: str,
    kind: EmailKind,
    whom: tuple[Held, tuple[Role, ...]],
    words: tuple[str, str],
    count: Callable[[datetime, date], Counted],
) -> Matter:
    (held, roles), (many, some) = whom, words
    return Matter(name=name, kind=kind, held=held, roles=roles, many=many, some=some, count=count)


_OFFICE = (Held.SCHOOL, (SCHOOL_OFFICE,))
_BOTH = (Held.AUTHORITY, (S2S_COORDINATOR, CME_COORDINATOR))
_S2S, _CME = (Held.AUTHORITY, (S2S_COORDINATOR,)), (Held.AUTHORITY, (CME_COORDINATOR,))
_EITHER, _OPEN = (False, True), (False,)
_KIND = EmailKind

MATTERS: tuple[Matter, ...] = (
    _matter(
        "school-alarms",
        _KIND.ALARMS,
        _OFFICE,
        _ALARMS,
        _alarms("school_office", "school_id", shielded=_EITHER),
    ),
    _matter(
        "s2s-alarms",
        _KIND.ALARMS,
        _S2S,
        _ALARMS,
        _alarms("s2s_coordinator", "authority_id", shielded=_OPEN),
    ),
    _matter(
        "cme-alarms",
        _KIND.ALARMS,
        _CME,
        _ALARMS,
        _alarms("cme_coordinator", "authority_id", shielded=_OPEN),
    ),
    _matter(
        "school-joiners",
        _KIND.JOINERS,
        _OFFICE,
        ("{number} expected pupils are not confirmed", "Expected pupils are not confirmed"),
        _school_joiners,
    ),
    _matter(
        "authority-joiners",
        _KIND.JOINERS,
        _BOTH,
        (
            "{number} pupils expected at your schools are not confirmed",
            "Pupils expected at your schools are not confirmed",
        ),
        _authority_joiners,
    ),
    _matter(
        "school-destinations",
        _KIND.DESTINATIONS,
        _OFFICE,
        ("{number} leavers need a destination", "Leavers need a destination"),
        _school_leavers(LeaverStanding.NEEDS_DESTINATION),
    ),
    _matter(
        "school-deadlines",
        _KIND.DEADLINES,
        _OFFICE,
        ("{number} leavers are overdue", "Leavers are overdue"),
        _school_leavers(LeaverStanding.OVERDUE),
    ),
    _matter(
        "authority-deadlines",
        _KIND.DEADLINES,
        _BOTH,
        ("{number} leavers of your schools are overdue", "Leavers of your schools are overdue"),
        _authority_leavers,
    ),
    _matter("school-records", _KIND.RECORDS, _OFFICE, _RECORDS, _school_records),
    _matter(
        "authority-records",
        _KIND.RECORDS,
        _BOTH,
        (
            "{number} records were not collected in time by your schools",
            "Records were not collected in time by your schools",
        ),
        _authority_records,
    ),
    _matter("school-review", _KIND.REVIEWS, (Held.SCHOOL, (ADMINISTRATOR,)), _REVIEW, _reviews(Held.SCHOOL)),
    _matter(
        "authority-review",
        _KIND.REVIEWS,
        (Held.AUTHORITY, (ADMINISTRATOR,)),
        _REVIEW,
        _reviews(Held.AUTHORITY),
    ),
)


def kinds_for(role: Role, held: Held) -> frozenset[EmailKind]:
    """Return the kinds of e-mail that concern somebody in this role."""
    return frozenset(each.kind for each in MATTERS if each.held is held and role in each.roles)
