"""Register school systems and say for which schools each may act."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from onward.access.errors import AlreadyEnded, SystemNotFound
from onward.access.facts import NATIONAL_SERVICE, at_school
from onward.access.models import System, SystemSchool
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB


def register_system(*, name: str, supplier: str, contact_email: str, by: Actor, now: datetime) -> UUID:
    """Register a school system and return its id. It may do nothing until it has a credential and schools.

    Raises:
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        system = System.objects.create(
            id=uuid7(now), name=name, supplier=supplier, contact_email=contact_email, registered_at=now
        )
        audit.write([_act(by, "register_system", system.pk)], now)
    return system.pk


def suspend_system(*, system_id: UUID, why: str, by: Actor, now: datetime) -> None:
    """Refuse a system everywhere from now on; tokens that it holds stop working within seconds.

    Raises:
        SystemNotFound: no such system is registered.
        AlreadyEnded: it is suspended already.
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        system = lock_system(system_id)
        if not system.is_active:
            raise AlreadyEnded
        system.is_active = False
        system.save(update_fields=["is_active"])
        audit.write([_act(by, "suspend_system", system_id, reason=why)], now)


def grant_schools(
    *, system_id: UUID, school_ids: Collection[int], from_on: date, by: Actor, now: datetime
) -> None:
    """Let a system act for these schools from a day on. A school that it acts for already stays as it is.

    Raises:
        SystemNotFound: no such system is registered.
        NotPermitted: the actor does not administer systems for one of the schools; then none is granted.
    """
    for school_id in school_ids:
        require(by, Permission.ADMINISTER_SYSTEMS, at=at_school(school_id), now=now)
    with seen_as(HUB):
        lock_system(system_id)
        open_now = SystemSchool.objects.filter(system_id=system_id, until_on__isnull=True)
        new = sorted(set(school_ids) - set(open_now.values_list("school_id", flat=True)))
        SystemSchool.objects.bulk_create(
            SystemSchool(system_id=system_id, school_id=school_id, from_on=from_on) for school_id in new
        )
        audit.write([_act(by, "grant_school", system_id, school_id=school_id) for school_id in new], now)


def withdraw_school(*, system_id: UUID, school_id: int, until_on: date, by: Actor, now: datetime) -> None:
    """End a system's acting for a school; `until_on` is the first day without it.

    Raises:
        AlreadyEnded: the system does not act for the school, or its end is set already.
        NotPermitted: the actor does not administer systems for the school.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=at_school(school_id), now=now)
    with seen_as(HUB):
        grant = SystemSchool.objects.filter(system_id=system_id, school_id=school_id, until_on__isnull=True)
        if not grant.update(until_on=Greatest(F("from_on"), until_on)):
            raise AlreadyEnded
        audit.write([_act(by, "withdraw_school", system_id, school_id=school_id)], now)


def lock_system(system_id: UUID) -> System:
    """Return the system's row, locked until the transaction ends.

    Raises:
        SystemNotFound: no such system is registered.
    """
    system = System.objects.select_for_update().filter(pk=system_id).first()
    if system is None:
        raise SystemNotFound
    return system


def _act(
    by: Actor, act: str, system_id: UUID, *, school_id: int | None = None, reason: str = ""
) -> audit.Act:
    return audit.Act(
        by=by, act=act, subject_kind="system", subject_id=str(system_id), school_id=school_id, reason=reason
    )
