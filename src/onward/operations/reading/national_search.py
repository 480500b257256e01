"""Find a child in the whole country, for national officers: by name and at least two further identifiers.

There is no place among the criteria. A protected child is not found, and is not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted, OnwardError
from onward.foundation.sight import SightKind
from onward.matching.exact import match_key
from onward.operations.reading.looks import note_list
from onward.pupils.models import Pupil
from onward.transfers.models import Joiner, Leaver

CEILING: Final = 10
"""Above so many pupils nothing is returned."""
_SEXES: Final = ("F", "M", "U")


class NotEnoughKnown(OnwardError):
    """A name and at least two further identifiers, one of them the date of birth, and a reason are needed."""

    code = "not-enough-known"


@dataclass(frozen=True, kw_only=True, slots=True)
class SoughtNationally:
    """Who is sought, and why. All that is given has to agree; an empty text is not given."""

    surname: str
    forename: str
    born: date
    reason: str
    sex: str = ""
    scn: str = ""
    upn: str = ""

    @property
    def given(self) -> tuple[str, ...]:
        """Which identifiers were given besides the name."""
        others = [name for name in ("sex", "scn", "upn") if getattr(self, name)]
        return ("born", *others)


@dataclass(frozen=True, kw_only=True, slots=True)
class PupilRow:
    """One child as the hub knows them, in a list."""

    id: UUID
    surname: str
    forename: str
    born: date
    sex: str


def search_nation(
    sought: SoughtNationally, *, search_id: UUID, by: Actor, now: datetime
) -> list[UUID] | None:
    """Return the pupils who agree with all that is sought; None where more than ten do.

    The search is noted with its reason and with which identifiers were given, never with their values.

    Raises:
        NotPermitted: the actor has no national sight.
        NotEnoughKnown: less is given than the rule asks for.
    """
    _check_nation(by)
    if not (sought.surname and sought.forename and sought.reason.strip()) or len(sought.given) < 2:
        raise NotEnoughKnown
    with seen_as(by.sight):
        found = _found(sought, by)
        is_too_many = len(found) > CEILING
        detail = {"by": [*sought.given], "seen": [] if is_too_many else [str(each) for each in found]}
        act = audit.Act(
            by=by,
            act="search_nation",
            subject_kind="pupil search",
            subject_id=str(search_id),
            reason=sought.reason,
            detail=detail | {"too_many": is_too_many},
        )
        audit.write([act], now)
    return None if is_too_many else found


def list_pupils(pupils: Sequence[UUID], *, by: Actor, now: datetime) -> list[PupilRow]:
    """Return of these pupils those that the actor may see now.

    Raises:
        NotPermitted: the actor has no national sight.
    """
    _check_nation(by)
    with seen_as(by.sight):
        rows = Pupil.objects.visible_to(by).standing().filter(pk__in=pupils)
        names = ("id", "surname", "forename", "born", "sex")
        found = [PupilRow(**row) for row in rows.order_by("surname", "forename", "id").values(*names)]
        note_list("list_found", "pupil", [each.id for each in found], shielded=False, by=by, now=now)
    return found


def _check_nation(by: Actor) -> None:
    if by.sight.kind is not SightKind.NATIONAL:
        raise NotPermitted("this needs the sight of the national service")


def _found(sought: SoughtNationally, by: Actor) -> list[UUID]:
    """Return one more than the ceiling at most. Numbers are looked for among what schools stated."""
    sexes = (sought.sex,) if sought.sex else _SEXES
    keys = [match_key(sought.surname, sought.forename, sought.born, sex) for sex in sexes]
    stands = Q(merged_into__isnull=True) | Q(merged_into__is_shielded=False)
    rows = Pupil.objects.visible_to(by).filter(stands, match_key__in=keys)
    rows = rows.annotate(child=Coalesce(F("merged_into_id"), F("id")))
    for name in ("scn", "upn"):
        if value := getattr(sought, name):
            rows = rows.filter(_was_stated(name, value, by))
    return list(rows.order_by("child").values_list("child", flat=True).distinct()[: CEILING + 1])


def _was_stated(name: str, value: str, by: Actor) -> Any:
    """Return the condition that a school stated it of the child: asked of those whose name agrees."""
    stated = {name: value, "transfer__pupil_id": OuterRef("child")}
    leavers = Leaver.objects.visible_to(by).filter(**stated)
    return Exists(leavers) | Exists(Joiner.objects.visible_to(by).filter(**stated))
