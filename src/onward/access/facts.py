"""Frozen facts about systems, their credentials and people's roles, for doors and screens."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from onward.access.roles import Held


@dataclass(frozen=True, kw_only=True)
class SystemFact:
    """A system that proved itself: which it is, with which credential, what it may do and for whom."""

    system_id: UUID
    credential_id: UUID
    scopes: frozenset[str]
    schools: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class IssuedCredential:
    """A credential at the one moment when its secret is known. Printing it does not show the secret."""

    client_id: UUID
    secret: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Where a role is held. Build it with `at_school`, `at_authority`, or use `NATIONAL_SERVICE`."""

    held: Held
    school_id: int | None = None
    authority_id: str | None = None


def at_school(school_id: int) -> Organisation:
    """Return a school as the organisation of a role."""
    return Organisation(held=Held.SCHOOL, school_id=school_id)


def at_authority(authority_id: str) -> Organisation:
    """Return an authority as the organisation of a role."""
    return Organisation(held=Held.AUTHORITY, authority_id=authority_id)


NATIONAL_SERVICE = Organisation(held=Held.NATIONAL)
