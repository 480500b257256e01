"""Who may change the directory: those who see the nation. Which people that is, the doors ask of access."""

from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import SightKind

_KEEPERS = frozenset({SightKind.HUB, SightKind.NATIONAL})


def check_may_maintain(by: Actor) -> None:
    """Let pass those who may change the directory.

    Raises:
        NotPermitted: the actor sees only a school or an authority, or only what is protected.
    """
    if by.sight.kind not in _KEEPERS:
        raise NotPermitted("Only the national service changes the directory.")
