"""What the row policies cost: the same list query with a school's sight, and past all policies."""

import statistics
import time
from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from onward.cli.bench.disk import syncs_per_second
from onward.cli.bench.figures import Figure
from onward.cli.bench.run import Run
from onward.database.roles import SIGHT_ROLES
from onward.foundation.sight import SightKind

_SIGHT = "SELECT set_config('role', %s, true), set_config('onward.school', %s, true)"
_PAGE = """
    SELECT id, message_id, kind, sender_school_id, size, content_sha256, state, available_at, expires_on
    FROM messaging_delivery WHERE school_id = %s AND state <> 'readdressed' ORDER BY id LIMIT 51
"""


def measure_row_security(run: Run) -> list[Figure]:
    """Measure the query of a mailbox's page with and without row policies, taking turns."""
    run.say("Measuring what row security costs ...")
    schools = [each.id for each in run.world.schools]
    syncs = syncs_per_second(run.hub.cluster.home, seconds=run.sizes.probe_seconds)
    with run.hub.service.connect() as service, run.hub.superuser.connect() as superuser:
        seconds = _page_seconds(service, superuser, schools, rounds=run.sizes.rounds)
    without, within = (statistics.median(each) for each in seconds)
    plain = Figure(
        name="query_without_policies",
        what=f"SQL: page out of {run.sizes.rows:,} rows",
        per_second=1 / without,
        syncs_per_second=syncs,
    )
    guarded = Figure(
        name="query_with_policies",
        what="SQL: the same with row policies",
        per_second=1 / within,
        syncs_per_second=syncs,
        of=plain.what,
        ratio=without / within,
    )
    return [plain, guarded]


def _page_seconds(
    service: Connection[Any], superuser: Connection[Any], schools: Sequence[int], *, rounds: int
) -> tuple[list[float], list[float]]:
    without, within = [], []
    for turn in range(rounds):
        school = schools[turn % len(schools)]
        _page(superuser, school)  # neither of the two is to fetch it from the disk
        without.append(_page(superuser, school))
        with service.transaction():
            service.execute(_SIGHT, [SIGHT_ROLES[SightKind.SCHOOL], str(school)])
            within.append(_page(service, school))
    return without, within


def _page(connection: Connection[Any], school: int) -> float:
    began = time.perf_counter()
    connection.execute(_PAGE, [school]).fetchall()
    return time.perf_counter() - began
