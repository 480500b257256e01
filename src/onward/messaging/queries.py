"""Reading messages. `visible_to` comes first; the row policies of the database say the same again."""

from collections.abc import Collection
from typing import Any, Self, assert_never
from uuid import UUID

from django.db import models
from django.db.models import Q

from onward.foundation.actor import Actor
from onward.foundation.sight import SightKind
from onward.messaging.workflow import DeliveryState

NO_ROW = Q(pk__in=())


class MessageQuerySet(models.QuerySet[Any]):
    """Messages as their senders sent them, narrowed step by step."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority what they sent, the nation all.

        An authority and the nation see nothing that tells where a protected child is.
        """
        return self.filter(_seen_by(actor, school="sender_school_id"))

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Keep these kinds of message. None named: all."""
        return self.filter(kind__in=kinds) if kinds else self

    def after(self, position: UUID | None) -> Self:
        """Order newest first, and go on behind this message where one is given."""
        rows = self if position is None else self.filter(id__lt=position)
        return rows.order_by("-id")


class DeliveryQuerySet(models.QuerySet[Any]):
    """Messages in mailboxes, narrowed step by step."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school and its authority what came to them, the nation all.

        An authority and the nation see nothing that tells where a protected child is.
        """
        return self.filter(_seen_by(actor, school="school_id"))

    def in_mailbox_of(self, actor: Actor) -> Self:
        """Keep what lies in the mailbox that the actor empties: a school its own, national officers the
        centre's. The hub's own work takes part in every mailbox, an authority in none.
        """
        return self.filter(_emptied_by(actor))

    def lying_there(self) -> Self:
        """Keep what has not gone on to another mailbox."""
        return self.exclude(state=DeliveryState.READDRESSED)

    def in_states(self, states: Collection[DeliveryState]) -> Self:
        """Keep these states. None named: all."""
        return self.filter(state__in=states) if states else self

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Keep these kinds of message. None named: all."""
        return self.filter(kind__in=kinds) if kinds else self


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents that schools uploaded, narrowed step by step."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: a school what it uploaded itself. Recipients go by the delivery."""
        match actor.sight.kind:
            case SightKind.HUB | SightKind.PROTECTION:
                return self.all()
            case SightKind.SCHOOL if actor.sight.school_id is not None:
                return self.filter(school_id=actor.sight.school_id)
            case _:
                return self.filter(NO_ROW)


def _seen_by(actor: Actor, *, school: str) -> Q:
    sight = actor.sight
    match sight.kind:
        case SightKind.HUB | SightKind.PROTECTION:
            return Q()
        case SightKind.NATIONAL:
            return Q(is_shielded=False)
        case SightKind.SCHOOL:
            return NO_ROW if sight.school_id is None else Q(**{school: sight.school_id})
        case SightKind.AUTHORITY:
            return Q(authority_id=sight.authority_id, is_shielded=False) if sight.authority_id else NO_ROW
        case SightKind.SIGN_IN:
            return NO_ROW
    assert_never(sight.kind)


def _emptied_by(actor: Actor) -> Q:
    sight = actor.sight
    match sight.kind:
        case SightKind.HUB:
            return Q()
        case SightKind.NATIONAL | SightKind.PROTECTION:
            return Q(school_id__isnull=True)
        case SightKind.SCHOOL:
            return NO_ROW if sight.school_id is None else Q(school_id=sight.school_id)
        case SightKind.AUTHORITY | SightKind.SIGN_IN:
            return NO_ROW
    assert_never(sight.kind)
