"""Long contents, sealed piece by piece: what was tampered with does not open."""

import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.messaging.sealed_stream import PIECE_BYTES, open_pieces, pieces_of, seal_pieces
from onward.messaging.sealing import PayloadNotReadable

KEY = bytes(range(32))
HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
PREFIX, SEALED_PIECE = 7, PIECE_BYTES + 16


class Dripping(io.BytesIO):
    """A stream that hands out a few bytes at a time, as a network does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000))


def sealed(content: bytes) -> bytes:
    return b"".join(seal_pieces(pieces_of(io.BytesIO(content)), data_key=KEY, bound_to=HERE))


def opened(content: bytes, *, bound_to: UUID = HERE) -> bytes:
    return b"".join(open_pieces(io.BytesIO(content), data_key=KEY, bound_to=bound_to))


def given_before_the_error(content: bytes) -> bytes:
    pieces: list[bytes] = []
    with pytest.raises(PayloadNotReadable):
        pieces.extend(open_pieces(io.BytesIO(content), data_key=KEY, bound_to=HERE))
    return b"".join(pieces)


@pytest.mark.parametrize(
    "size", [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 3 * PIECE_BYTES + 5]
)
def test_a_content_of_any_length_comes_back(size: int) -> None:
    content = bytes(number % 251 for number in range(size))

    assert opened(sealed(content)) == content


@given(st.binary(min_size=1, max_size=200))
def test_any_content_comes_back(content: bytes) -> None:
    assert opened(sealed(content)) == content


def test_a_dripping_stream_is_sealed_in_full_pieces() -> None:
    content = b"x" * (2 * PIECE_BYTES + 3)

    lengths = [len(piece) for piece in pieces_of(Dripping(content))]

    assert lengths == [PIECE_BYTES, PIECE_BYTES, 3]


def test_the_same_content_is_never_sealed_alike() -> None:
    assert sealed(b"same") != sealed(b"same")


def test_nothing_is_given_of_a_changed_piece() -> None:
    content = b"a" * PIECE_BYTES + b"b" * PIECE_BYTES + b"c"
    changed = bytearray(sealed(content))
    changed[PREFIX + SEALED_PIECE + 10] ^= 1

    assert given_before_the_error(bytes(changed)) == b"a" * PIECE_BYTES


@pytest.mark.parametrize("pieces_left", [0, 1, 2])
def test_a_cut_between_pieces_is_found_before_the_last_one_is_given(pieces_left: int) -> None:
    content = b"a" * PIECE_BYTES * 3

    cut = sealed(content)[: PREFIX + SEALED_PIECE * pieces_left]

    assert len(given_before_the_error(cut)) == PIECE_BYTES * max(0, pieces_left - 1)


def test_a_cut_inside_a_piece_is_found() -> None:
    assert given_before_the_error(sealed(b"a" * PIECE_BYTES + b"tail")[:-1]) == b"a" * PIECE_BYTES


def test_pieces_cannot_change_places() -> None:
    whole = sealed(b"a" * PIECE_BYTES + b"b" * PIECE_BYTES + b"c")
    first, second = whole[PREFIX:][:SEALED_PIECE], whole[PREFIX + SEALED_PIECE :][:SEALED_PIECE]

    swapped = whole[:PREFIX] + second + first + whole[PREFIX + 2 * SEALED_PIECE :]

    assert given_before_the_error(swapped) == b""


def test_what_was_added_at_the_end_is_found() -> None:
    content = b"a" * PIECE_BYTES

    assert given_before_the_error(sealed(content) + b"more") == b""


def test_a_content_moved_to_another_document_does_not_open() -> None:
    with pytest.raises(PayloadNotReadable):
        opened(sealed(b"text"), bound_to=ELSEWHERE)


@pytest.mark.parametrize("remains", [b"", b"abc", b"1234567"])
def test_an_empty_remainder_does_not_open(remains: bytes) -> None:
    with pytest.raises(PayloadNotReadable):
        opened(remains)
