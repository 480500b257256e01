"""A ZIP file that is written while it is read: however much it holds, one piece of it is in memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class ZipStream:
    """Takes files one after another; each call yields what the ZIP file has grown by. `end` comes last."""

    def __init__(self, at: datetime) -> None:
        """Take the moment that every file in it is to carry."""
        self._at = at.timetuple()[:6]
        self._grown = _Grown()
        self._zip = ZipFile(cast("BinaryIO", self._grown), "w", ZIP_DEFLATED)

    def add(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the bytes of one more file, as its own pieces come."""
        with self._zip.open(ZipInfo(name, self._at), "w") as file:
            for piece in pieces:
                file.write(piece)
                yield from self._grown.taken()
        yield from self._grown.taken()

    def end(self) -> Iterator[bytes]:
        """Yield the table of contents."""
        self._zip.close()
        yield from self._grown.taken()


class _Grown:
    """What is written and not yet given on. It cannot be read or sought, as `zipfile` finds out by itself."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def taken(self) -> Iterator[bytes]:
        pieces, self._pieces = self._pieces, []
        whole = b"".join(pieces)
        if whole:
            yield whole
