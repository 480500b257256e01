"""One leaver's page: who it is, what happened with every receipt, what happens next, and what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from onward.access.roles import Held, Permission
from onward.directory.register import Register
from onward.messaging.receipts import Receipt, SentRow
from onward.operations.reading.asks import Ask
from onward.operations.reading.leaver_pages import LeaverJourney
from onward.operations.reading.leavers import LeaverSeen, LeaverWithMessages
from onward.transfers.workflow import TOLD_THE_END, LeaverStanding
from onward.web.components import Fact, Happening, Link, Tag
from onward.web.directory import name_of
from onward.web.school.leavers.words import (
    NOTICE,
    STANDINGS,
    destination_words,
    next_words,
    reason_words,
    standing_tag,
)
from onward.web.seat import Seat
from onward.web.wording import day, moment

SENT: Final = {
    "departure": "Said that the pupil leaves",
    "record": "Sent the record",
    "redirect": "Named a destination",
    "withdrawal": "Took it back: the pupil did not leave",
    "confirmation": "Confirmed what became of the pupil",
}
_SEXES: Final = {"F": "Female", "M": "Male", "U": "Not known"}


@dataclass(frozen=True, kw_only=True)
class JourneyPage:
    """The page of one leaver."""

    name: str
    caption: str
    tags: Sequence[Tag]
    means: str
    following: str
    is_urgent: bool
    is_settled: bool
    notice: str
    facts: Sequence[Fact]
    actions: Sequence[Link]
    happenings: Sequence[Happening]
    printed: str
    back: Link


def journey_page(journey: LeaverJourney, *, seat: Seat, register: Register, today: date) -> JourneyPage:
    """Return what the page of one leaver shows."""
    found, policies = journey.leaver, journey.policies
    leaver = found.leaver
    following = next_words(leaver, found.asks, policies=policies, register=register, today=today)
    return JourneyPage(
        name=f"{leaver.pupil.forename} {leaver.pupil.surname}",
        caption=f"Leaver of {name_of(leaver.school_id, register)}",
        tags=_tags(leaver),
        means=STANDINGS[leaver.standing].means,
        following=following,
        is_urgent=leaver.standing is LeaverStanding.OVERDUE,
        is_settled=leaver.standing in TOLD_THE_END,
        notice=_notice(leaver),
        facts=_facts(leaver, register),
        actions=list(_actions(leaver, seat)),
        happenings=_happenings(found, following, register),
        printed=reverse("leaver_as_pdf", args=[leaver.id]),
        back=_back(seat),
    )


def _back(seat: Seat) -> Link:
    if seat.organisation.held is Held.SCHOOL:
        return Link(text="Leavers", href=reverse("leavers"))
    return Link(text="Transfers", href=reverse("authority_out"))


def _tags(leaver: LeaverSeen) -> list[Tag]:
    protected = [Tag(text="Protected", tone="protected")] if leaver.is_shielded else []
    return [standing_tag(leaver.standing), *protected]


def _notice(leaver: LeaverSeen) -> str:
    if leaver.settled_month is None:
        return ""
    return f"{NOTICE} Told in {leaver.settled_month:%B %Y}. Reference {leaver.id}."


def _facts(leaver: LeaverSeen, register: Register) -> list[Fact]:
    pupil = leaver.pupil
    lines = (
        ("Date of birth", day(pupil.born)),
        ("Sex", _SEXES.get(pupil.sex, pupil.sex)),
        ("Stage", pupil.stage),
        ("SCN", pupil.scn),
        ("UPN", pupil.upn),
        ("Leaving date", day(leaver.leaving_on)),
        ("Leaving reason", reason_words(leaver.reason)),
        ("Goes to, as your school said", destination_words(leaver, register) or "Not said"),
    )
    return [Fact(key=key, values=[value]) for key, value in lines if value]


def _actions(leaver: LeaverSeen, seat: Seat) -> Iterator[Link]:
    def link(text: str, name: str) -> Link:
        return Link(text=text, href=reverse(name, args=[leaver.id]))

    if Permission.TELL_DEPARTURES in seat.permissions and leaver.standing not in TOLD_THE_END:
        has_place = leaver.named_id is not None or leaver.outside_country
        yield link(
            "Name another destination" if has_place else "Say where the pupil goes", "name_destination"
        )
        yield link("Confirm what became of the pupil", "confirm_leaver")
        yield link("Take it back: the pupil stays", "withdraw_leaver")
    if Permission.EXCHANGE_RECORDS in seat.permissions and leaver.standing is not LeaverStanding.WITHDRAWN:
        yield link("Send the record", "send_record")


def _happenings(found: LeaverWithMessages, following: str, register: Register) -> list[Happening]:
    leaver = found.leaver
    coming = [_ask(each) for each in found.asks]
    if not coming and leaver.standing not in TOLD_THE_END:
        coming = [Happening(title=following, when="Not yet", kind="next")]
    sent = [each for row in found.messages for each in _sent(row, register)]
    return [*coming, *_told(leaver), *sent]


def _ask(ask: Ask) -> Happening:
    when = f"By {day(ask.due_on)}" if ask.due_on else f"Asked on {moment(ask.opened_at)}"
    return Happening(title=str(ask.kind.label), when=when, kind="next")


def _told(leaver: LeaverSeen) -> Iterator[Happening]:
    if leaver.settled_month is not None:
        yield Happening(
            title="Settled", when=f"{leaver.settled_month:%B %Y}", by="The hub", text=NOTICE, kind="system"
        )


def _sent(row: SentRow, register: Register) -> Iterator[Happening]:
    yield from (_receipt(each, register) for each in row.receipts)
    yield Happening(
        title=SENT.get(row.kind, row.kind),
        when=moment(row.accepted_at),
        by=name_of(row.sender_school_id, register),
        text=f"Taken by the hub. Receipt {row.id}.",
    )


def _receipt(receipt: Receipt, register: Register) -> Happening:
    steps = (
        ("Collected", receipt.collected_at),
        ("acknowledged", receipt.acknowledged_at),
        ("filed", receipt.filed_at),
    )
    told = ", ".join(f"{word} {moment(at)}" for word, at in steps if at)
    newest = max(at for _, at in steps if at)
    return Happening(
        title="The school you named has it",
        when=moment(newest),
        by=name_of(receipt.school_id, register),
        text=f"{told}.",
        kind="system",
    )
