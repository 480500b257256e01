"""What a person does with several messages of the mailbox at once. Each is answered on its own."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound, OnwardError
from onward.messaging.models import Delivery
from onward.messaging.sealing import Keyring
from onward.operations.mailbox import acknowledge_many, collect_many, file_many


class Step(StrEnum):
    """The steps that a person takes with a message."""

    COLLECT = "collect"
    ACKNOWLEDGE = "acknowledge"
    FILE = "file"


def take_step(
    step: Step, deliveries: Collection[UUID], *, by: Actor, now: datetime, keyring: Keyring
) -> dict[UUID, bool]:
    """Take one step with each of these messages; say of each whether it is done. Repeated, nothing changes.

    Whoever reads a content here has it from the hub itself, so it is acknowledged with the hub's checksum.

    Raises:
        NotFound: not one of them lies in the actor's mailbox.
    """
    answers = _answers(step, deliveries, by=by, now=now, keyring=keyring)
    if all(isinstance(each, NotFound) for each in answers.values()):
        raise NotFound
    return {each: not isinstance(answer, OnwardError) for each, answer in answers.items()}


def _answers(
    step: Step, deliveries: Collection[UUID], *, by: Actor, now: datetime, keyring: Keyring
) -> Mapping[UUID, object]:
    if step is Step.COLLECT:
        return collect_many(deliveries, by=by, now=now, keyring=keyring)
    if step is Step.FILE:
        return file_many(deliveries, by=by, now=now)
    return acknowledge_many(_checksums(deliveries, by), by=by, now=now)


def _checksums(deliveries: Collection[UUID], by: Actor) -> dict[UUID, bytes]:
    with seen_as(by.sight):
        own = Delivery.objects.visible_to(by).in_mailbox_of(by).filter(pk__in=deliveries).order_by("id")
        known = {each: bytes(digest) for each, digest in own.values_list("id", "content_sha256")}
    return {each: known.get(each, b"") for each in deliveries}
