"""Encrypt a long content piece by piece, so that no more than two pieces are ever in memory. Pure.

The STREAM construction over AES-256-GCM: each piece's nonce is a random prefix, the piece's number and
a mark on the last one; the id of what it belongs to is bound to every piece. A piece that was changed,
moved, repeated or left out does not open, nor does what came before a cut pass for the whole.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onward.messaging.sealing import PayloadNotReadable

PIECE_BYTES = 64 * 1024

_PREFIX_BYTES = 7
_TAG_BYTES = 16
_LAST, _NOT_LAST = b"\x01", b"\x00"


class Readable(Protocol):
    """Anything that bytes can be read from: a request's body, a file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


def pieces_of(stream: Readable, size: int = PIECE_BYTES) -> Iterator[bytes]:
    """Return the stream in pieces of this size, the last one shorter, however it hands out its bytes."""
    while piece := _read_full(stream, size):
        yield piece


def seal_pieces(pieces: Iterable[bytes], *, data_key: bytes, bound_to: UUID) -> Iterator[bytes]:
    """Return the encrypted form of pieces of `PIECE_BYTES` each (the last may be shorter, none is empty).

    The data key must be fresh: one key encrypts one content. No piece at all cannot be opened again.
    """
    cipher, prefix = AESGCM(data_key), os.urandom(_PREFIX_BYTES)
    yield prefix
    for nonce, piece in _numbered(pieces, prefix):
        yield cipher.encrypt(nonce, piece, bound_to.bytes)


def open_pieces(stream: Readable, *, data_key: bytes, bound_to: UUID) -> Iterator[bytes]:
    """Return the content piece by piece. Each piece has been verified before it is given.

    Raises:
        PayloadNotReadable: the next piece was changed, or the content ends too early or too late.
    """
    cipher, prefix = AESGCM(data_key), _read_full(stream, _PREFIX_BYTES)
    is_empty = True
    for nonce, piece in _numbered(pieces_of(stream, PIECE_BYTES + _TAG_BYTES), prefix):
        yield _opened(cipher, nonce, piece, bound_to)
        is_empty = False
    if is_empty:
        raise PayloadNotReadable


def _numbered(pieces: Iterable[bytes], prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Return each piece with its nonce. Which piece is the last shows only behind it."""
    number, held = 0, None
    for piece in pieces:
        if held is not None:
            yield _nonce(prefix, number, _NOT_LAST), held
            number += 1
        held = piece
    if held is not None:
        yield _nonce(prefix, number, _LAST), held


def _nonce(prefix: bytes, number: int, mark: bytes) -> bytes:
    return prefix + number.to_bytes(4, "big") + mark


def _opened(cipher: AESGCM, nonce: bytes, piece: bytes, bound_to: UUID) -> bytes:
    try:
        return cipher.decrypt(nonce, piece, bound_to.bytes)
    except (InvalidTag, ValueError) as error:
        raise PayloadNotReadable from error


def _read_full(stream: Readable, size: int) -> bytes:
    parts = []
    while size and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
