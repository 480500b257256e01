"""Contents in answers: bytes as they were sent, their checksums, and the names to save them under."""

import base64
import hashlib
from typing import Any, Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from onward.messaging.contents import Content
from onward.operations.transfer_files import TransferFile

JSON: Final = "application/json"
CTF: Final = "application/xml"
SHA256: Final = "X-Content-SHA256"

_BYTES: Final = {"type": "string", "format": "binary"}
CTF_ANSWER: Final[dict[str, Any]] = {
    "responses": {200: {"description": "The transfer file", "content": {CTF: {"schema": _BYTES}}}}
}
CONTENT_ANSWER: Final[dict[str, Any]] = {
    "responses": {
        200: {
            "description": "The content as it was sent, or as a transfer file",
            "headers": {
                SHA256: {
                    "description": "SHA-256 of the content as it was sent, in hexadecimal",
                    "schema": {"type": "string"},
                }
            },
            "content": {JSON: {"schema": {}}, CTF: {"schema": _BYTES}},
        }
    }
}


def answer_content(content: Content) -> HttpResponse:
    """Answer with a content as it was sent."""
    return HttpResponse(content.content, content_type=JSON, headers=digests(content.sha256, content.sha256))


def answer_transfer_file(made: TransferFile) -> HttpResponse:
    """Answer with a transfer file; X-Content-SHA256 is that of the message that was collected for it."""
    digest = hashlib.sha256(made.content).digest()
    headers = digests(digest, made.sha256 or digest)
    headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name)
    return HttpResponse(made.content, content_type=CTF, headers=headers)


def digests(representation: bytes, content: bytes) -> dict[str, str]:
    """Return the headers for what is in the answer (RFC 9530), and for the content as it was sent.

    They say too that no cache may keep it.
    """
    encoded = base64.b64encode(representation).decode()
    return {
        "Repr-Digest": f"sha-256=:{encoded}:",
        SHA256: content.hex(),
        "Cache-Control": "no-store",
    }
