"""Messages and pages over HTTP, through the web server as `./onward up` starts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from onward.cli.bench.figures import Figure
from onward.cli.bench.gauge import Done
from onward.cli.bench.limits import Limits
from onward.cli.bench.load import HubRefused, LoadClient, Requests
from onward.cli.bench.run import Run, record_text
from onward.cli.bench.serving import serving
from onward.cli.bench.sizes import LONG_RECORD, SCHOOLS, SHORT_RECORD

CONNECTIONS = 16
BATCH_CONNECTIONS = 4
ACCEPTED = '"accepted":true'


def measure_over_http(run: Run, limits: Limits) -> list[Figure]:
    """Measure single messages, batches and pages.

    Raises:
        HubRefused: the hub refused what it should have taken, or lost a message that it had accepted.
    """
    with serving(run.hub, run.world.credential) as served:
        run.gauge.web = served.process_id
        try:
            return list(_figures(run, limits, _OverHttp(run=run, client=served.client)))
        finally:
            run.gauge.web = None


def _figures(run: Run, limits: Limits, http: "_OverHttp") -> Iterator[Figure]:
    http.send_singles(run.sizes.warming_pupils)
    run.say("Measuring single messages over HTTP ...")
    yield run.gauge.measure(
        "single", "HTTP: single departures, 20 KB", partial(_kept, run, http), of=limits.long_commits
    )
    run.say("Measuring batches over HTTP ...")
    for block, size, limit in ((1, LONG_RECORD, limits.long_copy), (2, SHORT_RECORD, limits.short_copy)):
        batches, name = run.sizes.batches_of_pupils(block), f"{size // 1000}"
        yield run.gauge.measure(
            f"batch_{name}k",
            f"HTTP: batches of departures, {name} KB",
            partial(http.send_batches, batches, record_bytes=size),
            of=limit,
        )
    run.say("Measuring pages ...")
    for page in ("mailbox", "leavers"):
        yield run.gauge.measure(page, f"HTTP: page of {page}", partial(http.read_pages, page))


def _kept(run: Run, http: "_OverHttp") -> Done:
    """Send the single messages, and see that each that was accepted is in the database."""
    before = _messages(run)
    done = http.send_singles(run.sizes.single_pupils)
    if _messages(run) - before != done.count:
        raise HubRefused(f"{done.count} accepted, {_messages(run) - before} in the database")
    return done


def _messages(run: Run) -> int:
    with run.hub.superuser.connect() as connection:
        row = connection.execute("SELECT count(*) FROM messaging_message").fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, kw_only=True)
class _OverHttp:
    """What is sent to the measured hub over HTTP."""

    run: Run
    client: LoadClient

    def send_singles(self, numbers: Sequence[int]) -> Done:
        """Send departures with their records one by one from 16 connections."""
        tail = record_text(LONG_RECORD)
        requests = Requests(heads=self._single_heads(numbers, tail), tail=tail)
        answered = self.client.send(requests, connections=CONNECTIONS, seconds=self.run.sizes.seconds)
        return Done(
            count=answered.requests,
            seconds=answered.seconds,
            bytes=answered.requests * (len(tail) + len(self.run.departure(numbers[0]))),
            answered=answered,
        )

    def send_batches(self, batches: Sequence[Sequence[int]], *, record_bytes: int) -> Done:
        """Send departures with their records, many a request, one school's in each, over four connections."""
        record = record_text(record_bytes)
        answered = self.client.send(
            Requests(heads=self._batch_heads(batches, record)),
            connections=BATCH_CONNECTIONS,
            seconds=self.run.sizes.seconds,
            counted=ACCEPTED,
        )
        if answered.counted != answered.requests * self.run.sizes.batch:
            raise HubRefused(f"{answered.counted} items accepted in {answered.requests} batches")
        size = len(self.run.departure(batches[0][0])) + len(record)
        return Done(
            count=answered.counted,
            seconds=answered.seconds,
            bytes=answered.counted * size,
            answered=answered,
        )

    def read_pages(self, page: str) -> Done:
        """Read the first page of a list at one school after the other, over one connection."""
        schools = self.run.world.schools
        heads = [self.client.head("GET", f"/schools/{each.key}/{page}") for each in schools]
        answered = self.client.send(
            Requests(heads=heads * (self.run.sizes.pages // SCHOOLS)),
            connections=1,
            seconds=self.run.sizes.seconds,
        )
        return Done(count=answered.requests, seconds=answered.seconds, answered=answered)

    def _single_heads(self, numbers: Sequence[int], tail: bytes) -> Iterator[bytes]:
        for number in numbers:
            yield self.client.head(
                "POST",
                f"/schools/{self.run.world.school_of(number).key}/messages",
                body=self.run.departure(number),
                tail=tail,
                key=f"bench-{number}",
            )

    def _batch_heads(self, batches: Sequence[Sequence[int]], record: bytes) -> Iterator[bytes]:
        for numbers in batches:
            body = b"\n".join(self.run.departure(number) + record for number in numbers)
            path = f"/schools/{self.run.world.school_of(numbers[0]).key}/batches"
            yield self.client.head("POST", path, body=body)
