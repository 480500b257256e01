"""A replay's own folder: made by it, marked as its own, and deleted only where the mark stands."""

import json
from pathlib import Path

from onward.cli.composition import Composition
from onward.foundation.errors import OnwardError

MARK = "replay.json"


class FolderInUse(OnwardError):
    """The folder holds an earlier replay. Add --fresh to delete that first, or name another with --data."""

    code = "folder-in-use"


class NotAReplay(OnwardError):
    """The folder holds something that is not a replay, which is never deleted. Name another with --data."""

    code = "not-a-replay"


def make_room(hub: Composition, folder: Path, *, fresh: bool) -> None:
    """See to it that the folder is empty or not there yet.

    Raises:
        FolderInUse: an earlier replay is in it, which is not to be deleted.
        NotAReplay: something else is in it.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not is_replay(folder):
        raise NotAReplay
    if not fresh:
        raise FolderInUse
    hub.remove()
    (folder / MARK).unlink()


def is_replay(folder: Path) -> bool:
    """Say whether a replay was made in the folder."""
    return (folder / MARK).exists()


def begin_in(folder: Path, *, months: int, scale: float) -> None:
    """Make the folder where it is missing, and mark it as a replay's."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(json.dumps({"months": months, "scale": scale}), encoding="utf-8")
