"""All that one batch needs to know, loaded together; all that it changes, saved together."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.directory.register import Register, SchoolFact, current_register
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.messaging.collecting_time import collect_by
from onward.messaging.post import Forward, forward, recall
from onward.operations.intake.items import Item, quoted_in
from onward.operations.shielding import shield_pupils
from onward.protection.services import ProtectionInHand
from onward.pupils.models import QuestionKind
from onward.pupils.register import PupilRow, PupilsInHand, Question
from onward.transfers import services as transfers
from onward.transfers.deadlines import Clock, PolicyFact, start_clock
from onward.transfers.journey import By, JoinerRow, Journey, Stated
from onward.transfers.policy_book import PolicyBook, read_policy_book
from onward.transfers.services import Place
from onward.transfers.store import JourneysInHand, Named, load_journeys, pupils_of_faces, save_journeys
from onward.transfers.workflow import EXPECTED_SOMEWHERE, OPEN, RUNNING, JoinerStanding, State

CENTRE = ""


@dataclass
class World:
    """The pupils, journeys, policies and schools of one batch."""

    now: datetime
    register: Register
    policies: PolicyBook
    pupils: PupilsInHand
    journeys: JourneysInHand
    protection: ProtectionInHand
    document_owners: dict[UUID, int]
    shielded: dict[UUID, bool] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The calendar day in Scotland."""
        return today_in_scotland(self.now)

    def ask(self, kind: QuestionKind, pupil_id: UUID, other_id: UUID | None, message_id: UUID | None) -> None:
        """Put a doubt before the centre."""
        self.pupils.ask(
            Question(
                kind=kind,
                pupil_id=pupil_id,
                other_id=other_id,
                message_id=message_id,
                opened_at=self.now,
            )
        )

    def shield(self, pupil: PupilRow, *, is_protected: bool, is_found: bool = False) -> None:
        """Let the pupil's journeys, and all rows that tell where they are, follow a changed protection.

        `is_found` says that it was heard from where the pupil has arrived: the old side does not know it.
        """
        pupil.is_shielded = is_protected
        self.shielded[pupil.id] = is_protected
        for journey in self.journeys.by_pupil[pupil.id]:
            journey.transfer.is_shielded = is_protected
            if journey.transfer.state in OPEN and not is_found:
                journey.transfer.is_kept_back = is_protected
            journey.is_changed = True

    def mark(self, pupil: PupilRow, marks: Iterable[str]) -> None:
        """Set marks on a pupil; what runs for a child who is vulnerable now has the shorter deadline."""
        self.pupils.mark(pupil, marks, now=self.now)
        self.hurry(pupil)

    def hurry(self, pupil: PupilRow) -> None:
        """Give what runs for a child with a mark the shorter deadline, where it has not got it yet."""
        for journey in self.journeys.by_pupil[pupil.id] if pupil.marks else ():
            if journey.transfer.state in RUNNING and not journey.transfer.is_vulnerable:
                journey.transfer.is_vulnerable = True
                transfers.set_clock(journey, self._hurried(journey))

    def _hurried(self, journey: Journey) -> Clock:
        transfer = journey.transfer
        origin = self.register.by_id[transfer.origin_id].authority_id if transfer.origin_id else CENTRE
        start = transfer.clock_from or self.today
        return start_clock(
            policy=self.policy(transfer.clock_reason, origin, transfer.leaving_on or start),
            is_vulnerable=True,
            start=start,
            authority_id=transfer.clock_authority_id,
            calendar=self.register.calendar_of(transfer.clock_authority_id),
        )

    def policy(self, reason: str, authority_id: str, on: date) -> PolicyFact:
        """Return the leaving policy in force."""
        return self.policies.policy_for(reason=reason, authority_id=authority_id, on=on)

    def clock(self, policy: PolicyFact, *, authority_id: str, start: date, is_vulnerable: bool) -> Clock:
        """Start a deadline, from the leaving day or from today where that is later."""
        return start_clock(
            policy=policy,
            is_vulnerable=is_vulnerable,
            start=max(start, self.today),
            authority_id=authority_id,
            calendar=self.register.calendar_of(authority_id),
        )

    def place(self, journey: Journey, school: SchoolFact, stated: Stated) -> Place:
        """Return the place of a pupil; the school of a protected child is told by the centre only.

        Where the old side does not know that the child is protected, and hidden elsewhere, it is told.
        """
        if journey.transfer.is_kept_back:
            return Place(school_id=school.id, joiner=None)
        joiner = self.joiner(journey, school, stated)
        joiner.is_shielded = False
        return Place(school_id=school.id, joiner=joiner)

    def believe(self, journey: Journey, school: SchoolFact, clock: Clock, by: By) -> None:
        """Let a school expect a child who has been found, for the old side says so and knows no better."""
        transfer = journey.transfer
        is_open_secret = school.id == transfer.destination_id and not transfer.is_shielded
        is_told = journey.leaver is not None and not transfer.is_kept_back and not is_open_secret
        joiner = self.joiner(journey, school, journey.leaver.stated) if journey.leaver and is_told else None
        transfers.expect_in_vain(journey, joiner=joiner, due_on=clock.deadline_on, by=by)
        self.journeys.note_faces(journey)

    def face_of_arrival(self, journey: Journey, school: SchoolFact, stated: Stated, on: date) -> JoinerRow:
        """Return the face under which a pupil arrives: the one that expects them at the school, or a new one.

        A child who is protected, and of whom the old side does not know it, always gets a new face: the
        old one is seen by the authority, and must not vanish before the notice run.
        """
        expected = journey.expected_joiner
        is_hidden = journey.transfer.is_shielded and not journey.transfer.is_kept_back
        if expected and expected.school_id == school.id and not is_hidden:
            return expected
        return self.joiner(journey, school, stated, came_on=on)

    def joiner(
        self, journey: Journey, school: SchoolFact, stated: Stated, *, came_on: date | None = None
    ) -> JoinerRow:
        """Return a new face of the transfer for a destination; one that says itself when the pupil came."""
        return JoinerRow(
            id=uuid7(self.now),
            transfer_id=journey.transfer.id,
            school_id=school.id,
            authority_id=school.authority_id,
            stated=stated,
            standing=JoinerStanding.EXPECTED,
            expected_from=came_on or journey.transfer.leaving_on or self.today,
            is_shielded=journey.transfer.is_shielded,
            told_at=self.now,
        )

    def save(self) -> None:
        """Write everything but the messages themselves, which must be there before."""
        self._keep_back()
        self._let_go()
        self.pupils.save()
        self.protection.save(now=self.now)
        journeys = list(self.journeys.journeys.values())
        save_journeys(journeys, now=self.now)
        recall([(j.transfer.id, school) for j in journeys for school in j.recall_from], now=self.now)
        forward([way for each in journeys if each.has_post for way in self._ways(each)], now=self.now)
        shield_pupils(self.shielded, now=self.now)

    def _keep_back(self) -> None:
        """What still waits in schools' mailboxes of children who are protected now goes to the centre."""
        kept = [pupil_id for pupil_id, is_protected in self.shielded.items() if is_protected]
        for journey in (each for pupil_id in kept for each in self.journeys.by_pupil[pupil_id]):
            transfer, expected = journey.transfer, journey.expected_joiner
            if transfer.destination_id is None or self._has_left(transfer.pupil_id, transfer.destination_id):
                continue
            journey.has_post = True
            if transfer.state in OPEN:
                journey.recall_from += {each.school_id for each in journey.joiners}
            elif expected is None or expected.school_id != transfer.destination_id:
                journey.recall_from.append(transfer.destination_id)

    def _has_left(self, pupil_id: UUID, school_id: int) -> bool:
        """Whether the newest that is known of a pupil and a school is that the pupil left it."""
        for journey in reversed(self.journeys.by_pupil[pupil_id]):
            if school_id == journey.transfer.destination_id:
                return False
            if school_id == journey.transfer.origin_id:
                return True
        return False

    def _let_go(self) -> None:
        """What the centre kept back of children who are protected no more goes on to where they are."""
        let_go = [pupil_id for pupil_id, is_protected in self.shielded.items() if not is_protected]
        for journey in (each for pupil_id in let_go for each in self.journeys.by_pupil[pupil_id]):
            is_somewhere = journey.transfer.state in EXPECTED_SOMEWHERE | {State.ARRIVED}
            if is_somewhere and journey.transfer.destination_id is not None:
                journey.recall_from.append(None)
                journey.has_post = True
                self._tell_destination(journey, self.register.by_id[journey.transfer.destination_id])

    def _tell_destination(self, journey: Journey, school: SchoolFact) -> None:
        if journey.leaver and journey.transfer.state in EXPECTED_SOMEWHERE and not journey.expected_joiner:
            transfers.tell_destination(journey, joiner=self.joiner(journey, school, journey.leaver.stated))

    def _ways(self, journey: Journey) -> Iterator[Forward]:
        """Yield where the post goes: to where the pupil is, and to where the old side has them expected."""
        transfer, expected = journey.transfer, journey.expected_joiner
        school = None if transfer.is_shielded else transfer.destination_id
        if transfer.destination_id is not None:
            yield self._way(journey, school, is_shielded=transfer.is_shielded)
        if journey.old_side_spoke and expected and not expected.is_shielded and expected.school_id != school:
            yield self._way(journey, expected.school_id, is_shielded=False)

    def _way(self, journey: Journey, school: int | None, *, is_shielded: bool) -> Forward:
        authority = self.register.by_id[school].authority_id if school else CENTRE
        return Forward(
            transfer_id=journey.transfer.id,
            school_id=school,
            authority_id=authority,
            named_id=journey.leaver.named_id if journey.leaver else None,
            expires_on=collect_by(self.register, authority, self.now),
            is_shielded=is_shielded,
        )


def load_world(items: Sequence[Item], *, also: Collection[UUID] = (), now: datetime) -> World:
    """Load what these items are about, and these pupils also. The identity locks must be held."""
    leavers, joiners, documents = _named(items)
    about = pupils_of_faces(Named(leavers=leavers, joiners=joiners)) | {*also}
    pupils = PupilsInHand(quoted=quoted_in(items), ids=about)
    return World(
        now=now,
        register=current_register(),
        policies=read_policy_book(),
        pupils=pupils,
        journeys=load_journeys(pupils.by_id),
        protection=ProtectionInHand(pupils.by_id),
        document_owners=_document_owners(documents),
    )


def _named(items: Iterable[Item]) -> tuple[set[UUID], set[UUID], set[UUID]]:
    leavers, joiners, documents = set(), set(), set()
    for item in items:
        if leaver := getattr(item.said, "leaver", ""):
            leavers.add(UUID(leaver))
        if joiner := getattr(item.said, "joiner", ""):
            joiners.add(UUID(joiner))
        if record := getattr(item.said, "record", None):
            documents |= {UUID(each) for each in record.documents}
    return leavers, joiners, documents


def _document_owners(documents: Collection[UUID]) -> dict[UUID, int]:
    if not documents:
        return {}
    return dict(fetch("SELECT id, school_id FROM messaging_document WHERE id = ANY(%s)", [list(documents)]))
