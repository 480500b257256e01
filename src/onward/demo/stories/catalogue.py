"""Which stories there are, and the stage for playing one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onward.demo.credentials import DemoSystem
from onward.demo.stories.closed_school import closed_school
from onward.demo.stories.exchange import Exchange
from onward.demo.stories.family_that_fled import family_that_fled
from onward.demo.stories.file_with_faults import file_with_faults
from onward.demo.stories.narrator import Narrator
from onward.demo.stories.never_arrives import never_arrives
from onward.demo.stories.offstage import Offstage
from onward.demo.stories.quiet_move import quiet_move
from onward.demo.stories.stage import Stage
from onward.demo.stories.unannounced_arrival import unannounced_arrival
from onward.foundation.clock import Clock, today_in_scotland
from onward.messaging.sealing import Keyring


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story: the name to call it by, what it shows, and how it is played."""

    name: str
    shows: str
    play: Callable[[Stage], None]


STORIES = (
    Story(
        name="quiet-move",
        shows="A pupil changes school, the record follows, and both sides know how far it is.",
        play=quiet_move,
    ),
    Story(
        name="never-arrives",
        shows="A child does not come, nobody says a word, and the hub raises the alarm by itself.",
        play=never_arrives,
    ),
    Story(
        name="file-with-faults",
        shows="A list and a transfer file hold faults; all are told, mended, and nothing is doubled.",
        play=file_with_faults,
    ),
    Story(
        name="closed-school",
        shows="A school closes; what waits there and what comes later goes to the one that takes over.",
        play=closed_school,
    ),
    Story(
        name="unannounced-arrival",
        shows="A child is enrolled whom nobody announced; the hub asks the old school for the record.",
        play=unannounced_arrival,
    ),
    Story(
        name="family-that-fled",
        shows="A family has fled; the old school reads what it reads of every child, and no more.",
        play=family_that_fled,
    ),
)


def set_stage(
    say: Callable[[str], None],
    *,
    hub: str,
    systems: Sequence[DemoSystem],
    keyring: Keyring,
    clock: Clock,
    width: int = 100,
) -> Stage:
    """Return a stage for one playing: `say` takes the lines of the story, `hub` is where the hub listens.

    Raises:
        HubNotRunning: nobody answers there.
        HubRefused: the hub does not know the systems.
    """
    return Stage(
        tell=Narrator(say, width=width),
        schools=Exchange(systems, hub=hub),
        hub=Offstage(keyring=keyring, clock=clock),
        today=today_in_scotland(clock.now()),
    )
