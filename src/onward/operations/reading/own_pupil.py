"""One pupil as a school or an authority knows them: its own leavers and joiners of one child, and no more.

It is found by one leaver or joiner, never by the hub's pupil: which other faces are of the same child is
decided by what this side itself knows of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from onward.audit import services as audit
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.sight import HUB
from onward.messaging.mailbox import DeliveryRow, deliveries_of
from onward.messaging.receipts import SentRow, sent_about_any
from onward.operations.reading.asks import Ask, asks_of
from onward.operations.reading.joiners import JoinerSeen, seen_joiners
from onward.operations.reading.leavers import LeaverSeen, seen_leavers
from onward.operations.reading.pupil_looks import LookSeen, looks_at
from onward.operations.reading.pupil_search import FaceFound, FacesSeen
from onward.operations.reading.same_pupil import is_same_pupil
from onward.transfers.journey import Stated
from onward.transfers.models import Joiner, Leaver, WorklistItem

_AS_KNOWN: Final = 200
"""So many faces with one day of birth are looked through, the newest first."""


class OwnPupilNotFound(NotFound):
    """No such leaver or joiner, or none that the actor may see."""

    code = "own-pupil-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPupil:
    """One pupil as one side knows them. `pupil` is as the face states them by which the page was opened."""

    pupil: Stated
    faces: FacesSeen
    asks: Sequence[Ask]
    sent: Sequence[SentRow]
    deliveries: Sequence[DeliveryRow]
    looks: Sequence[LookSeen]


def view_own_pupil(face: FaceFound, *, by: Actor, now: datetime) -> OwnPupil:
    """Return what the actor's side knows of the pupil whom one of its leavers or joiners is about.

    Raises:
        OwnPupilNotFound: there is no such face, or none that the actor may see.
    """
    with seen_as(by.sight):
        pupil = _stated(face, by)
        faces = _faces_of(pupil, by)
        _note_look(faces, by, now)
        everything = [("leaver", each.id) for each in faces.leavers]
        everything += [("joiner", each.id) for each in faces.joiners]
        return OwnPupil(
            pupil=pupil,
            faces=faces,
            asks=asks_of(WorklistItem.objects.visible_to(by).still_asked().about(faces.ids).after(None)),
            sent=sent_about_any(_transfers(faces), by=by),
            deliveries=deliveries_of(_messages_about(faces.joiners), by=by),
            looks=looks_at(everything, by=by),
        )


def _stated(face: FaceFound, by: Actor) -> Stated:
    found: list[LeaverSeen] | list[JoinerSeen]
    if face.is_leaver:
        found = seen_leavers(Leaver.objects.visible_to(by).filter(pk=face.id))
    else:
        found = seen_joiners(Joiner.objects.visible_to(by).filter(pk=face.id))
    if not found:
        raise OwnPupilNotFound
    return found[0].pupil


def _faces_of(pupil: Stated, by: Actor) -> FacesSeen:
    near = Q(born=pupil.born)
    near |= Q(scn=pupil.scn) if pupil.scn else Q()
    near |= Q(upn=pupil.upn) if pupil.upn else Q()
    leavers = seen_leavers(Leaver.objects.visible_to(by).filter(near).after(None)[:_AS_KNOWN])
    joiners = seen_joiners(Joiner.objects.visible_to(by).filter(near).after(None)[:_AS_KNOWN])
    return FacesSeen(
        leavers=[each for each in leavers if is_same_pupil(pupil, each.pupil)],
        joiners=[each for each in joiners if is_same_pupil(pupil, each.pupil)],
    )


def _transfers(faces: FacesSeen) -> set[UUID]:
    return {each.transfer_id for each in faces.leavers} | {each.transfer_id for each in faces.joiners}


def _messages_about(joiners: Sequence[JoinerSeen]) -> list[UUID]:
    """Return the messages about these transfers; which of them lie in a mailbox is asked afterwards."""
    with seen_as(HUB):
        return [row[0] for row in fetch(_MESSAGES_ABOUT, [[each.transfer_id for each in joiners]])]


def _note_look(faces: FacesSeen, by: Actor, now: datetime) -> None:
    seen = [("leaver", each.id, each.authority_id, each.is_shielded) for each in faces.leavers]
    seen += [("joiner", each.id, each.authority_id, each.is_shielded) for each in faces.joiners]
    acts = [
        audit.Act(
            by=by,
            act="view_pupil",
            subject_kind=kind,
            subject_id=str(face_id),
            authority_id=authority_id,
            shielded=is_shielded,
        )
        for kind, face_id, authority_id, is_shielded in seen
    ]
    audit.write(acts, now)


_MESSAGES_ABOUT = "SELECT id FROM messaging_message WHERE transfer_id = ANY(%s) ORDER BY id"
