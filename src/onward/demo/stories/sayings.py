"""What schools say in the stories, in the forms of the API."""

from collections.abc import Sequence
from datetime import date

from onward.demo.stories.children import Child
from onward.demo.stories.seen import School
from onward.formats.forms import Arrival, Departure, Protection, Record, RecordBody


def departure(
    child: Child,
    *,
    on: date,
    to: School | None = None,
    reason: str = "01",
    protection: Protection = Protection.NOT_PROTECTED,
) -> Departure:
    """Say that a child leaves, for a school or for nobody knows where."""
    return Departure(
        pupil=child.details,
        leaving_on=on,
        reason=reason,
        destination=to.ref if to else None,
        protection=protection,
    )


def record(leaver: str, *, documents: Sequence[str] = ()) -> Record:
    """Send the record of a leaver."""
    core: dict[str, object] = {"sessions_possible": 190, "sessions_attended": 184, "home_language": "English"}
    return Record(leaver=leaver, record=RecordBody(core=core, documents=tuple(documents)))


def arrival(
    child: Child, *, on: date, joiner: str = "", protection: Protection = Protection.NOT_PROTECTED
) -> Arrival:
    """Say that a child is on the roll: the expected joiner, or a child whom nobody announced."""
    about = {"joiner": joiner} if joiner else {"pupil": child.details}
    return Arrival.model_validate({"arrived_on": on, "protection": protection, **about})
