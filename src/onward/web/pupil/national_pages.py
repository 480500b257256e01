"""What a national officer is shown of one pupil: both sides of each move."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from onward.directory.register import Register
from onward.operations.reading.national_pupil import (
    EnrolmentSeen,
    EventSeen,
    MessageSeen,
    NationalPupil,
    PupilAlarm,
    PupilSeen,
    TransferSeen,
)
from onward.web.components import Cell, Fact, Happening, Link, Row, Tag
from onward.web.directory import name_of
from onward.web.pupil.pages import Dated, PupilPage, facts_of, newest_first
from onward.web.pupil.words import MOVES, SENT, SEXES, look_rows, sentence
from onward.web.wording import day, moment

LIMITS: Final = (
    "This page shows what the national service may know. Protected children have no page here, and no list"
    " counts them."
)
LOOKS_LIMITS: Final = "Looks at this page that may be shown, the newest 50, each with its reason."


def national_pupil_page(seen: NationalPupil, *, register: Register) -> PupilPage:
    """Return the page of one pupil for the national service."""
    pupil = seen.pupil
    return PupilPage(
        name=f"{pupil.forename} {pupil.surname}",
        caption="Pupil",
        limits=LIMITS,
        tags=list(_tags(seen)),
        facts=_facts(seen),
        enrolments=[_enrolment(each, register) for each in seen.enrolments],
        transfers=[_transfer(each, register) for each in seen.transfers],
        happenings=newest_first((), _past(seen, register)),
        looks=look_rows(seen.looks, register, own_reason=""),
        looks_limits=LOOKS_LIMITS,
        back=Link(text="Find a pupil", href=reverse("national_pupils")),
    )


def _tags(seen: NationalPupil) -> Iterator[Tag]:
    if any(each.ended_at is None for each in seen.alarms):
        yield Tag(text="Alarm", tone="urgent")
    if any(each.is_vulnerable for each in seen.transfers):
        yield Tag(text="Vulnerable: shorter deadline", tone="attention")
    if seen.pupil.letters_stopped_at:
        yield Tag(text="Nothing is sent about this pupil", tone="neutral")


def _facts(seen: NationalPupil) -> list[Fact]:
    pupil = seen.pupil
    faces = [each.pupil for each in seen.faces.leavers] + [each.pupil for each in seen.faces.joiners]
    stated = {f"{each.forename} {each.surname}" for each in faces}
    return facts_of(
        (
            ("Name", [_full_name(pupil)]),
            ("Known as", [f"{pupil.known_as_forename} {pupil.known_as_surname}".strip()]),
            ("As schools stated", sorted(stated - {f"{pupil.forename} {pupil.surname}"})),
            ("Date of birth", [day(pupil.born)]),
            ("Sex", [SEXES.get(pupil.sex, pupil.sex)]),
            ("SCN", sorted({each.scn for each in faces})),
            ("UPN", sorted({each.upn for each in faces})),
        )
    )


def _full_name(pupil: PupilSeen) -> str:
    return " ".join(each for each in (pupil.forename, pupil.middle_names, pupil.surname) if each)


def _enrolment(each: EnrolmentSeen, register: Register) -> Row:
    school = Cell(text=name_of(each.school_id, register), hint=each.status.capitalize())
    return Row(cells=(school, day(each.starts_on), day(each.ends_on), each.stage))


def _transfer(each: TransferSeen, register: Register) -> Row:
    origin = name_of(each.origin_id, register) or "Not known"
    destination = name_of(each.destination_id, register) or "not known"
    standing = Tag(text=each.state.replace("_", " ").capitalize())
    return Row(
        cells=(
            Cell(text=origin),
            f"To {destination}",
            day(each.arrived_on or each.leaving_on),
            Cell(tags=(standing,)),
        )
    )


def _past(seen: NationalPupil, register: Register) -> Iterator[Dated]:
    yield from map(_event, seen.events)
    yield from (_message(each, register) for each in seen.messages)
    yield from map(_alarm, seen.alarms)


def _event(event: EventSeen) -> Dated:
    title = sentence(event.move, MOVES)
    return event.at, Happening(title=title, when=moment(event.at), text=event.reason, kind="system")


def _message(message: MessageSeen, register: Register) -> Dated:
    sender = name_of(message.sender_school_id, register) or "The hub"
    title = sentence(message.kind, SENT)
    return message.accepted_at, Happening(title=title, when=moment(message.accepted_at), by=sender)


def _alarm(alarm: PupilAlarm) -> Dated:
    ended = f"Ended {moment(alarm.ended_at)}." if alarm.ended_at else "Still open."
    text = f"The deadline was {day(alarm.deadline_on)}. {ended}"
    return alarm.raised_at, Happening(title="Alarm", when=moment(alarm.raised_at), text=text, kind="system")
