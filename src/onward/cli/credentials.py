"""`onward credential`: the secrets with which school systems prove themselves."""

from datetime import datetime, timedelta
from uuid import UUID

import click
from django.conf import settings

from onward.access import services
from onward.access.facts import IssuedCredential
from onward.access.listing import CredentialRow, list_credentials
from onward.access.scopes import ALL
from onward.cli.columns import tell_table
from onward.cli.composition import with_database
from onward.cli.operator import operator

_HEADINGS = ("Client id", "System", "Standing", "Until", "Last used", "Scopes")
_SCOPE = click.Choice(sorted(each.value for each in ALL))
_LIFETIME = click.option(
    "--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="How long the secret works."
)


@click.group()
def credential() -> None:
    """Issue, list, rotate and revoke the credentials of school systems."""


@credential.command(
    epilog="""\b
Examples:
  ./onward credential create 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --all-scopes
  ./onward credential create 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --scope joiners:read --scope mailbox:read
"""
)
@click.argument("system_id", type=click.UUID)
@click.option("--scope", "scopes", multiple=True, type=_SCOPE, help="What it may do; repeatable.")
@click.option("--all-scopes", is_flag=True, help="Everything that a school system may do.")
@_LIFETIME
@with_database
def create(system_id: UUID, *, scopes: tuple[str, ...], all_scopes: bool, days: int) -> None:
    """Issue a credential to a registered system. Its secret is shown now and never again."""
    if bool(scopes) == all_scopes:
        raise click.UsageError("Give either --scope or --all-scopes.")
    issued = services.issue_credential(
        system_id=system_id,
        scopes=ALL if all_scopes else scopes,
        by=operator(),
        now=_now(),
        lifetime=timedelta(days=days),
    )
    _tell_once(issued)


@credential.command(
    epilog="""\b
Example:
  ./onward credential rotate 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --overlap-days 14
"""
)
@click.argument("client_id", type=click.UUID)
@click.option(
    "--overlap-days",
    type=click.IntRange(0, 90),
    default=7,
    show_default=True,
    help="How long the old one works on.",
)
@_LIFETIME
@with_database
def rotate(client_id: UUID, *, overlap_days: int, days: int) -> None:
    """Issue a successor with the same scopes; the old credential works on for a while."""
    issued = services.rotate_credential(
        client_id=client_id,
        by=operator(),
        now=_now(),
        overlap=timedelta(days=overlap_days),
        lifetime=timedelta(days=days),
    )
    _tell_once(issued)
    click.echo(f"The old credential works for {overlap_days} more days.")


@credential.command(
    epilog="""\b
Example:
  ./onward credential revoke 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --why "sent by e-mail"
"""
)
@click.argument("client_id", type=click.UUID)
@click.option("--why", required=True, help="The reason, for the audit. Names no child.")
@with_database
def revoke(client_id: UUID, *, why: str) -> None:
    """End a credential at once."""
    services.revoke_credential(client_id=client_id, why=why, by=operator(), now=_now())
    click.echo(f"{client_id} is revoked. Tokens that it was given stop working within seconds.")


@credential.command(
    "list",
    epilog="""\b
Examples:
  ./onward credential list
  ./onward credential list 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d      of one system
""",
)
@click.argument("system_id", type=click.UUID, required=False)
@with_database
def list_all(system_id: UUID | None) -> None:
    """List credentials, without their secrets, which nobody can show again."""
    rows = list_credentials(by=operator(), now=_now(), system_id=system_id)
    tell_table(_HEADINGS, [_cells(each) for each in rows])
    click.echo(f"{len(rows):,} credentials.")


def _cells(row: CredentialRow) -> tuple[str, ...]:
    return (
        str(row.client_id),
        row.system_name,
        row.standing.value,
        f"{row.expires_at:%Y-%m-%d}",
        f"{row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never",
        "all" if set(row.scopes) == ALL else " ".join(row.scopes),
    )


def _tell_once(issued: IssuedCredential) -> None:
    click.echo(f"client_id:     {issued.client_id}")
    click.echo(f"client_secret: {issued.secret}")
    click.echo(f"works until:   {issued.expires_at:%Y-%m-%d}")
    click.echo("The secret is shown this once. Hand it over on a safe way.", err=True)


def _now() -> datetime:
    now: datetime = settings.ONWARD_CLOCK.now()
    return now
