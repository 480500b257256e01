"""Commands about keys: list them, add one, bring the contents under it, put an old one away."""

import click
from django.conf import settings
from rich.console import Console
from rich.table import Table

from onward.cli.composition import composition, with_database
from onward.cli.operator import operator
from onward.cli.progress import progress_bar
from onward.foundation.clock import SystemClock
from onward.messaging.sealing import Keyring
from onward.messaging.services import rotate_keys, wrapped_by_key

PURPOSES = ("master", "audit", "token")


@click.group()
def keys() -> None:
    """Change the keys that seal contents, sign the audit, and sign access tokens."""


@keys.command("list", epilog="Example: ./onward keys list")
@with_database
def list_keys() -> None:
    """List the keys by their names, newest first, with how many contents each master key opens."""
    held, wrapped = settings.ONWARD.keys, wrapped_by_key()
    table = Table("Purpose", "Key", "Use")
    for key in held.master_keys:
        table.add_row("master", key.id, f"contents under it: {wrapped.pop(key.id, 0):,}")
    for purpose, others in (("audit", held.audit_keys), ("token", held.token_keys)):
        for number, key in enumerate(others):
            table.add_row(purpose, key.id, "verifies what it signed" if number else "signs")
    for key_id, count in wrapped.items():
        table.add_row("master", key_id, f"MISSING; contents that cannot be opened: {count:,}")
    Console().print(table)
    if wrapped:
        click.get_current_context().exit(1)


@keys.command(epilog="Example: ./onward keys add master")
@click.argument("purpose", type=click.Choice(PURPOSES))
def add(purpose: str) -> None:
    """Make a new key of PURPOSE, to be used for everything new from the next start of the service on."""
    key_id = composition().add_key(purpose)
    click.echo(f"Added {key_id}. Keep a copy of keys.json apart from the database, and restart the service.")


@keys.command(epilog="Example: ./onward keys rewrap")
@with_database
def rewrap() -> None:
    """Bring every content under the newest master key, while the service runs. It may be repeated."""
    keyring, total = Keyring(settings.ONWARD.keys.master_keys), sum(wrapped_by_key().values())
    with progress_bar("Rewrapping") as progress:
        done = rotate_keys(
            keyring=keyring,
            by=operator(),
            now=SystemClock().now(),
            progress=lambda count: progress(count, total),
        )
    click.echo(f"Contents brought under {keyring.newest}: {done.rewrapped:,}.")
    if done.unreadable:
        click.echo(f"Cannot be opened: {len(done.unreadable):,}, such as {done.unreadable[0]}.", err=True)
        click.get_current_context().exit(1)


@keys.command(epilog="Example: ./onward keys remove master-5f3a09c1")
@click.argument("key")
@with_database
def remove(key: str) -> None:
    """Put KEY away, an older master or token key. A master key that still opens anything stays."""
    if count := wrapped_by_key().get(key):
        raise click.ClickException(f"Contents still under {key}: {count:,}. Run ./onward keys rewrap first.")
    composition().remove_key(key)
    click.echo(f"Removed {key}. A backup from before needs the keys.json from before.")
