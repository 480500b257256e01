"""What people were told, and up to which moment, so that nothing is told twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from onward.emails.models import Reminded

DIGEST: Final = "digest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Up to when a person was told of one matter in one role; of the digest, in none: when it was written."""

    person_id: UUID
    membership_id: int | None
    matter: str
    until: datetime

    @property
    def key(self) -> tuple[int | None, str]:
        """What tells the notes about one person apart."""
        return self.membership_id, self.matter


def last_told(people: Collection[UUID]) -> dict[UUID, list[Told]]:
    """Return what these people were told last. A sight must be set: hub."""
    rows = Reminded.objects.filter(person_id__in=[*people]).order_by("id")
    found: dict[UUID, list[Told]] = {}
    for row in rows.values("person_id", "membership_id", "matter", "until"):
        found.setdefault(row["person_id"], []).append(Told(**row))
    return found


def note_told(told: Sequence[Told]) -> None:
    """Note what people are told, in the transaction in which they are. A sight must be set: hub."""
    Reminded.objects.bulk_create(
        [
            Reminded(
                person_id=each.person_id,
                membership_id=each.membership_id,
                matter=each.matter,
                until=each.until,
            )
            for each in told
        ],
        update_conflicts=True,
        unique_fields=["person", "membership", "matter"],
        update_fields=["until"],
    )
