"""Arrivals that an office recorded by hand: held for two minutes, in which they can be undone, then taken in.

An arrival ends the search for a child at once, so one that was said by mistake has to be stopped before it.
What a school's own system says is not held: nobody looks at a page there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.formats.fault_table import fault
from onward.formats.validation import check
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import today_in_scotland
from onward.foundation.faults import Fault, Level
from onward.foundation.sight import HUB, for_school
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.canonical import canonical
from onward.operations.intake.items import Item, Verdict
from onward.operations.intake.saying_together import say_many
from onward.operations.models import HeldArrival

HELD_FOR: Final = timedelta(minutes=2)
_AT_ONCE: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One arrival that waits. `refused` is why the hub could not take it in, where it tried."""

    joiner_id: UUID
    arrived_on: date
    goes_at: datetime
    refused: Fault | None


def hold_arrivals(
    said: Mapping[str, Mapping[str, Any]], *, by: Actor, now: datetime, keyring: Keyring
) -> dict[str, Verdict]:
    """Hold these arrivals of expected pupils, and return what the hub would answer, by idempotency key.

    Each names its `joiner`. What the hub would refuse is not held. What is said again before it goes takes
    the place of what was said first; what the hub has taken in already is not held again.

    Raises:
        NotPermitted: the actor is no school's, or may not record arrivals.
    """
    with seen_as(HUB):
        verdicts = say_many(said, by=by, now=now, keyring=keyring)
        transaction.set_rollback(True)
    is_new = {key for key, each in verdicts.items() if each.is_accepted and not each.is_repeated}
    rows = [_row(key, each, by, now) for key, each in said.items() if key in is_new]
    with seen_as(by.sight):
        HeldArrival.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["joiner"],
            update_fields=["arrived_on", "protection", "key", "person_id", "goes_at", "refused"],
        )
        write_audit([_act("hold_arrival", each.joiner_id, by) for each in rows], now)
    return verdicts


def undo_arrivals(joiners: Sequence[UUID], *, by: Actor, now: datetime) -> int:
    """Forget those arrivals of these pupils that still wait at the actor's school; return how many."""
    with seen_as(by.sight):
        waiting = HeldArrival.objects.filter(joiner_id__in=joiners).select_for_update()
        undone = list(waiting.values_list("joiner_id", flat=True))
        HeldArrival.objects.filter(joiner_id__in=undone).delete()
        write_audit([_act("undo_arrival", each, by) for each in undone], now)
    return len(undone)


def say_instead(
    said: Mapping[str, Mapping[str, Any]], joiner_id: UUID, *, by: Actor, now: datetime, keyring: Keyring
) -> dict[str, Verdict]:
    """Say these things in place of a pupil's arrival that may still wait, and return the verdicts.

    Where one is rejected, nothing is said and the arrival waits on.

    Raises:
        NotPermitted: the actor is no school's, or may not say this kind of thing.
    """
    with seen_as(by.sight):
        undo_arrivals([joiner_id], by=by, now=now)
        verdicts = say_many(said, by=by, now=now, keyring=keyring)
        if not all(each.is_accepted for each in verdicts.values()):
            transaction.set_rollback(True)
    return verdicts


def held_arrivals(*, by: Actor, joiner_id: UUID | None = None) -> list[Held]:
    """Return what waits at the actor's school, of one pupil where one is named. A sight must be set."""
    of_school = HeldArrival.objects.filter(school_id=by.sight.school_id or 0).order_by("goes_at", "id")
    found = of_school.filter(joiner_id=joiner_id) if joiner_id else of_school
    return [
        Held(
            joiner_id=each.joiner_id,
            arrived_on=each.arrived_on,
            goes_at=each.goes_at,
            refused=fault(each.refused, "") if each.refused else None,
        )
        for each in found
    ]


def send_held(*, now: datetime, keyring: Keyring) -> int:
    """Take in every arrival whose time to undo it is over; return how many.

    What the hub refuses by now stays, with the reason, until the school says it anew or takes it back.
    Each batch is one transaction with what came of it, and passes over rows that somebody undoes just then.
    """
    count = 0
    while moved := _send_batch(now, keyring):
        count += moved
    return count


def _send_batch(now: datetime, keyring: Keyring) -> int:
    with seen_as(HUB):
        due = HeldArrival.objects.filter(goes_at__lte=now, refused="").order_by("goes_at", "id")
        rows = list(due.select_related("joiner").select_for_update(skip_locked=True, of=["self"])[:_AT_ONCE])
        register = current_register()
        items = {each.pk: _item(each, register, now) for each in rows}
        ready = [each for each in items.values() if isinstance(each, Item)]
        verdicts = {each.key: each for each in accept(ready, now=now, keyring=keyring)}
        taken = []
        for row in rows:
            item = items[row.pk]
            faults = verdicts[item.key].faults if isinstance(item, Item) else item
            if isinstance(item, Item) and verdicts[item.key].is_accepted:
                taken.append(row.pk)
                continue
            row.refused = next(each.code for each in faults if each.level is Level.FAULT)
            row.save(update_fields=["refused"])
        HeldArrival.objects.filter(pk__in=taken).delete()
    return len(rows)


def _item(row: HeldArrival, register: Register, now: datetime) -> Item | tuple[Fault, ...]:
    """Return it as its person said it, for the school that expects the pupil now."""
    said = check(_said(row), today=today_in_scotland(now))
    if isinstance(said, tuple):
        return said
    school = register.by_id[row.joiner.school_id]
    by = Actor(
        kind=ActorKind.PERSON, id=str(row.person_id), door=Door.WEB, sight=for_school(row.joiner.school_id)
    )
    return Item(key=row.key, said=said, content=canonical(said), school=school, by=by)


def _said(row: HeldArrival) -> dict[str, Any]:
    return {
        "kind": "arrival",
        "joiner": str(row.joiner_id),
        "arrived_on": row.arrived_on.isoformat(),
        "protection": row.protection or None,
    }


def _row(key: str, said: Mapping[str, Any], by: Actor, now: datetime) -> HeldArrival:
    return HeldArrival(
        joiner_id=UUID(said["joiner"]),
        school_id=by.sight.school_id or 0,
        arrived_on=date.fromisoformat(said["arrived_on"]),
        protection=said["protection"] or "",
        key=key,
        person_id=UUID(by.id),
        goes_at=now + HELD_FOR,
    )


def _act(act: str, joiner_id: UUID, by: Actor) -> Act:
    return Act(by=by, act=act, subject_kind="joiner", subject_id=str(joiner_id), shielded=True, detail={})
