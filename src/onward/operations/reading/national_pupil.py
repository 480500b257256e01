"""One pupil as the national service knows them: both sides of each move, but of no protected child."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.sight import SightKind
from onward.messaging.models import Message
from onward.operations.reading.joiners import seen_joiners
from onward.operations.reading.leavers import seen_leavers
from onward.operations.reading.pupil_looks import LookSeen, looks_at
from onward.operations.reading.pupil_search import FacesSeen
from onward.pupils.models import Enrolment, Pupil
from onward.transfers.models import Alarm, Joiner, Leaver, Transfer, TransferEvent


class NationalPupilNotFound(NotFound):
    """No such pupil, or none that the actor may see."""

    code = "national-pupil-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class PupilSeen:
    """One child as the hub knows them."""

    id: UUID
    surname: str
    forename: str
    middle_names: str
    known_as_surname: str
    known_as_forename: str
    born: date
    sex: str
    letters_stopped_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentSeen:
    """One place on one school's roll."""

    school_id: int
    status: str
    stage: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferSeen:
    """One move, as it really stands."""

    id: UUID
    origin_id: int | None
    destination_id: int | None
    state: str
    reason: str
    leaving_on: date | None
    arrived_on: date | None
    deadline_on: date | None
    is_vulnerable: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class EventSeen:
    """One step of one move."""

    transfer_id: UUID
    move: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageSeen:
    """One message about the pupil, and who sent it; no school: the hub."""

    kind: str
    sender_school_id: int | None
    accepted_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PupilAlarm:
    """One alarm about the pupil."""

    raised_at: datetime
    deadline_on: date
    level: str
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalPupil:
    """All that the national service may know of one child."""

    pupil: PupilSeen
    enrolments: Sequence[EnrolmentSeen]
    transfers: Sequence[TransferSeen]
    faces: FacesSeen
    events: Sequence[EventSeen]
    messages: Sequence[MessageSeen]
    alarms: Sequence[PupilAlarm]
    looks: Sequence[LookSeen]


def view_national_pupil(pupil_id: UUID, *, reason: str, by: Actor, now: datetime) -> NationalPupil:
    """Return one pupil, and note who looked and why.

    Raises:
        NationalPupilNotFound: there is no such pupil, none that the actor may see, or no reason was given.
    """
    with seen_as(by.sight):
        pupil = _pupil(pupil_id, by) if reason.strip() else None
        if pupil is None:
            raise NationalPupilNotFound
        _note_look(pupil_id, reason, by, now)
        of_pupil = {"transfer__pupil_id": pupil_id, "transfer__is_shielded": False}
        open_ = {"is_shielded": False}
        return NationalPupil(
            pupil=pupil,
            enrolments=_rows(
                EnrolmentSeen, Enrolment.objects.visible_to(by).filter(pupil_id=pupil_id), "-starts_on"
            ),
            transfers=_rows(TransferSeen, Transfer.objects.filter(pupil_id=pupil_id, **open_), "-id"),
            faces=FacesSeen(
                leavers=seen_leavers(Leaver.objects.visible_to(by).filter(**of_pupil).after(None)),
                joiners=seen_joiners(Joiner.objects.visible_to(by).filter(**of_pupil).after(None)),
            ),
            events=_rows(EventSeen, TransferEvent.objects.filter(**of_pupil, **open_), "-at"),
            messages=_rows(MessageSeen, _messages(pupil_id, by), "-id"),
            alarms=_rows(PupilAlarm, Alarm.objects.filter(**of_pupil, **open_), "-id"),
            looks=looks_at([("pupil", pupil_id)], by=by),
        )


Seen = TypeVar("Seen")


def _rows(kind: type[Seen], rows: "QuerySet[Any]", order: str) -> list[Seen]:
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    return [kind(**row) for row in rows.order_by(order, "-pk").values(*names)]


def _pupil(pupil_id: UUID, by: Actor) -> PupilSeen | None:
    if by.sight.kind is not SightKind.NATIONAL:
        return None
    found = _rows(PupilSeen, Pupil.objects.visible_to(by).standing().filter(pk=pupil_id), "pk")
    return found[0] if found else None


def _messages(pupil_id: UUID, by: Actor) -> "QuerySet[Any]":
    transfers = Transfer.objects.filter(pupil_id=pupil_id, is_shielded=False).values("id")
    return Message.objects.visible_to(by).filter(transfer_id__in=transfers)


def _note_look(pupil_id: UUID, reason: str, by: Actor, now: datetime) -> None:
    act = audit.Act(
        by=by,
        act="view_pupil",
        subject_kind="pupil",
        subject_id=str(pupil_id),
        shielded=False,
        reason=reason,
    )
    audit.write([act], now)
