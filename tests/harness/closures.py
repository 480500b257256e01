"""A school closes in tests, and what is seen of it afterwards."""

from datetime import date

from tests.harness.cast import CLERK, Cast

from onward.messaging.models import Delivery
from onward.operations.closures import Closure, close_school
from onward.operations.doctor import examine
from onward.pupils.models import Enrolment
from onward.transfers.models import Joiner, TransferEvent, WorklistItem

CLOSING = date(2026, 9, 1)
LONG_AGO = date(2025, 8, 20)


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


def on_roll() -> list[tuple[int, str]]:
    rows = Enrolment.objects.exclude(status="ended").order_by("school_id", "status")
    return list(rows.values_list("school_id", "status"))


def asked() -> list[tuple[str, str, int | None, str]]:
    rows = WorklistItem.objects.filter(closed_at=None).order_by("kind", "role", "id")
    return list(rows.values_list("kind", "role", "school_id", "authority_id"))
