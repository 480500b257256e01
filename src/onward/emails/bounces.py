"""Addresses that took no e-mail: noted, shown, and left alone until somebody says that they are right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from onward.access.models import Person
from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.emails.models import Bounce, Email
from onward.emails.returned import Returned
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB


class BounceNotFound(NotFound):
    """No e-mail to this person came back, or somebody said already that the address is right."""

    code = "bounce-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class BounceSeen:
    """When e-mail to somebody's present address failed, and the mail server's code for it."""

    person_id: UUID
    bounced_at: datetime
    code: str


_OPEN: Final = {"cleared_at__isnull": True, "address": F("person__email")}


def has_bounced(person: str) -> Exists:
    """Return the condition that e-mail to the present address of the person in this column fails."""
    return Exists(Bounce.objects.filter(**_OPEN, person_id=OuterRef(person)))


def bounces_of(people: Collection[UUID]) -> dict[UUID, BounceSeen]:
    """Return those of these people whose present address fails. Whether one may know is decided before."""
    with seen_as(HUB):
        found = Bounce.objects.filter(**_OPEN, person_id__in=[*people]).order_by("bounced_at", "id")
        return {
            each.person_id: BounceSeen(person_id=each.person_id, bounced_at=each.bounced_at, code=each.code)
            for each in found
        }


def note_bounces(failed: Iterable[tuple[Person, str]], *, by: Actor, now: datetime) -> None:
    """Note that these people's addresses took nothing, each with the code. A sight must be set: hub.

    An address that is noted already stays noted as it is.
    """
    bounces = [
        Bounce(id=uuid7(now), person=person, address=person.email, code=code, bounced_at=now)
        for person, code in failed
    ]
    Bounce.objects.bulk_create(bounces, ignore_conflicts=True)
    audit.write([_act(by, "note_bounce", each.person_id, code=each.code) for each in bounces], now)


def note_returned(returned: Returned, *, by: Actor, now: datetime) -> bool:
    """Note that an e-mail came back; say whether it was one of ours that went to a present address.

    What came back before, or went to an address that is the person's no more, changes nothing.
    """
    with seen_as(HUB):
        sent = Email.objects.filter(pk=returned.email_id, sent_at__isnull=False, returned_at__isnull=True)
        email = sent.select_for_update(of=("self",)).select_related("person").first()
        if email is None:
            return False
        email.returned_at, email.refusal = now, returned.code
        email.save(update_fields=["returned_at", "refusal"])
        if email.sent_to not in {"", email.person.email}:
            return False
        note_bounces([(email.person, returned.code)], by=by, now=now)
    return True


def confirm_address(person_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take the word that somebody's address is right: what waits for them is sent. Who may is asked before.

    Raises:
        BounceNotFound: nothing has come back from it.
    """
    with seen_as(HUB):
        cleared = Bounce.objects.filter(person_id=person_id, cleared_at__isnull=True).update(cleared_at=now)
        if not cleared:
            raise BounceNotFound
        audit.write([_act(by, "confirm_address", person_id)], now)


def _act(by: Actor, act: str, person_id: UUID, *, code: str = "") -> audit.Act:
    return audit.Act(
        by=by,
        act=act,
        subject_kind="person",
        subject_id=str(person_id),
        detail={"code": code} if code else {},
    )
