"""Lives the last weeks through: what schools said, what offices took in, and what the nights brought."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from onward.demo.lately.plan import plan_lately
from onward.demo.load import Progress
from onward.demo.nation import Nation
from onward.demo.replay.desk import Desk
from onward.demo.replay.night import pass_night
from onward.foundation.clock import today_in_scotland
from onward.messaging.sealing import Keyring

FILE_NAME = "demo-lately.json"
_MAILBOXES_WAIT = timedelta(days=6)


def begin_lately(folder: Path, *, now: datetime) -> None:
    """Note in the data folder from which moment the last weeks are counted, for `owed_since` to find."""
    (folder / FILE_NAME).write_text(json.dumps({"until": now.isoformat()}), encoding="utf-8")


def owed_since(folder: Path) -> datetime | None:
    """Return the moment up to which the last weeks are still to be lived through; None: nothing is owed."""
    try:
        return datetime.fromisoformat(json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))["until"])
    except FileNotFoundError:
        return None


def end_lately(folder: Path) -> None:
    """Note that the last weeks have been lived through."""
    (folder / FILE_NAME).unlink()


def live_lately(nation: Nation, *, school: int, now: datetime, keyring: Keyring, progress: Progress) -> int:
    """Let the last weeks of a loaded nation pass, and return how many messages were taken.

    May be repeated after an interruption, with the same `now`: what was said is not said twice. In the
    last days no office looked into its mailbox, so that something waits there.

    Raises:
        ValueError: the plan says something that the hub does not take.
    """
    today = today_in_scotland(now)
    days = plan_lately(nation, school=school, today=today, until=now)
    desk = Desk(nation, share=0, shares=1, keyring=keyring, mailboxes_until=today - _MAILBOXES_WAIT)
    taken = 0
    for at, day in enumerate(days, start=1):
        desk.prepare(day)
        done = desk.work()
        if done.refused:
            raise ValueError(f"the hub refused what was planned: {dict(done.refused)}")
        taken += done.accepted
        if day.day < today:
            pass_night(day.day, keyring=keyring)
        progress(at, len(days))
    return taken
