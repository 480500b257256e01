"""What the tests of messaging share: who empties a mailbox, and messages that came by the real intake."""

import io
from collections.abc import Sequence
from uuid import UUID

from tests.harness.cast import Cast

from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.sight import Sight, for_school
from onward.messaging.blobs import Blobs
from onward.messaging.documents import upload


def office_of(cast: Cast, school: str) -> Actor:
    """Return the system that acts for a school."""
    return Actor(
        kind=ActorKind.SYSTEM,
        id=f"system-of-{school}",
        door=Door.API,
        sight=for_school(cast.schools[school].id),
    )


def official(sight: Sight) -> Actor:
    """Return a person who sees this far."""
    return Actor(kind=ActorKind.PERSON, id="person-1", door=Door.WEB, sight=sight)


def sent_record(cast: Cast, *, to: str, documents: Sequence[UUID] = ()) -> UUID:
    """Let a pupil leave Arbroath for a school, with a record; return the leaver."""
    record = {"core": {"reading": "well"}, "documents": [str(each) for each in documents]}
    verdict = cast.say("arbroath", cast.departure(to=to))
    assert verdict.leaver
    said = {"kind": "record", "leaver": str(verdict.leaver), "record": record}
    assert cast.say("arbroath", said).is_accepted
    return verdict.leaver


def uploaded(cast: Cast, blobs: Blobs, *, school: str = "arbroath") -> UUID:
    """Let a school upload a small document, and return its id."""
    document = upload(
        io.BytesIO(b"%PDF-1.7 a profile"),
        file_name="profile.pdf",
        media_type="application/pdf",
        school=cast.schools[school],
        by=office_of(cast, school),
        now=cast.now,
        keyring=cast.keyring,
        blobs=blobs,
    )
    return document.id
