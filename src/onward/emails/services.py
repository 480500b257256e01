"""Queue e-mails, and send those that wait."""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from onward.database.sight import seen_as
from onward.emails.bounces import has_bounced, note_bounces
from onward.emails.kinds import WORDS, EmailKind
from onward.emails.models import Email
from onward.foundation.actor import Actor
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB

_BATCH: Final = 100
_REFUSED_FOR_GOOD: Final = 500
HELD_FOR: Final = timedelta(days=3)
"""How long an e-mail waits for an address that fails. Links in it work no longer then."""
BOUNCED: Final = "bounced"
_NO_SUCH_MAILBOX_NAME: Final = 553
"""The code for an address that cannot be written down for this mail server: it takes ASCII only."""
_Refusal = smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | smtplib.SMTPNotSupportedError
_REFUSALS: Final = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is handed to the mail server. `id` names it, so that it is known again should it come back."""

    id: UUID
    to: str
    subject: str
    text: str


Transport = Callable[[Letter], None]
"""Hands one letter over; raises what `smtplib` raises."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One e-mail to be written."""

    person_id: UUID
    kind: EmailKind
    subject: str
    text: str


def queue_email(person_id: UUID, kind: EmailKind, *, service: str, link: str, now: datetime) -> None:
    """Write an e-mail in the present transaction; a job sends it. A sight must be set: hub or sign-in."""
    words = WORDS[kind]
    draft = Draft(
        person_id=person_id,
        kind=kind,
        subject=words.subject.format(service=service),
        text=words.text.format(service=service, link=link),
    )
    queue_drafts([draft], now=now)


def queue_drafts(drafts: Sequence[Draft], *, now: datetime) -> None:
    """Write several e-mails in the present transaction. A sight must be set: hub or sign-in."""
    Email.objects.bulk_create(
        [
            Email(
                id=uuid7(now),
                person_id=each.person_id,
                kind=each.kind.value,
                subject=each.subject,
                text=each.text,
                queued_at=now,
            )
            for each in drafts
        ]
    )


def is_any_waiting() -> bool:
    """Say whether an e-mail waits to be sent."""
    with seen_as(HUB):
        return _waiting().exists()


def send_waiting(transport: Transport, *, by: Actor, now: datetime) -> int:
    """Send what waits, the oldest first, and return how many left. May run twice, and in several workers.

    What the server refuses for good is noted as refused, and its address left alone; what it cannot take
    now waits for the next run. A crash between handing over and noting it sends that one e-mail twice.

    Raises:
        OSError: the mail server is not there; what was sent before is noted.
    """
    with seen_as(HUB):
        _give_up_held(now)
        ids = list(
            _waiting().exclude(_HELD).order_by("queued_at", "id").values_list("id", flat=True)[:_BATCH]
        )
    return sum(_send(email_id, transport, by=by, now=now) for email_id in ids)


_HELD: Final = has_bounced("person_id")


def _waiting() -> QuerySet[Email]:
    return Email.objects.filter(sent_at__isnull=True, refused_at__isnull=True)


def _give_up_held(now: datetime) -> None:
    """Forget what has waited too long for an address that fails."""
    held = _waiting().filter(_HELD, queued_at__lt=now - HELD_FOR)
    held.update(refused_at=now, refusal=BOUNCED, text="")


def _send(email_id: UUID, transport: Transport, *, by: Actor, now: datetime) -> bool:
    with seen_as(HUB):
        locked = _waiting().select_for_update(skip_locked=True, of=("self",))
        email = locked.select_related("person").filter(pk=email_id).first()
        if email is None:
            return False
        address = email.person.email
        try:
            transport(Letter(id=email.pk, to=address, subject=email.subject, text=email.text))
            email.sent_at, email.sent_to = now, address
        except _REFUSALS as error:
            code = _code(error)
            if code < _REFUSED_FOR_GOOD:
                return False
            email.refused_at, email.refusal = now, str(code)
            if not isinstance(error, smtplib.SMTPDataError):
                note_bounces([(email.person, str(code))], by=by, now=now)
        email.text = ""
        email.save(update_fields=["sent_at", "sent_to", "refused_at", "refusal", "text"])
        return email.sent_at is not None


def _code(error: _Refusal) -> int:
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _NO_SUCH_MAILBOX_NAME
    return max((reply[0] for reply in error.recipients.values()), default=0)
