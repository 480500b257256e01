"""Open the contents of deliveries. Whether the actor may have them was decided before."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from onward.foundation.errors import OnwardError
from onward.messaging.documents import DocumentRow, row_of
from onward.messaging.errors import PayloadErased
from onward.messaging.models import Delivery, Enclosure, Payload
from onward.messaging.sealing import Keyring, PayloadNotReadable, Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a message brought: the bytes as they were sent, their SHA-256, and the documents with them."""

    delivery_id: UUID
    message_id: UUID
    kind: str
    content: bytes = field(repr=False)
    sha256: bytes
    documents: tuple[DocumentRow, ...]


def open_contents(deliveries: Collection[Delivery], keyring: Keyring) -> dict[UUID, Content | OnwardError]:
    """Return the content of each delivery by its id, or why it cannot be opened. The sight is the hub's."""
    messages = {each.message_id for each in deliveries}
    payloads = {each.message_id: each for each in Payload.objects.filter(pk__in=messages)}
    documents = _documents(messages)
    answers: dict[UUID, Content | OnwardError] = {}
    for delivery in deliveries:
        try:
            content = opened(payloads[delivery.message_id], keyring)
        except (PayloadErased, PayloadNotReadable) as refusal:
            answers[delivery.id] = refusal
        else:
            answers[delivery.id] = Content(
                delivery_id=delivery.id,
                message_id=delivery.message_id,
                kind=delivery.kind,
                content=content,
                sha256=bytes(delivery.content_sha256),
                documents=tuple(documents.get(delivery.message_id, ())),
            )
    return answers


def opened(payload: Payload, keyring: Keyring) -> bytes:
    """Return the content of one payload. The sight is the hub's.

    Raises:
        PayloadErased: its key was destroyed.
        PayloadNotReadable: it cannot be opened.
    """
    if payload.wrapped_key is None:
        raise PayloadErased
    sealed = Sealed(
        key_id=payload.key_id,
        wrapped_key=bytes(payload.wrapped_key),
        ciphertext=bytes(payload.ciphertext),
    )
    return keyring.open(sealed, bound_to=payload.message_id)


def _documents(messages: Collection[UUID]) -> dict[UUID, list[DocumentRow]]:
    enclosures = Enclosure.objects.filter(message_id__in=messages).select_related("document").order_by("id")
    found: dict[UUID, list[DocumentRow]] = {}
    for each in enclosures:
        found.setdefault(each.message_id, []).append(row_of(each.document))
    return found
