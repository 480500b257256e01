"""A replay deletes only what a replay made, and forgets what nobody asks for any more."""

import dataclasses
from pathlib import Path
from uuid import uuid4

import pytest

from onward.config.main import COMPOSITION
from onward.demo.replay.folder import FolderInUse, NotAReplay, begin_in, make_room
from onward.demo.replay.given_ids import GivenIds
from onward.demo.replay.in_batches import in_batches


def _never() -> None:
    raise AssertionError("nothing was to be deleted")


NEVER_REMOVES = dataclasses.replace(COMPOSITION, remove=_never)


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    make_room(NEVER_REMOVES, tmp_path, fresh=False)
    make_room(NEVER_REMOVES, tmp_path / "not-there", fresh=True)


def test_an_earlier_replay_is_deleted_only_when_that_is_wanted(tmp_path: Path) -> None:
    removed: list[str] = []
    hub = dataclasses.replace(COMPOSITION, remove=lambda: removed.append("once"))
    begin_in(tmp_path, months=1, scale=0.02)

    with pytest.raises(FolderInUse, match="--fresh"):
        make_room(hub, tmp_path, fresh=False)
    make_room(hub, tmp_path, fresh=True)

    assert removed == ["once"]
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("fresh", [False, True])
def test_a_hub_is_never_deleted(tmp_path: Path, fresh: bool) -> None:
    (tmp_path / "keys.json").write_text("{}")

    with pytest.raises(NotAReplay):
        make_room(NEVER_REMOVES, tmp_path, fresh=fresh)


def test_ids_are_known_until_the_last_message_about_a_transfer() -> None:
    ids = GivenIds()
    leaver, joiner = uuid4(), uuid4()

    ids.note_leaver(7, leaver)
    ids.note_joiner(7, 3, uuid4())
    ids.note_joiner(7, 3, joiner)
    ids.note_joiner(8, 3, uuid4())

    assert ids.known.leavers == {7: str(leaver)}
    assert ids.known.joiners[7, 3] == str(joiner)

    ids.forget(7)

    assert ids.known.leavers == {}
    assert list(ids.known.joiners) == [(8, 3)]


def test_batches_are_whole_and_in_order() -> None:
    assert [list(batch) for batch in in_batches([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]
    assert list(in_batches([])) == []
