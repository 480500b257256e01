"""The pupils whom a school expects, or who came."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, id_after, page_of
from onward.api.requests import ApiRequest
from onward.api.shapes import AskOut, PupilOut, shown_asks, shown_pupil
from onward.operations.reading import JoinerSeen, list_joiners, view_joiner
from onward.transfers.workflow import JoinerStanding

router = Router(auth=SchoolSystem(Scope.JOINERS_READ))

Standings = Annotated[list[JoinerStanding], Query([], alias="standing", description="Only these standings")]
Since = Annotated[
    AwareDatetime | None,
    Query(None, description="Only what the school was told or said from this moment on"),
]


class JoinerOut(Out):
    """One pupil who was announced to the school, or whom it announced itself."""

    id: UUID
    standing: JoinerStanding
    pupil: PupilOut
    expected_from: date
    due_on: date | None = Field(description="By when the school is asked to say whether the pupil came")
    arrived_on: date | None
    changed_at: datetime


class JoinerPage(Out):
    """A page of joiners."""

    items: list[JoinerOut]
    next: str


class JoinerWholeOut(JoinerOut):
    """One joiner, with what is asked about them and which deliveries are theirs."""

    asks: list[AskOut]
    deliveries: list[UUID]


@router.get("/schools/{school}/joiners", response=JoinerPage, summary="List the pupils who come")
def get_joiners(
    request: ApiRequest,
    *,
    school: SchoolKey,
    standing: Standings,
    since: Since = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Page[JoinerOut]:
    """Return the pupils whom this school expects or has received, newest first."""
    by, of = for_school(request, school), f"joiners:{school}:{sorted(standing)}:{since}"
    rows = list_joiners(
        by=by,
        now=now(),
        limit=limit + 1,
        after=id_after(cursor, of=of),
        standings=standing,
        told_since=since,
    )
    shown = [_shown(each) for each in rows]
    return page_of(shown, limit=limit, of=of, position=lambda row: (str(row.id),))


@router.get("/schools/{school}/joiners/{uuid:joiner}", response=JoinerWholeOut, summary="See one joiner")
def get_joiner(request: ApiRequest, school: SchoolKey, joiner: UUID) -> JoinerWholeOut:
    """Return one joiner with everything that the school was given about them."""
    found = view_joiner(joiner, by=for_school(request, school), now=now())
    return JoinerWholeOut(
        **dict(_shown(found.joiner)),
        asks=shown_asks(found.asks),
        deliveries=[each.id for each in found.deliveries],
    )


def _shown(joiner: JoinerSeen) -> JoinerOut:
    return JoinerOut(
        id=joiner.id,
        standing=joiner.standing,
        pupil=shown_pupil(joiner.pupil),
        expected_from=joiner.expected_from,
        due_on=joiner.due_on,
        arrived_on=joiner.arrived_on,
        changed_at=joiner.told_at,
    )
