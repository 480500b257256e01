"""Who acts at the command line: whoever is logged in to the machine, as the hub sees."""

from getpass import getuser

from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.sight import HUB


def operator() -> Actor:
    """Return the operator as an actor, by the name of their login on this machine."""
    return Actor(kind=ActorKind.PERSON, id=getuser(), door=Door.CLI, sight=HUB)
