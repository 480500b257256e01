"""The raw body of a request: read whole where it is small, as a stream where it may be long.

Its length must be stated. A body that ends before that is not mistaken for a shorter one.
"""

import io
from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils.http import parse_header_parameters
from typing_extensions import Buffer

from onward.api.errors import BodyCutOff, BodyTooLarge, LengthMissing

_AT_ONCE = 64 * 1024


def read_whole(request: HttpRequest, *, at_most: int) -> bytes:
    """Return the whole body.

    Raises:
        LengthMissing: the request does not say how long it is.
        BodyTooLarge: it is longer than `at_most` bytes.
        BodyCutOff: it ended too early.
    """
    with stream_of(request, at_most=at_most) as stream:
        return stream.read()


def stream_of(request: HttpRequest, *, at_most: int) -> BinaryIO:
    """Return the body as a stream that only goes forward. Reading it may raise BodyCutOff.

    Raises:
        LengthMissing: the request does not say how long it is.
        BodyTooLarge: it is longer than `at_most` bytes.
    """
    stated = request.headers.get("Content-Length", "")
    if not stated.isdecimal():
        raise LengthMissing
    length = int(stated)
    if length > at_most:
        raise BodyTooLarge
    return cast("BinaryIO", io.BufferedReader(_Body(request, length), _AT_ONCE))


def file_name_of(request: HttpRequest) -> str:
    """Return the file name in Content-Disposition, in either of its spellings; empty where there is none."""
    try:
        _, parameters = parse_header_parameters(request.headers.get("Content-Disposition", ""))
    except ValueError:
        return ""
    return str(parameters.get("filename", ""))


class _Body(io.RawIOBase):
    """The body of a request, which must be as long as it was said to be."""

    def __init__(self, request: HttpRequest, length: int) -> None:
        self._request = request
        self._missing = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        room = memoryview(buffer)
        part = self._request.read(len(room))
        self._missing -= len(part)
        if not part and self._missing > 0:
            raise BodyCutOff
        room[: len(part)] = part
        return len(part)
