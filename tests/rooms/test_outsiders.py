"""What outsiders can learn of a child who was found: nothing until the notice run, then what all are told.

Brechin, which finds the child, is in the old school's own authority: that is the hardest case.
"""

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub
from tests.harness.two_worlds import CHILD, Story, differences, outsiders, rows_seen, told

from onward.foundation.sight import for_school
from onward.messaging.models import Message
from onward.operations.sweeps.notice_run import run_notices
from onward.protection.models import Whereabouts
from onward.pupils.models import IdentityQuestion
from onward.transfers.models import Leaver

Step = Callable[[Story], None]


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def departs(**changes: Any) -> Step:
    return lambda story: story.says("arbroath", story.cast.departure(pupil=CHILD, **changes))


def answers(kind: str, *, to: str = "", **changes: Any) -> Step:
    def say(story: Story) -> None:
        destination = {"destination": story.cast.ref(to)} if to else {}
        story.says("arbroath", {"kind": kind, "leaver": story.leaver(), **destination, **changes})

    return say


def confirms(outcome: str, by: str) -> Step:
    return answers("confirmation", outcome=outcome, by=by, on="2026-09-01")


def is_not_here(story: Story) -> None:
    story.says("selkirk", {"kind": "no-arrival", "joiner": story.joiner()})


def found(school: str = "brechin", **changes: Any) -> Step:
    renamed = CHILD | {"surname": "Newname"}

    def say(story: Story) -> None:
        story.cast.say(school, story.cast.arrival(pupil=renamed, **changes), key="found")

    return say


def nothing(story: Story) -> None:
    """Let nothing happen."""


def both(*steps: Step) -> Step:
    def say(story: Story) -> None:
        for step in steps:
            story.cast.later(minutes=10)
            step(story)

    return say


LEFT: dict[str, Step] = {
    "to a school": departs(to="selkirk"),
    "to a school, without an answer": departs(to="selkirk", protection=None),
    "to a school, protected": departs(to="selkirk", protection="protected"),
    "to where nobody knows": departs(reason="05"),
    "abroad": departs(reason="12", outside={"country": "FR", "name": "Lyon"}),
    "to a school that takes no part": departs(reason="09", to="college"),
}
SAID: dict[str, Step] = {
    "nothing": nothing,
    "the record": answers("record", record={"core": {"reading": "well"}}),
    "the record, by who it is": lambda story: story.says(
        "arbroath", {"kind": "record", "pupil": CHILD, "record": {"core": {"reading": "well"}}}
    ),
    "another school": answers("redirect", to="leith"),
    "the same school": answers("redirect", to="selkirk"),
    "a school that takes no part": answers("redirect", to="college"),
    "a place outside": answers("redirect", outside={"country": "FR", "name": "Lyon"}),
    "stays": answers("withdrawal"),
    "stays, and leaves": both(answers("withdrawal"), departs(to="selkirk")),
    "is taught at home": confirms("home-education", "authority"),
    "is taught abroad": confirms("outside-scotland", "reply"),
    "is over age": confirms("over-age", "document"),
    "died": confirms("died", "authority"),
    "the departure again": departs(reason="05"),
    "the departure again, by another day": departs(reason="05", leaving_on="2026-08-27"),
    "the departure again, to a school": departs(to="selkirk"),
    "the departure again, with the record": departs(to="leith", record={"core": {"reading": "well"}}),
    "the departure again, abroad": departs(reason="12", outside={"country": "FR"}),
    "created in error": departs(reason="-"),
    "died, as a departure": departs(reason="08"),
    "not here": is_not_here,
}


@pytest.mark.slow
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("left", ["to a school", "to where nobody knows"])
def test_until_the_notice_run_a_found_child_looks_like_one_who_is_sought(
    cast: Cast, left: str, said: str
) -> None:
    finding = found(protection="protected")

    assert unlike(cast, both(LEFT[left], nothing, SAID[said]), both(LEFT[left], finding, SAID[said])) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15))
def test_whatever_is_said_a_found_child_looks_like_one_who_is_sought(cast: Cast, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a walk that can be repeated
    steps = [LEFT[dice.choice(sorted(LEFT))], *(SAID[dice.choice(sorted(SAID))] for _ in range(4))]
    when = dice.randrange(1, len(steps))
    finding = found(protection=dice.choice(["protected", None]))

    sought, is_found = (both(*steps[:when], each, *steps[when:]) for each in (nothing, finding))

    assert unlike(cast, sought, is_found) == []


@pytest.mark.slow
@pytest.mark.parametrize("left", LEFT)
def test_what_is_told_of_a_protected_child_is_what_is_told_of_any_other(cast: Cast, left: str) -> None:
    def found_and_told(protection: str) -> Step:
        finding = found("leith", protection=protection)
        return both(LEFT[left], finding, SAID["the record"], Story.a_day_passes, SAID["the record"])

    others = {name: sight for name, sight in outsiders(cast).items() if "leith" not in name}
    worlds = [told(cast, found_and_told(each), others) for each in ("protected", "not-protected")]

    assert differences(*worlds) == []


@pytest.mark.parametrize("left", ["to a school", "to a school, protected"])
def test_where_the_named_school_hides_the_child_nobody_else_sees_it(cast: Cast, left: str) -> None:
    others = {name: sight for name, sight in outsiders(cast).items() if name != "selkirk"}
    findings = (nothing, found("selkirk", protection="protected"))

    worlds = [told(cast, both(LEFT[left], each, SAID["the record"]), others) for each in findings]

    assert differences(*worlds) == []


def unlike(cast: Cast, sought: Step, is_found: Step) -> list[str]:
    sights = outsiders(cast)
    return differences(told(cast, sought, sights), told(cast, is_found, sights))


@pytest.mark.parametrize("again", ["the old school tells it again", "another school claims the child"])
def test_only_where_the_child_is_can_be_said_that_they_are_not_protected(cast: Cast, again: str) -> None:
    cast.say("arbroath", cast.departure(reason="05", pupil=CHILD))
    cast.say("brechin", cast.arrival(pupil=CHILD, protection=None))
    own = {"brechin": rows_seen(for_school(cast.schools["brechin"].id))}

    if again == "the old school tells it again":
        cast.say("arbroath", cast.departure(reason="05", pupil=CHILD))
    else:
        cast.say("leith", cast.arrival(pupil=CHILD))

    sights = outsiders(cast)
    for name in ("the old authority", "the authority of leith"):
        assert not rows_seen(sights[name]).get("transfers_joiner")
    assert {"brechin": rows_seen(for_school(cast.schools["brechin"].id))} == own


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ({"scn": ""}, {}),
        ({}, {"surname": "Newname"}),
        ({"scn": "", "upn": "R201100018042"}, {"surname": "Newname"}),
    ],
)
def test_the_old_school_is_asked_for_a_record_in_the_words_that_it_knows(
    cast: Cast, before: dict[str, str], since: dict[str, str]
) -> None:
    known, now = CHILD | before, CHILD | {"upn": before.get("upn", "")} | since
    cast.say("arbroath", cast.arrival(pupil=known, arrived_on=date(2025, 9, 1)))
    cast.say("brechin", cast.arrival(pupil=now, provisional=True))
    cast.later(minutes=1)
    cast.say("brechin", cast.arrival(pupil=now, protection="protected"))

    run_notices(by=CLERK, now=cast.now, keyring=KEYRING)

    leaver = Leaver.objects.get()
    assert (leaver.surname, leaver.scn) == (known["surname"], known["scn"])
    assert "Newname" not in json.dumps(rows_seen(outsiders(cast)["arbroath"]))
    assert Message.objects.filter(kind="request").count() == 1


def test_where_a_child_who_fled_from_a_roll_is_now_is_noted(cast: Cast) -> None:
    cast.say("arbroath", cast.arrival(pupil=CHILD, arrived_on=date(2025, 9, 1)))

    cast.say("brechin", cast.arrival(pupil=CHILD, protection="protected"))
    cast.say("leith", cast.arrival(pupil=CHILD))

    assert Whereabouts.objects.get(known_until=None).school_id == cast.schools["brechin"].id
    assert IdentityQuestion.objects.get().kind == "two-claims"
