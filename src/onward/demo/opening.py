"""The demonstration's first run: an invented nation, school systems with secrets, and what to try."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from onward.database.planner import count_tables
from onward.database.sight import seen_as
from onward.demo.credentials import (
    DemoSystem,
    DemoSystemsMissing,
    keep_demo_systems,
    read_demo_systems,
    register_demo_systems,
)
from onward.demo.lately.living import begin_lately, end_lately, live_lately, owed_since
from onward.demo.load import DirectoryInUse, Progress, facts_of, load_nation
from onward.demo.nation import Nation
from onward.demo.people import (
    DemoPeopleMissing,
    DemoPerson,
    demo_school,
    invite_demo_people,
    keep_demo_people,
    read_demo_people,
)
from onward.demo.stories.catalogue import STORIES
from onward.directory.register import current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring

_GRANT = "-d grant_type=client_credentials"
FIRST = ("quiet-move", "never-arrives", "family-that-fled")
"""The stories that a newcomer is told of."""
SEED = 1
SCALE = 0.04
"""How much of the whole nation a first run invents: some thirty thousand pupils, in seconds."""


ShowProgress = Callable[[str], AbstractContextManager[Progress]]
"""Takes what is being done, and gives the one who does it a function to tell how far it is."""


def open_demo(
    folder: Path,
    *,
    by: Actor,
    now: datetime,
    keyring: Keyring,
    say: Callable[[str], None],
    progress: ShowProgress,
) -> None:
    """Fill an empty hub with the invented nation, its people and systems, and its last weeks.

    May be repeated, and goes on where it was interrupted. A hub that lists schools of its own is left
    as it is.
    """
    nation = Nation(SEED, SCALE, as_of=today_in_scotland(now))
    try:
        with progress("Inventing pupils") as told:
            loaded = load_nation(nation, by=by, now=now, progress=told)
    except DirectoryInUse as refusal:
        say(str(refusal))
        return
    if loaded.pupils:
        count_tables()
        begin_lately(folder, now=now)
        say(f"An invented nation is loaded: {len(nation.schools):,} schools, {loaded.pupils:,} pupils.")
    _have_systems(folder, by=by, now=now)
    _have_people(folder, by=by, now=now)
    _have_lived(folder, nation, keyring=keyring, say=say, progress=progress)


def what_to_try(folder: Path, address: str) -> Sequence[str]:
    """Return the lines that name the demo's people, systems and secrets, and what to try."""
    try:
        systems, people = read_demo_systems(folder), read_demo_people(folder)
    except (DemoSystemsMissing, DemoPeopleMissing):
        return (f"Try: ./onward --help, or the API's own pages at {address}/api/v1/docs",)
    first = systems[0]
    return (
        f"People of the demonstration, who sign in at {address}/ (a code: ./onward demo --code EMAIL):",
        *(f"  {_describe_person(each)}" for each in people),
        "School systems, with secrets of this installation alone:",
        *(f"  {_describe(each)}" for each in systems),
        "Three stories to try, played through this hub:",
        *(f"  ./onward demo --story {each.name:17} {each.shows}" for each in STORIES if each.name in FIRST),
        "More to try:",
        "  ./onward demo --list     all of the stories",
        f"  {address}/api/v1/docs     every call of the API; for a token:",
        f"    curl -u {first.client_id}:{first.secret} {_GRANT} {address}/oauth/token",
        "  ./onward replay --months 1 --scale 0.02     the published traffic, in a database of its own",
    )


def _have_systems(folder: Path, *, by: Actor, now: datetime) -> None:
    try:
        read_demo_systems(folder)
    except DemoSystemsMissing:
        with seen_as(HUB):
            systems = register_demo_systems(register=current_register(), by=by, now=now)
        keep_demo_systems(folder, systems)


def _have_people(folder: Path, *, by: Actor, now: datetime) -> None:
    try:
        read_demo_people(folder)
    except DemoPeopleMissing:
        with seen_as(HUB):
            people = invite_demo_people(register=current_register(), by=by, now=now)
        keep_demo_people(folder, people)


def _have_lived(
    folder: Path, nation: Nation, *, keyring: Keyring, say: Callable[[str], None], progress: ShowProgress
) -> None:
    until = owed_since(folder)
    if until is None:
        return
    with seen_as(HUB):
        facts = facts_of(nation)
        school = facts.index(demo_school(current_register()))
    with progress("Living the last weeks") as told:
        taken = live_lately(nation, school=school, now=until, keyring=keyring, progress=told)
    count_tables()
    end_lately(folder)
    say(f"Its last eight weeks have passed: {taken:,} messages, and what they led to.")


def _describe_person(person: DemoPerson) -> str:
    return f"{person.email:21} password {person.password}   {person.role}, {person.where}"


def _describe(system: DemoSystem) -> str:
    whose = f"acts for the schools of {len(system.authorities)} authorities"
    return f"{system.name:8} {whose}; client {system.client_id}, secret {system.secret}"
