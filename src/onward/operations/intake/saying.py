"""Say one thing for a school, as a person does: checked, put into its canonical form, accepted."""

from datetime import datetime
from typing import Any

from onward.directory.register import SchoolFact
from onward.formats.forms import Form
from onward.formats.validation import check
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.messaging.policies import check_acts_for
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.canonical import canonical
from onward.operations.intake.items import Item, Verdict
from onward.operations.intake.permitted import check_kind


def say_one(
    said: Form | dict[str, Any], *, key: str, school: SchoolFact, by: Actor, now: datetime, keyring: Keyring
) -> Verdict:
    """Return the verdict on one item. Accepted means durable; the same key said again gets the same answer.

    What is not well said comes back as a rejection with every fault, by the paths of the form.

    Raises:
        NotPermitted: the actor does not act for the school, or may not say this kind of thing.
    """
    check_acts_for(by, school.id)
    checked = check(said, today=today_in_scotland(now))
    if isinstance(checked, tuple):
        return Verdict(key=key, is_accepted=False, faults=checked)
    check_kind(by, checked.kind)
    item = Item(key=key, said=checked, content=canonical(checked), school=school, by=by)
    return accept([item], now=now, keyring=keyring)[0]
