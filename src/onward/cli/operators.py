"""Commands for whoever runs the hub on a server."""

import code

import click

from onward.cli.composition import composition, with_database


@click.command(
    epilog="""\b
Examples:
  ./onward setup                                       the embedded database
  ONWARD_DATABASE_URL=postgresql://dba:...@db/onward ./onward setup
                                                       a server, by a login that may create roles
"""
)
def setup() -> None:
    """Create keys, database roles and tables where they are missing. No demo data. May be repeated."""
    hub = composition()
    hub.create_keys()
    hub.fetch("run", click.echo)
    with hub.database():
        hub.set_up(click.echo)
    click.echo(f"Set up in {hub.data_folder()}. Keep its keys.json safe: without it no record can be read.")


@click.command(
    epilog="""\b
Example, with the owner's login given for this command only:
  ONWARD_OWNER_DATABASE_URL=postgresql://onward_owner:...@db/onward ./onward upgrade
"""
)
@with_database
def upgrade() -> None:
    """Bring tables and row security to this version. The running release works before and after."""
    composition().fetch("run", click.echo)
    composition().set_up(click.echo)
    click.echo("The database is current.")


@click.command(epilog="Example: ./onward shell")
@with_database
def shell() -> None:
    """Open a Python shell with the service's own login: what it may not see, you may not see."""
    code.interact(banner="Give a block its sight:  with seen_as(HUB): ...", local=_names(), exitmsg="")


def _names() -> dict[str, object]:
    from django.apps import apps  # noqa: PLC0415 -- Django is set up only now

    from onward.database.sight import seen_as  # noqa: PLC0415
    from onward.foundation import sight  # noqa: PLC0415

    models = {model.__name__: model for model in apps.get_models()}
    return {**models, "seen_as": seen_as, "HUB": sight.HUB, "NATIONAL": sight.NATIONAL}
