"""A desk in a process of its own. Nothing of the hub may be imported before Django is set up here."""

import os
import signal
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from typing import Final

import django

from onward.demo.nation import Nation

WORK: Final = "work"
END: Final = "end"


@dataclass(frozen=True, kw_only=True)
class Chair:
    """Which share of which nation a desk speaks for."""

    share: int
    shares: int
    seed: int
    scale: float
    as_of: date


def sit_down(pipe: Connection, chair: Chair) -> None:
    """Work at a desk: prepare each day that comes, begin at the word, say what was done, until the end.

    The owner's login is not needed here, so it is given up. An interrupt is the parent's business: its
    end of the pipe closes, and so does this.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.pop("ONWARD_OWNER_DATABASE_URL", None)
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- Django is set up only now

    from onward.demo.replay.desk import Desk  # noqa: PLC0415
    from onward.messaging.sealing import Keyring  # noqa: PLC0415

    desk = Desk(
        Nation(chair.seed, chair.scale, as_of=chair.as_of),
        share=chair.share,
        shares=chair.shares,
        keyring=Keyring(settings.ONWARD.keys.master_keys),
    )
    try:
        while (given := pipe.recv()) != END:
            if given == WORK:
                pipe.send(desk.work())
            else:
                desk.prepare(given)
    except EOFError:
        return
