"""What the audit is told about signing in."""

from datetime import datetime
from uuid import UUID

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.sight import HUB, SIGN_IN


def write_act(person_id: UUID, act: str, *, now: datetime) -> None:
    """Write one act of somebody about their own sign-in. If it cannot be written, it does not happen."""
    by = Actor(kind=ActorKind.PERSON, id=str(person_id), door=Door.WEB, sight=SIGN_IN)
    with seen_as(HUB):
        audit.write([audit.Act(by=by, act=act, subject_kind="person", subject_id=str(person_id))], now)
