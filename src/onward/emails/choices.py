"""What people choose to be written: at once, in one digest each school morning, or not at all."""

from collections.abc import Collection, Mapping
from uuid import UUID

from onward.database.sight import seen_as
from onward.emails.kinds import CHOSEN, EmailKind, Rhythm
from onward.emails.models import Choice
from onward.foundation.sight import HUB

Rhythms = Mapping[EmailKind, Rhythm]
USUAL: Rhythms = {kind: chosen.unless_chosen for kind, chosen in CHOSEN.items()}
"""How each kind comes to somebody who chose nothing."""


def rhythms_of(people: Collection[UUID]) -> dict[UUID, Rhythms]:
    """Return how each of these people gets each kind that can be chosen."""
    with seen_as(HUB):
        rows = Choice.objects.filter(person_id__in=[*people]).order_by("id")
        found: dict[UUID, dict[EmailKind, Rhythm]] = {each: dict(USUAL) for each in people}
        for person_id, kind, rhythm in rows.values_list("person_id", "kind", "rhythm"):
            if kind in CHOSEN:
                found[person_id][EmailKind(kind)] = Rhythm(rhythm)
    return {**found}


def choose(person_id: UUID, rhythms: Rhythms) -> None:
    """Let these kinds come to a person as they chose. Other kinds stay as they are."""
    chosen = [
        Choice(person_id=person_id, kind=kind.value, rhythm=rhythm.value)
        for kind, rhythm in rhythms.items()
        if kind in CHOSEN
    ]
    with seen_as(HUB):
        Choice.objects.bulk_create(
            chosen, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["rhythm"]
        )
