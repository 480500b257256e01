"""Say one thing: a departure, a record, an arrival or an answer. Accepted means that it is durable."""

from typing import Annotated, Final
from uuid import UUID

from ninja import Header, Router
from pydantic import Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school, school_of
from onward.api.authentication import SchoolSystem
from onward.api.bodies import read_whole
from onward.api.clock import now
from onward.api.errors import ContentRefused, InsufficientScope, KeyUsedBefore, NoVerdictYet
from onward.api.faults import FaultOut, shown_faults
from onward.api.message_schema import MESSAGE_BODY
from onward.api.out import Out
from onward.api.parameter_faults import IDEMPOTENCY_KEY
from onward.api.parts import committer
from onward.api.requests import ApiRequest
from onward.formats.forms import Said
from onward.formats.native import read_item
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.operations.intake import Item, Verdict
from onward.operations.intake.permitted import SCOPE_OF_KIND

LARGEST_MESSAGE: Final = 2 * 1024 * 1024
WAIT_SECONDS: Final = 10.0
SENDING: Final = (Scope.DEPARTURES_WRITE, Scope.RECORDS_WRITE, Scope.ARRIVALS_WRITE)
ANOTHER_CONTENT: Final = "duplicate-key-other-content"

router = Router(auth=SchoolSystem(*SENDING))

IdempotencyKey = Annotated[
    str,
    Header(
        alias=IDEMPOTENCY_KEY,
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="A name of your own for this message. Repeat it only to repeat the same content.",
    ),
]


class AcceptedOut(Out):
    """The answer to a message that is durable, with all its effects."""

    message: UUID = Field(description="Identifier of the message, under `sent`")
    leaver: UUID | None = Field(description="Your leaver whom it is about")
    joiner: UUID | None = Field(description="Your joiner whom it is about")
    repeated: bool = Field(description="The same key was answered before; this is the same answer")
    warnings: list[FaultOut]


@router.post(
    "/schools/{school}/messages",
    response={202: AcceptedOut},
    summary="Say one thing",
    openapi_extra=MESSAGE_BODY,
)
def send_message(request: ApiRequest, school: SchoolKey, idempotency_key: IdempotencyKey) -> AcceptedOut:
    """Take a departure, record, arrival, no-arrival, redirect, withdrawal or confirmation.

    The body is one item, at most 2 MiB. Each kind needs its scope: departures, redirects, withdrawals
    and confirmations `departures:write`; records `records:write`; arrivals and no-arrivals `arrivals:write`.
    202 comes after the item is on the disk; any other answer means that nothing was kept, but for 503,
    after which a repeat with the same key tells.
    """
    by = for_school(request, school)
    content = read_whole(request, at_most=LARGEST_MESSAGE)
    said = read_item(content, longest=LARGEST_MESSAGE, today=today_in_scotland(now()))
    if isinstance(said, tuple):
        raise ContentRefused(said)
    _check_scope(by, said)
    item = Item(key=idempotency_key, said=said, content=content, school=school_of(by), by=by)
    return _accepted(_commit(item))


def _check_scope(by: Actor, said: Said) -> None:
    scope = SCOPE_OF_KIND[said.kind]
    if scope not in by.scopes:
        raise InsufficientScope(scope)


def _commit(item: Item) -> Verdict:
    try:
        return committer().accept(item, wait_seconds=WAIT_SECONDS)
    except TimeoutError as error:
        raise NoVerdictYet from error


def _accepted(verdict: Verdict) -> AcceptedOut:
    if any(each.code == ANOTHER_CONTENT for each in verdict.faults):
        raise KeyUsedBefore
    if not verdict.is_accepted or verdict.message_id is None:
        raise ContentRefused(verdict.faults)
    return AcceptedOut(
        message=verdict.message_id,
        leaver=verdict.leaver,
        joiner=verdict.joiner,
        repeated=verdict.is_repeated,
        warnings=shown_faults(verdict.faults),
    )
