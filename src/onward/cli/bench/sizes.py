"""How much one run measures, and which invented pupils each measurement is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

LONG_RECORD = 20_000
SHORT_RECORD = 2_000
SCHOOLS = 200
_BLOCK = 100_000
"""Each measurement has pupils of its own, so that none meets what another left."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Counts, and the seconds after which a measurement ends though the count is not reached."""

    rows: int = 200_000
    warming: int = 200
    singles: int = 15_000
    batches: int = 20
    batch: int = 500
    in_process: int = 5_000
    copied: int = 5_000
    pages: int = 1_000
    rounds: int = 400
    seconds: float = 10.0
    limit_seconds: int = 5
    probe_seconds: float = 0.5

    @property
    def warming_pupils(self) -> Sequence[int]:
        """Return the pupils with whom the web server warms up."""
        return range(self.warming)

    @property
    def single_pupils(self) -> Sequence[int]:
        """Return the pupils of the single messages."""
        return range(self.warming, self.warming + self.singles)

    def batches_of_pupils(self, block: int) -> list[Sequence[int]]:
        """Return the pupils of batches: those of one batch are all of one school."""
        first = block * _BLOCK
        return [
            range(first + batch, first + batch + SCHOOLS * self.batch, SCHOOLS)
            for batch in range(self.batches)
        ]

    def pupils_in_process(self, block: int) -> Sequence[int]:
        """Return the pupils of one measurement in this process."""
        return range(block * _BLOCK, block * _BLOCK + self.in_process)

    @property
    def all_pupils(self) -> list[int]:
        """Return every pupil of the run."""
        batches = chain.from_iterable(self.batches_of_pupils(1) + self.batches_of_pupils(2))
        in_process = chain(self.pupils_in_process(3), self.pupils_in_process(4))
        return [*self.warming_pupils, *self.single_pupils, *batches, *in_process]


QUICK = Sizes(
    rows=2_000,
    warming=32,
    singles=200,
    batches=2,
    batch=50,
    in_process=200,
    copied=100,
    pages=200,
    rounds=20,
    seconds=3.0,
    limit_seconds=1,
    probe_seconds=0.05,
)
"""For tests: shows that everything works, not how fast."""
