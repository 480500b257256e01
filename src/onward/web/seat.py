"""Who asks for a page, in which of their seats: a role at an organisation, with its actor.

A seat is taken for the session; somebody with several changes between them. Without a second factor nobody
gets further than to the page that sets one up.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from onward.access.facts import Organisation
from onward.access.models import Person
from onward.access.queries import actor_for_person
from onward.access.roles import Permission, Role
from onward.access.seats import SeatFact, seats_of
from onward.database.sight import seen_as
from onward.foundation.actor import Actor, Door
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import OnwardError
from onward.foundation.sight import SIGN_IN
from onward.web.clock import now

TAKEN = "seat"
HAS_SECOND_FACTOR = "has-second-factor"


class NotSignedIn(OnwardError):
    """Nobody has signed in."""

    code = "not-signed-in"


class NoSecondFactor(OnwardError):
    """A second factor has to be set up first."""

    code = "no-second-factor"


class NoSeat(OnwardError):
    """The person holds no role today."""

    code = "no-seat"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """One person in one role at one organisation, for one request. `others` are their further seats."""

    membership_id: int
    person_id: UUID
    person_name: str
    role: Role
    organisation: Organisation
    organisation_name: str
    actor: Actor
    others: tuple[SeatFact, ...]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return self.role.permissions


class PageRequest(HttpRequest):
    """A request as the pages get it."""

    request_id: str
    seat: Seat
    now: datetime


def seated(request: HttpRequest) -> PageRequest:
    """Return the request with its seat and its moment.

    Raises:
        NotSignedIn: nobody has signed in.
        NoSeat: the person holds no role today.
        NoSecondFactor: the person has no second factor yet.
    """
    asked = cast("PageRequest", request)
    if not isinstance(request.user, Person):
        raise NotSignedIn
    asked.now = now()
    # What a page fetches by itself does not keep a session alive that nobody sits at.
    asked.session.modified |= request.headers.get("HX-Request") != "true"
    asked.seat = _seat_of(asked, request.user.pk)
    if not _has_second_factor(asked):
        raise NoSecondFactor
    return asked


def take_seat(request: PageRequest, membership_id: int) -> bool:
    """Take another of the person's own seats for this session; say whether it is theirs."""
    if membership_id not in {each.membership_id for each in request.seat.others}:
        return False
    request.session[TAKEN] = membership_id
    return True


def _seat_of(request: PageRequest, person_id: UUID) -> Seat:
    seats = seats_of(person_id, on=today_in_scotland(request.now))
    if not seats:
        raise NoSeat
    taken = request.session.get(TAKEN)
    fact = next((each for each in seats if each.membership_id == taken), seats[0])
    return Seat(
        membership_id=fact.membership_id,
        person_id=person_id,
        person_name=fact.person_name,
        role=fact.role,
        organisation=fact.organisation,
        organisation_name=fact.organisation_name,
        actor=actor_for_person(
            person_id, fact.role, fact.organisation, door=Door.WEB, request_id=request.request_id
        ),
        others=tuple(each for each in seats if each is not fact),
    )


def _has_second_factor(request: PageRequest) -> bool:
    """Look once a session: a factor can be taken away only after it was given again."""
    if not request.session.get(HAS_SECOND_FACTOR):
        with seen_as(SIGN_IN):
            found = Authenticator.objects.filter(user_id=request.seat.person_id).exclude(
                type=Authenticator.Type.RECOVERY_CODES
            )
            request.session[HAS_SECOND_FACTOR] = found.exists()
    return bool(request.session[HAS_SECOND_FACTOR])
