"""All measurements of one run, in their order: the limits first, since the others are compared with them."""

import os
import platform
from datetime import UTC, datetime

from onward.cli.bench.figures import Report
from onward.cli.bench.full_mailboxes import empty_mailboxes, fill_mailboxes
from onward.cli.bench.gauge import Gauge, processors
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.in_process import measure_in_process
from onward.cli.bench.limits import measure_limits
from onward.cli.bench.load import HubRefused
from onward.cli.bench.over_http import measure_over_http
from onward.cli.bench.row_security import measure_row_security
from onward.cli.bench.run import Run, Say
from onward.cli.bench.sizes import SCHOOLS, Sizes
from onward.cli.bench.world import fill_roll, open_world
from onward.foundation.clock import today_in_scotland
from onward.operations.doctor import examine


def measure(hub: MeasuredHub, sizes: Sizes, say: Say) -> Report:
    """Measure everything on this hub and return the report.

    Raises:
        HubRefused, NotAccepted: the hub refused what it should have taken, or the doctor found something
            broken in what it took; then there are no figures.
    """
    now, load = datetime.now(tz=UTC), os.getloadavg()[0]
    run = _filled(hub, sizes, say, now=now)
    limits = measure_limits(run)
    figures = [
        *(limits.commits, limits.long_commits, limits.long_copy, limits.short_copy),
        *measure_over_http(run, limits),
        *measure_in_process(run, limits),
        *measure_row_security(run),
    ]
    _examine(hub, run)
    return Report(
        at=now.isoformat(timespec="seconds"),
        processors=processors(),
        load_before=load,
        python=platform.python_version(),
        postgresql=_version(hub),
        figures=figures,
    )


def _examine(hub: MeasuredHub, run: Run) -> None:
    run.say("Letting the doctor look at all that was taken ...")
    with hub.superuser.connect() as superuser:
        empty_mailboxes(superuser)
    broken = [each.says for each in examine(now=datetime.now(tz=UTC)) if not each.is_sound]
    if broken:
        raise HubRefused("The doctor found: " + "; ".join(broken))


def _filled(hub: MeasuredHub, sizes: Sizes, say: Say, *, now: datetime) -> Run:
    say(f"Filling the hub: {SCHOOLS} schools, {sizes.rows:,} messages in their mailboxes ...")
    world = open_world(now=now)
    fill_roll(world, sizes.all_pupils, now=now)
    with hub.superuser.connect() as superuser:
        fill_mailboxes(superuser, rows=sizes.rows)
    gauge = Gauge(hub, probe_seconds=sizes.probe_seconds)
    return Run(hub=hub, sizes=sizes, gauge=gauge, world=world, today=today_in_scotland(now), say=say)


def _version(hub: MeasuredHub) -> str:
    with hub.superuser.connect() as connection:
        number = connection.info.server_version
    return f"{number // 10000}.{number % 10000}"
