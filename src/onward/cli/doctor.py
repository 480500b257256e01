"""`onward doctor`: prove that the data is sound."""

import sys

import click

from onward.cli.composition import with_database
from onward.foundation.clock import SystemClock
from onward.operations.doctor import Finding, examine
from onward.operations.doctor.record import keep_findings


@click.command(
    epilog="""\b
Example:
  ./onward doctor        exit code 1 if anything is found; the ids tell where to look
"""
)
@with_database
def doctor() -> None:
    """Walk the database and prove every invariant. It changes nothing but its own record."""
    now = SystemClock().now()
    findings = examine(now=now, told=_tell)
    keep_findings(findings, now=now)
    unsound = sum(not each.is_sound for each in findings)
    click.echo(f"{len(findings)} invariants examined, {unsound} broken.")
    if unsound:
        sys.exit(1)


def _tell(finding: Finding) -> None:
    click.echo(f"  {'sound ' if finding.is_sound else 'BROKEN'}  {finding.says}.")
    if not finding.is_sound:
        click.echo(f"          {finding.broken:,} rows, such as " + ", ".join(map(str, finding.examples)))
