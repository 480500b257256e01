"""Views of lists that people saved for themselves: kept, listed and forgotten, each person their own only."""

from datetime import datetime
from typing import Final
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.ids import uuid7
from onward.foundation.sight import SIGN_IN
from onward.web.models import SavedView

MOST: Final = 10


def saved_views(person_id: UUID, *, route: str) -> list[str]:
    """Return the filters that a person saved of this list, the oldest first."""
    with seen_as(SIGN_IN):
        own = SavedView.objects.filter(person_id=person_id, route=route)
        return list(own.order_by("id").values_list("query", flat=True)[:MOST])


def save_view(person_id: UUID, *, route: str, query: str, now: datetime) -> bool:
    """Save the filters for a person; say whether there was room. Saved twice is saved once."""
    with seen_as(SIGN_IN):
        own = SavedView.objects.filter(person_id=person_id, route=route)
        if own.filter(query=query).exists():
            return True
        if own.count() >= MOST:
            return False
        view = SavedView(id=uuid7(now), person_id=person_id, route=route, query=query, saved_at=now)
        SavedView.objects.bulk_create([view], ignore_conflicts=True)
    return True


def forget_view(person_id: UUID, *, route: str, query: str) -> None:
    """Forget filters that a person saved. What is not saved stays so."""
    with seen_as(SIGN_IN):
        SavedView.objects.filter(person_id=person_id, route=route, query=query).delete()
