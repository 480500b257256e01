"""The fixed cast: four authorities, a handful of schools, one system that may speak for each of them.

Words for tests: what a school says is built here, and goes through the real intake.
"""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from onward.database.sight import seen_as
from onward.directory.models import Authority, School
from onward.directory.register import SchoolFact, current_register
from onward.formats.forms import Form
from onward.formats.validation import SAID
from onward.foundation.actor import Actor, ActorKind, Door, job
from onward.foundation.identifiers import scn
from onward.foundation.named_key import NamedKey
from onward.foundation.sight import HUB, for_school
from onward.messaging.sealing import Keyring
from onward.operations.intake import Item, Verdict, accept
from onward.transfers.policy_book import load_national_defaults

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
KEYRING = Keyring([NamedKey(id="test", secret=b"k" * 32)])
SCHOOLS = {
    "arbroath": ("5300120", "primary", "120", "publicly-funded", True),
    "brechin": ("5300139", "secondary", "120", "publicly-funded", True),
    "selkirk": ("5600351", "primary", "355", "publicly-funded", True),
    "galashiels": ("5600378", "secondary", "355", "publicly-funded", True),
    "leith": ("5500230", "primary", "230", "publicly-funded", True),
    "college": ("5500999", "secondary", "230", "independent", False),
}
AUTHORITIES = {"120": "Angus", "355": "Scottish Borders", "230": "Edinburgh City"}
_numbers = itertools.count(1)


@dataclass
class Cast:
    """The schools by a short name, and the clock of the story."""

    schools: dict[str, SchoolFact]
    now: datetime = NOW
    keyring: Keyring = KEYRING
    verdicts: list[Verdict] = field(default_factory=list)

    def later(self, **ago: float) -> None:
        """Let time pass."""
        self.now += timedelta(**ago)

    def say(
        self, school: str, said: dict[str, Any], *, key: str = "", scopes: frozenset[str] = frozenset()
    ) -> Verdict:
        """Let a school say one thing, through the intake."""
        return self.say_all([self.item(school, said, key=key, scopes=scopes)])[0]

    def say_all(self, items: list[Item]) -> list[Verdict]:
        """Send several items as one batch."""
        verdicts = accept(items, now=self.now, keyring=self.keyring)
        self.verdicts += verdicts
        return verdicts

    def item(
        self, school: str, said: dict[str, Any], *, key: str = "", scopes: frozenset[str] = frozenset()
    ) -> Item:
        """Build an item as a door would."""
        fact = self.schools[school]
        form: Form = SAID.validate_python(said)
        return Item(
            key=key or f"key-{next(_numbers)}",
            said=form,  # type: ignore[arg-type]
            content=form.model_dump_json().encode(),
            school=fact,
            by=Actor(
                kind=ActorKind.SYSTEM,
                id=f"system-of-{school}",
                door=Door.API,
                sight=for_school(fact.id),
                scopes=scopes,
            ),
        )

    def ref(self, school: str) -> dict[str, str]:
        """How a form names a school."""
        fact = self.schools[school]
        return {"seed": fact.seed, "type": fact.type.value}

    def departure(self, *, to: str = "", **changes: Any) -> dict[str, Any]:
        """A departure of a new pupil, for reason 01, not protected, unless said otherwise."""
        said: dict[str, Any] = {
            "kind": "departure",
            "pupil": pupil(),
            "leaving_on": date(2026, 8, 28),
            "reason": "01",
            "protection": "not-protected",
        }
        if to:
            said["destination"] = self.ref(to)
        return said | changes

    def arrival(self, **changes: Any) -> dict[str, Any]:
        """An arrival, not protected, unless said otherwise."""
        said = {"kind": "arrival", "arrived_on": date(2026, 9, 1), "protection": "not-protected"}
        return said | changes


def pupil(**changes: Any) -> dict[str, Any]:
    """A pupil whom nobody has met."""
    number = next(_numbers)
    return {
        "surname": f"Ahern{_letters(number)}",
        "forename": "Isla",
        "born": date(2016, 5, 4),
        "sex": "F",
        "scn": candidate_number(number),
        "stage": "P5",
    } | changes


def open_the_hub() -> Cast:
    """List the authorities and schools, and the national policies; the caller's transaction must be open."""
    with seen_as(HUB):
        for code, name in AUTHORITIES.items():
            Authority.objects.get_or_create(code=code, defaults={"name": name, "kind": "council"})
        for name, (seed, kind, authority, sector, takes_part) in SCHOOLS.items():
            School.objects.create(
                seed=seed,
                type=kind,
                name=name.title(),
                authority_id=authority,
                sector=sector,
                takes_part=takes_part,
            )
        load_national_defaults()
        register = current_register()
    return Cast(schools={name: register.by_key[row[0], row[1]] for name, row in SCHOOLS.items()})


CLERK = job("test")


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def candidate_number(number: int) -> str:
    """A valid SCN of its own for each number: bodies that cannot be issued are stepped over."""
    body = next(
        each
        for each in range(10_000_000 + 20 * number, 10_000_020 + 20 * number)
        if scn.check_digit(f"{each:08d}")
    )
    return scn.make(f"{body:08d}")
