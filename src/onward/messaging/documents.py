"""Documents of records: taken in and given out piece by piece, never whole in memory.

A document is uploaded first and enclosed with a record afterwards. Its bytes lie sealed in the blob
store, its row and key in the database.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Self
from uuid import UUID

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.messaging.blobs import Blobs
from onward.messaging.errors import ChecksumMismatch, DocumentNotFound, DocumentTooLarge, PayloadErased
from onward.messaging.media_types import ContentCheck, media_type_of, safe_name
from onward.messaging.models import Delivery, Document, Enclosure
from onward.messaging.policies import check_acts_for
from onward.messaging.sealed_stream import Readable, open_pieces, pieces_of, seal_pieces
from onward.messaging.sealing import Keyring

MAX_BYTES = 20 * 1024 * 1024

_KEY_BYTES = 32
_NO_MESSAGE = UUID(int=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRow:
    """What sender and recipient see of a document. `file_name` is safe to save under."""

    id: UUID
    file_name: str = field(repr=False)
    media_type: str
    size: int
    sha256: bytes


class Download:
    """The bytes of a document, each piece verified before it is given. Close it, or read it to the end."""

    def __init__(self, document: DocumentRow, *, file: BinaryIO, pieces: Iterator[bytes]) -> None:
        """Take the document, its sealed file, and the pieces that come of it."""
        self.document = document
        self._file = file
        self._pieces = pieces

    def __iter__(self) -> Self:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece.

        Raises:
            PayloadNotReadable: it was changed, or the rest is missing.
        """
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def upload(
    stream: Readable,
    *,
    file_name: str,
    media_type: str,
    sha256: bytes | None = None,
    max_bytes: int = MAX_BYTES,
    school: SchoolFact,
    by: Actor,
    now: datetime,
    keyring: Keyring,
    blobs: Blobs,
) -> DocumentRow:
    """Keep a document of a school. When this returns it is durable; if it raises, there is no document.

    The name is made safe. Of a stream that is too long no more is read than shows that it is.

    Raises:
        MediaTypeNotTaken: documents of this type are not taken.
        ContentNotAsStated: the content is not what the media type says.
        DocumentTooLarge: it has more than `max_bytes`.
        ChecksumMismatch: it does not have the SHA-256 that was stated.
        NotPermitted: the actor does not act for the school.
    """
    check_acts_for(by, school.id)
    document_id, data_key = uuid7(now), os.urandom(_KEY_BYTES)
    gauge = _Gauge(media_type_of(media_type), max_bytes)
    with blobs.writing(document_id.hex) as blob:
        for sealed in seal_pieces(gauge.watch(pieces_of(stream)), data_key=data_key, bound_to=document_id):
            blob.write(sealed)
        gauge.finish(sha256)
    document = _measured(gauge, document_id, file_name=file_name, school=school, by=by, now=now)
    document.key_id = keyring.newest
    document.wrapped_key = keyring.wrap(data_key, bound_to=document_id)
    _write(document, by=by, now=now)
    return row_of(document)


def download(document_id: UUID, *, by: Actor, now: datetime, keyring: Keyring, blobs: Blobs) -> Download:
    """Return the document, to the school that uploaded it and to whoever has it in their mailbox.

    Raises:
        DocumentNotFound: there is none, or none that the actor may have. Nothing tells which.
        PayloadErased: it was erased for good.
        PayloadNotReadable: its key cannot be opened.
        BlobMissing: the store does not have it.
    """
    reach = _reach(document_id, by)
    with seen_as(HUB):
        document = Document.objects.filter(pk=document_id).first()
        if document is None or reach is None:
            raise DocumentNotFound
        audit.write([_act(by, "download_document", document_id, reach)], now)
    if document.wrapped_key is None:
        raise PayloadErased
    data_key = keyring.unwrap(document.key_id, bytes(document.wrapped_key), bound_to=document_id)
    file = blobs.open(document.blob)
    return Download(
        row_of(document), file=file, pieces=open_pieces(file, data_key=data_key, bound_to=document_id)
    )


def row_of(document: Document) -> DocumentRow:
    """Return what sender and recipient see of a document."""
    return DocumentRow(
        id=document.id,
        file_name=document.file_name,
        media_type=document.media_type,
        size=document.size,
        sha256=bytes(document.sha256),
    )


def _measured(
    gauge: "_Gauge", document_id: UUID, *, file_name: str, school: SchoolFact, by: Actor, now: datetime
) -> Document:
    """Return the row of a document that lies in the blob store, as it was measured on its way there."""
    return Document(
        id=document_id,
        school_id=school.id,
        authority_id=school.authority_id,
        sender_id=by.id,
        file_name=safe_name(file_name, gauge.media_type),
        media_type=gauge.media_type,
        size=gauge.size,
        sha256=gauge.sha256.digest(),
        blob=document_id.hex,
        uploaded_at=now,
    )


class _Gauge:
    """Measures what passes: size, checksum, and whether it is what it is said to be."""

    def __init__(self, media_type: str, max_bytes: int) -> None:
        self.media_type = media_type
        self.size = 0
        self.sha256 = hashlib.sha256()
        self._content = ContentCheck(media_type)
        self._max_bytes = max_bytes

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            if self.size > self._max_bytes:
                raise DocumentTooLarge(self._max_bytes)
            self._content.look_at(piece)
            self.sha256.update(piece)
            yield piece

    def finish(self, stated: bytes | None) -> None:
        self._content.finish()
        if stated is not None and stated != self.sha256.digest():
            raise ChecksumMismatch


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reach:
    """Through what the actor has the document: whose mailbox or upload it is, and whether it is shielded."""

    school_id: int | None
    authority_id: str
    is_shielded: bool


def _write(document: Document, *, by: Actor, now: datetime) -> None:
    # If this fails the blob stays, for the sweep: nobody knows whether a commit that broke off took place.
    own = _Reach(school_id=document.school_id, authority_id=document.authority_id, is_shielded=False)
    with seen_as(HUB):
        document.save(force_insert=True)
        audit.write([_act(by, "upload_document", document.id, own)], now)


def _reach(document_id: UUID, by: Actor) -> _Reach | None:
    """Return how the actor may have the document, with the same work whether or not there is one."""
    with seen_as(HUB):
        enclosing = list(
            Enclosure.objects.filter(document_id=document_id).values_list("message_id", flat=True)
        )
    with seen_as(by.sight):
        own = Document.objects.visible_to(by).filter(pk=document_id)
        lying = Delivery.objects.visible_to(by).in_mailbox_of(by).lying_there()
        came = lying.filter(message_id__in=enclosing or [_NO_MESSAGE]).order_by("is_shielded", "id")
        uploaded = own.values_list("school_id", "authority_id").first()
        received = came.values_list("school_id", "authority_id", "is_shielded").first()
    if uploaded:
        return _Reach(school_id=uploaded[0], authority_id=uploaded[1], is_shielded=False)
    if received:
        return _Reach(school_id=received[0], authority_id=received[1], is_shielded=received[2])
    return None


def _act(by: Actor, act: str, document_id: UUID, reach: _Reach) -> audit.Act:
    return audit.Act(
        by=by,
        act=act,
        subject_kind="document",
        subject_id=str(document_id),
        school_id=reach.school_id,
        authority_id=reach.authority_id or None,
        shielded=reach.is_shielded,
    )
