"""The pupils who left a school, as that school sees them: what it said, and what it was told."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime, Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school, key_of
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.contents import CTF_ANSWER, answer_transfer_file
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, id_after, page_of
from onward.api.parts import keyring
from onward.api.requests import ApiRequest
from onward.api.shapes import AskOut, PupilOut, SentOut, shown_asks, shown_pupil, shown_sent
from onward.operations.reading import LeaverSeen, list_leavers, view_leaver
from onward.operations.transfer_files import leaver_as_file
from onward.transfers.workflow import LeaverStanding

NEUTRAL_NOTICE = "Located and safe; no further action. Whereabouts are not disclosed."

router = Router(auth=SchoolSystem(Scope.LEAVERS_READ))

Standings = Annotated[list[LeaverStanding], Query([], alias="standing", description="Only these standings")]
Since = Annotated[
    AwareDatetime | None, Query(None, description="Only what the school was told from this moment on")
]


class OutsideOut(Out):
    """A place outside the network, as the school named it."""

    country: str
    lea: str
    estab: str
    name: str


class NoticeOut(Out):
    """What the school is told of every child who was found, in the same words for each."""

    says: str
    month: date
    reference: UUID


class LeaverOut(Out):
    """One pupil who left. Nothing in it tells where the pupil is, or when they were found."""

    id: UUID
    standing: LeaverStanding
    pupil: PupilOut
    reason: str = Field(description="Leaving reason as the school gave it; empty: none")
    leaving_on: date | None
    destination: str | None = Field(description="Key of the school that this school itself named")
    outside: OutsideOut | None = Field(description="The place that this school itself named")
    notice: NoticeOut | None
    changed_at: datetime


class LeaverPage(Out):
    """A page of leavers."""

    items: list[LeaverOut]
    next: str


class LeaverWholeOut(LeaverOut):
    """One leaver, with what is asked about them and what the school sent about them."""

    asks: list[AskOut]
    messages: list[SentOut]


@router.get("/schools/{school}/leavers", response=LeaverPage, summary="List the pupils who left")
def get_leavers(
    request: ApiRequest,
    *,
    school: SchoolKey,
    standing: Standings,
    since: Since = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Page[LeaverOut]:
    """Return the pupils who left this school, newest first."""
    by, of = for_school(request, school), f"leavers:{school}:{sorted(standing)}:{since}"
    rows = list_leavers(
        by=by,
        now=now(),
        limit=limit + 1,
        after=id_after(cursor, of=of),
        standings=standing,
        told_since=since,
    )
    shown = [_shown(each) for each in rows]
    return page_of(shown, limit=limit, of=of, position=lambda row: (str(row.id),))


@router.get("/schools/{school}/leavers/{uuid:leaver}", response=LeaverWholeOut, summary="See one leaver")
def get_leaver(request: ApiRequest, school: SchoolKey, leaver: UUID) -> LeaverWholeOut:
    """Return one leaver: standing, destination as named, what is asked, and the receipts of what was sent."""
    found = view_leaver(leaver, by=for_school(request, school), now=now())
    return LeaverWholeOut(
        **dict(_shown(found.leaver)),
        asks=shown_asks(found.asks),
        messages=[shown_sent(each) for each in found.messages],
    )


@router.get(
    "/schools/{school}/leavers/{uuid:leaver}/record.ctf",
    summary="Get the transfer file of a pupil who moves to England or Wales",
    openapi_extra=CTF_ANSWER,
)
def get_transfer_file(request: ApiRequest, school: SchoolKey, leaver: UUID) -> HttpResponse:
    """Return a Common Transfer File 25 made of what this school itself sent about the pupil."""
    made = leaver_as_file(
        leaver,
        by=for_school(request, school),
        now=now(),
        keyring=keyring(),
        scn_element=settings.ONWARD.ctf_scn_element,
    )
    return answer_transfer_file(made)


def _shown(leaver: LeaverSeen) -> LeaverOut:
    return LeaverOut(
        id=leaver.id,
        standing=leaver.standing,
        pupil=shown_pupil(leaver.pupil),
        reason=leaver.reason,
        leaving_on=leaver.leaving_on,
        destination=key_of(leaver.named_id),
        outside=_outside(leaver),
        notice=_notice(leaver),
        changed_at=leaver.told_at,
    )


def _outside(leaver: LeaverSeen) -> OutsideOut | None:
    if not leaver.outside_country:
        return None
    return OutsideOut(
        country=leaver.outside_country,
        lea=leaver.outside_lea,
        estab=leaver.outside_estab,
        name=leaver.outside_name,
    )


def _notice(leaver: LeaverSeen) -> NoticeOut | None:
    if leaver.settled_month is None:
        return None
    return NoticeOut(says=NEUTRAL_NOTICE, month=leaver.settled_month, reference=leaver.id)
