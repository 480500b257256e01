"""One item before the hub: the batch's world, the item, and the message that it will be."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from onward.directory.register import SchoolFact
from onward.formats.fault_table import fault, warning
from onward.formats.forms import PupilDetails, SchoolRef
from onward.foundation.faults import Fault
from onward.foundation.ids import uuid7
from onward.operations.intake.items import Item, ItemRefused, quote
from onward.operations.intake.world import World
from onward.protection.models import Answer
from onward.pupils.models import QuestionKind
from onward.pupils.register import PupilRow
from onward.transfers.journey import By


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where a pupil is said to go: the school that answers for it now, and what the sender is to be told."""

    school: SchoolFact | None
    named_id: int | None
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearing:
    """What a handler needs to hear one item."""

    world: World
    item: Item
    message_id: UUID

    @property
    def school(self) -> SchoolFact:
        """The school that says it."""
        return self.item.school

    def by(self, reason: str = "") -> By:
        """Return who moves it, for one event."""
        now = self.world.now
        return By(actor=self.item.by, now=now, event_id=uuid7(now), message_id=self.message_id, reason=reason)

    def pupil_of(self, details: PupilDetails) -> PupilRow:
        """Return the pupil who is meant, admitting one whom the hub did not know.

        What is doubtful becomes a question to the centre; the sender's answer is the same either way.
        """
        pupils, quoted = self.world.pupils, quote(details)
        finding = pupils.find(quoted, school_id=self.school.id)
        known = pupils.by_id.get(finding.pupil_id) if finding.pupil_id else None
        pupil = known or pupils.admit(quoted, now=self.world.now)
        if finding.question:
            self.ask(finding.question, pupil.id, finding.other_id)
        pupils.quote_identifiers(pupil, quoted, now=self.world.now)
        return pupil

    def ask(self, kind: QuestionKind, pupil_id: UUID, other_id: UUID | None = None) -> None:
        """Put a doubt before the centre."""
        self.world.ask(kind, pupil_id, other_id, self.message_id)

    def hear_protection(
        self, pupil: PupilRow, answer: str | None, *, asked_at: str, is_found: bool = False
    ) -> None:
        """Take an answer about protection; the pupil's journeys and rows follow what it comes to.

        `is_found` says that it comes from where the pupil has arrived. "Not protected" says nothing of a
        child whom another school has and keeps from sight: it is not heard.
        """
        heard = Answer(answer) if answer else Answer.NOT_ANSWERED
        if heard is Answer.NOT_PROTECTED and self.is_hidden_elsewhere(pupil):
            return
        is_protected = self.world.protection.hear(
            pupil.id, heard, asked_at=asked_at, by=self.item.by, now=self.world.now
        )
        if is_protected != pupil.is_shielded:
            self.world.shield(pupil, is_protected=is_protected, is_found=is_found)

    def is_hidden_elsewhere(self, pupil: PupilRow) -> bool:
        """Say whether the child is on the roll of another school, and nobody is to learn of that."""
        return any(each.is_shielded and each.school_id != self.school.id for each in pupil.enrolments)

    def destination(self, ref: SchoolRef, *, path: str) -> Destination:
        """Find the school that answers for a reference; a closed school leads to its successor.

        Raises:
            ItemRefused: there is no such school, or it is the sender itself or has become part of it.
        """
        named = self.world.register.by_key.get((ref.seed, ref.type))
        if named is None:
            raise ItemRefused(fault("school-unknown", path))
        school = self.world.register.successor_of(named, self.world.today)
        if self.school.id in {named.id, school.id if school else None}:
            raise ItemRefused(fault("destination-is-origin", path))
        if school is None:
            return Destination(school=None, named_id=None, warnings=(warning("school-closed", path),))
        rerouted = (fault("school-rerouted", path),) if school.id != named.id else ()
        return Destination(school=school, named_id=school.id, warnings=rerouted)

    def check_documents(self, documents: Iterable[str], *, path: str) -> tuple[UUID, ...]:
        """Return the ids of documents that this school uploaded.

        Raises:
            ItemRefused: one of them is not there, or is another school's; both are answered alike.
        """
        ids = tuple(UUID(each) for each in documents)
        faults = [
            fault("document-unknown", f"{path}[{number}]")
            for number, each in enumerate(ids)
            if self.world.document_owners.get(each) != self.school.id
        ]
        if faults:
            raise ItemRefused(*faults)
        return ids
