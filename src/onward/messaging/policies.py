"""May this actor do this? Each check raises; nothing here reads the database."""

from onward.foundation.actor import Actor, ActorKind
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import SightKind


def check_acts_for(by: Actor, school_id: int) -> None:
    """Let pass who acts for this school, and the hub's own work.

    Raises:
        NotPermitted: the actor acts for another school, or for none.
    """
    if by.sight.kind is SightKind.HUB:
        return
    if by.sight.kind is not SightKind.SCHOOL or by.sight.school_id != school_id:
        raise NotPermitted("this is another school's")


def check_is_job(by: Actor) -> None:
    """Let pass the hub's own jobs.

    Raises:
        NotPermitted: the actor is a person or a school system.
    """
    if by.kind is not ActorKind.JOB or by.sight.kind is not SightKind.HUB:
        raise NotPermitted("only the hub itself does this")
