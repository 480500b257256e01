"""The seats of a person: each role at each organisation that they hold today, with names for a page.

Read before it is known what the person may see, so with the sight of signing in, which sees no child.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Membership
from onward.access.roles import BY_NAME, Role
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatFact:
    """One role of one person at one organisation. `organisation_name` is empty for the national service."""

    membership_id: int
    person_id: UUID
    person_name: str
    role: Role
    organisation: Organisation
    organisation_name: str


def seats_of(person_id: UUID, *, on: date) -> list[SeatFact]:
    """Return the seats that a person holds on this day, the oldest first; none of one who has left."""
    held = Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    with seen_as(SIGN_IN):
        found = (
            Membership.objects.filter(held, person_id=person_id, person__is_active=True)
            .select_related("person", "school", "authority")
            .order_by("from_on", "id")
        )
        return [_fact(each) for each in found if each.role in BY_NAME]


def seats_of_people(*, on: date, after: UUID, limit: int) -> dict[UUID, list[SeatFact]]:
    """Return the seats of up to `limit` people on this day, going on behind a person. A sight must be set."""
    held = Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    seated = Membership.objects.filter(held, person__is_active=True)
    people = seated.filter(person_id__gt=after).order_by("person_id").values("person_id").distinct()[:limit]
    found = (
        seated.filter(person_id__in=[row["person_id"] for row in people])
        .select_related("person", "school", "authority")
        .order_by("person_id", "from_on", "id")
    )
    seats: dict[UUID, list[SeatFact]] = {}
    for each in found:
        if each.role in BY_NAME:
            seats.setdefault(each.person_id, []).append(_fact(each))
    return seats


def _fact(held: Membership) -> SeatFact:
    return SeatFact(
        membership_id=held.pk,
        person_id=held.person_id,
        person_name=held.person.name,
        role=BY_NAME[held.role],
        organisation=_organisation(held),
        organisation_name=_name(held),
    )


def _organisation(held: Membership) -> Organisation:
    if held.school_id is not None:
        return at_school(held.school_id)
    return at_authority(held.authority_id) if held.authority_id is not None else NATIONAL_SERVICE


def _name(held: Membership) -> str:
    if held.school is not None:
        return held.school.name
    return held.authority.name if held.authority is not None else ""
