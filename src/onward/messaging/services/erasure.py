"""Erase contents for good, by destroying the only key that opens them."""

from datetime import datetime
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.bulk import run
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.errors import MessageNotFound
from onward.messaging.models import Payload


def erase_payload(message_id: UUID, *, by: Actor, now: datetime) -> datetime:
    """Erase the content of a message, with the documents that go with no other message that still has one.

    Nobody can open it again, from a backup of the blob store neither. The envelope, its receipts and the
    audit stay. Returns when it was erased; repeated, it answers as the first time.

    Raises:
        NotPermitted: the actor does not run the service.
        MessageNotFound: there is no such message.
    """
    require(by, Permission.RUN_SERVICE, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        payload = (
            Payload.objects.select_for_update(of=("self",))
            .select_related("message")
            .filter(pk=message_id)
            .first()
        )
        if payload is None:
            raise MessageNotFound
        if payload.erased_at is not None:
            return payload.erased_at
        payload.wrapped_key, payload.erased_at = None, now
        payload.save(update_fields=["wrapped_key", "erased_at"])
        run(_ERASE_DOCUMENTS, [message_id])
        audit.write([_act(by, payload)], now)
    return now


def _act(by: Actor, payload: Payload) -> audit.Act:
    return audit.Act(
        by=by,
        act="erase_payload",
        subject_kind="message",
        subject_id=str(payload.message_id),
        school_id=payload.message.sender_school_id,
        authority_id=payload.message.authority_id or None,
        shielded=payload.message.is_shielded,
    )


_ERASE_DOCUMENTS = """
    UPDATE messaging_document AS document SET wrapped_key = NULL
    FROM messaging_enclosure AS enclosed
    WHERE enclosed.message_id = %s AND document.id = enclosed.document_id AND NOT EXISTS (
        SELECT FROM messaging_enclosure AS elsewhere
        JOIN messaging_payload AS payload ON payload.message_id = elsewhere.message_id
        WHERE elsewhere.document_id = document.id AND payload.wrapped_key IS NOT NULL
    )
"""
