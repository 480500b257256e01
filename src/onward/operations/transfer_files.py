"""Common Transfer Files out: for a pupil who moves to England or Wales, and for who collects in that form.

A leaver's file is made of what the old school itself said, and of nothing else that the hub knows.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.formats.ctf.content import Header, Place, time_text
from onward.formats.ctf.names import make
from onward.formats.ctf.writer import Outgoing, write
from onward.formats.forms import Departure, Kind, PupilDetails, Record, Said
from onward.formats.validation import SAID
from onward.foundation.actor import Actor
from onward.foundation.errors import OnwardError
from onward.foundation.sight import HUB
from onward.messaging.contents import Content
from onward.messaging.mailbox import DeliveryRow, find_delivery
from onward.messaging.rereading import reread
from onward.messaging.sealing import Keyring
from onward.operations.mailbox import collect
from onward.operations.reading.leavers import LeaverSeen, find_leaver
from onward.operations.reading.looks import note_view
from onward.transfers.journey import Stated

ENGLAND_AND_WALES: Final = frozenset({"GB-ENG", "GB-WLS"})
UNKNOWN_PLACE: Final = Place(lea="XXX", estab="XXXX")
WHOLE_AUTHORITY: Final = "LLLL"
MOST_SERIALS: Final = 999

_SCOTLAND = ZoneInfo("Europe/London")
_KINDS = (Kind.DEPARTURE.value, Kind.RECORD.value)


class NoTransferFile(OnwardError):
    """Transfer files are made of departures and records only."""

    code = "no-transfer-file"


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferFile:
    """A file of one pupil: its name, as transfer files are named, and its bytes.

    `sha256` is that of the message that was collected for it; empty where none was.
    """

    name: str
    content: bytes = field(repr=False)
    sha256: bytes = b""


def leaver_as_file(
    leaver_id: UUID, *, by: Actor, now: datetime, keyring: Keyring, scn_element: str
) -> TransferFile:
    """Return the transfer file of a leaver who moves to England or Wales, as the old school itself stated it.

    Raises:
        LeaverNotFound: there is none, or none that the actor may see.
        NoTransferFile: the pupil does not move there, or the school never said when they left.
        PayloadErased: what the school sent was erased for good.
    """
    with seen_as(by.sight):
        leaver = find_leaver(leaver_id, by=by)
        school = current_register().by_id[leaver.school_id]
        note_view("export_leaver", "leaver", leaver_id, shielded=leaver.is_shielded, by=by, now=now)
        if leaver.outside_country not in ENGLAND_AND_WALES:
            raise NoTransferFile("The pupil is not said to move to England or Wales.")
        if leaver.leaving_on is None:
            raise NoTransferFile("No departure with a leaving day was sent for this pupil.")
        contents = reread(leaver.transfer_id, kinds=_KINDS, by=by, now=now, keyring=keyring)
    outgoing = _stated(leaver, leaver.leaving_on, [_said(each) for each in contents])
    destination = _outside(leaver)
    return _file(outgoing, _place(school), destination, of=leaver_id, now=now, scn_element=scn_element)


def collect_as_file(
    delivery_id: UUID, *, by: Actor, now: datetime, keyring: Keyring, scn_element: str
) -> TransferFile:
    """Collect a departure or a record in the form of a transfer file.

    Raises:
        NoTransferFile: it is another kind of message, or does not say who the pupil is.
        DeliveryNotFound, MoveNotAllowed, PayloadErased, PayloadNotReadable: see `mailbox.collect`.
    """
    with seen_as(by.sight):
        delivery = find_delivery(delivery_id, by=by)
        register = current_register()
    if delivery.kind not in _KINDS or delivery.sender_school_id is None or delivery.school_id is None:
        raise NoTransferFile
    content = collect(delivery_id, by=by, now=now, keyring=keyring)
    source, destination = register.by_id[delivery.sender_school_id], register.by_id[delivery.school_id]
    made = _file(
        _delivered(delivery, content),
        _place(source),
        _place(destination),
        of=delivery_id,
        now=now,
        scn_element=scn_element,
    )
    return TransferFile(name=made.name, content=made.content, sha256=content.sha256)


def _stated(leaver: LeaverSeen, leaving_on: date, said: list[Said]) -> Outgoing:
    """Return the pupil by the newest departure, with the core of the newest message that has one."""
    pupil, core = _details(leaver.pupil), dict[str, object]()
    for each in said:
        if isinstance(each, Departure | Record):
            pupil = each.pupil or pupil
            core = (each.record.core if each.record else {}) or core
    return Outgoing(pupil=pupil, leaving_on=leaving_on, core=core)


def _delivered(delivery: DeliveryRow, content: Content) -> Outgoing:
    said = _said(content.content)
    if isinstance(said, Departure):
        core = said.record.core if said.record else {}
        return Outgoing(pupil=said.pupil, leaving_on=said.leaving_on, core=core)
    if not isinstance(said, Record):
        raise NoTransferFile
    joiner = _joiner_of(delivery)
    pupil = said.pupil or (_details(joiner[0]) if joiner else None)
    if pupil is None or joiner is None:
        raise NoTransferFile("The record does not say who the pupil is.")
    return Outgoing(pupil=pupil, leaving_on=joiner[1], core=said.record.core)


def _joiner_of(delivery: DeliveryRow) -> tuple[Stated, date] | None:
    """Return the pupil as the recipient was given them, and the day on which they left."""
    with seen_as(HUB):
        rows = fetch(_JOINER_OF, [delivery.message_id, delivery.school_id])
    if not rows:
        return None
    *stated, left_on = rows[0]
    return Stated(**dict(zip(_STATED, stated, strict=True))), left_on


def _file(
    outgoing: Outgoing, source: Place, destination: Place, *, of: UUID, now: datetime, scn_element: str
) -> TransferFile:
    header = Header(source=source, destination=destination, made_at=time_text(now.astimezone(_SCOTLAND)))
    serial = of.int % MOST_SERIALS + 1  # the same pupil's file has the same name whenever it is made
    name = make(source=source.code, destination=destination.code, serial=serial)
    return TransferFile(
        name=name.text, content=b"".join(write([outgoing], header=header, scn_element=scn_element))
    )


def _said(content: bytes) -> Said:
    """Return what an accepted message says. Rules of today that came after it do not matter."""
    try:
        return SAID.validate_json(content)
    except ValidationError as error:
        raise NoTransferFile("The message is of an older form, which cannot be written so.") from error


def _place(school: SchoolFact) -> Place:
    return Place(lea=school.seed[:3], estab=school.seed[3:], name=school.name)


def _outside(leaver: LeaverSeen) -> Place:
    if not leaver.outside_lea:
        return UNKNOWN_PLACE
    return Place(lea=leaver.outside_lea, estab=leaver.outside_estab or WHOLE_AUTHORITY)


def _details(stated: Stated) -> PupilDetails:
    return PupilDetails.model_validate(asdict(stated))


_STATED = [each.name for each in fields(Stated)]
_JOINER_OF = """
    SELECT joiner.surname, joiner.forename, joiner.born, joiner.sex, joiner.scn, joiner.upn, joiner.stage,
        coalesce(transfer.leaving_on, joiner.expected_from)
    FROM messaging_message AS message
    JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
    JOIN transfers_joiner AS joiner ON joiner.transfer_id = transfer.id
    WHERE message.id = %s AND joiner.school_id = %s
    ORDER BY joiner.id DESC LIMIT 1
"""
