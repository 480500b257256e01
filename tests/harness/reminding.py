"""Reminders in tests: an office that gets them, leavers who need a destination, and what was written."""

from datetime import timedelta
from uuid import UUID

from tests.harness.cast import Cast
from tests.harness.people import employ

from onward.access.facts import Organisation, at_school
from onward.emails.choices import choose
from onward.emails.kinds import EmailKind, Rhythm
from onward.emails.models import Email
from onward.operations.reminding.writing import SETTLING, Addresses, write_reminders

ADDRESSES = Addresses(
    matter=lambda seat, matter: f"https://hub.example/reminders/{seat}/{matter}",
    choices="https://hub.example/my-emails",
)
A_MOMENT = SETTLING + timedelta(minutes=1)


def _school(cast: Cast, name: str) -> Organisation:
    return at_school(cast.schools[name].id)


def open_office(cast: Cast, name: str = "arbroath", email: str = "office@cast.example") -> UUID:
    return employ("school-office", _school(cast, name), now=cast.now, email=email)


def lose_leavers(cast: Cast, count: int) -> None:
    """Let pupils leave Arbroath for nobody knows where, and let that settle."""
    cast.say_all([cast.item("arbroath", cast.departure(reason="05")) for _ in range(count)])
    cast.now += A_MOMENT


def write_now(cast: Cast) -> int:
    return write_reminders(now=cast.now, addresses=ADDRESSES)


def texts_of(person_id: UUID) -> list[tuple[str, str]]:
    return list(Email.objects.filter(person=person_id).order_by("id").values_list("kind", "text"))


def choose_kinds(person_id: UUID, **rhythms: Rhythm) -> None:
    choose(person_id, {EmailKind(kind): rhythm for kind, rhythm in rhythms.items()})
