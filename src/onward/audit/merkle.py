"""Merkle trees as in RFC 6962: one root stands for a list of leaves, a short path proves one of them.

Pure. Leaves are hashes already (see `leaf`); the empty tree does not occur, so that a root always
stands for something.
"""

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32
NODE_PREFIX = b"\x01"


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaf hashes, in their order.

    Raises:
        ValueError: there is no leaf.
    """
    if not leaves:
        raise ValueError("a tree needs at least one leaf")
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def path_of(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from the leaf at `index` to the root, the nearest first.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of {len(leaves)}")
    path: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, index = _level_above(level), index // 2
    return tuple(path)


def root_from_path(*, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root to which the path leads, or None where the path does not fit such a tree."""
    if not 0 <= index < size:
        return None
    node, last, rest = leaf, size - 1, list(path)
    while last > 0:
        if index % 2 or index < last:
            if not rest:
                return None
            beside = rest.pop(0)
            node = _node(beside, node) if index % 2 else _node(node, beside)
        index, last = index // 2, last // 2
    return None if rest else node


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    # A last node without a neighbour rises as it is: this gives the same tree as RFC 6962, which
    # splits at the largest power of two below the size.
    above = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    if len(level) % 2:
        above.append(level[-1])
    return above


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE_PREFIX + left + right).digest()
