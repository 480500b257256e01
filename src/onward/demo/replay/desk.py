"""One desk of the replay: it speaks for some of the pupils, and empties the mailboxes of some schools.

Everything goes through the same intake as what any school says.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.demo.load import facts_of
from onward.demo.nation import Nation
from onward.demo.replay.given_ids import GivenIds
from onward.demo.replay.in_batches import in_batches
from onward.demo.replay.offices import empty_mailboxes
from onward.demo.replay.saying_so import actor_of, well_said
from onward.demo.traffic.plan import PlannedDay
from onward.demo.traffic.planned import PlannedMessage
from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring
from onward.operations.intake import Item, Verdict, accept
from onward.operations.intake.canonical import canonical

_OFFICES_OPEN = time(7, 30, tzinfo=UTC)
_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class Done:
    """What desks did: messages accepted, refused by kind and code, and taken out of mailboxes."""

    accepted: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    collected: int = 0

    def __add__(self, other: "Done") -> "Done":
        """Return what both did."""
        return Done(
            accepted=self.accepted + other.accepted,
            refused=self.refused + other.refused,
            collected=self.collected + other.collected,
        )


class Desk:
    """Says what was planned of its share of the pupils, in order, and remembers the ids that the hub gave."""

    def __init__(
        self,
        nation: Nation,
        *,
        share: int,
        shares: int,
        keyring: Keyring,
        mailboxes_until: date = date.max,
    ) -> None:
        """Take the nation, which must be loaded, and which share of it is this desk's, from 0.

        After the day `mailboxes_until` nobody empties a mailbox.
        """
        self._nation = nation
        self._share = share
        self._shares = shares
        self._keyring = keyring
        self._mailboxes_until = mailboxes_until
        self._ids = GivenIds()
        self._opens_at: datetime | None = None
        self._waiting: list[tuple[PlannedMessage, Item]] = []
        self._actors: dict[tuple[str, str | int], Actor] = {}

    def prepare(self, day: PlannedDay) -> None:
        """Put the day's messages about its own pupils into words. The day before must be done."""
        self._opens_at = datetime.combine(day.day, _OFFICES_OPEN)
        self._waiting = [
            (each, self._item(each)) for each in day.messages if each.pupil % self._shares == self._share
        ]

    def work(self) -> Done:
        """Empty mailboxes, and send what was prepared, each batch at the moment of its last message."""
        collected = self._empty_mailboxes()
        accepted, refused = 0, Counter[str]()
        for batch in in_batches(self._waiting):
            items = [item for _, item in batch]
            verdicts = accept(items, now=batch[-1][0].at, keyring=self._keyring)
            told = [planned for planned, _ in batch]
            accepted += sum(each.is_accepted for each in verdicts)
            refused.update(_refusals(told, verdicts))
            self._remember(told, verdicts)
        self._waiting = []
        return Done(accepted=accepted, refused=refused, collected=collected)

    def _empty_mailboxes(self) -> int:
        if self._opens_at is None or self._opens_at.weekday() > _FRIDAY:
            return 0
        if self._opens_at.date() > self._mailboxes_until:
            return 0
        return empty_mailboxes(
            share=self._share, shares=self._shares, now=self._opens_at, keyring=self._keyring
        )

    def _item(self, planned: PlannedMessage) -> Item:
        school = self._schools[planned.school]
        said = well_said(planned, self._nation, self._ids.known)
        return Item(
            key=f"replay-{planned.number}",
            said=said,
            content=canonical(said),
            school=school,
            by=self._actor(planned, school),
        )

    def _actor(self, planned: PlannedMessage, school: SchoolFact) -> Actor:
        key = (planned.speaker, school.id)
        if key not in self._actors:
            self._actors[key] = actor_of(planned, school)
        return self._actors[key]

    def _remember(self, told: Sequence[PlannedMessage], verdicts: Sequence[Verdict]) -> None:
        placed: dict[UUID, int] = {}
        for planned, verdict in zip(told, verdicts, strict=True):
            if planned.is_last:
                self._ids.forget(planned.transfer_no)
            elif verdict.leaver:
                self._ids.note_leaver(planned.transfer_no, verdict.leaver)
                if planned.destination is not None:
                    placed[verdict.leaver] = planned.transfer_no
        for leaver, joiner, school_id in _joiners(placed):
            self._ids.note_joiner(placed[leaver], self._index[school_id], joiner)

    @cached_property
    def _schools(self) -> tuple[SchoolFact, ...]:
        with seen_as(HUB):
            return facts_of(self._nation)

    @cached_property
    def _index(self) -> dict[int, int]:
        return {fact.id: index for index, fact in enumerate(self._schools)}


def _refusals(told: Sequence[PlannedMessage], verdicts: Sequence[Verdict]) -> Iterator[str]:
    for planned, verdict in zip(told, verdicts, strict=True):
        if not verdict.is_accepted:
            yield f"{planned.kind.value}: {verdict.faults[-1].code}"


def _joiners(leavers: dict[UUID, int]) -> list[tuple[UUID, UUID, int]]:
    """Return the joiners of these leavers' transfers: what each destination finds in its own list."""
    if not leavers:
        return []
    with seen_as(HUB):
        rows = fetch(_JOINERS, [list(leavers)])
    return [(leaver, joiner, school_id) for leaver, joiner, school_id in rows]


_JOINERS = """
    SELECT leaver.id, joiner.id, joiner.school_id
    FROM transfers_leaver AS leaver JOIN transfers_joiner AS joiner USING (transfer_id)
    WHERE leaver.id = ANY(%s)
"""
