"""The desks of a replay: two processes that work while this one plans on, or one desk in this process."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Protocol

from onward.demo.nation import Nation
from onward.demo.replay.desk import Desk, Done
from onward.demo.replay.desk_process import END, WORK, Chair, sit_down
from onward.demo.traffic.plan import PlannedDay
from onward.foundation.errors import OnwardError

DESKS: Final = 2
_PATIENCE: Final = 20.0


class DeskFailed(OnwardError):
    """One process of the replay failed; its trace stands above."""

    code = "desk-failed"


class Crew(Protocol):
    """Those who say what was planned, a day at a time: hand out, start, finish."""

    def hand_out(self, day: PlannedDay) -> None:
        """Give the messages of a day to the desks, which put them into words. The day before is done."""
        ...

    def start(self) -> None:
        """Let the desks begin with what was handed out, and return at once."""
        ...

    def finish(self) -> Done:
        """Wait until everything handed out is said, and return what was done."""
        ...


class Alone:
    """One desk in this process: slower, and all in one place. For tests, and for small replays."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk, whose share is everybody."""
        self._desk = desk

    def hand_out(self, day: PlannedDay) -> None:
        """Put the messages of a day into words."""
        self._desk.prepare(day)

    def start(self) -> None:
        """Do nothing yet."""

    def finish(self) -> Done:
        """Say everything handed out."""
        return self._desk.work()


class Processes:
    """A process for each desk."""

    def __init__(self, pipes: list[Connection]) -> None:
        """Take the pipes to the desks, in the order of their shares."""
        self._pipes = pipes

    def hand_out(self, day: PlannedDay) -> None:
        """Send each desk its part of the day."""
        for share, pipe in enumerate(self._pipes):
            own = [each for each in day.messages if each.pupil % len(self._pipes) == share]
            _send(pipe, PlannedDay(day.day, own))

    def start(self) -> None:
        """Let all desks begin."""
        for pipe in self._pipes:
            _send(pipe, WORK)

    def finish(self) -> Done:
        """Wait for all desks.

        Raises:
            DeskFailed: one of them is no more.
        """
        done = Done()
        for pipe in self._pipes:
            try:
                done += pipe.recv()
            except EOFError as error:
                raise DeskFailed from error
        return done


@contextmanager
def processes(nation: Nation) -> Iterator[Processes]:
    """Have the desks' processes for the block. The nation must be loaded, and committed."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    started: list[BaseProcess] = []
    try:
        for share in range(DESKS):
            ours, theirs = context.Pipe()
            chair = Chair(share=share, shares=DESKS, seed=nation.seed, scale=nation.scale, as_of=nation.as_of)
            process: BaseProcess = context.Process(target=sit_down, args=(theirs, chair), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            started.append(process)
        yield Processes(pipes)
        for pipe in pipes:
            _send(pipe, END)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in started:
            process.join(_PATIENCE)


def _send(pipe: Connection, what: object) -> None:
    try:
        pipe.send(what)
    except BrokenPipeError as error:
        raise DeskFailed from error
