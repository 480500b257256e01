"""Find pupils among the leavers and joiners of the actor's own school or authority.

The database's row policies decide what can match, so what may not be seen is not found, and costs the same.
A place is no criterion. Children whom nobody ever announced are not here: a roll has no names for schools.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Q

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import SightKind
from onward.operations.reading.joiners import JoinerSeen, seen_joiners
from onward.operations.reading.leavers import LeaverSeen, seen_leavers
from onward.operations.reading.looks import note_list
from onward.operations.reading.same_pupil import same_name
from onward.transfers.journey import Stated
from onward.transfers.models import Joiner, Leaver

MOST_FOUND: Final = 50
_OWN: Final = frozenset({SightKind.SCHOOL, SightKind.AUTHORITY})


class Why(StrEnum):
    """What of a pupil agreed with what was sought."""

    SCN = "scn"
    UPN = "upn"
    SURNAME = "surname"
    FORENAME = "forename"
    BORN = "born"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Who is sought. All that is given has to agree; empty is not given."""

    scn: str = ""
    upn: str = ""
    surname: str = ""
    forename: str = ""
    born: date | None = None

    @property
    def given(self) -> tuple[Why, ...]:
        """What was given, which is what agrees with every pupil who is found."""
        return tuple(each for each in Why if getattr(self, each.value))


@dataclass(frozen=True, kw_only=True, slots=True)
class FaceFound:
    """One leaver or joiner of the actor's own side."""

    id: UUID
    is_leaver: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FacesSeen:
    """Leavers and joiners, the newest first."""

    leavers: Sequence[LeaverSeen]
    joiners: Sequence[JoinerSeen]

    @property
    def ids(self) -> list[UUID]:
        """The identifiers of all of them."""
        return [*(each.id for each in self.leavers), *(each.id for each in self.joiners)]

    @property
    def is_shielded(self) -> bool:
        """Whether one of them tells of a protected child."""
        return any(each.is_shielded for each in self.leavers) or any(
            each.is_shielded for each in self.joiners
        )


def search_own_pupils(sought: Sought, *, search_id: UUID, by: Actor, now: datetime) -> list[FaceFound]:
    """Return up to 50 leavers and joiners of the actor's side who agree with all that is sought.

    Nothing sought, or an actor who has no side of their own: nobody. The search is noted with what was
    found and which criteria were given, never with their values.
    """
    with seen_as(by.sight):
        wanted = _wanted(sought) if by.sight.kind in _OWN and sought.given else Q(pk__in=())
        leavers = seen_leavers(Leaver.objects.visible_to(by).filter(wanted).after(None))
        joiners = seen_joiners(Joiner.objects.visible_to(by).filter(wanted).after(None))
        found = FacesSeen(
            leavers=[each for each in leavers if _agrees(each.pupil, sought)][:MOST_FOUND],
            joiners=[each for each in joiners if _agrees(each.pupil, sought)][:MOST_FOUND],
        )
        _note_search(found, sought, search_id, by, now)
    return list(_faces(found))[:MOST_FOUND]


def list_found(faces: Collection[FaceFound], *, by: Actor, now: datetime) -> FacesSeen:
    """Return of these leavers and joiners those that the actor may see now."""
    leavers = [each.id for each in faces if each.is_leaver]
    joiners = [each.id for each in faces if not each.is_leaver]
    with seen_as(by.sight):
        found = FacesSeen(
            leavers=seen_leavers(Leaver.objects.visible_to(by).filter(pk__in=leavers).after(None)),
            joiners=seen_joiners(Joiner.objects.visible_to(by).filter(pk__in=joiners).after(None)),
        )
        note_list("list_found", "pupil", found.ids, shielded=found.is_shielded, by=by, now=now)
    return found


def _wanted(sought: Sought) -> Q:
    given = {"scn": sought.scn, "upn": sought.upn, "born": sought.born}
    exact = {name: value for name, value in given.items() if value}
    return Q(**exact) if exact else Q(pk__in=())


def _agrees(pupil: Stated, sought: Sought) -> bool:
    """Say whether the names agree; the numbers and the day do already."""
    return (not sought.surname or same_name(pupil.surname, sought.surname)) and (
        not sought.forename or _same_forename(pupil.forename, sought.forename)
    )


def _same_forename(one: str, other: str) -> bool:
    """`Isla Rose` and `Isla` are one name here."""
    firsts = [(each.split() or [""])[0] for each in (one, other)]
    return same_name(one, other) or (all(firsts) and same_name(*firsts))


def _faces(found: FacesSeen) -> Iterator[FaceFound]:
    yield from (FaceFound(id=each.id, is_leaver=True) for each in found.leavers)
    yield from (FaceFound(id=each.id, is_leaver=False) for each in found.joiners)


def _note_search(found: FacesSeen, sought: Sought, search_id: UUID, by: Actor, now: datetime) -> None:
    act = audit.Act(
        by=by,
        act="search_pupils",
        subject_kind="pupil search",
        subject_id=str(search_id),
        shielded=found.is_shielded,
        detail={"by": [*sought.given], "seen": [str(each) for each in found.ids]},
    )
    audit.write([act], now)
