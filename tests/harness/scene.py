"""Where a walk takes place: schools of the invented nation, pupils who move, and people who sign in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page
from tests.harness.cast import CLERK, Cast, candidate_number, pupil
from tests.harness.people import employ, signed_in
from tests.harness.standing_clock import MORNING
from tests.harness.visitor import KeyboardVisitor, Visitor
from tests.harness.ways import Way

from onward.access.facts import Organisation
from onward.access.models import Person
from onward.database.sight import seen_as
from onward.demo.people import DemoPerson
from onward.directory.register import SchoolFact, current_register
from onward.foundation.sight import HUB, SIGN_IN
from onward.operations.closures import close_school
from onward.operations.intake import Verdict

NOON: Final = time(12)
PATIENCE: Final = 15_000
LAST_FRIDAY: Final = date(2026, 10, 2)
FIRST_OF_TERM: Final = date(2026, 8, 17)
_CLOSED_ON: Final = date(2026, 6, 26)
_PASSWORD: Final = "three words put together"
_FORENAMES: Final = (
    "Isla",
    "Ewan",
    "Morag",
    "Struan",
    "Eilidh",
    "Fergus",
    "Mairi",
    "Hamish",
    "Catriona",
    "Angus",
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One walk on one way. `number` gives every walk schools and pupils of its own."""

    number: int
    way: Way
    address: str
    cast: Cast
    folder: Path
    open_page: Callable[..., Page]

    @property
    def here(self) -> SchoolFact:
        """The school that the walk is about."""
        return self.cast.schools["here"]

    @property
    def there(self) -> SchoolFact:
        """Another school."""
        return self.cast.schools["there"]

    def stranger(self) -> Visitor:
        """Somebody who was never here, and has not signed in."""
        kind = KeyboardVisitor if self.way.with_keyboard else Visitor
        page = self.open_page(**self.way.options)
        page.set_default_timeout(PATIENCE)
        return kind(page=page, way=self.way)

    def somebody(self, name: str, role: str, at: Organisation) -> Visitor:
        """Somebody with a role, who has signed in and sees the first page."""
        visitor = self.stranger()
        client = signed_in(employ(role, at, now=MORNING, email=self.email(name, role), name=name))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}]
        )
        visitor.goes_to("/")
        return visitor

    def colleague(self, name: str, role: str, at: Organisation) -> DemoPerson:
        """Somebody with a role, a password and an authenticator app, who has not signed in."""
        secret, email = totp.generate_totp_secret(), self.email(name, role)
        person_id = employ(role, at, now=MORNING, email=email, name=name)
        with seen_as(SIGN_IN):
            person = Person.objects.get(pk=person_id)
            person.password = make_password(_PASSWORD)
            person.save(update_fields=["password"])
            totp.TOTP.activate(person, secret)
        return DemoPerson(name=name, email=email, role=role, where="", password=_PASSWORD, totp_secret=secret)

    def email(self, name: str, role: str = "") -> str:
        """An address that nobody else has."""
        where = f".{self.number}" * bool(role) + f".{self.way.number}" * bool(self.way.number)
        return f"{name.split(maxsplit=1)[0].lower()}{where}@council.example"

    def pupils(self, count: int = 1) -> list[dict[str, Any]]:
        """Pupils whom no other walk, and no other way, has met."""
        return [
            pupil(
                surname=self.way.surnames[each],
                forename=_FORENAMES[(each + self.number) % len(_FORENAMES)],
                born=date(2016, 1 + self.number, 4 + each),
                scn=candidate_number(100_000 + 1000 * self.number + 20 * self.way.number + each),
            )
            for each in range(count)
        ]

    def leave(
        self, pupils: Sequence[dict[str, Any]], *, origin: str, destination: str, on: date, **changes: Any
    ) -> list[Verdict]:
        """Let pupils leave one school for another, as its own system says it."""
        said = [self.cast.departure(to=destination, pupil=each, leaving_on=on, **changes) for each in pupils]
        cast = replace(self.cast, now=datetime.combine(on, NOON, UTC))
        verdicts = cast.say_all([cast.item(origin, each) for each in said])
        assert [each.faults for each in verdicts if not each.is_accepted] == []
        return verdicts

    def cast_of(self, schools: dict[str, SchoolFact]) -> Cast:
        """Return a cast in which these schools have these names."""
        return replace(self.cast, schools=schools)

    def close(self, school: str) -> None:
        """Close a school that nobody takes over, unless another walk has closed it."""
        if self.cast.schools[school].closed_on is None:
            close_school(
                school_id=self.cast.schools[school].id,
                on=_CLOSED_ON,
                successor_id=None,
                by=CLERK,
                now=MORNING,
            )


def scene_schools(number: int) -> dict[str, SchoolFact]:
    """Return the schools of a walk: two primaries of its own, and two schools that all share."""
    with seen_as(HUB):
        known = sorted(current_register().by_id.values(), key=lambda each: (each.authority_id, each.key))
    taking_part = [each for each in known if each.takes_part]
    primaries = [each for each in taking_part if each.type.value == "primary"]
    first = [each for each in taking_part if each.authority_id == taking_part[0].authority_id]
    here, there = primaries[2 * number : 2 * number + 2]
    return {"here": here, "there": there, "academy": first[0], "closed": first[-1]}


def days_after(day: date, days: int) -> tuple[int, int, int]:
    """Return a day as its three boxes want it."""
    on = day + timedelta(days=days)
    return on.day, on.month, on.year
