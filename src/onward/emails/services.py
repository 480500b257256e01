"""Queue e-mails, and send those that wait."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from onward.database.sight import seen_as
from onward.emails.kinds import WORDS, EmailKind
from onward.emails.models import Email
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB

_BATCH: Final = 100
_REFUSED_FOR_GOOD: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is handed to the mail server."""

    to: str
    subject: str
    text: str


Transport = Callable[[Letter], None]
"""Hands one letter over; raises what `smtplib` raises."""


def queue_email(person_id: UUID, kind: EmailKind, *, service: str, link: str, now: datetime) -> None:
    """Write an e-mail in the present transaction; a job sends it. A sight must be set: hub or sign-in."""
    words = WORDS[kind]
    Email.objects.bulk_create(
        [
            Email(
                id=uuid7(now),
                person_id=person_id,
                kind=kind.value,
                subject=words.subject.format(service=service),
                text=words.text.format(service=service, link=link),
                queued_at=now,
            )
        ]
    )


def is_any_waiting() -> bool:
    """Say whether an e-mail waits to be sent."""
    with seen_as(HUB):
        return Email.objects.filter(sent_at__isnull=True, refused_at__isnull=True).exists()


def send_waiting(transport: Transport, *, now: datetime) -> int:
    """Send what waits, the oldest first, and return how many left. May run twice, and in several workers.

    What the server refuses for good is noted as refused; what it cannot take now waits for the next run. A
    crash between handing over and noting it sends that one e-mail twice.

    Raises:
        OSError: the mail server is not there; what was sent before is noted.
    """
    waiting = Email.objects.filter(sent_at__isnull=True, refused_at__isnull=True)
    with seen_as(HUB):
        ids = list(waiting.order_by("queued_at", "id").values_list("id", flat=True)[:_BATCH])
    return sum(_send(email_id, transport, now=now) for email_id in ids)


def _send(email_id: UUID, transport: Transport, *, now: datetime) -> bool:
    with seen_as(HUB):
        waiting = Email.objects.filter(pk=email_id, sent_at__isnull=True, refused_at__isnull=True)
        email = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person").first()
        if email is None:
            return False
        try:
            transport(Letter(to=email.person.email, subject=email.subject, text=email.text))
            email.sent_at = now
        except smtplib.SMTPRecipientsRefused as error:
            code = max((reply[0] for reply in error.recipients.values()), default=0)
            if code < _REFUSED_FOR_GOOD:
                return False
            email.refused_at, email.refusal = now, str(code)
        email.text = ""
        email.save(update_fields=["sent_at", "refused_at", "refusal", "text"])
        return email.sent_at is not None
