"""A whole replay: load the nation, live through the months, count, and say what came of it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from onward.cli.progress import progress_bar
from onward.database.planner import count_tables
from onward.database.sight import seen_as
from onward.demo.load import DirectoryInUse, load_nation
from onward.demo.nation import Nation
from onward.demo.replay.account import Account, Course, tell_month
from onward.demo.replay.crew import processes
from onward.demo.replay.driver import Keys, Replay, SoFar
from onward.demo.replay.memory import PeakMemory
from onward.demo.replay.totals import differences, read_totals
from onward.demo.traffic.figures import FIRST_DAY, published
from onward.demo.traffic.plan import TrafficPlan
from onward.directory.register import current_register
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring

Say = Callable[[str], None]

SEED = 1
_THE_DAY_BEFORE = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) - timedelta(hours=12)
_REPLAY = Actor(kind=ActorKind.JOB, id="replay", door=Door.DEMO, sight=HUB)


def run_whole(*, months: int, scale: float, say: Say) -> bool:
    """Replay the first months on an empty hub, and return whether every figure is as planned.

    Raises:
        DirectoryInUse: the hub is not empty.
        DeskFailed: a process of the replay failed.
    """
    with seen_as(HUB):
        if current_register().by_id:
            raise DirectoryInUse
    nation = Nation(SEED, scale, as_of=FIRST_DAY)
    plan = TrafficPlan(nation, published().scaled(scale) if scale < 1 else published())
    memory = PeakMemory()
    loading = _load(nation, memory)
    say(f"Loaded {len(nation.schools):,} schools and {loading.count:,} pupils {loading.pace}.")
    replaying, last = _live(nation, plan, months, memory, say)
    unequal = differences(plan, months, end=datetime.now(tz=UTC))
    for line in Account(
        totals=read_totals(), last=last, loading=loading, replaying=replaying, memory=memory
    ).lines():
        say(line)
    for line in unequal:
        say(f"NOT AS PLANNED  {line}")
    if not unequal:
        say("Both tables of Appendix 1, counted from the database alone, are as planned, every cell.")
    return not unequal and not last.done.refused


def _load(nation: Nation, memory: PeakMemory) -> Course:
    began = time.monotonic()
    with progress_bar("Inventing pupils") as progress:

        def heard(done: int, total: int) -> None:
            progress(done, total)
            memory.look()

        loaded = load_nation(nation, by=_REPLAY, now=_THE_DAY_BEFORE, progress=heard)
    count_tables()
    return Course(count=loaded.pupils, seconds=time.monotonic() - began)


def _live(
    nation: Nation, plan: TrafficPlan, months: int, memory: PeakMemory, say: Say
) -> tuple[Course, SoFar]:
    began = time.monotonic()
    total = sum(plan.expected_by_month(months).values())
    keys = Keys(keyring=Keyring(settings.ONWARD.keys.master_keys), audit=settings.ONWARD.keys.audit_keys)
    with processes(nation) as crew, progress_bar("Replaying messages") as progress:

        def heard(so_far: SoFar) -> None:
            progress(so_far.done.accepted, total)
            memory.look()
            tell_month(so_far, seconds=time.monotonic() - began, say=say)

        last = Replay(plan, months, crew=crew, keys=keys).run(heard)
    return Course(count=last.done.accepted, seconds=time.monotonic() - began), last
