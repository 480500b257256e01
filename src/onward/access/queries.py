"""Who may act for whom, as frozen facts. Reads as the hub: access is decided before any sight is given."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from onward.access.facts import Organisation, SystemFact
from onward.access.models import Credential, Membership, SystemSchool
from onward.access.remembered import Remembered
from onward.access.roles import BY_NAME, Held, Role
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.models import School
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, SightKind, for_authority, for_school

REMEMBERED_FOR: Final = timedelta(seconds=5)
"""How long a revoked credential or a withdrawn school may still pass."""

NOTHING: Final = Sight(kind=SightKind.SCHOOL)
"""The sight of no school: open tables can be read, and no child's row at all."""

_standing: Remembered[UUID, SystemFact | None] = Remembered(for_=REMEMBERED_FOR, at_most=10_000)


def standing_of(credential_id: UUID, *, now: datetime) -> SystemFact | None:
    """Return what this credential allows, or None if it is revoked, expired or unknown.

    The answer may be up to five seconds old.
    """
    return _standing.get(credential_id, now=now, look_up=lambda: _look_up_standing(credential_id, now))


def forget_standings() -> None:
    """Forget what this process remembers of credentials, so that the next question reads the database."""
    _standing.forget()


def _look_up_standing(credential_id: UUID, now: datetime) -> SystemFact | None:
    with seen_as(HUB):
        credential = (
            Credential.objects.select_related("system")
            .filter(pk=credential_id, revoked_at__isnull=True, expires_at__gt=now, system__is_active=True)
            .first()
        )
        return None if credential is None else fact_of(credential, on=today_in_scotland(now))


def fact_of(credential: Credential, *, on: date) -> SystemFact:
    """Return what a credential that stands allows on this day. Asked within the sight of the hub."""
    return SystemFact(
        system_id=credential.system_id,
        credential_id=credential.pk,
        scopes=frozenset(credential.scopes),
        schools=_granted(credential.system_id, on),
    )


def schools_of(system_id: UUID, on: date) -> frozenset[int]:
    """Return the directory's ids of the schools for which a system may act on this day."""
    with seen_as(HUB):
        return _granted(system_id, on)


def _granted(system_id: UUID, on: date) -> frozenset[int]:
    grants = SystemSchool.objects.filter(_on(on), system_id=system_id)
    return frozenset(grants.values_list("school_id", flat=True))


def roles_held(person_id: str, at: Organisation, on: date) -> frozenset[str]:
    """Return the names of the roles that a person holds over an organisation on this day.

    Over a school those are the roles at the school, at its authority and nationally.
    """
    with seen_as(HUB):
        held = Membership.objects.filter(_on(on), held_over(at), person_id=person_id, person__is_active=True)
        return frozenset(held.values_list("role", flat=True))


def actor_for(fact: SystemFact, *, school_id: int, request_id: str) -> Actor:
    """Return the actor of a school system that acts for one school, seeing what that school sees.

    Raises:
        SchoolNotFound: the system may not act for this school; the error is that of a school that does
            not exist.
    """
    if school_id not in fact.schools:
        raise SchoolNotFound
    return Actor(
        kind=ActorKind.SYSTEM,
        id=str(fact.system_id),
        door=Door.API,
        sight=for_school(school_id),
        scopes=fact.scopes,
        request_id=request_id,
    )


def actor_for_person(person_id: UUID, role: Role, at: Organisation, *, door: Door, request_id: str) -> Actor:
    """Return the actor of a person in one role at one organisation. Whether they hold it is asked before."""
    return Actor(
        kind=ActorKind.PERSON,
        id=str(person_id),
        door=door,
        sight=sight_of(BY_NAME[role.name], at),
        scopes=frozenset(role.permissions),
        request_id=request_id,
    )


def sight_of(role: Role, at: Organisation) -> Sight:
    """Return how far a role sees at an organisation; one that sees no child gets the sight of no school."""
    if role.sight is SightKind.SCHOOL and at.school_id is not None:
        return for_school(at.school_id)
    if role.sight is SightKind.AUTHORITY and at.authority_id is not None:
        return for_authority(at.authority_id)
    if at.held is Held.NATIONAL and role.sight is not None:
        return {SightKind.NATIONAL: NATIONAL, SightKind.PROTECTION: PROTECTION}.get(role.sight, NOTHING)
    return NOTHING


def held_over(at: Organisation) -> Q:
    """Return the condition on memberships for a role at an organisation, or above it."""
    over = Q(national=True)
    if at.school_id is not None:
        above = School.objects.filter(pk=at.school_id).values("authority")
        over |= Q(school=at.school_id) | Q(authority__in=above)
    if at.authority_id is not None:
        over |= Q(authority=at.authority_id)
    return over


def _on(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gt=day))
