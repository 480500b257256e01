"""Pure: where a list goes on, as an opaque signed text that only the list which gave it will take back.

A cursor names the last row that was seen, never a page number, so that rows which come in meanwhile
neither repeat nor skip anything. The signature keeps it from being made up or used on another list.
"""

import base64
import binascii
import hmac
import json
from hashlib import sha256
from typing import Final

from onward.foundation.errors import OnwardError

_SIGNATURE_BYTES: Final = 16


class BadCursor(OnwardError):
    """The cursor is not one that this list gave."""

    code = "bad-cursor"


def seal_cursor(position: tuple[str, ...], *, of: str, secret: bytes) -> str:
    """Return the cursor for what follows this position in the list that `of` names."""
    body = json.dumps(position, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(body, of, secret) + body).decode().rstrip("=")


def open_cursor(text: str, *, of: str, secret: bytes) -> tuple[str, ...]:
    """Return the position that a cursor of this list names.

    Raises:
        BadCursor: it was not made for this list, or not here.
    """
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(body, of, secret)):
        raise BadCursor
    return tuple(json.loads(body))


def _signature(body: bytes, of: str, secret: bytes) -> bytes:
    message = b"onward cursor\0" + of.encode() + b"\0" + body
    return hmac.new(secret, message, sha256).digest()[:_SIGNATURE_BYTES]
