"""Acknowledge and file what was collected, one by one or many at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.out import Out
from onward.api.problems import OUR_FAULT, problem_of
from onward.api.requests import ApiRequest
from onward.foundation.errors import OnwardError
from onward.messaging.services import Moved
from onward.messaging.workflow import DeliveryState
from onward.operations.mailbox import acknowledge, acknowledge_many, file, file_many

MOST_AT_ONCE: Final = 500

router = Router(auth=SchoolSystem(Scope.MAILBOX_WRITE))

Sha256 = Annotated[
    str,
    Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the content as received, in hexadecimal"),
]


class In(Schema):
    """What a system sends: unknown fields are a fault."""

    model_config = ConfigDict(extra="forbid")


class ReceiptIn(In):
    """What was received."""

    sha256: Sha256


class ReceivedIn(In):
    """What was received of one delivery."""

    id: UUID
    sha256: Sha256


class ReceivedManyIn(In):
    """What was received of several deliveries."""

    deliveries: Annotated[list[ReceivedIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class FiledManyIn(In):
    """Several deliveries that are in the school's own system."""

    deliveries: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]


class MovedOut(Out):
    """How far a delivery is, and when this step was first taken."""

    id: UUID
    state: DeliveryState
    at: datetime


class VerdictOut(Out):
    """The verdict on one of several deliveries: how far it is, or the problem."""

    id: UUID
    done: bool
    state: DeliveryState | None
    at: datetime | None
    code: str | None = Field(description="Code of the problem, where it was not done")
    title: str | None


class VerdictsOut(Out):
    """The verdicts, in the order of the request."""

    items: list[VerdictOut]


@router.post(
    "/schools/{school}/mailbox/acknowledge", response=VerdictsOut, summary="Acknowledge several deliveries"
)
def acknowledge_deliveries(request: ApiRequest, school: SchoolKey, received: ReceivedManyIn) -> VerdictsOut:
    """Confirm that several contents arrived whole; each is answered on its own."""
    by = for_school(request, school)
    digests = {each.id: bytes.fromhex(each.sha256) for each in received.deliveries}
    answers = acknowledge_many(digests, by=by, now=now())
    return _verdicts((each.id for each in received.deliveries), answers)


@router.post("/schools/{school}/mailbox/file", response=VerdictsOut, summary="File several deliveries")
def file_deliveries(request: ApiRequest, school: SchoolKey, filed: FiledManyIn) -> VerdictsOut:
    """Say that several contents are in the school's own system; each is answered on its own."""
    answers = file_many(set(filed.deliveries), by=for_school(request, school), now=now())
    return _verdicts(filed.deliveries, answers)


@router.post(
    "/schools/{school}/mailbox/{uuid:delivery}/acknowledge",
    response=MovedOut,
    summary="Acknowledge a delivery",
)
def acknowledge_delivery(
    request: ApiRequest, school: SchoolKey, delivery: UUID, received: ReceiptIn
) -> MovedOut:
    """Confirm that the content arrived whole. Repeated, it answers as the first time."""
    by = for_school(request, school)
    return _moved(acknowledge(delivery, sha256=bytes.fromhex(received.sha256), by=by, now=now()))


@router.post("/schools/{school}/mailbox/{uuid:delivery}/file", response=MovedOut, summary="File a delivery")
def file_delivery(request: ApiRequest, school: SchoolKey, delivery: UUID) -> MovedOut:
    """Say that the content is in the school's own system. Repeated, it answers as the first time."""
    return _moved(file(delivery, by=for_school(request, school), now=now()))


def _moved(moved: Moved) -> MovedOut:
    return MovedOut(id=moved.delivery_id, state=moved.state, at=moved.at)


def _verdicts(asked: Iterable[UUID], answers: Mapping[UUID, Moved | OnwardError]) -> VerdictsOut:
    return VerdictsOut(items=[_verdict(each, answers[each]) for each in asked])


def _verdict(delivery_id: UUID, answer: Moved | OnwardError) -> VerdictOut:
    if isinstance(answer, Moved):
        return VerdictOut(id=delivery_id, done=True, state=answer.state, at=answer.at, code=None, title=None)
    problem = problem_of(type(answer)) or OUR_FAULT
    return VerdictOut(id=delivery_id, done=False, state=None, at=None, code=problem.code, title=problem.title)
