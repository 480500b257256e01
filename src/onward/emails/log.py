"""The log of e-mails for those who run the service. A text is shown only to whoever tries the demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.sight import seen_as
from onward.emails.bounces import has_bounced
from onward.emails.models import Email
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB


class EmailState(StrEnum):
    """What became of an e-mail."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    RETURNED = "returned"
    HELD = "held"


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailRow:
    """One e-mail without its text. `ended_at`: when it was sent, refused or returned; `refusal`: the code.

    `to_address` is where it went; while it waits, where it is to go. One that is held waits for somebody to
    say that the address is right.
    """

    id: UUID
    kind: str
    subject: str
    to_name: str
    to_address: str
    queued_at: datetime
    state: EmailState
    ended_at: datetime | None
    refusal: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailsSeen:
    """Some e-mails, the newest first; `has_more` says that older ones follow them."""

    rows: Sequence[EmailRow]
    has_more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingText:
    """An e-mail that waits, with its text."""

    to_address: str
    subject: str
    text: str
    queued_at: datetime


def list_emails(*, by: Actor, now: datetime, limit: int, after: UUID | None = None) -> EmailsSeen:
    """Return up to `limit` e-mails, the newest first, going on behind the e-mail `after`.

    Raises:
        NotPermitted: the actor does not run the service.
    """
    require(by, Permission.RUN_SERVICE, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        emails = Email.objects.select_related("person").defer("text").order_by("-id")
        emails = emails.annotate(is_held=has_bounced("person_id"))
        behind = emails.filter(id__lt=after) if after else emails
        rows = [_row(each) for each in behind[: limit + 1]]
    return EmailsSeen(rows=rows[:limit], has_more=len(rows) > limit)


def waiting_texts(*, limit: int) -> list[WaitingText]:
    """Return the newest e-mails that wait, with their texts. For demonstrations only: they hold links."""
    with seen_as(HUB):
        waiting = Email.objects.filter(sent_at__isnull=True, refused_at__isnull=True)
        found = waiting.select_related("person").order_by("-queued_at", "-id")[:limit]
        return [
            WaitingText(
                to_address=each.person.email, subject=each.subject, text=each.text, queued_at=each.queued_at
            )
            for each in found
        ]


def _row(email: Any) -> EmailRow:
    return EmailRow(
        id=email.pk,
        kind=email.kind,
        subject=email.subject,
        to_name=email.person.name,
        to_address=email.sent_to or email.person.email,
        queued_at=email.queued_at,
        state=_state(email),
        ended_at=email.returned_at or email.sent_at or email.refused_at,
        refusal=email.refusal,
    )


def _state(email: Any) -> EmailState:
    if email.refused_at:
        return EmailState.REFUSED
    if email.sent_at:
        return EmailState.RETURNED if email.returned_at else EmailState.SENT
    return EmailState.HELD if email.is_held else EmailState.WAITING
