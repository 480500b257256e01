"""The command line: which commands there are, and what they get to work with."""

import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import click

from onward.cli.composition import Composition
from onward.cli.lazy_group import Entry, LazyGroup
from onward.config import installation, page_bench
from onward.config.first_run import first_run, welcome
from onward.config.upgrading import start_django
from onward.database.binaries import EmbeddedDatabaseUnavailable
from onward.database.bootstrap import RolesOfAnotherHub, ServerTooOld
from onward.foundation.errors import OnwardError
from onward.web.fetching import fetch_or_say_why

COMMANDS: Sequence[Entry] = (
    Entry(name="up", target="onward.cli.up:up", summary="Start the hub on this machine.", uses_django=False),
    Entry(name="test", target="onward.cli.suite:suite", summary="Run the tests.", uses_django=False),
    Entry(
        name="check",
        target="onward.cli.check:check",
        summary="Check format, types, contracts, migrations and generated documents.",
        uses_django=False,
    ),
    Entry(name="docs", target="onward.cli.generated:docs", summary="Write the generated documents again."),
    Entry(
        name="lock",
        target="onward.cli.lock:lock",
        summary="Compile the lists of locked parts again.",
        uses_django=False,
    ),
    Entry(
        name="setup",
        target="onward.cli.operators:setup",
        summary="Prepare keys and database on a server, without demo data.",
        uses_django=False,
    ),
    Entry(
        name="upgrade",
        target="onward.cli.operators:upgrade",
        summary="Bring the tables to this version.",
        uses_django=False,
    ),
    Entry(
        name="demo",
        target="onward.demo.stories.command:demo",
        summary="Play a short true story through the running hub.",
    ),
    Entry(
        name="worker",
        target="onward.cli.worker:worker",
        summary="Run queued jobs and the deadline clock.",
    ),
    Entry(
        name="replay",
        target="onward.demo.replay.command:replay",
        summary="Replay the published traffic through the real intake.",
        uses_django=False,
        data_suffix="-replay",
    ),
    Entry(name="report", target="onward.cli.report:report", summary="Print figures from the database."),
    Entry(name="send", target="onward.cli.exchange.send:send", summary="Send a file of pupils for a school."),
    Entry(
        name="inbox",
        target="onward.cli.exchange.inbox:inbox",
        summary="List what waits in a school's mailbox.",
    ),
    Entry(
        name="collect",
        target="onward.cli.exchange.collecting:collect",
        summary="Collect messages into a folder, and acknowledge them.",
    ),
    Entry(
        name="arrive",
        target="onward.cli.exchange.arrive:arrive",
        summary="Confirm that expected pupils arrived.",
    ),
    Entry(
        name="leavers",
        target="onward.cli.exchange.people:leavers",
        summary="List the pupils who left a school.",
    ),
    Entry(
        name="joiners",
        target="onward.cli.exchange.people:joiners",
        summary="List the pupils whom a school expects.",
    ),
    Entry(
        name="worklist",
        target="onward.cli.exchange.people:worklist",
        summary="List what is asked of a school.",
    ),
    Entry(
        name="template",
        target="onward.cli.exchange.templates:template",
        summary="Write an empty list of leavers or joiners.",
        uses_django=False,
    ),
    Entry(
        name="system",
        target="onward.cli.systems:system",
        summary="Register school systems, and say for which schools they act.",
    ),
    Entry(
        name="credential",
        target="onward.cli.credentials:credential",
        summary="Issue, list, rotate and revoke credentials of school systems.",
    ),
    Entry(
        name="directory",
        target="onward.cli.directory:directory",
        summary="Import and export schools and holidays, close a school, show one.",
    ),
    Entry(name="doctor", target="onward.cli.doctor:doctor", summary="Prove that the data is sound."),
    Entry(
        name="bench",
        target="onward.cli.bench.command:bench",
        summary="Measure this machine: intake, reads, row security, the disk's limits, and every page.",
        uses_django=False,
    ),
    Entry(
        name="policy",
        target="onward.cli.policy:policy",
        summary="List and set leaving policies: what is expected, and by when.",
    ),
    Entry(name="audit", target="onward.cli.audit:audit", summary="Seal, verify and prove the audit."),
    Entry(name="emails", target="onward.cli.emails:emails", summary="Take in e-mails that came back."),
    Entry(name="keys", target="onward.cli.keys:keys", summary="Add, change and put away keys."),
    Entry(name="shell", target="onward.cli.operators:shell", summary="Open a Python shell as the hub."),
)

FORESEEN = (
    OnwardError,
    installation.NotSetUp,
    installation.NotOurs,
    installation.DatabaseUnreachable,
    installation.NoOwnerLogin,
    EmbeddedDatabaseUnavailable,
    RolesOfAnotherHub,
    ServerTooOld,
)
COMPOSITION = Composition(
    data_folder=lambda: installation.environment().data,
    create_keys=installation.make_keys,
    fetch=fetch_or_say_why,
    set_up=installation.set_up,
    database=installation.open_database,
    add_key=installation.add_key,
    remove_key=installation.remove_key,
    remove=installation.remove,
    first_run=first_run,
    welcome=welcome,
    child_environment=installation.child_environment,
    published=lambda: Path(str(files("onward.demo"))) / "data",
    has_nation=page_bench.has_nation,
    invent_nation=page_bench.invent_nation,
    measure_pages=page_bench.measure_pages,
    wsgi="onward.config.wsgi:application",
    replayed_wsgi="onward.config.replayed_wsgi:application",
)


onward = LazyGroup(
    name="onward",
    entries=COMMANDS,
    start_django=start_django,
    help="Onward: a pupil who leaves one school arrives at another, with their record, or somebody looks.",
    epilog="""\b
Every command takes --data DIR (default: .onward) and --help.
Start with:  ./onward up
""",
)


def main() -> None:
    """Run the command line. What was foreseen is said in plain words, without a trace."""
    try:
        onward.main(obj=COMPOSITION, prog_name="./onward", standalone_mode=True)
    except FORESEEN as error:
        click.echo(f"\n{error}", err=True)
        sys.exit(1)
