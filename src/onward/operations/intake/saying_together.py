"""Say several things for a school at once, as a person does at a list: checked, accepted as one batch."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.formats.validation import check
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import NotPermitted
from onward.foundation.faults import Fault
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.canonical import canonical
from onward.operations.intake.items import Item, Verdict
from onward.operations.intake.permitted import check_kind


def say_many(
    said: Mapping[str, Mapping[str, Any]], *, by: Actor, now: datetime, keyring: Keyring
) -> dict[str, Verdict]:
    """Return the verdict on each thing said for the actor's own school, by its idempotency key.

    Accepted means durable; a key that is said again gets its first answer. What is not well said comes back
    as a rejection with every fault, by the paths of the form, and does not touch the others.

    Raises:
        NotPermitted: the actor acts for no school, or may not say this kind of thing.
    """
    school = _school_of(by)
    today = today_in_scotland(now)
    checked = {key: check(dict(each), today=today) for key, each in said.items()}
    for each in checked.values():
        if not isinstance(each, tuple):
            check_kind(by, each.kind)
    items = [
        Item(key=key, said=each, content=canonical(each), school=school, by=by)
        for key, each in checked.items()
        if not isinstance(each, tuple)
    ]
    verdicts = {each.key: each for each in accept(items, now=now, keyring=keyring)}
    return {key: verdicts.get(key) or _rejected(key, checked[key]) for key in said}


def _school_of(by: Actor) -> SchoolFact:
    if by.sight.school_id is None:
        raise NotPermitted("only a school says something by its own word")
    with seen_as(by.sight):
        return current_register().by_id[by.sight.school_id]


def _rejected(key: str, faults: object) -> Verdict:
    named = tuple(each for each in faults if isinstance(each, Fault)) if isinstance(faults, tuple) else ()
    return Verdict(key=key, is_accepted=False, faults=named)
