"""`./onward demo`: play a story through the running hub."""

import shutil

import click
from django.conf import settings

from onward.cli.composition import composition
from onward.cli.listening import noted_address
from onward.demo.credentials import read_demo_systems
from onward.demo.people import read_demo_people
from onward.demo.stories.catalogue import STORIES, Story, set_stage
from onward.foundation.clock import SystemClock
from onward.messaging.sealing import Keyring

WIDEST = 110
_BY_NAME = {each.name: each for each in STORIES}


@click.command(
    epilog="""\b
Examples:
  ./onward demo --list                  which stories there are
  ./onward demo --story quiet-move      play one of them
  ./onward demo --story all             play them all, one after the other
  ./onward demo --code isla@demo.example    the code of a demo person's second factor
The hub must run: ./onward up, in another terminal.
"""
)
@click.option("--list", "lists", is_flag=True, help="Say which stories there are.")
@click.option("--story", "name", type=click.Choice([*_BY_NAME, "all"]), help="The story to play.")
@click.option("--code", "email", metavar="EMAIL", help="The code that this demo person signs in with now.")
@click.option("--hub", metavar="URL", help="Where the hub listens; otherwise as ./onward up last said.")
def demo(name: str | None, email: str | None, hub: str | None, *, lists: bool) -> None:
    """Play a short true story of the exchange through the running hub, step by step.

    Each playing invents children of its own. What is told is checked; a story that turns out false stops.
    """
    if email is not None:
        _show_code(email)
        return
    if lists or name is None:
        _list()
        return
    address = hub or noted_address(composition().data_folder())
    for story in STORIES if name == "all" else (_BY_NAME[name],):
        _play(story, address)


def _show_code(email: str) -> None:
    people = {each.email: each for each in read_demo_people(composition().data_folder())}
    if email not in people:
        raise click.BadParameter(f"not one of {', '.join(people)}", param_hint="--code")
    click.echo(people[email].code())


def _list() -> None:
    for each in STORIES:
        click.echo(f"  {each.name:21} {each.shows}")
    click.echo("Play one with: ./onward demo --story NAME")


def _play(story: Story, address: str) -> None:
    hub = composition()
    stage = set_stage(
        click.echo,
        hub=address,
        systems=read_demo_systems(hub.data_folder()),
        keyring=Keyring(settings.ONWARD.keys.master_keys),
        clock=SystemClock(),
        width=min(shutil.get_terminal_size().columns, WIDEST),
    )
    click.echo(f"\n{story.name}: {story.shows}\n")
    with hub.database():
        story.play(stage)
    click.echo("\nEvery step was checked against what the hub shows.")
