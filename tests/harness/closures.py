"""A school closes in tests, and what is seen of it afterwards."""

from datetime import date

from tests.harness.cast import CLERK, Cast

from onward.messaging.models import Delivery
from onward.operations.closures import Closure, close_school
from onward.operations.doctor import examine
from onward.transfers.models import Joiner, TransferEvent

CLOSING = date(2026, 9, 1)


def close(cast: Cast, school: str, successor: str = "", on: date = CLOSING) -> Closure:
    return close_school(
        school_id=cast.schools[school].id,
        on=on,
        successor_id=cast.schools[successor].id if successor else None,
        by=CLERK,
        now=cast.now,
    )


def moves() -> list[str]:
    return list(TransferEvent.objects.order_by("transfer_id", "number").values_list("move", flat=True))


def faces() -> dict[int, str]:
    return dict(Joiner.objects.values_list("school_id", "standing"))


def lying() -> list[tuple[str, int | None, str]]:
    rows = Delivery.objects.exclude(state="readdressed").order_by("id")
    return list(rows.values_list("kind", "school_id", "state"))


def broken(cast: Cast) -> list[str]:
    return [each.says for each in examine(now=cast.now) if not each.is_sound]
