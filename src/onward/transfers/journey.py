"""One transfer in hand: the truth, its faces, and what has to be written. Pure; `store` loads and saves it.

A verb (in `services`) changes a journey in memory; nothing else may. Working rows mirror the columns
of the tables by name.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from onward.foundation.actor import Actor
from onward.transfers.workflow import WORKFLOW, JoinerStanding, LeaverStanding, State


@dataclass(kw_only=True, slots=True, eq=False)
class TransferRow:
    """The columns of one transfer."""

    id: UUID
    pupil_id: UUID
    origin_id: int | None
    destination_id: int | None = None
    state: State
    reason: str = ""
    leaving_on: date | None = None
    departure_message_id: UUID | None = None
    is_vulnerable: bool = False
    is_shielded: bool = False
    is_kept_back: bool = False
    clock_reason: str = ""
    clock_from: date | None = None
    clock_days: int | None = None
    clock_authority_id: str = ""
    deadline_on: date | None = None
    remind_on: date | None = None
    reminded_at: datetime | None = None
    arrived_on: date | None = None
    settled_at: datetime | None = None
    settled_by: str = ""
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A pupil's details as one side states or was given them."""

    surname: str
    forename: str
    born: date
    sex: str
    scn: str = ""
    upn: str = ""
    stage: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """A place outside the network, as the old side names it; all empty: none."""

    country: str = ""
    lea: str = ""
    estab: str = ""
    name: str = ""


@dataclass(kw_only=True, slots=True, eq=False)
class LeaverRow:
    """The columns of the old side's face."""

    id: UUID
    transfer_id: UUID
    school_id: int
    authority_id: str
    stated: Stated
    reason: str
    leaving_on: date | None
    named_id: int | None = None
    outside_country: str = ""
    outside_lea: str = ""
    outside_estab: str = ""
    outside_name: str = ""
    standing: LeaverStanding
    told_at: datetime
    settled_month: date | None = None
    is_shielded: bool = False

    @property
    def outside(self) -> Outside:
        """The place outside the network that the old side named; none: all empty."""
        return Outside(
            country=self.outside_country,
            lea=self.outside_lea,
            estab=self.outside_estab,
            name=self.outside_name,
        )

    def go_outside(self, place: Outside) -> None:
        """Note the place outside the network that the old side names."""
        self.outside_country, self.outside_name = place.country, place.name
        self.outside_lea, self.outside_estab = place.lea, place.estab


@dataclass(kw_only=True, slots=True, eq=False)
class JoinerRow:
    """The columns of a destination's face."""

    id: UUID
    transfer_id: UUID
    school_id: int
    authority_id: str
    stated: Stated
    standing: JoinerStanding
    expected_from: date
    due_on: date | None = None
    arrived_on: date | None = None
    is_shielded: bool = False
    told_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """The columns of one immutable event."""

    id: UUID
    transfer_id: UUID
    number: int
    move: str
    before: str
    after: str
    at: datetime
    by: str
    reason: str
    message_id: UUID | None
    is_shielded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A worklist row to be opened."""

    kind: str
    role: str
    school_id: int | None
    authority_id: str
    leaver_id: UUID | None = None
    joiner_id: UUID | None = None
    due_on: date | None = None
    is_shielded: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """Who moves it, when, and which message says so: what every event carries."""

    actor: Actor
    now: datetime
    event_id: UUID
    message_id: UUID | None = None
    reason: str = ""


@dataclass(slots=True, eq=False)
class Journey:
    """One transfer in hand with its faces, and what its verbs leave to be written."""

    transfer: TransferRow
    leaver: LeaverRow | None = None
    joiners: list[JoinerRow] = field(default_factory=list)
    event_count: int = 0
    is_new: bool = False
    is_changed: bool = False
    new_joiners: list[JoinerRow] = field(default_factory=list)
    changed_joiners: list[JoinerRow] = field(default_factory=list)
    leaver_is_new: bool = False
    leaver_is_changed: bool = False
    events: list[EventRow] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    answered_leaver: bool = False
    record_came: bool = False
    reason_came: bool = False
    answered_joiners: list[UUID] = field(default_factory=list)
    alarm_ended_by: str = ""
    has_post: bool = False
    old_side_spoke: bool = False
    recall_from: list[int | None] = field(default_factory=list)

    @property
    def expected_joiner(self) -> JoinerRow | None:
        """The one destination that expects the pupil now, if any."""
        return next((j for j in self.joiners if j.standing is JoinerStanding.EXPECTED), None)

    def joiner_at(self, school_id: int) -> JoinerRow | None:
        """The newest face that this school has of the transfer, if any."""
        return next((j for j in reversed(self.joiners) if j.school_id == school_id), None)

    def begin(self, move: str, *, by: By) -> None:
        """Write the first event of a new transfer."""
        self._write_event(move, before="", by=by)

    def note(self, move: str, *, by: By) -> None:
        """Write an event that leaves the state as it is (a departure after its arrival)."""
        self._write_event(move, before=self.transfer.state.value, by=by)

    def move(self, name: str, *, by: By) -> None:
        """Move the transfer as the table allows, with its event.

        Raises:
            MoveNotAllowed: the table has no such move from this state; nothing was changed.
        """
        before = self.transfer.state
        self.transfer.state = WORKFLOW.end_of(name, before)
        self.transfer.changed_at = by.now
        self.is_changed = True
        self._write_event(name, before=before.value, by=by)
        if before is State.ALARMED and self.transfer.state is not State.ALARMED:
            self.alarm_ended_by = name

    def _write_event(self, move: str, *, before: str, by: By) -> None:
        self.event_count += 1
        self.events.append(
            EventRow(
                id=by.event_id,
                transfer_id=self.transfer.id,
                number=self.event_count,
                move=move,
                before=before,
                after=self.transfer.state.value,
                at=by.now,
                by=f"{by.actor.kind}:{by.actor.id}"[:80],
                reason=by.reason[:200],
                message_id=by.message_id,
                is_shielded=self.transfer.is_shielded,
            )
        )
