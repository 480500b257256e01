"""The tree is that of RFC 6962, and a path proves its own leaf and no other."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.audit.merkle import path_of, root_from_path, root_of


def grown(seed: bytes, size: int) -> list[bytes]:
    """Different leaves for each seed, without drawing each byte of them."""
    return [sha256(seed + bytes([place])).digest() for place in range(size)]


hashes = st.binary(min_size=32, max_size=32)
trees = st.builds(grown, st.binary(min_size=2, max_size=2), st.integers(1, 70))


def root_by_the_book(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + root_by_the_book(leaves[:k]) + root_by_the_book(leaves[k:])).digest()


def path_by_the_book(leaves: Sequence[bytes], m: int) -> list[bytes]:
    """RFC 6962, section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path_by_the_book(leaves[:k], m), root_by_the_book(leaves[k:])]
    return [*path_by_the_book(leaves[k:], m - k), root_by_the_book(leaves[:k])]


def test_the_published_example_has_the_published_root() -> None:
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]

    leaves = [sha256(b"\x00" + bytes.fromhex(item)).digest() for item in data]

    assert root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.slow
@given(trees)
def test_the_root_is_that_of_the_book(leaves: list[bytes]) -> None:
    assert root_of(leaves) == root_by_the_book(leaves)


@pytest.mark.slow
@given(trees, st.data())
def test_the_path_is_that_of_the_book_and_leads_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = path_of(leaves, index)

    assert list(path) == path_by_the_book(leaves, index)
    assert root_from_path(leaf=leaves[index], index=index, size=len(leaves), path=path) == root_of(leaves)


@pytest.mark.slow
@given(trees, st.data())
def test_a_path_proves_no_other_leaf_and_no_other_place(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    stranger = data.draw(hashes.filter(lambda leaf: leaf != leaves[index]))
    place = data.draw(st.integers(-1, len(leaves)).filter(lambda other: other != index))
    path, size, root = path_of(leaves, index), len(leaves), root_of(leaves)

    assert root_from_path(leaf=stranger, index=index, size=size, path=path) != root
    assert root_from_path(leaf=leaves[index], index=place, size=size, path=path) != root


@pytest.mark.slow
@given(trees, st.data())
def test_a_path_too_long_or_too_short_proves_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path, size = path_of(leaves, index), len(leaves)

    longer = root_from_path(leaf=leaves[index], index=index, size=size, path=[*path, leaves[0]])
    shorter = root_from_path(leaf=leaves[index], index=index, size=size, path=path[:-1])

    assert longer is None
    assert shorter is None or not path


@pytest.mark.slow
@given(trees, st.data())
def test_any_change_of_the_list_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    other = data.draw(trees.filter(lambda candidate: candidate != leaves))

    assert root_of(other) != root_of(leaves)


def test_a_tree_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        root_of([])


@pytest.mark.parametrize("index", [-1, 2])
def test_a_path_for_no_leaf_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        path_of([b"a" * 32, b"b" * 32], index)
