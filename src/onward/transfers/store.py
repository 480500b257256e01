"""Load the transfers that a batch is about, locked, and save what their verbs left to be written.

A few statements for a whole batch. Locks are taken in the order of ids, so two batches never wait for
each other in a circle.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from onward.database.bulk import Columns, fetch, run
from onward.foundation.ids import uuid7
from onward.transfers.journey import Asked, JoinerRow, Journey, LeaverRow, Stated, TransferRow
from onward.transfers.workflow import JoinerStanding, LeaverStanding, State

_TRANSFER_TYPES = {
    "id": "uuid", "pupil_id": "uuid", "origin_id": "int", "destination_id": "int", "state": "text",
    "reason": "text", "leaving_on": "date", "departure_message_id": "uuid", "is_vulnerable": "bool",
    "is_shielded": "bool", "is_kept_back": "bool", "clock_reason": "text", "clock_from": "date",
    "clock_days": "smallint", "clock_authority_id": "text", "deadline_on": "date", "remind_on": "date",
    "reminded_at": "timestamptz", "arrived_on": "date", "settled_at": "timestamptz", "settled_by": "text",
    "created_at": "timestamptz", "changed_at": "timestamptz",
}  # fmt: skip
_STATED_TYPES = {
    "surname": "text", "forename": "text", "born": "date", "sex": "text", "scn": "text", "upn": "text",
    "stage": "text",
}  # fmt: skip
_LEAVER_TYPES = {
    "id": "uuid", "transfer_id": "uuid", "school_id": "int", "authority_id": "text", **_STATED_TYPES,
    "reason": "text", "leaving_on": "date", "named_id": "int", "outside_country": "text",
    "outside_lea": "text", "outside_estab": "text", "outside_name": "text", "standing": "text",
    "told_at": "timestamptz", "settled_month": "date", "is_shielded": "bool",
}  # fmt: skip
_JOINER_TYPES = {
    "id": "uuid", "transfer_id": "uuid", "school_id": "int", "authority_id": "text", **_STATED_TYPES,
    "standing": "text", "expected_from": "date", "due_on": "date", "arrived_on": "date",
    "is_shielded": "bool", "told_at": "timestamptz",
}  # fmt: skip
_TRANSFERS = Columns("transfers_transfer", **_TRANSFER_TYPES)
_LEAVERS = Columns("transfers_leaver", **_LEAVER_TYPES)
_JOINERS = Columns("transfers_joiner", **_JOINER_TYPES)
_JOINER_CHANGES = Columns(
    "transfers_joiner",
    id="uuid", transfer_id="uuid", standing="text", arrived_on="date", is_shielded="bool",
    told_at="timestamptz", **_STATED_TYPES,
)  # fmt: skip
_EVENTS = Columns(
    "transfers_transferevent",
    id="uuid", transfer_id="uuid", number="smallint", move="text", before="text", after="text",
    at="timestamptz", by="text", reason="text", message_id="uuid", is_shielded="bool",
)  # fmt: skip
_ITEMS = Columns(
    "transfers_worklistitem",
    id="uuid", kind="text", role="text", school_id="int", authority_id="text", leaver_id="uuid",
    joiner_id="uuid", opened_at="timestamptz", due_on="date", closed_how="text", is_shielded="bool",
)  # fmt: skip


@dataclass
class JourneysInHand:
    """The journeys of one batch, by leaver, joiner, pupil and transfer."""

    journeys: dict[UUID, Journey] = field(default_factory=dict)
    by_leaver: dict[UUID, Journey] = field(default_factory=dict)
    by_joiner: dict[UUID, Journey] = field(default_factory=dict)
    by_pupil: defaultdict[UUID, list[Journey]] = field(default_factory=lambda: defaultdict(list))

    def add(self, journey: Journey) -> None:
        """Take a new journey in hand."""
        self.journeys[journey.transfer.id] = journey
        self.by_pupil[journey.transfer.pupil_id].append(journey)
        self.note_faces(journey)

    def note_faces(self, journey: Journey) -> None:
        """Make the journey findable by its faces, also those that a verb has just opened."""
        if journey.leaver:
            self.by_leaver[journey.leaver.id] = journey
        for joiner in journey.joiners:
            self.by_joiner[joiner.id] = journey


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What a batch names of transfers: faces by their ids, pupils by theirs."""

    leavers: Collection[UUID] = ()
    joiners: Collection[UUID] = ()
    pupils: Collection[UUID] = ()


def pupils_of_faces(named: Named) -> set[UUID]:
    """Return the pupils whom the named leavers and joiners are about. Nothing is locked."""
    if not named.leavers and not named.joiners:
        return set()
    return {row[0] for row in fetch(_PUPILS_OF_FACES, [list(named.leavers), list(named.joiners)])}


def load_journeys(pupils: Collection[UUID]) -> JourneysInHand:
    """Lock and load every transfer of these pupils, oldest first for each pupil, with its faces."""
    hand = JourneysInHand()
    if not pupils:
        return hand
    for row in fetch(_LOAD_TRANSFERS, [list(pupils)]):
        journey = Journey(transfer=_transfer(row), event_count=row[-1])
        hand.journeys[journey.transfer.id] = journey
    ids = list(hand.journeys)
    if ids:
        for row in fetch(_LOAD_LEAVERS, [ids]):
            hand.journeys[row[1]].leaver = _leaver(row)
        for row in fetch(_LOAD_JOINERS, [ids]):
            hand.journeys[row[1]].joiners.append(_joiner(row))
    for journey in hand.journeys.values():
        hand.by_pupil[journey.transfer.pupil_id].append(journey)
        hand.note_faces(journey)
    return hand


def save_journeys(journeys: Iterable[Journey], *, now: datetime) -> None:
    """Write all that the verbs left: rows, events, ended alarms, answered and opened worklist rows."""
    touched = [
        each
        for each in journeys
        if each.is_new
        or each.is_changed
        or each.events
        or each.leaver_is_changed
        or each.changed_joiners
        or each.record_came
    ]
    _TRANSFERS.insert([_transfer_values(each.transfer) for each in touched if each.is_new])
    _TRANSFERS.update(
        [_transfer_values(each.transfer) for each in touched if each.is_changed and not each.is_new]
    )
    leavers = [(each.leaver, each.leaver_is_new) for each in touched if each.leaver]
    _LEAVERS.insert([_leaver_values(leaver) for leaver, is_new in leavers if is_new])
    _LEAVERS.update(
        [
            _leaver_values(each.leaver)
            for each in touched
            if each.leaver and each.leaver_is_changed and not each.leaver_is_new
        ]
    )
    _save_joiners(touched)
    _EVENTS.insert([_event_values(event) for each in touched for event in each.events])
    _end_alarms(touched, now)
    _close_items(touched, now)
    _ITEMS.insert([_item_values(asked, now) for each in touched for asked in each.asked])


def _save_joiners(touched: Sequence[Journey]) -> None:
    changes = {id(joiner): joiner for each in touched for joiner in each.changed_joiners}
    _JOINER_CHANGES.update(
        [
            (
                each.id,
                each.transfer_id,
                each.standing.value,
                each.arrived_on,
                each.is_shielded,
                each.told_at,
                *_stated_values(each.stated),
            )
            for each in changes.values()
        ]
    )
    _JOINERS.insert([_joiner_values(joiner) for each in touched for joiner in each.new_joiners])


def _end_alarms(touched: Sequence[Journey], now: datetime) -> None:
    ended = [(each.transfer.id, each.alarm_ended_by) for each in touched if each.alarm_ended_by]
    if ended:
        run(_END_ALARMS, [now, [row[0] for row in ended], [row[1] for row in ended]])
        run(_CLOSE_AT_CENTRE, [now, [row[0] for row in ended]])


def _close_items(touched: Sequence[Journey], now: datetime) -> None:
    # Of a leaver who is new in this batch nothing can have been asked before.
    known = [(each, each.leaver) for each in touched if each.leaver and not each.leaver_is_new]
    leavers = [leaver.id for each, leaver in known if each.answered_leaver]
    joiners = [joiner for each in touched for joiner in each.answered_joiners]
    if leavers or joiners:
        run(_CLOSE_ITEMS, [now, leavers, joiners])
    said_why = [leaver.id for each, leaver in known if each.reason_came]
    if said_why:
        run(_CLOSE_WHY, [now, said_why])
    unwanted = [leaver.id for each, leaver in known if _wants_no_record(each, leaver)]
    if unwanted:
        run(_CLOSE_WANTED, [now, unwanted])


def _wants_no_record(journey: Journey, leaver: LeaverRow) -> bool:
    is_taken_back = journey.answered_leaver and leaver.standing is LeaverStanding.WITHDRAWN
    return journey.record_came or is_taken_back


def _transfer(row: tuple[object, ...]) -> TransferRow:
    values = dict(zip(_TRANSFER_TYPES, row, strict=False))
    return TransferRow(**values | {"state": State(str(values["state"]))})  # type: ignore[arg-type]


def _leaver(row: tuple[object, ...]) -> LeaverRow:
    values = dict(zip(_LEAVER_TYPES, row, strict=True))
    stated = Stated(**{name: values.pop(name) for name in _STATED_TYPES})  # type: ignore[arg-type]
    return LeaverRow(stated=stated, **values | {"standing": LeaverStanding(str(values["standing"]))})  # type: ignore[arg-type]


def _joiner(row: tuple[object, ...]) -> JoinerRow:
    values = dict(zip(_JOINER_TYPES, row, strict=True))
    stated = Stated(**{name: values.pop(name) for name in _STATED_TYPES})  # type: ignore[arg-type]
    return JoinerRow(stated=stated, **values | {"standing": JoinerStanding(str(values["standing"]))})  # type: ignore[arg-type]


def _transfer_values(row: TransferRow) -> tuple[object, ...]:
    return tuple(row.state.value if name == "state" else getattr(row, name) for name in _TRANSFER_TYPES)


def _stated_values(stated: Stated) -> tuple[object, ...]:
    return tuple(getattr(stated, name) for name in _STATED_TYPES)


def _leaver_values(row: LeaverRow) -> tuple[object, ...]:
    return (
        row.id, row.transfer_id, row.school_id, row.authority_id, *_stated_values(row.stated), row.reason,
        row.leaving_on, row.named_id, row.outside_country, row.outside_lea, row.outside_estab,
        row.outside_name, row.standing.value, row.told_at, row.settled_month, row.is_shielded,
    )  # fmt: skip


def _joiner_values(row: JoinerRow) -> tuple[object, ...]:
    return (
        row.id, row.transfer_id, row.school_id, row.authority_id, *_stated_values(row.stated),
        row.standing.value, row.expected_from, row.due_on, row.arrived_on, row.is_shielded, row.told_at,
    )  # fmt: skip


def _event_values(event: object) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in _EVENTS.types)


def _item_values(asked: Asked, now: datetime) -> tuple[object, ...]:
    return (
        uuid7(now), asked.kind, asked.role, asked.school_id, asked.authority_id, asked.leaver_id,
        asked.joiner_id, now, asked.due_on, "", asked.is_shielded,
    )  # fmt: skip


def _names(types: Iterable[str]) -> str:
    return ", ".join(types)


_PUPILS_OF_FACES = """
    SELECT transfer.pupil_id FROM transfers_transfer AS transfer
    JOIN transfers_leaver AS leaver ON leaver.transfer_id = transfer.id WHERE leaver.id = ANY(%s)
    UNION
    SELECT transfer.pupil_id FROM transfers_transfer AS transfer
    JOIN transfers_joiner AS joiner ON joiner.transfer_id = transfer.id WHERE joiner.id = ANY(%s)
"""
_LOAD_TRANSFERS = f"""
    SELECT {_names(_TRANSFER_TYPES)},
        (SELECT count(*) FROM transfers_transferevent WHERE transfer_id = transfers_transfer.id)
    FROM transfers_transfer WHERE pupil_id = ANY(%s) ORDER BY id FOR UPDATE
"""  # noqa: S608 -- column names of our own
_LOAD_LEAVERS = f"SELECT {_names(_LEAVER_TYPES)} FROM transfers_leaver WHERE transfer_id = ANY(%s)"  # noqa: S608
_LOAD_JOINERS = f"""
    SELECT {_names(_JOINER_TYPES)} FROM transfers_joiner WHERE transfer_id = ANY(%s) ORDER BY id
"""  # noqa: S608 -- column names of our own
_END_ALARMS = """
    UPDATE transfers_alarm AS alarm SET ended_at = %s, ended_how = ended.how
    FROM unnest(%s::uuid[], %s::text[]) AS ended (transfer_id, how)
    WHERE alarm.transfer_id = ended.transfer_id AND alarm.ended_at IS NULL
"""
_CLOSE_ITEMS = """
    UPDATE transfers_worklistitem SET closed_at = %s, closed_how = 'done'
    WHERE closed_at IS NULL AND (leaver_id = ANY(%s) OR joiner_id = ANY(%s)) AND kind <> 'record-wanted'
        AND NOT (kind = 'alarm' AND role = 'protection_officer')
"""
_CLOSE_AT_CENTRE = """
    UPDATE transfers_worklistitem AS item SET closed_at = %s, closed_how = 'done'
    FROM transfers_leaver AS leaver
    WHERE leaver.transfer_id = ANY(%s) AND item.leaver_id = leaver.id AND item.closed_at IS NULL
        AND item.kind = 'alarm' AND item.role = 'protection_officer'
"""
_CLOSE_WHY = """
    UPDATE transfers_worklistitem SET closed_at = %s, closed_how = 'done'
    WHERE closed_at IS NULL AND leaver_id = ANY(%s) AND kind IN ('reason-missing', 'destination-missing')
"""
_CLOSE_WANTED = """
    UPDATE transfers_worklistitem SET closed_at = %s, closed_how = 'done'
    WHERE closed_at IS NULL AND leaver_id = ANY(%s) AND kind = 'record-wanted'
"""
