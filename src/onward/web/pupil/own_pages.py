"""What a school or an authority is shown of one pupil: what its own rows say, and nothing else."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from onward.access.roles import Held
from onward.directory.register import Register
from onward.messaging.mailbox import DeliveryRow
from onward.messaging.receipts import SentRow
from onward.operations.reading.asks import Ask
from onward.operations.reading.joiners import JoinerSeen
from onward.operations.reading.leavers import LeaverSeen
from onward.operations.reading.own_pupil import OwnPupil
from onward.transfers.journey import Stated
from onward.transfers.workflow import JoinerStanding, LeaverStanding
from onward.web.authority.words import IN, NOTICE, OUT, reason_words
from onward.web.components import Cell, Fact, Happening, Link, Row, Tag
from onward.web.directory import name_of
from onward.web.pupil.pages import Dated, PupilPage, at_start_of, facts_of, newest_first
from onward.web.pupil.words import SENT, SEXES, look_rows, sentence
from onward.web.seat import Seat
from onward.web.wording import day, moment

LIMITS: Final = (
    "This page shows what your own organisation said or was told. Where a pupil is now may be known to"
    " others and not shown here; that it is not shown says nothing about the pupil."
)
LOOKS_LIMITS: Final = (
    "Looks by your organisation that may be shown, the newest 50. Lists in which the pupil stood, and looks"
    " by others, are in the national audit."
)
_ROUTES: Final = {
    Held.SCHOOL: ("leaver", "joiner"),
    Held.AUTHORITY: ("authority_leaver", "authority_joiner"),
}


def own_pupil_page(seen: OwnPupil, *, seat: Seat, register: Register) -> PupilPage:
    """Return the page of one pupil for a school or an authority."""
    protected = [Tag(text="Protected", tone="protected")] if seen.faces.is_shielded else []
    return PupilPage(
        name=f"{seen.pupil.forename} {seen.pupil.surname}",
        caption="Pupil",
        limits=LIMITS,
        tags=protected,
        facts=_facts(seen),
        enrolments=_enrolments(seen, register),
        transfers=_transfers(seen, seat, register),
        happenings=newest_first(map(_ask, seen.asks), _past(seen, register)),
        looks=look_rows(seen.looks, register, own_reason="Own pupil"),
        looks_limits=LOOKS_LIMITS,
        back=Link(text="Find a pupil", href=reverse("pupils")),
    )


def _facts(seen: OwnPupil) -> list[Fact]:
    faces = [each.pupil for each in seen.faces.leavers] + [each.pupil for each in seen.faces.joiners]
    name = _name(seen.pupil)
    others = sorted({_name(each) for each in faces} - {name})
    pupil = seen.pupil
    return facts_of(
        (
            ("Name", [name]),
            ("Also known here as", others),
            ("Date of birth", [day(pupil.born)]),
            ("Sex", [SEXES.get(pupil.sex, pupil.sex)]),
            ("SCN", sorted({each.scn for each in faces})),
            ("UPN", sorted({each.upn for each in faces})),
            ("Stage", [pupil.stage]),
        )
    )


def _name(pupil: Stated) -> str:
    return f"{pupil.forename} {pupil.surname}"


def _enrolments(seen: OwnPupil, register: Register) -> list[Row]:
    """Return when the pupil came to and left which school, as these schools said."""
    rows = [
        (each.arrived_on, name_of(each.school_id, register), day(each.arrived_on), "", each.pupil.stage)
        for each in seen.faces.joiners
        if each.standing is JoinerStanding.ARRIVED and each.arrived_on
    ]
    rows += [
        (each.leaving_on, name_of(each.school_id, register), "", day(each.leaving_on), each.pupil.stage)
        for each in seen.faces.leavers
        if each.standing is not LeaverStanding.WITHDRAWN and each.leaving_on
    ]
    return [Row(cells=cells) for _, *cells in sorted(rows, reverse=True)]


def _transfers(seen: OwnPupil, seat: Seat, register: Register) -> list[Row]:
    out, into = _ROUTES[seat.organisation.held]
    rows = [
        _transfer(
            reverse(out, args=[each.id]),
            name_of(each.school_id, register),
            "Left",
            day(each.leaving_on),
            OUT[each.standing],
        )
        for each in seen.faces.leavers
    ]
    return rows + [
        _transfer(
            reverse(into, args=[each.id]),
            name_of(each.school_id, register),
            "Joining",
            day(each.arrived_on or each.expected_from),
            IN[each.standing],
        )
        for each in seen.faces.joiners
    ]


def _transfer(href: str, school: str, way: str, when: str, standing: Tag) -> Row:
    return Row(cells=(Cell(text=school, href=href), way, when, Cell(tags=(standing,))))


def _ask(ask: Ask) -> Happening:
    when = f"By {day(ask.due_on)}" if ask.due_on else f"Asked on {moment(ask.opened_at)}"
    return Happening(title=str(ask.kind.label), when=when, kind="next")


def _past(seen: OwnPupil, register: Register) -> Iterator[Dated]:
    for leaver in seen.faces.leavers:
        yield from _leaver(leaver, register)
    for joiner in seen.faces.joiners:
        yield from _joiner(joiner, register)
    for row in seen.sent:
        yield from _sent(row, register)
    for delivery in seen.deliveries:
        yield _delivery(delivery, register)


def _leaver(leaver: LeaverSeen, register: Register) -> Iterator[Dated]:
    if leaver.leaving_on:
        yield (
            at_start_of(leaver.leaving_on),
            Happening(
                title="Last day",
                when=day(leaver.leaving_on),
                by=name_of(leaver.school_id, register),
                text=f"Leaving reason: {reason_words(leaver.reason)}.",
            ),
        )
    if leaver.settled_month:
        when = f"{leaver.settled_month:%B %Y}"
        settled = Happening(title="Settled", when=when, by="The hub", text=NOTICE, kind="system")
        yield at_start_of(leaver.settled_month), settled


def _joiner(joiner: JoinerSeen, register: Register) -> Iterator[Dated]:
    school = name_of(joiner.school_id, register)
    if joiner.arrived_on:
        yield (
            at_start_of(joiner.arrived_on),
            Happening(title="Arrived", when=day(joiner.arrived_on), by=school),
        )
    else:
        from_on = joiner.expected_from
        yield at_start_of(from_on), Happening(title="Expected from", when=day(from_on), by=school)


def _sent(row: SentRow, register: Register) -> Iterator[Dated]:
    by = name_of(row.sender_school_id, register)
    yield row.accepted_at, Happening(title=sentence(row.kind, SENT), when=moment(row.accepted_at), by=by)
    for receipt in row.receipts:
        collected = Happening(
            title="Collected by the school that was named",
            when=moment(receipt.collected_at),
            by=name_of(receipt.school_id, register),
            kind="system",
        )
        yield receipt.collected_at, collected


def _delivery(row: DeliveryRow, register: Register) -> Dated:
    came = Happening(
        title=f"Came to your mailbox: {row.kind}",
        when=moment(row.available_at),
        by=name_of(row.sender_school_id, register) or "The hub",
        kind="system",
    )
    return row.available_at, came
