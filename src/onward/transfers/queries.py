"""Reading the faces of transfers. `visible_to` comes first; the database's row policies say the same."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Self, assert_never
from uuid import UUID

from django.db import models
from django.db.models import Q

from onward.foundation.actor import Actor
from onward.foundation.sight import SightKind
from onward.transfers.workflow import TOLD_THE_END, JoinerStanding

NO_ROW = Q(pk__in=())


class FaceQuerySet(models.QuerySet[Any]):
    """The faces of transfers, narrowed step by step."""

    def of_standings(self, standings: Collection[str]) -> Self:
        """Keep these standings. None named: all."""
        return self.filter(standing__in=standings) if standings else self

    def told_since(self, moment: datetime | None) -> Self:
        """Keep those about whom this side was told something, or spoke, from this moment on. None: all."""
        return self if moment is None else self.filter(told_at__gte=moment)

    def at_school(self, school_id: int | None) -> Self:
        """Keep the faces of this school. None: of all."""
        return self if school_id is None else self.filter(school_id=school_id)

    def after(self, position: UUID | None) -> Self:
        """Order newest first, and go on behind this face where one is given."""
        rows = self if position is None else self.filter(id__lt=position)
        return rows.order_by("-id")

    def before(self, position: UUID) -> Self:
        """Order oldest first, and begin with what came just after this face: for going back a page."""
        return self.filter(id__gt=position).order_by("id")


class LeaverQuerySet(FaceQuerySet):
    """Leavers as their old schools see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority their own leavers, the nation all.

        An authority does not see that a child left a place where nobody was to know of them, nor does the
        nation see the leavers of protected children: they name where the child went.
        """
        is_nation = actor.sight.kind is SightKind.NATIONAL
        return self.filter(
            _own(actor) & (Q(transfer__is_shielded=False) if is_nation else _unshielded(actor))
        )

    def still_open(self) -> Self:
        """Keep those of whom the old side was not told an end."""
        return self.exclude(standing__in=sorted(TOLD_THE_END))

    def without_reason(self) -> Self:
        """Keep those of whom it is still asked why they left."""
        return self.still_open().filter(reason="", leaving_on__isnull=False)

    def left_in(self, month: date | None) -> Self:
        """Keep those who left in the month that begins on this day. None: all."""
        if month is None:
            return self
        end = (month + timedelta(days=31)).replace(day=1)
        return self.filter(leaving_on__gte=month, leaving_on__lt=end)

    def going_to_a_school(self) -> Self:
        """Keep those of whom a school of the network was named."""
        return self.filter(named_id__isnull=False)

    def going_outside(self) -> Self:
        """Keep those of whom a place outside of the network was named."""
        return self.filter(named_id__isnull=True).exclude(outside_country="")

    def going_nobody_knows_where(self) -> Self:
        """Keep those of whom no place was named."""
        return self.filter(named_id__isnull=True, outside_country="")

    def left_by(self, day: date | None) -> Self:
        """Keep those who left on that day or before. None: all."""
        return self if day is None else self.filter(leaving_on__lte=day)


class JoinerQuerySet(FaceQuerySet):
    """Joiners as their destinations see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority their own joiners, the nation all.

        An authority and the nation see nothing that tells where a protected child is.
        """
        return self.filter(_own(actor) & _unshielded(actor))

    def still_expected(self) -> Self:
        """Keep those who have not been said to have come, or not to come."""
        return self.filter(standing=JoinerStanding.EXPECTED)

    def overdue(self, on: date) -> Self:
        """Keep those whom the school still expects though the day of its answer has passed."""
        return self.still_expected().filter(due_on__lt=on)

    def expected_by(self, day: date | None) -> Self:
        """Keep those who were expected on that day or before. None: all."""
        return self if day is None else self.filter(expected_from__lte=day)


class WorklistQuerySet(models.QuerySet[Any]):
    """What is asked of schools and co-ordinators, narrowed step by step."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority what is asked of them, the nation all.

        An authority and the nation see nothing that tells where a protected child is.
        """
        return self.filter(_own(actor) & _unshielded(actor))

    def still_asked(self) -> Self:
        """Keep what nobody has answered yet."""
        return self.filter(closed_at__isnull=True)

    def after(self, position: UUID | None) -> Self:
        """Order oldest first, and go on behind this row where one is given."""
        rows = self if position is None else self.filter(id__gt=position)
        return rows.order_by("id")

    def about(self, faces: Collection[UUID]) -> Self:
        """Keep what is asked about these leavers and joiners."""
        return self.filter(Q(leaver_id__in=faces) | Q(joiner_id__in=faces))


class AlarmNoteQuerySet(models.QuerySet[Any]):
    """What was done about alarms."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: an authority its own notes, none about a protected child."""
        if actor.sight.kind is SightKind.SCHOOL:
            return self.filter(NO_ROW)
        return self.filter(_own(actor) & _unshielded(actor))

    def about(self, faces: Collection[UUID]) -> Self:
        """Keep the notes about these leavers and joiners."""
        return self.filter(Q(leaver_id__in=faces) | Q(joiner_id__in=faces))


def _own(actor: Actor) -> Q:
    sight = actor.sight
    match sight.kind:
        case SightKind.HUB | SightKind.PROTECTION | SightKind.NATIONAL:
            return Q()
        case SightKind.SCHOOL:
            return NO_ROW if sight.school_id is None else Q(school_id=sight.school_id)
        case SightKind.AUTHORITY:
            return Q(authority_id=sight.authority_id) if sight.authority_id else NO_ROW
        case SightKind.SIGN_IN:
            return NO_ROW
    assert_never(sight.kind)


def _unshielded(actor: Actor) -> Q:
    is_kept_from = actor.sight.kind in {SightKind.AUTHORITY, SightKind.NATIONAL}
    return Q(is_shielded=False) if is_kept_from else Q()
