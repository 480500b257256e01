"""Which systems act for which schools, and when each was last heard of. No secret is here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from onward.access.models import SystemSchool
from onward.database.sight import seen_as
from onward.foundation.sight import HUB


@dataclass(frozen=True, kw_only=True, slots=True)
class ActingSystem:
    """A system that acts for a school. `last_used_at`: when one of its credentials last got a token."""

    name: str
    supplier: str
    is_active: bool
    last_used_at: datetime | None


def systems_acting_for(schools: Collection[int], *, on: date) -> dict[int, list[ActingSystem]]:
    """Return the systems that may act for each of these schools on that day.

    Whether the asker may know of these schools' systems is decided before.
    """
    on_that_day = Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    found: dict[int, list[ActingSystem]] = {}
    with seen_as(HUB):
        grants = SystemSchool.objects.filter(on_that_day, school_id__in=[*schools])
        grants = grants.annotate(last_used_at=Max("system__credentials__last_used_at"))
        rows = grants.order_by("system__name", "id").values_list(
            "school_id", "system__name", "system__supplier", "system__is_active", "last_used_at"
        )
        for school_id, name, supplier, is_active, last_used_at in rows:
            system = ActingSystem(
                name=name, supplier=supplier, is_active=is_active, last_used_at=last_used_at
            )
            found.setdefault(school_id, []).append(system)
    return found
