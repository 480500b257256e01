"""Where documents go in and out in tests, and streams that are too long."""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.harness.cast import KEYRING, Cast
from tests.harness.messaging import office_of

from onward.foundation.actor import Actor
from onward.messaging.blobs import FolderBlobs
from onward.messaging.documents import DocumentRow, Download, download, upload
from onward.messaging.sealed_stream import Readable

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 600


class Endless:
    """A PDF that never ends; it remembers how much of it was read."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        start = b"%PDF-" if self.given == 0 else b""
        self.given += size
        return start + os.urandom(size - len(start))


class Limited(Endless):
    """The same, but it ends after so many bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def read(self, size: int, /) -> bytes:
        part = super().read(min(size, self.left)) if self.left else b""
        self.left -= len(part)
        return part


@dataclass
class Desk:
    """Where documents go in and out."""

    cast: Cast
    folder: Path
    blobs: FolderBlobs

    def put(self, content: bytes = PDF, *, school: str = "arbroath", **stated: Any) -> DocumentRow:
        return self.put_stream(io.BytesIO(content), school=school, **stated)

    def put_stream(self, stream: Readable, *, school: str = "arbroath", **stated: Any) -> DocumentRow:
        usual = {"file_name": "profile.pdf", "media_type": "application/pdf"}
        by, now = office_of(self.cast, "arbroath"), self.cast.now
        at = self.cast.schools[school]
        return upload(stream, school=at, by=by, now=now, keyring=KEYRING, blobs=self.blobs, **usual | stated)

    def take(self, document_id: UUID, *, by: Actor | None = None) -> Download:
        taker = by or office_of(self.cast, "arbroath")
        return download(document_id, by=taker, now=self.cast.now, keyring=KEYRING, blobs=self.blobs)

    def fetch(self, document_id: UUID, *, by: Actor | None = None) -> bytes:
        return b"".join(self.take(document_id, by=by))

    def files(self) -> dict[str, Path]:
        return {path.name: path for path in self.folder.rglob("*") if path.is_file()}
