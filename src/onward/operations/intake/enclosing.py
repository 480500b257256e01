"""A person sends the documents of a leaver's record: each is kept, and the record that names them is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.messaging.blobs import Blobs
from onward.messaging.documents import upload
from onward.messaging.media_types import MEDIA_TYPES
from onward.messaging.sealing import Keyring
from onward.operations.intake.items import Verdict
from onward.operations.intake.saying import say_one


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document as it comes from a person's machine: its name tells its kind."""

    name: str
    stream: BinaryIO

    @property
    def media_type(self) -> str:
        """The media type that belongs to the ending of the name; none is known: an empty text."""
        lower = self.name.lower()
        return next((kind for kind, each in MEDIA_TYPES.items() if lower.endswith(each.endings)), "")


def send_papers(
    papers: Sequence[Paper],
    *,
    leaver_id: UUID,
    key: str,
    school: SchoolFact,
    by: Actor,
    now: datetime,
    keyring: Keyring,
    blobs: Blobs,
) -> Verdict:
    """Keep the documents and send them as the record of a leaver.

    Said twice under one key, the second is refused as `duplicate-key-other-content`, for its documents are
    others; those that no record names are removed by and by.

    Raises:
        MediaTypeNotTaken: one is of a kind that is not taken. Nothing is sent.
        ContentNotAsStated: the content of one is not what its name says. Nothing is sent.
        DocumentTooLarge: one is larger than may be. Nothing is sent.
        NotPermitted: the actor does not act for the school, or may not send records.
    """
    kept = [
        upload(
            each.stream,
            file_name=each.name,
            media_type=each.media_type,
            sha256=None,
            school=school,
            by=by,
            now=now,
            keyring=keyring,
            blobs=blobs,
        )
        for each in papers
    ]
    record = {"documents": [str(each.id) for each in kept]}
    said = {"kind": "record", "leaver": str(leaver_id), "record": record}
    return say_one(said, key=key, school=school, by=by, now=now, keyring=keyring)
