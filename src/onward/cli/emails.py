"""Commands about e-mails: take in those that came back."""

import sys
from pathlib import Path

import click

from onward.cli.composition import with_database
from onward.cli.operator import operator
from onward.emails.bounces import note_returned
from onward.emails.returned import read_report
from onward.foundation.clock import SystemClock

MOST_BYTES = 1_000_000
"""Reports quote at most the e-mail itself, and ours are short."""


@click.group()
def emails() -> None:
    """Look after the e-mails that people get."""


@emails.command(
    epilog="""\b
Examples:
  ./onward emails bounced < report.eml            as a mail server pipes one in
  ./onward emails bounced Maildir/new/*           several that lie in a folder
A line for the mail server's aliases:  onward-bounces: "|/srv/onward/onward emails bounced"
"""
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_database
def bounced(files: tuple[Path, ...]) -> None:
    """Note from reports (RFC 3464) which e-mails came back: FILES, or one report on standard input.

    Nothing more is sent to such an address until it is confirmed or changed. What is no report about an
    e-mail of this hub is left alone, and is no failure: a mail server would send it back.
    """
    for name, content in _given(files):
        returned = read_report(content)
        is_noted = returned is not None and note_returned(returned, by=operator(), now=SystemClock().now())
        click.echo(f"{name}: {'noted, nothing more is sent there' if is_noted else 'nothing to note'}.")


def _given(files: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    if not files:
        return [("standard input", sys.stdin.buffer.read(MOST_BYTES))]
    return [(str(each), each.read_bytes()[:MOST_BYTES]) for each in files]
