"""Which systems are registered, with which credentials: for those who administer them. No secret is here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q

from onward.access.facts import NATIONAL_SERVICE
from onward.access.models import Credential, System
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB


class Standing(StrEnum):
    """Whether a credential still works."""

    WORKS = "works"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemRow:
    """One registered system; `schools` is for how many it may act today."""

    id: UUID
    name: str
    supplier: str
    is_active: bool
    registered_at: datetime
    schools: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialRow:
    """One credential, without its secret, which nobody can show again. `standing` is as of the asking."""

    client_id: UUID
    system_id: UUID
    system_name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    standing: Standing


def list_systems(*, by: Actor, now: datetime) -> list[SystemRow]:
    """Return all systems, the oldest first.

    Raises:
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    today = today_in_scotland(now)
    has_begun = Q(grants__from_on__lte=today)
    has_not_ended = Q(grants__until_on__isnull=True) | Q(grants__until_on__gt=today)
    with seen_as(HUB):
        systems = System.objects.annotate(schools=Count("grants", filter=has_begun & has_not_ended))
        names = ("id", "name", "supplier", "is_active", "registered_at", "schools")
        return [SystemRow(**values) for values in systems.order_by("id").values(*names)]


def list_credentials(*, by: Actor, now: datetime, system_id: UUID | None = None) -> list[CredentialRow]:
    """Return the credentials of a system, or of all, the oldest first.

    Raises:
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        credentials = Credential.objects.select_related("system").order_by("system_id", "id")
        wanted = credentials if system_id is None else credentials.filter(system_id=system_id)
        return [_row(each, now) for each in wanted]


def _row(credential: Credential, now: datetime) -> CredentialRow:
    return CredentialRow(
        client_id=credential.pk,
        system_id=credential.system_id,
        system_name=credential.system.name,
        scopes=tuple(credential.scopes),
        created_at=credential.created_at,
        expires_at=credential.expires_at,
        last_used_at=credential.last_used_at,
        standing=_standing(credential, now),
    )


def _standing(credential: Credential, now: datetime) -> Standing:
    if credential.revoked_at is not None:
        return Standing.REVOKED
    if now >= credential.expires_at:
        return Standing.EXPIRED
    return Standing.WORKS if credential.system.is_active else Standing.SUSPENDED
