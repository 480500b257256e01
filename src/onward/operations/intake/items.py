"""What goes into the intake and what comes out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from onward.directory.register import SchoolFact
from onward.formats.forms import PupilDetails, Said
from onward.foundation.actor import Actor
from onward.foundation.errors import OnwardError
from onward.foundation.faults import Fault, Level
from onward.pupils.quoted import Quoted
from onward.transfers.journey import Stated


@dataclass(frozen=True, kw_only=True)
class Item:
    """One well-formed thing said by one school.

    `key` is the sender's idempotency key, `content` the bytes that the recipient will collect. `said` has
    passed `formats.validation.check`; whether the actor may act for the school was decided at the door.
    `key_steps_on` says that the hub made the key from the content: the item is a repeat only while what
    the first one said still stands, see `standing.py`.
    """

    key: str
    said: Said
    content: bytes = field(repr=False)
    school: SchoolFact
    by: Actor
    notes: tuple[Fault, ...] = ()
    key_steps_on: bool = False

    @cached_property
    def content_sha256(self) -> bytes:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The answer to one item. Accepted means durable, with all its effects.

    `repeated` says that the same key was answered before; the answer is the first one. `leaver` and
    `joiner` are the sender's own faces of the transfer. Of a rejected item nothing was kept.
    """

    key: str
    is_accepted: bool
    is_repeated: bool = False
    message_id: UUID | None = None
    leaver: UUID | None = None
    joiner: UUID | None = None
    faults: tuple[Fault, ...] = ()

    def to_answer(self) -> dict[str, Any]:
        """Return the answer as it is kept with the message, for a repeat."""
        return {
            "leaver": str(self.leaver) if self.leaver else None,
            "joiner": str(self.joiner) if self.joiner else None,
            "warnings": [
                {"path": each.path, "code": each.code, "message": each.message, "mend": each.mend}
                for each in self.faults
            ],
        }


def repeat_of(key: str, message_id: UUID, answer: dict[str, Any]) -> Verdict:
    """Return the first answer again."""
    return Verdict(
        key=key,
        is_accepted=True,
        is_repeated=True,
        message_id=message_id,
        leaver=UUID(answer["leaver"]) if answer["leaver"] else None,
        joiner=UUID(answer["joiner"]) if answer["joiner"] else None,
        faults=tuple(Fault(**each, level=Level.WARNING) for each in answer["warnings"]),
    )


class ItemRefused(OnwardError):
    """The item cannot be taken as it stands; every fault is named."""

    code = "item-refused"

    def __init__(self, *faults: Fault) -> None:
        """Take all the faults."""
        super().__init__()
        self.faults = faults


def quote(details: PupilDetails) -> Quoted:
    """Return a pupil as the register of pupils takes them."""
    return Quoted(
        surname=details.surname,
        forename=details.forename,
        middle_names=details.middle_names,
        known_as_surname=details.known_as_surname,
        known_as_forename=details.known_as_forename,
        born=details.born,
        sex=details.sex.value,
        scn=details.scn,
        upn=details.upn,
        chi=details.chi,
        stage=details.stage,
    )


def state(details: PupilDetails) -> Stated:
    """Return a pupil's details as a face keeps them."""
    return Stated(
        surname=details.surname,
        forename=details.forename,
        born=details.born,
        sex=details.sex.value,
        scn=details.scn,
        upn=details.upn,
        stage=details.stage,
    )


def quoted_in(items: Iterable[Item]) -> list[Quoted]:
    """Return every pupil whom these items describe."""
    details = (getattr(each.said, "pupil", None) for each in items)
    return [quote(each) for each in details if each is not None]
