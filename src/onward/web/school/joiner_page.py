"""What the page of one pupil who comes shows: who it is, what happened, what comes next, what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.urls import reverse

from onward.messaging.mailbox import DeliveryRow
from onward.operations.reading.joiners import JoinerSeen
from onward.operations.reading.newcomers import Newcomer
from onward.transfers.models import WorklistKind
from onward.transfers.workflow import JoinerStanding
from onward.web.components import Fact, Happening, Link, Tag
from onward.web.paging import address
from onward.web.school.joiners_held import HeldNotice, held_notice
from onward.web.school.joiners_list import tags_of
from onward.web.school.joiners_next import next_steps
from onward.web.school.mailbox_words import KINDS, TAGS
from onward.web.wording import day, moment

SEXES: Final = {"F": "Female", "M": "Male", "U": "Not known"}
_STANDINGS: Final = {
    JoinerStanding.EXPECTED: Tag(text="Expected", tone="info"),
    JoinerStanding.ARRIVED: Tag(text="Arrived", tone="good"),
    JoinerStanding.NOT_HERE: Tag(text="Not here", tone="attention"),
    JoinerStanding.CANCELLED: Tag(text="No longer coming"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinerPage:
    """One pupil who comes. `notice` is what needs to be known first; empty: nothing."""

    name: str
    back: Sequence[Link]
    tags: Sequence[Tag]
    notice: str
    notice_link: Link | None
    held: HeldNotice | None
    facts: Sequence[Fact]
    steps: Sequence[str]
    entries: Sequence[Happening]
    deliveries: Sequence[tuple[Link, Tag]]
    confirm: str
    actions: Sequence[Link]
    printed: str


def joiner_page(found: Newcomer, *, today: date, notice_times: Sequence[time]) -> JoinerPage:
    """Return one pupil as the page shows them."""
    joiner = found.joiner
    is_held = found.held is not None and found.held.refused is None
    may_come = found.came_as is None and joiner.standing is not JoinerStanding.ARRIVED and not is_held
    return JoinerPage(
        name=f"{joiner.pupil.forename} {joiner.pupil.surname}",
        back=[Link(text="Home", href=reverse("home")), Link(text="Joiners", href=reverse("joiners"))],
        tags=[_STANDINGS[joiner.standing], *tags_of(joiner, today=today)],
        notice=_notice(found, today),
        notice_link=_other_face(found.came_as),
        held=held_notice([(joiner, found.held)]) if found.held else None,
        facts=list(_facts(found)),
        steps=next_steps(found, today=today, notice_times=notice_times),
        entries=[each for _, each in sorted(_entries(joiner, found), key=lambda dated: dated[0])],
        deliveries=[_delivery(each) for each in found.deliveries],
        confirm=address("confirm_joiners", pupil=str(joiner.id)) if may_come else "",
        actions=_actions(joiner) if may_come else [],
        printed=reverse("joiner_as_pdf", args=[joiner.id]),
    )


def _notice(found: Newcomer, today: date) -> str:
    joiner = found.joiner
    if found.held:
        return ""
    if found.came_as:
        return "You have confirmed that this pupil came."
    if any(each.kind is WorklistKind.ALARM for each in found.asks):
        return "An alarm is open: nobody knows whether this pupil has come. Say so now."
    if joiner.standing is JoinerStanding.EXPECTED and joiner.due_on and joiner.due_on < today:
        return f"We asked for your answer by {day(joiner.due_on)}."
    return ""


def _other_face(came_as: UUID | None) -> Link | None:
    return Link(text="See the arrival", href=reverse("joiner", args=[came_as])) if came_as else None


def _facts(found: Newcomer) -> Iterator[Fact]:
    pupil, joiner = found.joiner.pupil, found.joiner
    yield Fact(key="Name", values=[f"{pupil.forename} {pupil.surname}"])
    yield Fact(key="Date of birth", values=[day(pupil.born)])
    yield Fact(key="Sex", values=[SEXES.get(pupil.sex, "Not known")])
    yield Fact(key="Stage", values=[pupil.stage or "Not stated"])
    yield Fact(key="SCN", values=[pupil.scn or "Not stated"])
    if pupil.upn:
        yield Fact(key="UPN", values=[pupil.upn])
    if found.schools:
        yield Fact(key="Comes from", values=list(found.schools.values()))
    yield Fact(key="Expected from", values=[day(joiner.expected_from)])
    if joiner.arrived_on:
        yield Fact(key="Came on", values=[day(joiner.arrived_on)])
    elif joiner.due_on:
        yield Fact(key="Answer by", values=[day(joiner.due_on)])
    yield Fact(
        key="Whereabouts",
        values=["Protected: tell nobody that the pupil is here" if joiner.is_shielded else "Not protected"],
    )


def _entries(joiner: JoinerSeen, found: Newcomer) -> Iterator[tuple[datetime, Happening]]:
    for each in found.deliveries:
        yield from _of_delivery(each, found)
    for ask in found.asks:
        due = f"Answer by {day(ask.due_on)}." if ask.due_on else ""
        yield ask.opened_at, _by_hub(f"Asked: {ask.kind.label}", ask.opened_at, due)
    if joiner.standing is not JoinerStanding.EXPECTED:
        yield joiner.told_at, _last(joiner)
    elif not found.deliveries:
        yield joiner.told_at, _by_hub("Announced to your school", joiner.told_at)


def _last(joiner: JoinerSeen) -> Happening:
    if joiner.standing is JoinerStanding.CANCELLED:
        return _by_hub("No longer expected at your school", joiner.told_at)
    title = {
        JoinerStanding.ARRIVED: f"Your school said that the pupil came on {day(joiner.arrived_on)}",
        JoinerStanding.NOT_HERE: "Your school said that the pupil is not here",
    }[joiner.standing]
    return Happening(title=title, when=moment(joiner.told_at))


def _of_delivery(row: DeliveryRow, found: Newcomer) -> Iterator[tuple[datetime, Happening]]:
    sender = found.schools.get(row.sender_school_id or 0, "")
    link = Link(text="Open it in the mailbox", href=reverse("delivery", args=[row.id]))
    yield (
        row.available_at,
        Happening(
            title=f"{KINDS[row.kind].title} came into your mailbox",
            when=moment(row.available_at),
            by=f"Sent by {sender}" if sender else "",
            kind="system",
            link=link,
        ),
    )
    steps = (("Collected", row.collected_at), ("Acknowledged", row.acknowledged_at), ("Filed", row.filed_at))
    for word, at in steps:
        if at:
            yield at, Happening(title=f"{word}: {KINDS[row.kind].title.lower()}", when=moment(at))


def _by_hub(title: str, at: datetime, text: str = "") -> Happening:
    return Happening(title=title, when=moment(at), kind="system", text=text)


def _delivery(row: DeliveryRow) -> tuple[Link, Tag]:
    return Link(text=KINDS[row.kind].title, href=reverse("delivery", args=[row.id])), TAGS[row.state]


def _actions(joiner: JoinerSeen) -> list[Link]:
    other = Link(text="Came under another name", href=reverse("rename_joiner", args=[joiner.id]))
    absent = Link(text="Not here", href=reverse("absent_joiner", args=[joiner.id]))
    return [other, absent] if joiner.standing is JoinerStanding.EXPECTED else [other]
