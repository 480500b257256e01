"""Invite the people of organisations, give and end their roles, and part with them."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import F, Q
from django.db.models.functions import Greatest

from onward.access.errors import AlreadyEnded, NotARole, PersonNotFound, RoleHeldElsewhere
from onward.access.facts import NATIONAL_SERVICE, Organisation
from onward.access.models import Membership, Person
from onward.access.roles import BY_NAME, Held, Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB


def invite_person(*, email: str, name: str, by: Actor, at: Organisation, now: datetime) -> UUID:
    """Make somebody known to the service and return their id; a role is given by `give_role`.

    Somebody who is known already stays as they are, and the answer does not tell the two apart.

    Raises:
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    fresh = {"id": uuid7(now), "name": name, "password": make_password(None), "joined_at": now}
    with seen_as(HUB):
        person, _ = Person.objects.get_or_create(email=email.strip().lower(), defaults=fresh)
        audit.write([_act(by, "invite_person", person.pk, at)], now)
    return person.pk


def give_role(
    *, person_id: UUID, role: str, at: Organisation, from_on: date, by: Actor, now: datetime
) -> None:
    """Give a person a role in an organisation from a day on. A role that they hold already stays as it is.

    Raises:
        NotARole: there is no such role.
        RoleHeldElsewhere: the role is not held in this kind of organisation.
        PersonNotFound: no such person was invited, or they have left.
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    _check_held(role, at)
    with seen_as(HUB):
        _lock(person_id)
        place = _place(at)
        Membership.objects.get_or_create(
            person_id=person_id, role=role, until_on=None, **place, defaults={"from_on": from_on}
        )
        audit.write([_act(by, "give_role", person_id, at, role=role)], now)


def end_role(
    *, person_id: UUID, role: str, at: Organisation, until_on: date, by: Actor, now: datetime
) -> None:
    """End a person's role in an organisation; `until_on` is the first day without it.

    Where an end is set already, the earlier of both holds.

    Raises:
        AlreadyEnded: they do not hold it, or its end is set already, and no later.
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    with seen_as(HUB):
        held = Membership.objects.filter(lasts_beyond(until_on), person_id=person_id, role=role, **_place(at))
        if not held.update(until_on=Greatest(F("from_on"), until_on)):
            raise AlreadyEnded
        audit.write([_act(by, "end_role", person_id, at, role=role)], now)


def lasts_beyond(day: date) -> Q:
    """Return the condition that a role is held on that day, or will be later."""
    return Q(until_on__isnull=True) | Q(until_on__gt=Greatest(F("from_on"), day))


def part_with_person(*, person_id: UUID, by: Actor, now: datetime) -> None:
    """End all roles of a person and every sign-in, at once. Their acts stay in the audit.

    Raises:
        PersonNotFound: no such person was invited, or they have left.
        NotPermitted: the actor does not administer people nationally.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        person = _lock(person_id)
        person.is_active, person.left_at = False, now
        person.save(update_fields=["is_active", "left_at"])
        today = today_in_scotland(now)
        open_roles = Membership.objects.filter(person_id=person_id, until_on__isnull=True)
        open_roles.update(until_on=Greatest(F("from_on"), today))
        audit.write([_act(by, "part_with_person", person_id, NATIONAL_SERVICE)], now)


def _check_held(role: str, at: Organisation) -> None:
    if role not in BY_NAME:
        raise NotARole
    if at.held not in BY_NAME[role].held_in:
        raise RoleHeldElsewhere


def _lock(person_id: UUID) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id, left_at__isnull=True).first()
    if person is None:
        raise PersonNotFound
    return person


def _place(at: Organisation) -> dict[str, int | str | bool | None]:
    return {
        "school_id": at.school_id,
        "authority_id": at.authority_id,
        "national": at.held is Held.NATIONAL,
    }


def _act(by: Actor, act: str, person_id: UUID, at: Organisation, *, role: str = "") -> audit.Act:
    return audit.Act(
        by=by,
        act=act,
        subject_kind="person",
        subject_id=str(person_id),
        school_id=at.school_id,
        authority_id=at.authority_id,
        detail={"role": role} if role else {},
    )
