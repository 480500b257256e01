"""A school reads again what it sent itself. Nobody else's words are opened here."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import HUB
from onward.messaging.contents import opened
from onward.messaging.models import Message, Payload
from onward.messaging.sealing import Keyring


def reread(
    transfer_id: UUID, *, kinds: Collection[str], by: Actor, now: datetime, keyring: Keyring
) -> list[bytes]:
    """Return the contents that the actor's own school sent about one transfer, oldest first.

    Raises:
        NotPermitted: the actor acts for no school.
        PayloadErased: one of the contents was erased for good.
        PayloadNotReadable: one of them cannot be opened.
    """
    school_id = by.sight.school_id
    if school_id is None:
        raise NotPermitted("only a school reads its own messages again")
    with seen_as(by.sight):
        own = Message.objects.visible_to(by).of_kinds(kinds)
        found = own.filter(transfer_id=transfer_id, sender_school_id=school_id).order_by("id")
        messages = list(found.values_list("id", "authority_id"))
    with seen_as(HUB):
        payloads = Payload.objects.in_bulk([each for each, _ in messages])
        contents = [opened(payloads[each], keyring) for each, _ in messages]
        audit.write([_act(by, each, authority) for each, authority in messages], now)
    return contents


def _act(by: Actor, message_id: UUID, authority_id: str) -> audit.Act:
    return audit.Act(
        by=by,
        act="reread_message",
        subject_kind="message",
        subject_id=str(message_id),
        authority_id=authority_id,
        shielded=False,
    )
