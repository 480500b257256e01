"""Take up an alarm, and note what was done about it."""

from datetime import datetime
from uuid import UUID

from onward.access.policies import check_scope
from onward.access.roles import Permission
from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import Columns
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB, SightKind
from onward.operations.reading.alarms import AlarmNotFound
from onward.transfers.models import AlarmStep, WorklistItem, WorklistKind


def note_alarm(face_id: UUID, step: AlarmStep, *, by: Actor, now: datetime) -> None:
    """Note what the actor did about the open alarm on one leaver or joiner of their authority.

    Notes are never changed. Who took an alarm up and did not give it back is who works on it.

    Raises:
        NotPermitted: the actor does not work alarms for an authority.
        AlarmNotFound: no alarm is open there, or none that the actor may see.
    """
    check_scope(by, Permission.WORK_ALARMS)
    if by.sight.kind is not SightKind.AUTHORITY or by.sight.authority_id is None:
        raise NotPermitted("notes are an authority's")
    is_leaver = _is_leaver(face_id, by)
    note = (uuid7(now), face_id if is_leaver else None, None if is_leaver else face_id)
    with seen_as(HUB):
        _NOTES.insert([(*note, by.sight.authority_id, step, UUID(by.id), now, False)])
        write_audit([_act(by, face_id, step)], now)


def _is_leaver(face_id: UUID, by: Actor) -> bool:
    with seen_as(by.sight):
        asked = WorklistItem.objects.visible_to(by).still_asked().about([face_id])
        found = asked.filter(kind=WorklistKind.ALARM).order_by("id").values_list("leaver_id", flat=True)[:1]
        for leaver_id in found:
            return leaver_id is not None
    raise AlarmNotFound


def _act(by: Actor, face_id: UUID, step: AlarmStep) -> Act:
    return Act(
        by=by,
        act="note_alarm",
        subject_kind="alarm",
        subject_id=str(face_id),
        shielded=False,
        detail={"step": step.value},
    )


_NOTES = Columns(
    "transfers_alarmnote",
    id="uuid",
    leaver_id="uuid",
    joiner_id="uuid",
    authority_id="text",
    step="text",
    person_id="uuid",
    at="timestamptz",
    is_shielded="boolean",
)
