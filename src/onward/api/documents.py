"""Documents of records: uploaded before the record that names them, fetched by whoever got the record."""

from typing import Annotated, Final
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Header, Router
from pydantic import Field

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school, school_of
from onward.api.authentication import SchoolSystem
from onward.api.bodies import file_name_of, stream_of
from onward.api.clock import now
from onward.api.contents import SHA256, digests
from onward.api.message_schema import raw_body
from onward.api.out import Out
from onward.api.parts import blobs, keyring
from onward.api.requests import ApiRequest
from onward.messaging.documents import MAX_BYTES, download, upload
from onward.messaging.media_types import MEDIA_TYPES

_BYTES: Final = {"type": "string", "format": "binary"}
_ANSWER: Final = {"responses": {200: {"description": "The document", "content": {"*/*": {"schema": _BYTES}}}}}

uploads = Router(auth=SchoolSystem(Scope.DOCUMENTS_WRITE))
downloads = Router(auth=SchoolSystem(Scope.DOCUMENTS_READ))

Stated = Annotated[
    str,
    Header(
        "",
        alias=SHA256,
        pattern="^([0-9a-f]{64})?$",
        description="SHA-256 of the document, in hexadecimal; what was damaged on the way is refused",
    ),
]


class DocumentOut(Out):
    """A document that is kept. Name its identifier in the record that it belongs to."""

    id: UUID
    file_name: str = Field(description="The name as it is kept: without folders and odd signs")
    media_type: str
    size: int
    sha256: str


@uploads.post(
    "/schools/{school}/documents",
    response={201: DocumentOut},
    summary="Upload a document",
    openapi_extra=raw_body(*MEDIA_TYPES, schema=_BYTES),
)
def upload_document(request: ApiRequest, school: SchoolKey, sha256: Stated = "") -> DocumentOut:
    """Take a document as the raw body, at most 20 MiB, of the type that Content-Type says.

    Its name is taken from Content-Disposition (`attachment; filename="profile.pdf"`).
    """
    by = for_school(request, school)
    kept = upload(
        stream_of(request, at_most=MAX_BYTES),
        file_name=file_name_of(request),
        media_type=request.headers.get("Content-Type", ""),
        sha256=bytes.fromhex(sha256) if sha256 else None,
        school=school_of(by),
        by=by,
        now=now(),
        keyring=keyring(),
        blobs=blobs(),
    )
    return DocumentOut(
        id=kept.id,
        file_name=kept.file_name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256.hex(),
    )


@downloads.get(
    "/schools/{school}/documents/{uuid:document}", summary="Fetch a document", openapi_extra=_ANSWER
)
def get_document(request: ApiRequest, school: SchoolKey, document: UUID) -> StreamingHttpResponse:
    """Return a document that came with a record to this school, or that the school uploaded itself."""
    found = download(document, by=for_school(request, school), now=now(), keyring=keyring(), blobs=blobs())
    row = found.document
    answer = StreamingHttpResponse(
        found, content_type=row.media_type, headers=digests(row.sha256, row.sha256)
    )
    answer["Content-Length"] = str(row.size)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.file_name)
    return answer
