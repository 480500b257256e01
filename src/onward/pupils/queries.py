"""Reading pupils and their places on rolls. `visible_to` comes first; the row policies say the same again."""

from typing import Any, Self, assert_never

from django.db import models
from django.db.models import Q

from onward.foundation.actor import Actor
from onward.foundation.sight import SightKind

NO_ROW = Q(pk__in=())


class PupilQuerySet(models.QuerySet[Any]):
    """Children as the hub knows them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: the nation all but protected children, a school and an authority none.

        A name or a number that one side stated is not for another side to read.
        """
        match actor.sight.kind:
            case SightKind.HUB | SightKind.PROTECTION:
                return self.all()
            case SightKind.NATIONAL:
                return self.filter(is_shielded=False)
            case SightKind.SCHOOL | SightKind.AUTHORITY | SightKind.SIGN_IN:
                return self.filter(NO_ROW)
        assert_never(actor.sight.kind)

    def standing(self) -> Self:
        """Keep the rows that stand for a child: those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class EnrolmentQuerySet(models.QuerySet[Any]):
    """Places on school rolls."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority their own rolls, the nation all.

        An authority and the nation see nothing that tells where a protected child is.
        """
        sight = actor.sight
        match sight.kind:
            case SightKind.HUB | SightKind.PROTECTION:
                return self.all()
            case SightKind.NATIONAL:
                return self.filter(is_shielded=False)
            case SightKind.SCHOOL:
                return self.filter(NO_ROW if sight.school_id is None else Q(school_id=sight.school_id))
            case SightKind.AUTHORITY:
                own = Q(authority_id=sight.authority_id, is_shielded=False)
                return self.filter(own if sight.authority_id else NO_ROW)
            case SightKind.SIGN_IN:
                return self.filter(NO_ROW)
        assert_never(sight.kind)
