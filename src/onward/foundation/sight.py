"""How far a transaction can see. The database enforces it; see `onward.database.sight`."""

from dataclasses import dataclass
from enum import StrEnum


class SightKind(StrEnum):
    """The widths of sight. Each is a database role with row policies of its own.

    The last one is no width at all: who signs in, before it is known who they are.
    """

    SCHOOL = "school"
    AUTHORITY = "authority"
    NATIONAL = "national"
    PROTECTION = "protection"
    HUB = "hub"
    SIGN_IN = "sign-in"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What one transaction may see: one school, one authority, the nation, or the hub's own work.

    Build it with `for_school`, `for_authority`, or use `NATIONAL`, `PROTECTION`, `HUB`, `SIGN_IN`.
    """

    kind: SightKind
    school_id: int | None = None
    authority_id: str | None = None


def for_school(school_id: int) -> Sight:
    """Return the sight of one school, by the directory's id of the school."""
    return Sight(kind=SightKind.SCHOOL, school_id=school_id)


def for_authority(authority_id: str) -> Sight:
    """Return the sight of one authority, by its three-digit code."""
    return Sight(kind=SightKind.AUTHORITY, authority_id=authority_id)


NATIONAL = Sight(kind=SightKind.NATIONAL)
PROTECTION = Sight(kind=SightKind.PROTECTION)
HUB = Sight(kind=SightKind.HUB)
SIGN_IN = Sight(kind=SightKind.SIGN_IN)
