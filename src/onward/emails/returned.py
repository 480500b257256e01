"""Read a report that an e-mail was not delivered, as mail servers send it (RFC 3464). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from uuid import UUID

_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
_CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """One of our e-mails came back for good: which, and the mail server's code for it, such as `5.1.1`."""

    email_id: UUID
    code: str


def read_report(content: bytes) -> Returned | None:
    """Return what a report says, or None where it is no report of a lasting failure of an e-mail of ours.

    Ours are known by the identifier that they were sent with. It cannot be guessed, so that nobody can
    stop the e-mails of somebody else with a report of their own making.
    """
    try:
        report = message_from_bytes(content, policy=compat32)
    except RecursionError:  # parts within parts without end: no mail server writes so
        return None
    if report.get_content_type() != "multipart/report":
        return None
    email_id = next(_ids(report), None)
    code = next(_lasting_failures(report), "")
    return Returned(email_id=email_id, code=code) if email_id and code else None


def _lasting_failures(report: Message) -> Iterator[str]:
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.walk():
            code = _CODE.match(str(fields.get("Status", "")).strip())
            is_failed = str(fields.get("Action", "")).strip().lower() == "failed"
            if is_failed and code and code[0].startswith("5"):
                yield code[0]


def _ids(report: Message) -> Iterator[UUID]:
    """Return the identifiers of the e-mails whose headers the report quotes."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            quoted = part.get_payload(decode=True)
            headers = message_from_bytes(quoted if isinstance(quoted, bytes) else b"", policy=compat32)
        elif kind == "message/rfc822" and part.is_multipart():
            inner = part.get_payload()
            headers = inner[0] if isinstance(inner, list) and isinstance(inner[0], Message) else part
        else:
            continue
        if found := _ID.match(str(headers.get("Message-ID", "")).strip()):
            yield UUID(found[1])
