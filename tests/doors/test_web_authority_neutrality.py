"""The old side cannot tell a child who was found, and is protected, from one who is sought."""

import re

from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.printing import words_of
from tests.harness.systems import MovedClock
from tests.harness.two_worlds import CHILD, UUID

from onward.access.facts import at_authority
from onward.database.undone import undone
from onward.foundation.sight import HUB
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins

CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|Taken by .*')
LISTS = ("transfers", "transfers/in", "transfers.csv", "transfers/in.csv", "alarms", "alarms/file", "schools")


def test_nothing_that_the_old_authority_sees_or_does_tells_that_a_child_was_found(
    cast: Cast, clock: MovedClock
) -> None:
    ailsa = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))
    carol = signed_in(employ("cme-coordinator", at_authority("120"), now=cast.now, email="c@cast.example"))

    sought, found = (told(cast, clock, ailsa, carol, is_found=each) for each in (False, True))

    assert len(sought) == 27
    for answer in (
        "Your note was kept",
        "Schools were reminded about 1 pupil",
        "was named as the destination",
    ):
        assert sum(answer in each for each in sought) == 1
    assert found == sought


def told(cast: Cast, clock: MovedClock, ailsa: Client, carol: Client, *, is_found: bool) -> list[str]:
    """Return all that two co-ordinators are shown, where the child was found or where not."""
    start = cast.now
    with undone(HUB):
        leaver = cast.say("arbroath", cast.departure(reason="05", pupil=CHILD), key="left").leaver
        cast.later(weeks=4)
        for sweep in (raise_alarms, tell_origins):
            assert sweep(by=CLERK, now=cast.now).failed == []
        if is_found:
            child = CHILD | {"surname": "Newname"}
            said = cast.arrival(pupil=child, arrived_on=cast.now.date(), protection="protected")
            assert cast.say("brechin", said, key="arrived").is_accepted
        clock.moment = cast.now
        seen = [shown(client, page) for client in (ailsa, carol) for page in LISTS]
        seen += acts(ailsa, carol, str(leaver))
        seen += [shown(client, page) for client in (ailsa,) for page in LISTS]
    cast.now = clock.moment = start
    return seen


def acts(ailsa: Client, carol: Client, leaver: str) -> list[str]:
    """Do all that co-ordinators can do about a leaver, and return how it is answered."""
    remind, there = {"chosen": [leaver]}, f"/authority/transfers/out/{leaver}"
    address = f"{there}/destination?search=selkirk"
    searched = ailsa.get(address).getvalue().decode()
    choice = {
        name: searched.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
        for name in ("token", "school")
    }
    answers = [
        carol.post(f"/authority/alarms/{leaver}/note", {"step": "visited-home"}, follow=True),
        ailsa.post("/authority/transfers/out/remind", remind, follow=True),
        ailsa.get(there),
        ailsa.post(address, choice, follow=True),
        ailsa.get(there),
    ]
    printed = re.sub(r"Reference [^ ]+", "", words_of(ailsa.get(f"{there}/pdf").content))
    return [*(plain(each.getvalue().decode()) for each in answers), printed]


def shown(client: Client, page: str) -> str:
    return plain(client.get(f"/authority/{page}?standing=all").getvalue().decode())


def plain(text: str) -> str:
    """Return a page without what chance puts into it."""
    return UUID.sub("*", CHANCE.sub("", text))
