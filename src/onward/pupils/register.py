"""The pupils that a batch is about: loaded together, changed in memory, saved together."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from onward.database.bulk import Columns, fetch
from onward.foundation.ids import uuid7
from onward.pupils.identify import Candidate, Description, Finding, identify
from onward.pupils.models import EnrolmentStatus, QuestionKind
from onward.pupils.quoted import Quoted
from onward.pupils.register_queries import (
    FIND_ENROLMENTS,
    FIND_PUPILS,
    OPEN_QUESTIONS,
)

_PUPILS = Columns(
    "pupils_pupil",
    id="uuid", surname="text", forename="text", middle_names="text", known_as_surname="text",
    known_as_forename="text", born="date", sex="text", match_key="text", is_shielded="bool",
    created_at="timestamptz",
)  # fmt: skip
_IDENTIFIERS = Columns(
    "pupils_pupilidentifier", pupil_id="uuid", kind="text", value="text", first_quoted_at="timestamptz"
)
_ENROLMENTS = Columns(
    "pupils_enrolment",
    id="uuid", pupil_id="uuid", school_id="int", authority_id="text", status="text", stage="text",
    starts_on="date", ends_on="date", is_shielded="bool",
)  # fmt: skip
_ENROLMENT_CHANGES = Columns("pupils_enrolment", id="uuid", status="text", starts_on="date", ends_on="date")
_MARKS = Columns("pupils_pupilmark", pupil_id="uuid", mark="text", set_at="timestamptz")
_LETTERS = Columns("pupils_pupil", id="uuid", letters_stopped_at="timestamptz")
_QUESTIONS = Columns(
    "pupils_identityquestion",
    id="uuid", kind="text", pupil_id="uuid", other_id="uuid", message_id="uuid", opened_at="timestamptz",
    settled_how="text",
)  # fmt: skip


@dataclass(kw_only=True, slots=True, eq=False)
class EnrolmentRow:
    """The columns of one place on a roll."""

    id: UUID
    pupil_id: UUID
    school_id: int
    authority_id: str
    status: EnrolmentStatus
    stage: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_shielded: bool = False


@dataclass(kw_only=True, slots=True, eq=False)
class PupilRow:
    """What a batch needs to know of one pupil."""

    id: UUID
    surname: str
    forename: str
    born: date
    match_key: str
    is_shielded: bool = False
    letters_stopped: bool = False
    other_match_keys: tuple[str, ...] = ()
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    enrolments: list[EnrolmentRow] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A doubt for the centre."""

    kind: QuestionKind
    pupil_id: UUID
    other_id: UUID | None
    message_id: UUID | None
    opened_at: datetime


class PupilsInHand:
    """The pupils of one batch, by what was quoted of them and by id, with what is to be saved."""

    def __init__(self, *, quoted: Collection[Quoted], ids: Collection[UUID]) -> None:
        """Load, in two queries, every pupil who shares an identifier or match key, and those named by id."""
        self.by_id: dict[UUID, PupilRow] = {}
        self._by_identifier: defaultdict[tuple[str, str], set[UUID]] = defaultdict(set)
        self._by_match_key: defaultdict[str, set[UUID]] = defaultdict(set)
        self._new_pupils: list[tuple[object, ...]] = []
        self._new_identifiers: list[tuple[object, ...]] = []
        self._new_enrolments: list[EnrolmentRow] = []
        self._changed_enrolments: dict[UUID, EnrolmentRow] = {}
        self._new_marks: list[tuple[object, ...]] = []
        self._letters_stopped: list[tuple[object, ...]] = []
        self._questions: dict[tuple[str, UUID, UUID | None], Question] = {}
        self._load(quoted, ids)

    def find(self, quoted: Quoted, *, school_id: int) -> Finding:
        """Say which pupil in hand is meant, as far as the exact rules go."""
        wanted = quoted.identifiers
        ids = (
            set().union(*(self._by_identifier[pair] for pair in wanted))
            | self._by_match_key[quoted.match_key]
        )
        description = Description(
            surname=quoted.surname,
            forename=quoted.forename,
            born=quoted.born,
            identifiers=wanted,
            match_key=quoted.match_key,
        )
        candidates = [self._candidate(self.by_id[each], quoted, school_id) for each in sorted(ids)]
        return identify(description, candidates)

    def admit(self, quoted: Quoted, *, now: datetime) -> PupilRow:
        """Add a pupil whom the hub did not know."""
        row = PupilRow(
            id=uuid4(),
            surname=quoted.surname,
            forename=quoted.forename,
            born=quoted.born,
            match_key=quoted.match_key,
        )
        self._keep(row)
        self._new_pupils.append(
            (
                row.id, quoted.surname, quoted.forename, quoted.middle_names, quoted.known_as_surname,
                quoted.known_as_forename, quoted.born, quoted.sex, quoted.match_key, False, now,
            )
        )  # fmt: skip
        return row

    def quote_identifiers(self, pupil: PupilRow, quoted: Quoted, *, now: datetime) -> None:
        """Remember identifiers that were not yet quoted for this pupil."""
        for pair in sorted(quoted.identifiers - pupil.identifiers):
            pupil.identifiers.add(pair)
            self._by_identifier[pair].add(pupil.id)
            self._new_identifiers.append((pupil.id, *pair, now))

    def enrolment_at(self, pupil: PupilRow, school_id: int) -> EnrolmentRow | None:
        """Return the pupil's running place at a school, if there is one."""
        return next((each for each in pupil.enrolments if each.school_id == school_id), None)

    def is_on_roll(self, pupil: PupilRow, school_id: int) -> bool:
        """Say whether a school itself has confirmed that the pupil is there, and not that they left since."""
        place = self.enrolment_at(pupil, school_id)
        return place is not None and place.status is EnrolmentStatus.CURRENT

    def enrol(
        self,
        pupil: PupilRow,
        *,
        school_id: int,
        authority_id: str,
        status: EnrolmentStatus,
        on: date,
        stage: str,
        is_shielded: bool | None = None,
    ) -> EnrolmentRow:
        """Put a pupil on a roll, or confirm a provisional place.

        `is_shielded` says whether nobody is to learn of the place; None: as the pupil is protected.
        """
        row = self.enrolment_at(pupil, school_id)
        if row is None:
            row = EnrolmentRow(
                id=uuid7(), pupil_id=pupil.id, school_id=school_id, authority_id=authority_id,
                status=status, stage=stage, starts_on=on,
                is_shielded=pupil.is_shielded if is_shielded is None else is_shielded,
            )  # fmt: skip
            pupil.enrolments.append(row)
            self._new_enrolments.append(row)
        elif row.status is EnrolmentStatus.PROVISIONAL and status is EnrolmentStatus.CURRENT:
            row.status, row.starts_on = status, on
            self._changed_enrolments[row.id] = row
        return row

    def end_enrolment(
        self, pupil: PupilRow, *, school_id: int, authority_id: str, ends_on: date, stage: str
    ) -> None:
        """Take a pupil off a school's roll; where the roll did not have them, note that they were on it."""
        row = self.enrolment_at(pupil, school_id)
        if row is None:
            row = self.enrol(
                pupil, school_id=school_id, authority_id=authority_id, status=EnrolmentStatus.CURRENT,
                on=ends_on, stage=stage, is_shielded=False,
            )  # fmt: skip
            row.starts_on = None
        row.status, row.ends_on = EnrolmentStatus.ENDED, ends_on
        if row.starts_on and row.starts_on > ends_on:
            row.starts_on = ends_on
        pupil.enrolments.remove(row)
        self._changed_enrolments[row.id] = row

    def mark(self, pupil: PupilRow, marks: Iterable[str], *, now: datetime) -> None:
        """Set marks that the pupil does not bear yet."""
        for mark in sorted(set(marks) - pupil.marks):
            pupil.marks.add(mark)
            self._new_marks.append((pupil.id, mark, now))

    def stop_letters(self, pupil: PupilRow, *, now: datetime) -> None:
        """See to it that nothing more is sent about a pupil who has died."""
        pupil.letters_stopped = True
        self._letters_stopped.append((pupil.id, now))

    def ask(self, question: Question) -> None:
        """Put a doubt before the centre, once."""
        self._questions.setdefault((question.kind.value, question.pupil_id, question.other_id), question)

    def save(self) -> None:
        """Write everything that changed, a statement a table."""
        _PUPILS.insert(self._new_pupils)
        _IDENTIFIERS.insert(self._new_identifiers)
        _ENROLMENTS.insert([self._enrolment_values(row) for row in self._new_enrolments])
        new = {row.id for row in self._new_enrolments}
        changed = [row for row in self._changed_enrolments.values() if row.id not in new]
        _ENROLMENT_CHANGES.update([(row.id, row.status.value, row.starts_on, row.ends_on) for row in changed])
        _MARKS.insert(self._new_marks)
        _LETTERS.update(self._letters_stopped)
        self._save_questions()

    def _save_questions(self) -> None:
        if not self._questions:
            return
        open_now = {tuple(row) for row in fetch(OPEN_QUESTIONS, [[key[1] for key in self._questions]])}
        _QUESTIONS.insert(
            [
                (uuid7(each.opened_at), *key, each.message_id, each.opened_at, "")
                for key, each in self._questions.items()
                if key not in open_now
            ]
        )

    def _enrolment_values(self, row: EnrolmentRow) -> tuple[object, ...]:
        return (
            row.id, row.pupil_id, row.school_id, row.authority_id, row.status.value, row.stage,
            row.starts_on, row.ends_on, row.is_shielded,
        )  # fmt: skip

    def _candidate(self, pupil: PupilRow, quoted: Quoted, school_id: int) -> Candidate:
        is_other_name = quoted.match_key in pupil.other_match_keys
        return Candidate(
            id=pupil.id,
            surname=pupil.surname,
            forename=pupil.forename,
            born=pupil.born,
            match_key=quoted.match_key if is_other_name else pupil.match_key,
            identifiers=frozenset(pupil.identifiers),
            is_here=self.enrolment_at(pupil, school_id) is not None,
        )

    def _keep(self, row: PupilRow) -> None:
        self.by_id[row.id] = row
        for key in (row.match_key, *row.other_match_keys):
            self._by_match_key[key].add(row.id)
        for pair in row.identifiers:
            self._by_identifier[pair].add(row.id)

    def _load(self, quoted: Collection[Quoted], ids: Collection[UUID]) -> None:
        pairs = sorted({pair for each in quoted for pair in each.identifiers})
        kinds, values = [kind for kind, _ in pairs], [value for _, value in pairs]
        keys = sorted({each.match_key for each in quoted})
        for row in fetch(FIND_PUPILS, [kinds, values, keys, list(ids)]):
            self._keep(
                PupilRow(
                    id=row[0], surname=row[1], forename=row[2], born=row[3], match_key=row[4],
                    is_shielded=row[5], letters_stopped=row[6], other_match_keys=tuple(row[7]),
                    identifiers={_pair(each) for each in row[8]}, marks=set(row[9]),
                )
            )  # fmt: skip
        if self.by_id:
            self._load_enrolments(list(self.by_id))

    def _load_enrolments(self, ids: list[UUID]) -> None:
        for row in fetch(FIND_ENROLMENTS, [ids]):
            self.by_id[row[1]].enrolments.append(
                EnrolmentRow(
                    id=row[0], pupil_id=row[1], school_id=row[2], authority_id=row[3],
                    status=EnrolmentStatus(row[4]), stage=row[5], starts_on=row[6], is_shielded=row[7],
                )
            )  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    """Return kind and value of an identifier; a kind is one word."""
    kind, _, value = text.partition(" ")
    return kind, value
