"""Many schools say many things in any order: the doctor finds the world sound after every walk."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.harness.cast import CLERK, SCHOOLS, Cast, open_the_hub, pupil

from onward.operations.doctor import examine
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.models import Joiner, Leaver

STEPS = 30
REASONS = ("01", "01", "01", "", "03", "04", "05", "06", "07", "08", "09", "12", "13", "-")
TAKING_PART = [name for name, row in SCHOOLS.items() if row[4]]


class Walk:
    """One walk: children, and what may happen to them next."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self.dice = random.Random(seed)  # noqa: S311 -- a walk that can be repeated
        self.children = [pupil() for _ in range(3)]
        self.steps: list[Callable[[], None]] = [
            self.depart, self.depart, self.arrive, self.arrive, self.arrive_by_joiner, self.say_not_here,
            self.redirect, self.withdraw, self.confirm, self.send_record, self.let_time_pass, self.tell,
        ]  # fmt: skip

    def school(self) -> str:
        return self.dice.choice(TAKING_PART)

    def answer(self) -> str | None:
        answers: tuple[str | None, ...] = (*["not-protected"] * 6, "protected", None)
        return self.dice.choice(answers)

    def depart(self) -> None:
        origin, reason = self.school(), self.dice.choice(REASONS)
        goes_to = self.dice.choice([name for name in SCHOOLS if name != origin])
        said = self.cast.departure(
            reason=reason,
            pupil=self.dice.choice(self.children),
            leaving_on=self.cast.now.date() - timedelta(days=self.dice.randrange(5)),
            protection=self.answer(),
            to=goes_to if reason in {"01", "09", ""} and self.dice.random() < 0.7 else "",
        )
        self.say(origin, said)

    def arrive(self) -> None:
        child = self.dice.choice(self.children)
        self.say(
            self.school(), self.cast.arrival(pupil=child, arrived_on=self.today(), protection=self.answer())
        )

    def arrive_by_joiner(self) -> None:
        if joiner := self.some(Joiner):
            said = self.cast.arrival(joiner=str(joiner[0]), arrived_on=self.today(), protection=self.answer())
            self.say(joiner[1], said)

    def say_not_here(self) -> None:
        if joiner := self.some(Joiner):
            self.say(joiner[1], {"kind": "no-arrival", "joiner": str(joiner[0])})

    def redirect(self) -> None:
        if leaver := self.some(Leaver):
            goes_to = self.dice.choice([name for name in SCHOOLS if name != leaver[1]])
            said = {"kind": "redirect", "leaver": str(leaver[0]), "destination": self.cast.ref(goes_to)}
            self.say(leaver[1], said)

    def withdraw(self) -> None:
        if leaver := self.some(Leaver):
            self.say(leaver[1], {"kind": "withdrawal", "leaver": str(leaver[0])})

    def confirm(self) -> None:
        if leaver := self.some(Leaver):
            said = {
                "kind": "confirmation",
                "leaver": str(leaver[0]),
                "outcome": self.dice.choice(["home-education", "outside-scotland", "over-age", "died"]),
                "by": self.dice.choice(["authority", "reply", "document"]),
                "on": self.today(),
            }
            self.say(leaver[1], said)

    def send_record(self) -> None:
        said = {"kind": "record", "pupil": self.dice.choice(self.children), "record": {"core": {"a": 1}}}
        self.say(self.school(), said)

    def let_time_pass(self) -> None:
        self.cast.later(days=self.dice.randrange(1, 15))
        for sweep in (remind, raise_alarms, climb):
            assert sweep(by=CLERK, now=self.cast.now).failed == []

    def tell(self) -> None:
        assert tell_origins(by=CLERK, now=self.cast.now).failed == []

    def say(self, school: str, said: dict[str, Any]) -> None:
        self.cast.say(school, said, scopes=frozenset({"confirmations:authority"}))

    def today(self) -> str:
        return self.cast.now.date().isoformat()

    def some(self, face: type[Joiner] | type[Leaver]) -> tuple[UUID, str] | None:
        names = {fact.id: name for name, fact in self.cast.schools.items()}
        rows = list(face.objects.order_by("id").values_list("id", "school_id"))
        if not rows:
            return None
        chosen, school = self.dice.choice(rows)
        return chosen, names[school]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_the_world_is_sound_after_any_walk(hub: None, seed: int) -> None:
    cast = open_the_hub()
    walk = Walk(cast, seed)

    for _ in range(STEPS):
        walk.dice.choice(walk.steps)()
    walk.let_time_pass()

    accepted = [each for each in cast.verdicts if each.is_accepted]
    assert len(accepted) > STEPS / 5
    assert [each for each in examine(now=cast.now) if not each.is_sound] == []
