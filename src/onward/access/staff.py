"""The people of an organisation, for those who administer them, and the review of who sees its pupils."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max, Min, Q

from onward.access.facts import Organisation, at_authority, at_school
from onward.access.models import Membership
from onward.access.queries import held_over
from onward.access.roles import ADMINISTRATOR, BY_NAME, Permission, Role
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import midnight_in_scotland, today_in_scotland
from onward.foundation.sight import HUB

REVIEWED = "review_access"
REVIEW_EVERY: Final = timedelta(days=182)
"""Twice a year somebody looks through who can see an organisation's pupils."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRole:
    """One role that somebody holds; `is_own` says that it is held at the organisation asked about."""

    role: Role
    from_on: date
    until_on: date | None
    is_own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRow:
    """One person with their roles. `last_seen_at` is when they last signed in."""

    person_id: UUID
    name: str
    email: str
    last_seen_at: datetime | None
    roles: tuple[HeldRole, ...]


def staff_of(at: Organisation, *, by: Actor, now: datetime) -> list[StaffRow]:
    """Return the people who hold a role at the organisation today or later, by name.

    Raises:
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    return _rows(_at(at), at=at, now=now)


def who_sees_pupils(at: Organisation, *, by: Actor, now: datetime) -> list[StaffRow]:
    """Return everybody whose role lets them see pupils of the organisation: its own people, and those above.

    Raises:
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    seeing = [role.name for role in BY_NAME.values() if role.sight is not None]
    return _rows(held_over(at) & Q(role__in=seeing), at=at, now=now)


def confirm_review(at: Organisation, *, by: Actor, now: datetime) -> None:
    """Note that the people who see the organisation's pupils were looked through, and are right.

    Raises:
        NotPermitted: the actor does not administer the organisation's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    act = audit.Act(
        by=by,
        act=REVIEWED,
        subject_kind="organisation",
        subject_id=_name(at),
        school_id=at.school_id,
        authority_id=at.authority_id,
    )
    with seen_as(HUB):
        audit.write([act], now)


def last_review(at: Organisation) -> datetime | None:
    """Return when the review was last confirmed, or None."""
    with seen_as(HUB):
        about = AuditEntry.objects.about("organisation", _name(at)).filter(act=REVIEWED)
        return about.order_by("-at").values_list("at", flat=True).first()


def last_reviews(places: Collection[Organisation]) -> dict[Organisation, datetime]:
    """Return when each of these organisations last confirmed its review; one that never did is left out."""
    names = {_name(each): each for each in places}
    with seen_as(HUB):
        about = AuditEntry.objects.filter(subject_kind="organisation", act=REVIEWED)
        rows = about.order_by().values_list("subject_id").annotate(at=Max("at"))
        return {names[name]: at for name, at in rows if name in names}


def reviews_due(*, now: datetime) -> dict[Organisation, datetime]:
    """Return the schools and authorities with an administrator whose review is due, and since when it is.

    The first is due as long after somebody first administered the place as any other after the last one.
    """
    today = today_in_scotland(now)
    lasting = Q(until_on__isnull=True) | Q(until_on__gt=today)
    with seen_as(HUB):
        held = Membership.objects.filter(lasting, role=ADMINISTRATOR.name, person__is_active=True)
        rows = held.order_by().values_list("school_id", "authority_id").annotate(since=Min("from_on"))
        begun = {
            (at_school(school) if school else at_authority(authority)): midnight_in_scotland(since)
            for school, authority, since in rows
        }
    last = begun | last_reviews(begun.keys())
    due = {at: reviewed + REVIEW_EVERY for at, reviewed in last.items()}
    return {at: since for at, since in due.items() if since <= now}


def _at(at: Organisation) -> Q:
    if at.school_id is not None:
        return Q(school=at.school_id)
    return Q(authority=at.authority_id) if at.authority_id is not None else Q(national=True)


def _name(at: Organisation) -> str:
    return f"{at.held.value}:{at.school_id or at.authority_id or ''}"


def _rows(wanted: Q, *, at: Organisation, now: datetime) -> list[StaffRow]:
    lasting = Q(until_on__isnull=True) | Q(until_on__gt=today_in_scotland(now))
    with seen_as(HUB):
        held = (
            Membership.objects.filter(wanted, lasting, person__is_active=True)
            .select_related("person")
            .order_by("person__name", "person_id", "from_on", "id")
        )
        by_person: dict[UUID, list[Membership]] = {}
        for each in held:
            by_person.setdefault(each.person_id, []).append(each)
    return [_row(memberships, at) for memberships in by_person.values()]


def _row(memberships: list[Membership], at: Organisation) -> StaffRow:
    person = memberships[0].person
    return StaffRow(
        person_id=person.pk,
        name=person.name,
        email=person.email,
        last_seen_at=person.last_login,
        roles=tuple(
            HeldRole(
                role=BY_NAME[each.role],
                from_on=each.from_on,
                until_on=each.until_on,
                is_own=(each.school_id, each.authority_id) == (at.school_id, at.authority_id),
            )
            for each in memberships
        ),
    )
