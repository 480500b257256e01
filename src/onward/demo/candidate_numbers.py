"""Candidate numbers for invented pupils: valid, and different for different pupils.

`foundation.identifiers.scn` knows the rule. It is asked once for each half of a number, because the
remainders of the two halves add up; a nation's worth of numbers is then two look-ups each.
"""

from functools import lru_cache
from typing import NamedTuple

from onward.foundation.identifiers import scn

PUPILS_AT_MOST = 10_000_000

_STEP = 6_180_339
_BEGIN = 1_234_567
_HALF = 10_000
_NO_NUMBER = 1


class _Remainders(NamedTuple):
    first_half: tuple[int, ...]
    second_half: tuple[int, ...]


def candidate_number(pupil: int) -> str:
    """Return the number of the `pupil`-th invented pupil; no other below PUPILS_AT_MOST has it."""
    first, second = _remainders()
    seven = (_BEGIN + pupil * _STEP) % PUPILS_AT_MOST
    high = seven // 1000
    low = seven % 1000 * 10 + pupil % 10
    remainder = (first[high] + second[low]) % 11
    if remainder == _NO_NUMBER:
        # The eighth digit is free: seven digits tell pupils apart.
        low += 1 if low % 10 < 9 else -1
        remainder = (first[high] + second[low]) % 11
    return f"{high:04d}{low:04d}{-remainder % 11}"


@lru_cache(maxsize=1)
def _remainders() -> _Remainders:
    return _Remainders(
        first_half=tuple(_remainder(f"{half:04d}0000") for half in range(_HALF)),
        second_half=tuple(_remainder(f"0000{half:04d}") for half in range(_HALF)),
    )


def _remainder(body: str) -> int:
    digit = scn.check_digit(body)
    return _NO_NUMBER if digit is None else -int(digit) % 11
