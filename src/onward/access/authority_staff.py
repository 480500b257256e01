"""The staff of an authority and of each of its schools: who holds which role where. Two queries for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from onward.access.facts import Organisation, at_authority, at_school
from onward.access.models import Membership
from onward.access.roles import BY_NAME, Permission, Role
from onward.access.services.permission import require
from onward.access.staff import last_reviews
from onward.database.sight import seen_as
from onward.directory.models import School
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import HUB


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One role of one person at one place. `until_on` is the first day without it, where an end is set."""

    membership_id: int
    person_id: UUID
    name: str
    email: str
    role: Role
    at: Organisation
    from_on: date
    until_on: date | None
    last_seen_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The authority, or one of its schools, with who works there and when its review was last confirmed."""

    at: Organisation
    name: str
    key: str
    is_closed: bool
    posts: Sequence[Post]
    reviewed_at: datetime | None

    @property
    def people(self) -> int:
        """How many people hold a role here."""
        return len({each.person_id for each in self.posts})


def staff_of_authority(authority_id: str, *, by: Actor, now: datetime) -> list[Place]:
    """Return the authority, and then its schools by name, each with the roles held there today or later.

    A school that has closed is left out, unless somebody still holds a role there.

    Raises:
        NotPermitted: the actor neither administers the authority's people nor co-ordinates there.
    """
    _require_reader(authority_id, by, now)
    today = today_in_scotland(now)
    lasting = Q(until_on__isnull=True) | Q(until_on__gt=today)
    own = Q(authority=authority_id) | Q(school__authority=authority_id)
    with seen_as(HUB):
        held = Membership.objects.filter(own, lasting, person__is_active=True).select_related("person")
        posts: dict[Organisation, list[Post]] = {}
        for each in held.order_by("person__name", "person_id", "from_on", "id"):
            post = _post(each)
            posts.setdefault(post.at, []).append(post)
        schools = list(School.objects.filter(authority=authority_id, takes_part=True).order_by("name", "id"))
        reviewed = last_reviews([at_authority(authority_id), *(at_school(each.pk) for each in schools)])
    authority = at_authority(authority_id)
    places = [
        Place(
            at=authority,
            name="",
            key="",
            is_closed=False,
            posts=posts.get(authority, ()),
            reviewed_at=reviewed.get(authority),
        ),
        *(_place(each, posts.get(at_school(each.pk), ()), reviewed, today) for each in schools),
    ]
    return [each for each in places if not each.is_closed or each.posts]


def _require_reader(authority_id: str, by: Actor, now: datetime) -> None:
    at = at_authority(authority_id)
    try:
        require(by, Permission.ADMINISTER_PEOPLE, at=at, now=now)
    except NotPermitted:
        require(by, Permission.SEE_TRANSFERS, at=at, now=now)


def _post(held: Membership) -> Post:
    return Post(
        membership_id=held.pk,
        person_id=held.person_id,
        name=held.person.name,
        email=held.person.email,
        role=BY_NAME[held.role],
        at=at_school(held.school_id) if held.school_id else at_authority(held.authority_id or ""),
        from_on=held.from_on,
        until_on=held.until_on,
        last_seen_at=held.person.last_login,
    )


def _place(
    school: School, posts: Sequence[Post], reviewed: dict[Organisation, datetime], today: date
) -> Place:
    return Place(
        at=at_school(school.pk),
        name=school.name,
        key=school.key,
        is_closed=school.closed_on is not None and school.closed_on <= today,
        posts=posts,
        reviewed_at=reviewed.get(at_school(school.pk)),
    )
