"""What every measurement of one run works with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from onward.cli.bench import sayings
from onward.cli.bench.gauge import Gauge
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.sizes import Sizes
from onward.cli.bench.world import World
from onward.directory.register import SchoolFact

Say = Callable[[str], None]
Saying = tuple[SchoolFact, bytes]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run on one hub, on one day."""

    hub: MeasuredHub
    sizes: Sizes
    gauge: Gauge
    world: World
    today: date
    say: Say

    def departures(self, numbers: Sequence[int], *, record_bytes: int) -> list[Saying]:
        """Return each pupil's departure with a record of this size, as their school says it."""
        record = record_text(record_bytes)
        return [(self.world.school_of(each), self.departure(each) + record) for each in numbers]

    def departure(self, number: int) -> bytes:
        """Return a departure as JSON, up to where its record begins."""
        to = self.world.next_school_of(number)
        said = sayings.departure(number, to=(to.seed, to.type.value), on=self.today)
        return json.dumps(said).encode().removesuffix(b"}")

    def records(self, numbers: Sequence[int], *, record_bytes: int) -> list[Saying]:
        """Return a further record of each pupil, as their old school says it."""
        record = sayings.record(about_bytes=record_bytes)
        said = (sayings.further_record(each, record=record) for each in numbers)
        return [
            (self.world.school_of(number), json.dumps(each).encode())
            for number, each in zip(numbers, said, strict=True)
        ]

    def arrivals(self, numbers: Sequence[int]) -> list[Saying]:
        """Return each pupil's arrival, as their next school says it."""
        return [
            (
                self.world.next_school_of(each),
                json.dumps(sayings.arrival(each, on=self.today)).encode(),
            )
            for each in numbers
        ]


def record_text(record_bytes: int) -> bytes:
    """Return a record as the end of a departure's JSON."""
    return b', "record": ' + json.dumps(sayings.record(about_bytes=record_bytes)).encode() + b"}"
