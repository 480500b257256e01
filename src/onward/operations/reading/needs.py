"""What waits for somebody, as counts: of leavers, newcomers, the mailbox and what is asked. No pupil is read.

The counts are those of the lists themselves, seen with the same sight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.messaging.models import Delivery
from onward.messaging.workflow import DeliveryState
from onward.operations.reading.asked import open_asks
from onward.operations.reading.newcomers import Group, count_newcomers
from onward.transfers.models import Joiner, Leaver
from onward.transfers.workflow import JoinerStanding, LeaverStanding


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolNeeds:
    """What waits for a school office."""

    asked: int
    new_post: int
    taken_post: int
    newcomers: Mapping[Group, int]
    leavers: Mapping[LeaverStanding, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityNeeds:
    """What waits for an authority's co-ordinators. `expected_overdue` is past the day for an answer."""

    leavers: Mapping[LeaverStanding, int]
    no_reason: int
    expected: int
    expected_overdue: int


def needs_of_school(*, by: Actor, now: datetime) -> SchoolNeeds:
    """Count what waits for the school of the actor."""
    with seen_as(by.sight):
        states = Delivery.objects.visible_to(by).values_list("state").annotate(count=Count("pk"))
        post = dict(states.order_by("state"))
        return SchoolNeeds(
            asked=open_asks(by).count(),
            new_post=post.get(DeliveryState.AVAILABLE, 0) + post.get(DeliveryState.EXPIRED, 0),
            taken_post=post.get(DeliveryState.COLLECTED, 0) + post.get(DeliveryState.ACKNOWLEDGED, 0),
            newcomers=count_newcomers(by=by, today=today_in_scotland(now)),
            leavers=_leavers(by),
        )


def needs_of_authority(*, by: Actor, now: datetime) -> AuthorityNeeds:
    """Count what waits for the authority of the actor."""
    today = today_in_scotland(now)
    with seen_as(by.sight):
        expected = Joiner.objects.visible_to(by).filter(standing=JoinerStanding.EXPECTED)
        return AuthorityNeeds(
            leavers=_leavers(by),
            no_reason=Leaver.objects.visible_to(by).without_reason().count(),
            expected=expected.count(),
            expected_overdue=expected.filter(due_on__lt=today).count(),
        )


def _leavers(by: Actor) -> dict[LeaverStanding, int]:
    open_ones = Leaver.objects.visible_to(by).still_open()
    counted = dict(open_ones.values_list("standing").annotate(count=Count("pk")).order_by("standing"))
    return {standing: counted.get(standing.value, 0) for standing in LeaverStanding}
