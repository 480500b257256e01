"""Streams that can only go forward, as the body of a request: look at the beginning, or copy the whole."""

import io
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from typing_extensions import Buffer

_KEPT_IN_MEMORY = 4 * 1024 * 1024
_AT_ONCE = 64 * 1024


def with_head(stream: BinaryIO, count: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes, and a stream that begins at the beginning."""
    head = b"".join(_first(stream, count))
    if stream.seekable():
        stream.seek(0)
        return head, stream
    return head, cast("BinaryIO", io.BufferedReader(_After(head, stream), _AT_ONCE))


def copy_of(stream: BinaryIO, *, most: int) -> BinaryIO | None:
    """Return a copy that can seek, or None where it would be longer than `most`.

    The copy has no name on the disk and is gone when it is closed.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    while copy.tell() <= most and (part := stream.read(_AT_ONCE)):
        copy.write(part)
    if copy.tell() > most:
        copy.close()
        return None
    copy.seek(0)
    return cast("BinaryIO", copy)


def _first(stream: BinaryIO, count: int) -> Iterator[bytes]:
    while count and (part := stream.read(count)):
        count -= len(part)
        yield part


class _After(io.RawIOBase):
    """What is left of a stream, with its beginning put back before it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        room = memoryview(buffer)
        part = self._head[: len(room)] or self._rest.read(len(room))
        self._head = self._head[len(part) :]
        room[: len(part)] = part
        return len(part)
