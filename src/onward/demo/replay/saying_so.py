"""A planned message as its sender's system would say it: in the hub's form, checked, and by whom."""

from onward.demo.nation import Nation
from onward.demo.traffic.planned import Ids, PlannedMessage, Speaker
from onward.demo.traffic.saying import said
from onward.directory.register import SchoolFact
from onward.formats.forms import Said
from onward.formats.validation import check
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import for_authority, for_school
from onward.operations.intake.answers import AUTHORITY_SCOPE


def well_said(planned: PlannedMessage, nation: Nation, ids: Ids) -> Said:
    """Return the form, which has passed the checks that every sender's item passes.

    Raises:
        ValueError: the plan says something that the hub does not take.
    """
    checked = check(said(planned, nation, ids), today=today_in_scotland(planned.at))
    if isinstance(checked, tuple):
        codes = ", ".join(f"{fault.path}: {fault.code}" for fault in checked)
        raise ValueError(f"message {planned.number} of the plan is not well said: {codes}")
    return checked


def actor_of(planned: PlannedMessage, school: SchoolFact) -> Actor:
    """Return who says it: the school's own system, or a co-ordinator of its authority."""
    if planned.speaker is Speaker.AUTHORITY:
        return Actor(
            kind=ActorKind.PERSON,
            id=f"co-ordinator-{school.authority_id}",
            door=Door.DEMO,
            sight=for_authority(school.authority_id),
            scopes=frozenset({AUTHORITY_SCOPE}),
        )
    return Actor(kind=ActorKind.SYSTEM, id="school-system", door=Door.DEMO, sight=for_school(school.id))
