"""A school closes with a child on its roll: nobody learns from it that the child was found elsewhere."""

from collections.abc import Callable
from functools import partial

import pytest
from tests.harness.cast import Cast, open_the_hub
from tests.harness.closures import LONG_AGO, close
from tests.harness.two_worlds import CHILD, Story, differences, outsiders, told

CAME: dict[str, dict[str, str | None]] = {
    "protected": {"protection": "protected"},
    "unanswered": {"protection": None},
}


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def departs(story: Story) -> None:
    story.says("arbroath", story.cast.departure(pupil=CHILD, to="selkirk", leaving_on="2026-09-01"))


def nothing(story: Story) -> None:
    """Let nothing happen."""


def tell(
    story: Story, *, successor: str, then: Callable[[Story], None], came: dict[str, str | None] | None
) -> None:
    cast = story.cast
    story.says("arbroath", cast.arrival(pupil=CHILD, arrived_on=LONG_AGO))
    cast.later(hours=1)
    if came:
        cast.say("brechin", cast.arrival(pupil=CHILD | {"surname": "Newname"}, **came), key="found")
    cast.later(hours=1)
    close(cast, "arbroath", successor)
    cast.later(hours=1)
    then(story)


@pytest.mark.parametrize("came", CAME)
@pytest.mark.parametrize("then", [nothing, departs])
@pytest.mark.parametrize("successor", ["", "leith"])
def test_it_does_not_tell_who_was_found(
    cast: Cast, successor: str, then: Callable[[Story], None], came: str
) -> None:
    worlds = [
        told(cast, partial(tell, successor=successor, then=then, came=how), outsiders(cast))
        for how in (None, CAME[came])
    ]

    assert differences(*worlds) == []
