"""Reading the audit. `visible_to` comes first; the row policies of the database say the same again."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self, assert_never

from django.db import models
from django.db.models import Q

from onward.audit.leaf import Facts
from onward.foundation.actor import Actor
from onward.foundation.sight import SightKind

if TYPE_CHECKING:
    from onward.audit.models import AuditEntry  # noqa: F401 -- the tables import their query set


class EntryQuerySet(models.QuerySet["AuditEntry"]):
    """Audit entries, narrowed step by step."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see.

        A school sees its own audit, an authority its own, the nation all, but entries about protected
        children only protection officers and the hub itself.
        """
        sight = actor.sight
        match sight.kind:
            case SightKind.HUB | SightKind.PROTECTION:
                return self.all()
            case SightKind.NATIONAL:
                return self.exclude(shielded=True)
            case SightKind.SCHOOL:
                own = self.filter(school_id=sight.school_id, school_id__isnull=False)
                return own.exclude(shielded=True)
            case SightKind.AUTHORITY:
                own = self.filter(authority_id=sight.authority_id, authority_id__isnull=False)
                return own.exclude(shielded=True)
            case SightKind.SIGN_IN:
                return self.none()
        assert_never(sight.kind)

    def about(self, kind: str, subject_id: str) -> Self:
        """Keep what was done to one thing."""
        return self.filter(subject_kind=kind, subject_id=subject_id)

    def about_any(self, subjects: Collection[tuple[str, str]]) -> Self:
        """Keep what was done to any of these things, each a kind with an identifier. None: nothing."""
        wanted = Q(pk__in=())
        for kind, subject_id in subjects:
            wanted |= Q(subject_kind=kind, subject_id=subject_id)
        return self.filter(wanted)

    def newest_first(self) -> Self:
        """Order by time, the newest first. Identifiers sort by time and settle the same moment."""
        return self.order_by("-id")

    def rows(self) -> list[Facts]:
        """Return complete, frozen rows, in the order of the query."""
        return [Facts(**row) for row in self.values(*Facts.__dataclass_fields__)]
