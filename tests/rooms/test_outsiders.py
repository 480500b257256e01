"""What outsiders can learn of a child who was found: nothing until the notice run, then what all are told.

Brechin, which finds the child, is in the old school's own authority: that is the hardest case.
"""

import json
from datetime import date

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub
from tests.harness.two_worlds import CHILD, outsiders, rows_seen

from onward.foundation.sight import for_school
from onward.messaging.models import Message
from onward.operations.sweeps.notice_run import run_notices
from onward.protection.models import Whereabouts
from onward.pupils.models import IdentityQuestion
from onward.transfers.models import Leaver


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


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
