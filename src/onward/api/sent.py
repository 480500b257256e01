"""What a school sent, and how far it has come, as far as the sender may know."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, id_after, page_of
from onward.api.requests import ApiRequest
from onward.api.shapes import SentOut, shown_sent
from onward.formats.forms import Kind
from onward.operations.reading import look_at_sent, view_sent

router = Router(auth=SchoolSystem(Scope.MAILBOX_READ))

Kinds = Annotated[list[Kind], Query([], alias="kind", description="Only these kinds of message")]


class SentPage(Out):
    """A page of messages that were sent."""

    items: list[SentOut]
    next: str


@router.get("/schools/{school}/sent", response=SentPage, summary="List what the school sent")
def list_sent(
    request: ApiRequest, school: SchoolKey, kind: Kinds, limit: Limit = 50, cursor: Cursor = ""
) -> Page[SentOut]:
    """Return the messages that this school sent, newest first.

    Receipts are those of schools that the sender named itself, from the time when they collected it. Of all
    other places it sees that the message was accepted, and no more: where a message went on to, and whether
    it waits there, would tell where a child is.
    """
    by, of = for_school(request, school), f"sent:{school}:{sorted(kind)}"
    rows = look_at_sent(by=by, now=now(), limit=limit + 1, after=id_after(cursor, of=of), kinds=kind)
    shown = [shown_sent(each) for each in rows]
    return page_of(shown, limit=limit, of=of, position=lambda row: (str(row.id),))


@router.get("/schools/{school}/sent/{uuid:message}", response=SentOut, summary="See one sent message")
def get_sent(request: ApiRequest, school: SchoolKey, message: UUID) -> SentOut:
    """Return one message that this school sent, with the receipts that it may see."""
    return shown_sent(view_sent(message, by=for_school(request, school), now=now()))
