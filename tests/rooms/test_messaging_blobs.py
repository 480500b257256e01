"""The folder of sealed documents: whole or not there at all."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onward.messaging.blobs import FolderBlobs
from onward.messaging.errors import BlobMissing

NAME = "0190f3a2b4c57d8e9f00112233445566"
OTHER = "0190f3a2b4c57d8e9f001122334455ff"
MOMENT = datetime(2026, 9, 1, tzinfo=UTC)


class Interrupted(Exception):
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def blobs(folder: Path) -> FolderBlobs:
    return FolderBlobs(folder)


def write(blobs: FolderBlobs, name: str, content: bytes = b"content") -> None:
    with blobs.writing(name) as blob:
        blob.write(content)


def break_off(blobs: FolderBlobs, name: str) -> None:
    with blobs.writing(name) as blob:
        blob.write(b"half of")
        raise Interrupted


def age(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_blob_comes_back(blobs: FolderBlobs) -> None:
    write(blobs, NAME, b"sealed")

    with blobs.open(NAME) as file:
        assert file.read() == b"sealed"


def test_a_blob_is_not_there_before_it_is_whole(blobs: FolderBlobs) -> None:
    with blobs.writing(NAME) as blob:
        blob.write(b"half of")

        with pytest.raises(BlobMissing):
            blobs.open(NAME)


def test_what_was_broken_off_leaves_nothing(blobs: FolderBlobs, folder: Path) -> None:
    with pytest.raises(Interrupted):
        break_off(blobs, NAME)

    assert files(folder) == []


def test_blobs_are_spread_over_folders_and_for_this_user_only(blobs: FolderBlobs, folder: Path) -> None:
    write(blobs, NAME)

    path = folder / "66" / "55" / NAME
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["../../etc/passwd", "", NAME.upper(), NAME + "0", NAME[:-1] + "/"])
def test_only_hexadecimal_names_lead_anywhere(blobs: FolderBlobs, name: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        blobs.open(name)


def test_a_blob_can_be_removed_twice(blobs: FolderBlobs) -> None:
    write(blobs, NAME)

    blobs.remove(NAME)
    blobs.remove(NAME)

    with pytest.raises(BlobMissing):
        blobs.open(NAME)


def test_blobs_are_listed_by_age(blobs: FolderBlobs, folder: Path) -> None:
    write(blobs, NAME)
    write(blobs, OTHER)
    age(folder / "66" / "55" / NAME, MOMENT - timedelta(seconds=1))
    age(folder / "ff" / "55" / OTHER, MOMENT)

    assert list(blobs.names_before(MOMENT)) == [NAME]


def test_an_empty_store_lists_nothing(blobs: FolderBlobs) -> None:
    assert list(blobs.names_before(MOMENT)) == []


def test_what_a_crash_left_half_written_is_removed_once_it_is_old(blobs: FolderBlobs, folder: Path) -> None:
    write(blobs, NAME)
    shard = folder / "66" / "55"
    for path in (shard / f"{OTHER}.0a1b2c3d.part", shard / f"{NAME}.99999999.part"):
        path.write_bytes(b"half")
    age(shard / f"{OTHER}.0a1b2c3d.part", MOMENT - timedelta(days=2))
    age(shard / f"{NAME}.99999999.part", MOMENT)

    removed = blobs.remove_unfinished(before=MOMENT)

    assert removed == 1
    assert sorted(path.name for path in files(folder)) == [NAME, f"{NAME}.99999999.part"]
