"""Staff who move or leave: a role goes to another school in one act, or all roles in an authority end."""

from datetime import date, datetime
from uuid import UUID

from onward.access.errors import AlreadyEnded
from onward.access.facts import Organisation, at_authority, at_school
from onward.access.models import Membership
from onward.access.roles import Permission
from onward.access.services.people import end_role, give_role, lasts_beyond
from onward.access.services.permission import require
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB


def move_role(
    *, person_id: UUID, role: str, start: Organisation, end: Organisation, on: date, by: Actor, now: datetime
) -> None:
    """End a role at one place and give it at another from the same day on: both, or neither.

    Raises:
        AlreadyEnded: they do not hold it there, or its end is set already.
        RoleHeldElsewhere: the role is not held in the other kind of organisation.
        PersonNotFound: they have left.
        NotPermitted: the actor does not administer the people of both places.
    """
    with seen_as(HUB):
        end_role(person_id=person_id, role=role, at=start, until_on=on, by=by, now=now)
        give_role(person_id=person_id, role=role, at=end, from_on=on, by=by, now=now)


def end_roles_in_authority(
    *, person_id: UUID, authority_id: str, until_on: date, by: Actor, now: datetime
) -> int:
    """End all roles of a person at an authority and its schools, and return how many those were.

    Roles elsewhere stay: whoever administers there ends them.

    Raises:
        AlreadyEnded: they hold none here, or the ends are set already, and no later.
        NotPermitted: the actor does not administer the authority's people.
    """
    require(by, Permission.ADMINISTER_PEOPLE, at=at_authority(authority_id), now=now)
    with seen_as(HUB):
        held = Membership.objects.filter(lasts_beyond(until_on), person_id=person_id)
        own = held.filter(authority=authority_id) | held.filter(school__authority=authority_id)
        roles = list(dict.fromkeys(own.order_by("id").values_list("role", "school_id")))
        for role, school_id in roles:
            at = at_school(school_id) if school_id else at_authority(authority_id)
            end_role(person_id=person_id, role=role, at=at, until_on=until_on, by=by, now=now)
    if not roles:
        raise AlreadyEnded
    return len(roles)
