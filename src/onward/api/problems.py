"""Every error of this door: one table from exception to status, code and title (RFC 9457).

What may not be seen and what does not exist are one answer. The text of an exception goes out only
where its row says so: the others could tell what state a child's transfer is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, UnreadablePostError
from ninja.errors import HttpError, ValidationError

from onward.api.cursor import BadCursor
from onward.api.errors import (
    BodyCutOff,
    BodyTooLarge,
    ContentRefused,
    InsufficientScope,
    KeyUsedBefore,
    LengthMissing,
    NoVerdictYet,
    TokenMissing,
    TokenRefused,
    TooManyRequests,
)
from onward.directory.school_kinds import NotASchoolKey
from onward.foundation.errors import NotFound, NotPermitted, OnwardError
from onward.foundation.workflow import MoveNotAllowed
from onward.messaging.errors import (
    BlobMissing,
    ChecksumMismatch,
    ContentNotAsStated,
    DocumentTooLarge,
    MediaTypeNotTaken,
    PayloadErased,
    ReceiptMismatch,
)
from onward.messaging.sealing import PayloadNotReadable
from onward.operations.transfer_files import NoTransferFile


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One row of the table. `tells` says that the exception's own text goes out as the detail."""

    status: HTTPStatus
    code: str
    title: str
    tells: bool = False


def _row(error: type[OnwardError], status: HTTPStatus, title: str, *, tells: bool = False) -> Problem:
    return Problem(status=status, code=error.code, title=title, tells=tells)


NOT_FOUND: Final = _row(NotFound, HTTPStatus.NOT_FOUND, "No such thing, or none that you may see.")
NOT_VALID: Final = _row(
    ContentRefused, HTTPStatus.UNPROCESSABLE_ENTITY, "Something in the request is not right."
)
NOT_READABLE: Final = _row(BodyCutOff, HTTPStatus.BAD_REQUEST, "The request cannot be read.")
TOO_LARGE: Final = _row(
    BodyTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is larger than may be."
)
WRONG_METHOD: Final = Problem(
    status=HTTPStatus.METHOD_NOT_ALLOWED, code="wrong-method", title="This address does not take this method."
)
UNAVAILABLE: Final = Problem(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    code="unavailable",
    title="The service cannot reach its database. Send the same request again later; nothing is doubled.",
)
OUR_FAULT: Final = Problem(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    code="our-fault",
    title="The service failed. Send the same request again later; nothing was half done.",
)

TABLE: Final[Mapping[type[Exception], Problem]] = {
    NotFound: NOT_FOUND,
    NotPermitted: NOT_FOUND,
    Http404: NOT_FOUND,
    ValidationError: NOT_VALID,
    ContentRefused: NOT_VALID,
    HttpError: NOT_READABLE,
    UnreadablePostError: NOT_READABLE,
    BodyCutOff: NOT_READABLE,
    RequestDataTooBig: TOO_LARGE,
    BodyTooLarge: TOO_LARGE,
    OperationalError: UNAVAILABLE,
    InterfaceError: UNAVAILABLE,
    LengthMissing: _row(
        LengthMissing, HTTPStatus.LENGTH_REQUIRED, "Say in Content-Length how long the request is."
    ),
    TokenMissing: _row(TokenMissing, HTTPStatus.UNAUTHORIZED, "The request carries no access token."),
    TokenRefused: _row(TokenRefused, HTTPStatus.UNAUTHORIZED, "The access token is not accepted."),
    InsufficientScope: _row(
        InsufficientScope,
        HTTPStatus.FORBIDDEN,
        "The access token does not carry the scope that this needs.",
        tells=True,
    ),
    TooManyRequests: _row(
        TooManyRequests,
        HTTPStatus.TOO_MANY_REQUESTS,
        "This system sends requests faster than it may.",
        tells=True,
    ),
    BadCursor: _row(BadCursor, HTTPStatus.BAD_REQUEST, "The cursor is not one that this list gave."),
    NotASchoolKey: _row(
        NotASchoolKey,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "A school key is seven digits, a hyphen, and primary, secondary or special.",
    ),
    MoveNotAllowed: _row(
        MoveNotAllowed, HTTPStatus.CONFLICT, "This cannot be done in the state that it is in."
    ),
    KeyUsedBefore: _row(
        KeyUsedBefore, HTTPStatus.CONFLICT, "This idempotency key was used before with other content."
    ),
    NoVerdictYet: _row(
        NoVerdictYet,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The service is busy. Send the same content with the same key again: nothing is doubled.",
    ),
    ReceiptMismatch: _row(
        ReceiptMismatch,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The checksum is not that of the content. Collect it again.",
    ),
    ChecksumMismatch: _row(
        ChecksumMismatch,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The document does not have the checksum that was stated. Send it again.",
    ),
    ContentNotAsStated: _row(
        ContentNotAsStated, HTTPStatus.UNPROCESSABLE_ENTITY, "The document is not what its media type says."
    ),
    MediaTypeNotTaken: _row(
        MediaTypeNotTaken,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Documents are PDF, DOCX, XLSX, ODT, PNG, JPEG, XML or plain text.",
    ),
    DocumentTooLarge: _row(
        DocumentTooLarge,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The document is larger than may be.",
        tells=True,
    ),
    PayloadErased: _row(PayloadErased, HTTPStatus.GONE, "The content was erased for good."),
    PayloadNotReadable: _row(
        PayloadNotReadable,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The service cannot open the content. Nothing was changed by asking.",
    ),
    BlobMissing: _row(
        BlobMissing, HTTPStatus.INTERNAL_SERVER_ERROR, "The service cannot find the document in its store."
    ),
    NoTransferFile: _row(
        NoTransferFile,
        HTTPStatus.CONFLICT,
        "No Common Transfer File can be made of this.",
        tells=True,
    ),
}

UNTHROWN: Final = (WRONG_METHOD, OUR_FAULT)
"""Problems that no exception of ours stands for."""


def problem_of(error: type[Exception]) -> Problem | None:
    """Return the row for an exception, its own or that of its nearest ancestor; None if nobody foresaw it."""
    return next((TABLE[each] for each in error.__mro__ if each in TABLE), None)
