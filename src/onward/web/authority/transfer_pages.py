"""How one transfer is shown to an authority: the side that its own school sees, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from onward.access.roles import Permission
from onward.directory.register import Register
from onward.messaging.receipts import Receipt, SentRow
from onward.operations.reading.asks import Ask
from onward.operations.reading.joiners import JoinerSeen, JoinerWithDeliveries
from onward.operations.reading.leavers import LeaverSeen, LeaverWithMessages
from onward.transfers.journey import Stated
from onward.transfers.models import WorklistKind
from onward.transfers.workflow import TOLD_THE_END, JoinerStanding
from onward.web.authority import words
from onward.web.authority.board_pages import CHOSEN
from onward.web.components import Column, Fact, Happening, Link, Row
from onward.web.countries import outside_words
from onward.web.wording import day, moment

ASK_COLUMNS: Final = tuple(
    Column(text=text) for text in ("What is asked", "Of whom", "Since", "By when", "Last reminder")
)
_KINDS: Final = {"departure": "The departure", "record": "The record", "arrival": "The arrival"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferPage:
    """One side of one transfer. `remind` and `destination` are addresses, empty where not offered."""

    kind: str
    name: str
    next_step: str
    facts: Sequence[Fact]
    asks: Sequence[Row]
    happenings: Sequence[Happening]
    back: Link
    alarm: str
    remind: str
    destination: str
    key: str
    columns: Sequence[Column] = ASK_COLUMNS
    chosen: str = CHOSEN


def leaver_page(
    found: LeaverWithMessages, register: Register, permissions: frozenset[Permission]
) -> TransferPage:
    """Return the page of one pupil who left a school of the authority."""
    leaver, may_chase = found.leaver, Permission.CHASE_TRANSFERS in permissions
    is_open = leaver.standing not in TOLD_THE_END
    return TransferPage(
        kind="Leaver",
        name=words.pupil_name(leaver.pupil.surname, leaver.pupil.forename),
        next_step=_next(found.asks, words.OUT_MEANS[leaver.standing]),
        facts=_leaver_facts(leaver, register),
        asks=_asks(found.asks),
        happenings=_sent(found.messages, register),
        back=Link(text="Transfers out", href=reverse("authority_out")),
        alarm=_alarm(found.asks, str(leaver.id)),
        remind=reverse("authority_remind_out") if may_chase and found.asks else "",
        destination=reverse("authority_destination", args=[leaver.id]) if may_chase and is_open else "",
        key=str(leaver.id),
    )


def joiner_page(
    found: JoinerWithDeliveries, register: Register, permissions: frozenset[Permission]
) -> TransferPage:
    """Return the page of one pupil whom a school of the authority expects, or who came."""
    joiner = found.joiner
    may_remind = Permission.CHASE_TRANSFERS in permissions and joiner.standing is JoinerStanding.EXPECTED
    return TransferPage(
        kind="Joiner",
        name=words.pupil_name(joiner.pupil.surname, joiner.pupil.forename),
        next_step=_next(found.asks, words.IN_MEANS[joiner.standing]),
        facts=_joiner_facts(joiner, register),
        asks=_asks(found.asks),
        happenings=(),
        back=Link(text="Transfers in", href=reverse("authority_in")),
        alarm=_alarm(found.asks, str(joiner.id)),
        remind=reverse("authority_remind_in") if may_remind else "",
        destination="",
        key=str(joiner.id),
    )


def _next(asks: Sequence[Ask], otherwise: str) -> str:
    """Say who has to do what next, in one sentence."""
    if not asks:
        return otherwise
    first = min(asks, key=_order)
    what = words.ASKED[first.kind]
    until = f" by {day(first.due_on)}" if first.due_on else ""
    return f"{otherwise} Next, {_who(first)} has to act{until}: {what[0].lower()}{what[1:]}."


def _leaver_facts(leaver: LeaverSeen, register: Register) -> list[Fact]:
    named = register.by_id[leaver.named_id].name if leaver.named_id else ""
    going_to = named or outside_words(leaver.outside_name, leaver.outside_country) or "Not known"
    settled = (
        [Fact(key="Settled in", values=[f"{leaver.settled_month:%B %Y}"])] if leaver.settled_month else []
    )
    return [
        Fact(key="Where it stands", values=[], tags=[words.OUT[leaver.standing]]),
        *_pupil(leaver.pupil),
        Fact(key="Left", values=[register.by_id[leaver.school_id].name]),
        Fact(key="Last day", values=[day(leaver.leaving_on) or "Not given"]),
        Fact(key="Reason", values=[words.reason_words(leaver.reason)]),
        Fact(key="Going to, as the school said", values=[going_to]),
        *settled,
    ]


def _joiner_facts(joiner: JoinerSeen, register: Register) -> list[Fact]:
    return [
        Fact(key="Where it stands", values=[], tags=[words.IN[joiner.standing]]),
        *_pupil(joiner.pupil),
        Fact(key="Expected at", values=[register.by_id[joiner.school_id].name]),
        Fact(key="Expected from", values=[day(joiner.expected_from)]),
        Fact(key="To answer by", values=[day(joiner.due_on) or "No day set"]),
        Fact(key="Arrived", values=[day(joiner.arrived_on) or "Not yet"]),
    ]


def _pupil(pupil: Stated) -> list[Fact]:
    numbers = [f"SCN {pupil.scn}"] if pupil.scn else []
    numbers += [f"UPN {pupil.upn}"] if pupil.upn else []
    return [
        Fact(key="Born", values=[day(pupil.born)]),
        Fact(key="Stage", values=[pupil.stage or "Not given"]),
        Fact(key="Numbers", values=numbers or ["None given"]),
    ]


def _asks(asks: Sequence[Ask]) -> list[Row]:
    return [
        Row(
            cells=[
                words.ASKED[each.kind],
                _who(each)[0].upper() + _who(each)[1:],
                moment(each.opened_at),
                day(each.due_on) or "No day set",
                moment(each.reminded_at) or "None",
            ]
        )
        for each in sorted(asks, key=_order)
    ]


def _order(ask: Ask) -> tuple[object, ...]:
    """Put first what is due first; rows that were made at once come in the order of their words."""
    return (ask.due_on or date.max, ask.opened_at, ask.role != "school_office", ask.role, ask.kind)


def _who(ask: Ask) -> str:
    return words.WHO.get(ask.role, "the national service")


def _alarm(asks: Sequence[Ask], face: str) -> str:
    has_alarm = any(each.kind is WorklistKind.ALARM for each in asks)
    return reverse("authority_alarm", args=[face]) if has_alarm else ""


def _sent(messages: Sequence[SentRow], register: Register) -> list[Happening]:
    """Return what the school sent with the receipts that it may see, the newest first."""
    entries = [(each.accepted_at, _accepted(each)) for each in messages]
    for message in messages:
        entries += [
            (receipt.collected_at, _received(message, receipt, register)) for receipt in message.receipts
        ]
    return [entry for _, entry in sorted(entries, key=lambda each: each[0], reverse=True)]


def _accepted(sent: SentRow) -> Happening:
    what = _KINDS.get(sent.kind, "A message")
    return Happening(title=f"{what} was sent", when=moment(sent.accepted_at), by="The old school")


def _received(sent: SentRow, receipt: Receipt, register: Register) -> Happening:
    what = _KINDS.get(sent.kind, "A message")
    filed = f"Filed on {moment(receipt.filed_at)}." if receipt.filed_at else "Not filed yet."
    return Happening(
        title=f"{what} was collected",
        when=moment(receipt.collected_at),
        by=register.by_id[receipt.school_id].name,
        text=filed,
        kind="system",
    )
