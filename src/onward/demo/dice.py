"""Chance that comes out the same each time: every random choice of the demonstration starts here."""

from collections.abc import Iterable, Sequence
from random import Random

_MASK = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15
_STIR = 0xD6E8FEB86659FD93


def dice(seed: int, about: str) -> Random:
    """Return dice that always fall the same way for a seed and a purpose."""
    return Random(f"{seed}/{about}")  # noqa: S311  nothing secret: it invents pupils


def scatter(number: int) -> int:
    """Return 64 bits that look random and depend on nothing but the number."""
    bits = number * _ODD & _MASK
    bits = (bits ^ bits >> 32) * _STIR & _MASK
    return bits ^ bits >> 32


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Split a total into whole parts by weight; the parts add up to the total exactly."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_loss = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_loss[: total - sum(parts)]:
        parts[at] += 1
    return parts


def spread(weighted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Return each word as often as its weight says, so that an even draw is a weighted one."""
    return tuple(word for word, weight in weighted for _ in range(weight))
