"""Where sealed documents lie. A blob store keeps bytes under a name and knows nothing about them.

`Blobs` says what is asked of a store; whatever keeps these promises can take the folder's place.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from onward.messaging.errors import BlobMissing

_NAME = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"


class Writer(Protocol):
    """Takes the bytes of a blob that is being written."""

    def write(self, part: bytes, /) -> int:
        """Take the next bytes."""
        ...


class Blobs(Protocol):
    """A store of blobs. Names are 32 hexadecimal digits, chosen by the caller and never used again."""

    def writing(self, name: str) -> AbstractContextManager[Writer]:
        """Write a blob: durable and complete when the block ends, and not there at all if it raises."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Return a blob to read from, which the caller closes.

        Raises:
            BlobMissing: there is no such blob.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove a blob. One that is not there is no error."""
        ...

    def names_before(self, moment: datetime) -> Iterator[str]:
        """Return the names of all blobs that were complete before this moment."""
        ...

    def remove_unfinished(self, *, before: datetime) -> int:
        """Remove what a crash before this moment left half written, and return how many."""
        ...


class FolderBlobs:
    """Blobs as files in a local folder, spread over subfolders by the ends of their names."""

    def __init__(self, folder: Path) -> None:
        """Take the folder. It is made with the first blob, readable by this user only."""
        self._folder = folder

    @contextmanager
    def writing(self, name: str) -> Iterator[Writer]:
        """Write a blob: durable and complete when the block ends, and not there at all if it raises."""
        path = self._path(name)
        _make_folder(path.parent, up_to=self._folder.parent)
        unfinished = path.with_name(f"{name}.{secrets.token_hex(4)}{_UNFINISHED}")
        try:
            with _new_file(unfinished) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def open(self, name: str) -> BinaryIO:
        """Return a blob to read from, which the caller closes.

        Raises:
            BlobMissing: there is no such file.
        """
        try:
            return self._path(name).open("rb")
        except FileNotFoundError as error:
            raise BlobMissing from error

    def remove(self, name: str) -> None:
        """Remove a blob. One that is not there is no error."""
        self._path(name).unlink(missing_ok=True)

    def names_before(self, moment: datetime) -> Iterator[str]:
        """Return the names of all blobs that were complete before this moment."""
        return (path.name for path in self._files_before(moment) if _NAME.fullmatch(path.name))

    def remove_unfinished(self, *, before: datetime) -> int:
        """Remove what a crash before this moment left half written, and return how many."""
        found = [path for path in self._files_before(before) if path.name.endswith(_UNFINISHED)]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("the name of a blob is 32 hexadecimal digits")
        # The ends of time-ordered names are random, so that the files spread evenly.
        return self._folder / name[-2:] / name[-4:-2] / name

    def _files_before(self, moment: datetime) -> Iterator[Path]:
        for path in self._folder.glob("*/*/*"):
            try:
                changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue  # somebody has just finished or removed it
            if changed < moment:
                yield path


def _make_folder(folder: Path, *, up_to: Path) -> None:
    """Make the folder and those above it, each durable in the one above."""
    if folder.exists() or folder == up_to:
        return
    _make_folder(folder.parent, up_to=up_to)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _new_file(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
