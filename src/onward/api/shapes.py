"""Shapes that several resources share: pupils, schools' asks, receipts."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from onward.api.acting import key_of
from onward.api.out import Out
from onward.messaging.receipts import Receipt, SentRow
from onward.operations.reading import Ask
from onward.transfers.journey import Stated
from onward.transfers.models import WorklistKind


class PupilOut(Out):
    """A pupil as this side stated them, or was given them."""

    surname: str
    forename: str
    born: date
    sex: str
    scn: str
    upn: str
    stage: str


class AskOut(Out):
    """One thing that somebody is asked to do."""

    id: UUID
    kind: WorklistKind
    says: str = Field(description="What is asked, in plain words")
    role: str = Field(description="Who is asked: school_office, or a co-ordinator of the authority")
    leaver: UUID | None
    joiner: UUID | None
    delivery: UUID | None
    asked_at: datetime
    due_on: date | None


class ReceiptOut(Out):
    """What a school that the sender named did with the message. What is missing was not told."""

    school: str | None
    collected_at: datetime
    acknowledged_at: datetime | None
    filed_at: datetime | None


class SentOut(Out):
    """One message that was accepted, with the receipts that its sender may see."""

    id: UUID
    kind: str
    key: str = Field(description="The idempotency key")
    size: int
    sha256: str
    accepted_at: datetime
    receipts: list[ReceiptOut]


def shown_pupil(stated: Stated) -> PupilOut:
    """Return a pupil as the API shows them."""
    return PupilOut(
        surname=stated.surname,
        forename=stated.forename,
        born=stated.born,
        sex=stated.sex,
        scn=stated.scn,
        upn=stated.upn,
        stage=stated.stage,
    )


def shown_asks(asks: Sequence[Ask]) -> list[AskOut]:
    """Return asks as the API shows them."""
    return [
        AskOut(
            id=each.id,
            kind=each.kind,
            says=str(each.kind.label),
            role=each.role,
            leaver=each.leaver_id,
            joiner=each.joiner_id,
            delivery=each.delivery_id,
            asked_at=each.opened_at,
            due_on=each.due_on,
        )
        for each in asks
    ]


def shown_sent(row: SentRow) -> SentOut:
    """Return a sent message as the API shows it."""
    return SentOut(
        id=row.id,
        kind=row.kind,
        key=row.idempotency_key,
        size=row.size,
        sha256=row.content_sha256.hex(),
        accepted_at=row.accepted_at,
        receipts=[_receipt(each) for each in row.receipts],
    )


def _receipt(receipt: Receipt) -> ReceiptOut:
    return ReceiptOut(
        school=key_of(receipt.school_id),
        collected_at=receipt.collected_at,
        acknowledged_at=receipt.acknowledged_at,
        filed_at=receipt.filed_at,
    )
