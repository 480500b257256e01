"""Batches through the intake in this process, as files and the replay hand them in."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from django.conf import settings

from onward.cli.bench.figures import Figure
from onward.cli.bench.gauge import Done, timed
from onward.cli.bench.limits import Limits
from onward.cli.bench.run import Run, Saying
from onward.cli.bench.sizes import LONG_RECORD, SHORT_RECORD
from onward.formats.native import read_item
from onward.messaging.sealing import Keyring
from onward.operations.intake import Item, accept


class NotAccepted(Exception):
    """The intake refused what the bench says: the figures would mean nothing."""


def measure_in_process(run: Run, limits: Limits) -> list[Figure]:
    """Measure batches of departures, of records that follow, and of arrivals that settle the departures.

    Raises:
        NotAccepted: something was refused.
    """
    run.say("Measuring batches in one process ...")
    pupils, others = run.sizes.pupils_in_process(3), run.sizes.pupils_in_process(4)
    batches = (
        ("departures_20k", "one process: departures, 20 KB",
         run.departures(pupils, record_bytes=LONG_RECORD), limits.long_copy),
        ("departures_2k", "one process: departures, 2 KB",
         run.departures(others, record_bytes=SHORT_RECORD), limits.short_copy),
        ("records_20k", "one process: records, 20 KB",
         run.records(pupils, record_bytes=LONG_RECORD), limits.long_copy),
        ("records_2k", "one process: records, 2 KB",
         run.records(others, record_bytes=SHORT_RECORD), limits.short_copy),
        ("arrivals", "one process: arrivals", run.arrivals(pupils), None),
    )  # fmt: skip
    return [
        run.gauge.measure(name, what, partial(_take, run, said, kind=name), of=limit)
        for name, what, said, limit in batches
    ]


def _take(run: Run, sayings: Sequence[Saying], *, kind: str) -> Done:
    """Read and accept everything, each batch one transaction."""
    keyring, size = Keyring(settings.ONWARD.keys.master_keys), run.sizes.batch

    def work() -> int:
        for first in range(0, len(sayings), size):
            items = list(_items(run, sayings[first : first + size], key=f"{kind}-{first}"))
            verdicts = accept(items, now=datetime.now(tz=UTC), keyring=keyring)
            if refused := [each for each in verdicts if not each.is_accepted]:
                raise NotAccepted(refused[0])
        return len(sayings)

    return timed(work, size=len(sayings[0][1]))


def _items(run: Run, sayings: Sequence[Saying], *, key: str) -> Iterator[Item]:
    for number, (school, content) in enumerate(sayings):
        said = read_item(content, longest=len(content))
        if isinstance(said, tuple):
            raise NotAccepted(said)
        by = run.world.actor_at(school)
        yield Item(key=f"{key}-{number}", said=said, content=content, school=school, by=by)
