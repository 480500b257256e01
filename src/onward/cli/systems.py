"""`onward system`: which school systems may talk to the hub, and for which schools."""

from datetime import datetime
from uuid import UUID

import click
from django.conf import settings

from onward.access import services
from onward.access.listing import list_systems
from onward.cli.columns import tell_table
from onward.cli.composition import with_database
from onward.cli.operator import operator
from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.clock import today_in_scotland

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def system() -> None:
    """Register school systems, and say for which schools they act."""


@system.command(
    epilog="""\b
Example:
  ./onward system register --name Kestrel --supplier "Kestrel Ltd" --contact help@kestrel.example
"""
)
@click.option("--name", required=True, help="The system's name.")
@click.option("--supplier", required=True, help="The organisation that supplies it.")
@click.option("--contact", required=True, help="An e-mail address for when it misbehaves.")
@with_database
def register(*, name: str, supplier: str, contact: str) -> None:
    """Register a school system. It may do nothing until it has schools and a credential."""
    system_id = services.register_system(
        name=name, supplier=supplier, contact_email=contact, by=operator(), now=_now()
    )
    click.echo(f"Registered {name} as {system_id}.")
    click.echo(f"Next: ./onward system grant {system_id} --school KEY")
    click.echo(f"Then: ./onward credential create {system_id} --all-scopes")


@system.command(
    epilog="""\b
Examples:
  ./onward system grant 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --school 8012345-primary --school 8012353-primary
  ./onward system grant 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --school 8012345-primary --from 2026-08-17
"""
)
@click.argument("system_id", type=click.UUID)
@click.option("--school", "keys", required=True, multiple=True, metavar="KEY", help="A school; repeatable.")
@click.option("--from", "from_on", type=_DAY, help="The first day; today if not given.")
@with_database
def grant(system_id: UUID, *, keys: tuple[str, ...], from_on: datetime | None) -> None:
    """Let a system act for schools. One that it acts for already stays as it is."""
    schools = _ids(keys)
    day = from_on.date() if from_on else today_in_scotland(_now())
    services.grant_schools(system_id=system_id, school_ids=schools, from_on=day, by=operator(), now=_now())
    click.echo(f"{system_id} acts for {', '.join(keys)} from {day} on.")


@system.command(
    epilog="""\b
Example:
  ./onward system withdraw 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --school 8012345-primary
"""
)
@click.argument("system_id", type=click.UUID)
@click.option("--school", "key", required=True, metavar="KEY", help="The school.")
@click.option("--until", type=_DAY, help="The first day without it; today if not given.")
@with_database
def withdraw(system_id: UUID, *, key: str, until: datetime | None) -> None:
    """End a system's acting for a school."""
    (school,) = _ids((key,))
    day = until.date() if until else today_in_scotland(_now())
    services.withdraw_school(system_id=system_id, school_id=school, until_on=day, by=operator(), now=_now())
    click.echo(f"{system_id} does not act for {key} from {day} on.")


@system.command(
    epilog="""\b
Example:
  ./onward system suspend 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --why "lost a laptop"
"""
)
@click.argument("system_id", type=click.UUID)
@click.option("--why", required=True, help="The reason, for the audit. Names no child.")
@with_database
def suspend(system_id: UUID, *, why: str) -> None:
    """Refuse a system everywhere, within seconds."""
    services.suspend_system(system_id=system_id, why=why, by=operator(), now=_now())
    click.echo(f"{system_id} is suspended.")


@system.command(
    "list",
    epilog="""\b
Example:
  ./onward system list
""",
)
@with_database
def list_all() -> None:
    """List the systems that are registered."""
    rows = list_systems(by=operator(), now=_now())
    tell_table(
        ("System", "Name", "Supplier", "Schools", "Registered", "Standing"),
        [
            (
                str(each.id),
                each.name,
                each.supplier,
                f"{each.schools:,}",
                f"{each.registered_at:%Y-%m-%d}",
                "works" if each.is_active else "suspended",
            )
            for each in rows
        ],
    )
    click.echo(f"{len(rows):,} systems.")


def _ids(keys: tuple[str, ...]) -> list[int]:
    with seen_as(operator().sight):
        known = current_register()
    return [known.school(key).id for key in keys]


def _now() -> datetime:
    now: datetime = settings.ONWARD_CLOCK.now()
    return now
