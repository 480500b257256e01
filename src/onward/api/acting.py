"""For which school is this request: from the key in the address to an actor with that school's sight."""

from datetime import timedelta
from typing import Annotated

from ninja import Path

from onward.access.queries import NOTHING, actor_for
from onward.access.remembered import Remembered
from onward.api.clock import now
from onward.api.requests import ApiRequest
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.register import Register, SchoolFact, current_register
from onward.directory.school_kinds import NotASchoolKey
from onward.foundation.actor import Actor, ActorKind, Door

SchoolKey = Annotated[
    str, Path(..., description="The school, by SEED code and type, such as 8012345-primary", max_length=40)
]

_registers: Remembered[str, Register] = Remembered(for_=timedelta(seconds=5), at_most=1)


def for_school(request: ApiRequest, key: str) -> Actor:
    """Return the actor of the calling system at this school, which sees what the school sees.

    Raises:
        SchoolNotFound: there is no such school, or the system may not act for it. Nothing tells which.
    """
    try:
        school_id = register().school(key).id
    except (NotASchoolKey, SchoolNotFound):
        school_id = 0
    return actor_for(request.auth, school_id=school_id, request_id=request.request_id)


def for_no_school(request: ApiRequest) -> Actor:
    """Return the actor of the calling system without a school: it sees open data and no child."""
    return Actor(
        kind=ActorKind.SYSTEM,
        id=str(request.auth.system_id),
        door=Door.API,
        sight=NOTHING,
        scopes=request.auth.scopes,
        request_id=request.request_id,
    )


def school_of(by: Actor) -> SchoolFact:
    """Return the school for which an actor of `for_school` acts."""
    return register().by_id[by.sight.school_id or 0]


def key_of(school_id: int | None) -> str | None:
    """Return the key of a school, as the API writes it; None where there is none."""
    school = register().by_id.get(school_id) if school_id is not None else None
    return school.key if school else None


def register() -> Register:
    """Return the directory as this process has seen it within the last five seconds."""
    return _registers.get("register", now=now(), look_up=_read_register)


def forget_register() -> None:
    """Forget the directory that this process remembers."""
    _registers.forget()


def _read_register() -> Register:
    with seen_as(NOTHING):
        return current_register()
