"""A co-ordinator names a destination for a pupil, in place of the old school that has not done so."""

from datetime import datetime
from uuid import UUID

from onward.access.policies import check_scope
from onward.access.roles import Permission
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.formats.forms import Redirect, SchoolRef
from onward.foundation.actor import Actor
from onward.messaging.sealing import Keyring
from onward.operations.intake import Item, Verdict, accept
from onward.operations.intake.canonical import canonical
from onward.operations.reading.leavers import find_leaver


def name_destination_for(
    leaver_id: UUID, destination: SchoolFact, *, key: str, by: Actor, now: datetime, keyring: Keyring
) -> Verdict:
    """Say for the old school of a leaver that the pupil goes to this school; return the verdict.

    The same key said again gets the same answer. The audit says who named it. Of a child who has been
    found meanwhile the answer is the same as of one who is sought.

    Raises:
        NotPermitted: the actor does not chase transfers.
        LeaverNotFound: there is none, or none that the actor may see.
    """
    check_scope(by, Permission.CHASE_TRANSFERS)
    with seen_as(by.sight):
        leaver = find_leaver(leaver_id, by=by)
        school = current_register().by_id[leaver.school_id]
    said = Redirect(
        leaver=str(leaver_id),
        destination=SchoolRef(seed=destination.seed, type=destination.type.value),
    )
    item = Item(key=key, said=said, content=canonical(said), school=school, by=by)
    return accept([item], now=now, keyring=keyring)[0]
