"""The open alarms of an authority: about whom, since when, who has to act, and what was done.

Read from the authority's own worklist: an alarm of which one side has not been told yet is not on it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, Max, Min, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from onward.access.names import names_of
from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.operations.reading.looks import note_list, note_view
from onward.operations.reading.windows import Place, Values, Window, look_through
from onward.transfers.models import (
    AlarmLevel,
    AlarmNote,
    AlarmStep,
    Joiner,
    Leaver,
    WorklistItem,
    WorklistKind,
)


class AlarmNotFound(NotFound):
    """No such alarm is open, or none that the actor may see."""

    code = "alarm-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteSeen:
    """One thing that was done about an alarm."""

    step: AlarmStep
    at: datetime
    person_id: UUID
    person_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmSeen:
    """One open alarm. `id` is that of the leaver or joiner; `left_on` and `reason` are a leaver's only.

    `climbs_on` is the first day on which the next level is asked; none: it is the last, or not known here.
    """

    id: UUID
    is_leaver: bool
    school_id: int
    school_name: str
    surname: str
    forename: str
    stage: str
    day: date | None
    reason: str
    has_destination: bool
    level: AlarmLevel
    raised_at: datetime
    climbs_on: date | None
    notes: Sequence[NoteSeen]


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmsWanted:
    """Which alarms are wanted. `weeks`: those that are at least so old."""

    level: AlarmLevel | None = None
    school_id: int | None = None
    weeks: int | None = None
    is_untouched: bool = False


def list_alarms(wanted: AlarmsWanted, *, by: Actor, now: datetime, place: Place) -> Window[AlarmSeen]:
    """Return a window on the authority's open alarms, the oldest first."""
    with seen_as(by.sight):
        whole = _open(AlarmsWanted(), by, now)
        found = look_through(_open(wanted, by, now), _LONGEST_OPEN_FIRST, place, among=whole)
        alarms = _seen(found.rows, by)
        note_list("list_alarms", "alarm", [each.id for each in alarms], shielded=False, by=by, now=now)
    return found.showing(alarms)


def view_alarm(face_id: UUID, *, by: Actor, now: datetime) -> AlarmSeen:
    """Return the open alarm about one leaver or joiner.

    Raises:
        AlarmNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        alarms = _seen(list(_open(AlarmsWanted(), by, now).filter(face=face_id)), by)
        if not alarms:
            raise AlarmNotFound
        note_view("view_alarm", "alarm", face_id, shielded=False, by=by, now=now)
    return alarms[0]


def count_alarms(*, by: Actor, now: datetime) -> Mapping[AlarmLevel, int]:
    """Return how many alarms are open at each level."""
    with seen_as(by.sight):
        ranks = _open(AlarmsWanted(), by, now).values_list("rank", flat=True)
        found = [_LEVELS[rank] for rank in ranks.order_by()]
    return {level: found.count(level) for level in AlarmLevel}


def count_alarms_at(school_id: int, *, by: Actor, now: datetime) -> int:
    """Return how many alarms are open about leavers and joiners of one school."""
    with seen_as(by.sight):
        number: int = _open(AlarmsWanted(school_id=school_id), by, now).count()
        return number


_LEVELS: Final = (AlarmLevel.SCHOOL, AlarmLevel.S2S, AlarmLevel.CME)
_RANK: Final = Max(
    Case(
        When(role="cme_coordinator", then=Value(2)),
        When(role="s2s_coordinator", then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
)
_LONGEST_OPEN_FIRST: Final = ("raised_at", "face")


def _open(wanted: AlarmsWanted, by: Actor, now: datetime) -> Any:
    """Return one row for each leaver or joiner about whom an alarm is on the authority's worklist."""
    items = WorklistItem.objects.visible_to(by).still_asked().filter(kind=WorklistKind.ALARM)
    if wanted.school_id is not None:
        items = items.filter(_at_school(wanted.school_id, by))
    if wanted.is_untouched:
        items = items.exclude(Exists(_notes_about_it(by)))
    rows = items.annotate(face=Coalesce("leaver_id", "joiner_id")).values("face", "leaver_id", "joiner_id")
    rows = rows.annotate(raised_at=Min("opened_at"), climbs_on=Max("due_on"), rank=_RANK)
    if wanted.level is not None:
        rows = rows.filter(rank=_LEVELS.index(wanted.level))
    if wanted.weeks is not None:
        rows = rows.filter(raised_at__lte=now - timedelta(weeks=wanted.weeks))
    return rows


def _at_school(school_id: int, by: Actor) -> Q:
    leavers = Leaver.objects.visible_to(by).at_school(school_id).order_by().values("id")
    joiners = Joiner.objects.visible_to(by).at_school(school_id).order_by().values("id")
    return Q(leaver_id__in=leavers) | Q(joiner_id__in=joiners)


def _notes_about_it(by: Actor) -> Any:
    notes = AlarmNote.objects.visible_to(by)
    return notes.filter(Q(leaver=OuterRef("leaver")) | Q(joiner=OuterRef("joiner")))


def _seen(rows: Sequence[Values], by: Actor) -> list[AlarmSeen]:
    """Complete the rows with who it is and what was done. One whose face is not seen is left out."""
    faces = _leavers([row["leaver_id"] for row in rows], by)
    faces |= _joiners([row["joiner_id"] for row in rows], by)
    notes = _notes([row["face"] for row in rows], by)
    register = current_register()
    return [
        _alarm(row, faces[row["face"]], notes.get(row["face"], ()), register)
        for row in rows
        if row["face"] in faces
    ]


_PUPIL = ("id", "school_id", "surname", "forename", "stage")


def _leavers(ids: Collection[UUID | None], by: Actor) -> dict[UUID, Values]:
    found = Leaver.objects.visible_to(by).filter(id__in=[each for each in ids if each])
    columns = (*_PUPIL, "leaving_on", "reason", "named_id", "outside_country")
    return {
        row["id"]: row
        | {"day": row["leaving_on"], "has_destination": bool(row["named_id"] or row["outside_country"])}
        for row in found.values(*columns)
    }


def _joiners(ids: Collection[UUID | None], by: Actor) -> dict[UUID, Values]:
    found = Joiner.objects.visible_to(by).filter(id__in=[each for each in ids if each])
    return {
        row["id"]: row | {"day": row["expected_from"], "reason": "", "has_destination": True}
        for row in found.values(*_PUPIL, "expected_from")
    }


def _notes(faces: Collection[UUID], by: Actor) -> dict[UUID, list[NoteSeen]]:
    """Return what was done about each, the newest first."""
    found = list(AlarmNote.objects.visible_to(by).about(faces).order_by("-id"))
    names = names_of({each.person_id for each in found})
    notes: dict[UUID, list[NoteSeen]] = {}
    for each in found:
        seen = NoteSeen(
            step=AlarmStep(each.step),
            at=each.at,
            person_id=each.person_id,
            person_name=names.get(each.person_id, ""),
        )
        notes.setdefault(each.leaver_id or each.joiner_id, []).append(seen)
    return notes


def _alarm(row: Values, face: Values, notes: Sequence[NoteSeen], register: Register) -> AlarmSeen:
    return AlarmSeen(
        **{name: face[name] for name in (*_PUPIL, "day", "reason", "has_destination")},
        is_leaver=row["leaver_id"] is not None,
        school_name=register.by_id[face["school_id"]].name,
        level=_LEVELS[row["rank"]],
        raised_at=row["raised_at"],
        climbs_on=row["climbs_on"],
        notes=notes,
    )
