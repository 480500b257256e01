"""What lies in Selkirk's mailbox in tests, and how it is taken out."""

from uuid import UUID

from tests.harness.cast import KEYRING, Cast
from tests.harness.messaging import office_of

from onward.messaging.contents import Content
from onward.messaging.models import Delivery
from onward.messaging.services import (
    collect,
)


def waiting(cast: Cast, count: int = 1) -> list[UUID]:
    """Let pupils leave for Selkirk, and return what lies there."""
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(count)])
    return list(Delivery.objects.order_by("id").values_list("id", flat=True))


def collected(cast: Cast, delivery_id: UUID, *, by: str = "selkirk") -> Content:
    return collect(delivery_id, by=office_of(cast, by), now=cast.now, keyring=KEYRING)


def checksum(delivery_id: UUID) -> bytes:
    return bytes(Delivery.objects.get(pk=delivery_id).content_sha256)
