"""What one process of this door has once: the keys, and a clock for those who keep one."""

from datetime import datetime
from functools import cache

from django.conf import settings

from onward.messaging.blobs import Blobs, FolderBlobs
from onward.messaging.sealing import Keyring
from onward.web import clock


class DoorClock:
    """The door's clock, for those who keep one: it asks the settings each time."""

    def now(self) -> datetime:
        """Return the present moment by the service's clock."""
        return clock.now()


@cache
def keyring() -> Keyring:
    """Return the master keys."""
    return Keyring(settings.ONWARD.keys.master_keys)


def blobs() -> Blobs:
    """Return where documents lie."""
    return FolderBlobs(settings.ONWARD.documents)
