"""What one item came to."""

from dataclasses import dataclass
from uuid import UUID

from onward.foundation.faults import Fault
from onward.pupils.register import PupilRow
from onward.transfers.journey import Journey


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """The pupil and the journey that an item was about, the sender's faces, and what it is told."""

    pupil: PupilRow
    journey: Journey | None
    leaver: UUID | None = None
    joiner: UUID | None = None
    warnings: tuple[Fault, ...] = ()
    documents: tuple[UUID, ...] = ()
