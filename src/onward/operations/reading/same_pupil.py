"""Whether two descriptions that one side knows are of one pupil. Pure.

Used only among the rows of one side: what the hub knows of both sides of a move is never asked.
"""

from onward.foundation.names import normalise
from onward.transfers.journey import Stated


def is_same_pupil(one: Stated, other: Stated) -> bool:
    """Say whether one side may take the two for one pupil.

    One number borne out by the forename or the date of birth; else name, date of birth and sex, unless
    two numbers contradict.
    """
    if _shares(one.scn, other.scn) or _shares(one.upn, other.upn):
        return one.born == other.born or same_name(one.forename, other.forename)
    if _contradicts(one.scn, other.scn) or _contradicts(one.upn, other.upn):
        return False
    return (
        (one.born, one.sex) == (other.born, other.sex)
        and same_name(one.surname, other.surname)
        and same_name(one.forename, other.forename)
    )


def same_name(one: str, other: str) -> bool:
    """Say whether two names read the same: case, accents, signs and spaces do not count."""
    return normalise(one).replace(" ", "") == normalise(other).replace(" ", "")


def _shares(one: str, other: str) -> bool:
    return bool(one) and one == other


def _contradicts(one: str, other: str) -> bool:
    return bool(one and other) and one != other
