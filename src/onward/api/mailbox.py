"""What lies in a school's mailbox: list it, look at it, collect it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school, key_of
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.contents import CONTENT_ANSWER, answer_content, answer_transfer_file
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, id_after, page_of
from onward.api.parts import keyring
from onward.api.requests import ApiRequest
from onward.formats.forms import Kind
from onward.messaging.mailbox import Order
from onward.messaging.workflow import DeliveryState
from onward.operations.mailbox import collect
from onward.operations.reading import Lying, look_into_mailbox, view_delivery
from onward.operations.transfer_files import collect_as_file

router = Router(auth=SchoolSystem(Scope.MAILBOX_READ))


class Form(StrEnum):
    """In which form a content is collected."""

    SENT = "sent"
    CTF = "ctf"


States = Annotated[list[DeliveryState], Query([], alias="state", description="Only these states")]
Kinds = Annotated[list[Kind], Query([], alias="kind", description="Only these kinds of message")]
OrderOf = Annotated[Order, Query(Order.OLDEST_FIRST, description="In which order")]
As = Annotated[Form, Query(Form.SENT, alias="as", description="`ctf`: as a Common Transfer File 25")]


class DeliveryOut(Out):
    """One message in the mailbox, without its content."""

    id: UUID
    message: UUID
    kind: str
    sender: str | None = Field(description="Key of the school that sent it; null: the hub")
    joiner: UUID | None = Field(description="Your joiner whom it is about")
    state: DeliveryState
    size: int
    sha256: str
    available_at: datetime
    collect_by: date
    collected_at: datetime | None
    acknowledged_at: datetime | None
    filed_at: datetime | None


class MailboxPage(Out):
    """A page of the mailbox."""

    items: list[DeliveryOut]
    next: str


@router.get("/schools/{school}/mailbox", response=MailboxPage, summary="List the mailbox")
def list_mailbox(
    request: ApiRequest,
    *,
    school: SchoolKey,
    state: States,
    kind: Kinds,
    order: OrderOf = Order.OLDEST_FIRST,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Page[DeliveryOut]:
    """Return what lies in the school's mailbox. Nothing is ever deleted by time alone."""
    by, of = for_school(request, school), f"mailbox:{school}:{sorted(state)}:{sorted(kind)}:{order}"
    rows = look_into_mailbox(
        by=by,
        now=now(),
        limit=limit + 1,
        after=id_after(cursor, of=of),
        order=order,
        states=state,
        kinds=kind,
    )
    return page_of(_shown(rows), limit=limit, of=of, position=lambda row: (str(row.id),))


@router.get("/schools/{school}/mailbox/{uuid:delivery}", response=DeliveryOut, summary="See one delivery")
def get_delivery(request: ApiRequest, school: SchoolKey, delivery: UUID) -> DeliveryOut:
    """Return one delivery, without its content."""
    return _shown([view_delivery(delivery, by=for_school(request, school), now=now())])[0]


@router.post(
    "/schools/{school}/mailbox/{uuid:delivery}/collect",
    summary="Collect the content of a delivery",
    openapi_extra=CONTENT_ANSWER,
)
def collect_delivery(
    request: ApiRequest, school: SchoolKey, delivery: UUID, form: As = Form.SENT
) -> HttpResponse:
    """Return the content, byte for byte as it was sent. It may be collected again and again.

    `as=ctf` gives a departure or a record as a Common Transfer File. In either case X-Content-SHA256 is
    the checksum to acknowledge with.
    """
    by = for_school(request, school)
    if form is Form.SENT:
        return answer_content(collect(delivery, by=by, now=now(), keyring=keyring()))
    element = settings.ONWARD.ctf_scn_element
    made = collect_as_file(delivery, by=by, now=now(), keyring=keyring(), scn_element=element)
    return answer_transfer_file(made)


def _shown(rows: Sequence[Lying]) -> list[DeliveryOut]:
    return [
        DeliveryOut(
            id=row.id,
            message=row.message_id,
            kind=row.kind,
            sender=key_of(row.sender_school_id),
            joiner=each.joiner_id,
            state=row.state,
            size=row.size,
            sha256=row.content_sha256.hex(),
            available_at=row.available_at,
            collect_by=row.expires_on,
            collected_at=row.collected_at,
            acknowledged_at=row.acknowledged_at,
            filed_at=row.filed_at,
        )
        for each in rows
        for row in (each.delivery,)
    ]
