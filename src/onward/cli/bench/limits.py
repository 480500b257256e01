"""What the same database does at most: commits of one row, and COPY of the same bytes, into plain tables."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onward.cli.bench.figures import Figure
from onward.cli.bench.gauge import Done, timed
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.run import Run
from onward.cli.bench.sizes import LONG_RECORD, SHORT_RECORD
from onward.database.address import Address

CLIENTS = 16
_TINY = 40
_TABLES = """
    CREATE TABLE bench_commits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);
    ALTER TABLE bench_commits ALTER COLUMN body SET STORAGE EXTERNAL;
    CREATE TABLE bench_copied (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea);
    ALTER TABLE bench_copied ALTER COLUMN body SET STORAGE EXTERNAL;
"""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The figures that the others are compared with."""

    commits: Figure
    long_commits: Figure
    long_copy: Figure
    short_copy: Figure


def measure_limits(run: Run) -> Limits:
    """Measure the limits in tables of their own, which are gone afterwards."""
    run.say("Measuring what the database does at most ...")
    with _plain_tables(run.hub):
        return Limits(
            commits=run.gauge.measure(
                "commits", "limit: one-row commits", partial(_commits, run, body_bytes=_TINY)
            ),
            long_commits=run.gauge.measure(
                "commits_20k", "limit: 20 KB commits", partial(_commits, run, body_bytes=LONG_RECORD)
            ),
            long_copy=run.gauge.measure(
                "copy_20k", "limit: COPY, 20 KB rows", partial(_copied, run, body_bytes=LONG_RECORD)
            ),
            short_copy=run.gauge.measure(
                "copy_2k", "limit: COPY, 2 KB rows", partial(_copied, run, body_bytes=SHORT_RECORD)
            ),
        )


@contextmanager
def _plain_tables(hub: MeasuredHub) -> Iterator[None]:
    with hub.superuser.connect() as connection:
        connection.execute(_TABLES)
        yield
        connection.execute("DROP TABLE bench_commits, bench_copied")
        connection.execute("CHECKPOINT")


def _commits(run: Run, *, body_bytes: int) -> Done:
    """Commit one row after the other from 16 clients of pgbench, each waiting for its own commit."""
    script = run.hub.folder / "bench-commit.sql"
    body = secrets.token_hex(body_bytes // 2)
    insert = f"INSERT INTO bench_commits (body) VALUES ('{body}');"  # noqa: S608 -- hexadecimal digits
    script.write_text(insert, encoding="ascii")
    seconds = run.sizes.limit_seconds
    rate = _pgbench(run.hub.cluster.programs, run.hub.superuser, script, seconds=seconds)
    count = round(rate * seconds)
    return Done(count=count, seconds=seconds, bytes=count * body_bytes)


def _copied(run: Run, *, body_bytes: int) -> Done:
    """Stream rows into a table by one COPY, and commit it."""
    body, rows = secrets.token_bytes(body_bytes), run.sizes.copied * LONG_RECORD // body_bytes

    def work() -> int:
        statement = "COPY bench_copied (body) FROM STDIN (FORMAT binary)"
        with run.hub.superuser.connect() as connection, connection.cursor().copy(statement) as copy:
            copy.set_types(["bytea"])
            for _ in range(rows):
                copy.write_row((body,))
        return rows

    return timed(work, size=body_bytes)


def _pgbench(programs: Path, address: Address, script: Path, *, seconds: int) -> float:
    command = [
        str(programs / "pgbench"), "--no-vacuum", "--protocol=simple", f"--client={CLIENTS}", "--jobs=2",
        f"--time={seconds}", f"--file={script}", f"--host={address.host}", f"--port={address.port}",
        f"--username={address.user}", address.name,
    ]  # fmt: skip
    environment = {**os.environ, "PGPASSWORD": address.password, "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 -- our own program
        command, env=environment, capture_output=True, text=True, check=True
    )
    rate = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
    return float(rate.split()[2])
