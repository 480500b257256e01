"""Issue, rotate and revoke the credentials of school systems, and accept or refuse them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from onward.access.errors import AlreadyEnded, CredentialNotFound, CredentialRefused
from onward.access.facts import NATIONAL_SERVICE, IssuedCredential, SystemFact
from onward.access.models import Credential
from onward.access.queries import NOTHING, fact_of
from onward.access.roles import Permission
from onward.access.scopes import known
from onward.access.secret import fingerprint, matches, new_secret
from onward.access.services.permission import require
from onward.access.services.systems import lock_system
from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB

A_YEAR: Final = timedelta(days=365)
A_WEEK: Final = timedelta(days=7)
_A_MINUTE: Final = timedelta(minutes=1)


def issue_credential(
    *, system_id: UUID, scopes: Collection[str], by: Actor, now: datetime, lifetime: timedelta = A_YEAR
) -> IssuedCredential:
    """Give a system a new secret with these scopes. The answer is the only place where the secret is.

    Raises:
        NotAScope: one of the scopes does not exist.
        SystemNotFound: no such system is registered.
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    names = sorted(scope.value for scope in known(scopes))
    with seen_as(HUB):
        lock_system(system_id)
        return _issue(system_id, names, by=by, now=now, lifetime=lifetime)


def rotate_credential(
    *,
    client_id: UUID,
    by: Actor,
    now: datetime,
    overlap: timedelta = A_WEEK,
    lifetime: timedelta = A_YEAR,
) -> IssuedCredential:
    """Issue a successor with the same scopes; the old credential works on for the overlap, then ends.

    Raises:
        CredentialNotFound: no such credential was issued.
        AlreadyEnded: it is revoked or expired, so there is nothing to rotate.
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        old = _lock(client_id)
        if not _stands(old, now):
            raise AlreadyEnded
        old.expires_at = min(old.expires_at, now + overlap)
        old.save(update_fields=["expires_at"])
        audit.write([_act(by, "rotate_credential", old)], now)
        return _issue(old.system_id, old.scopes, by=by, now=now, lifetime=lifetime)


def revoke_credential(*, client_id: UUID, why: str, by: Actor, now: datetime) -> None:
    """End a credential at once; tokens that were given for it stop working within seconds.

    Raises:
        CredentialNotFound: no such credential was issued.
        AlreadyEnded: it is revoked already.
        NotPermitted: the actor does not administer systems.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        credential = _lock(client_id)
        if credential.revoked_at is not None:
            raise AlreadyEnded
        credential.revoked_at = now
        credential.save(update_fields=["revoked_at"])
        audit.write([_act(by, "revoke_credential", credential, reason=why)], now)


def authenticate(*, client_id: str, secret: str, now: datetime) -> SystemFact:
    """Return which system proved itself with this secret.

    Raises:
        CredentialRefused: for every cause alike: unknown, wrong, expired, revoked, suspended.
    """
    with seen_as(HUB):
        credential = _find(client_id)
        is_right = matches(secret, bytes(credential.secret_sha256) if credential else None)
        if credential is None or not is_right or not _stands(credential, now):
            raise CredentialRefused
        _note_use(credential, now)
        return fact_of(credential, on=today_in_scotland(now))


def _issue(
    system_id: UUID, scopes: list[str], *, by: Actor, now: datetime, lifetime: timedelta
) -> IssuedCredential:
    secret = new_secret()
    credential = Credential.objects.create(
        id=uuid7(now),
        system_id=system_id,
        secret_sha256=fingerprint(secret),
        scopes=scopes,
        created_at=now,
        expires_at=now + lifetime,
    )
    audit.write([_act(by, "issue_credential", credential)], now)
    return IssuedCredential(client_id=credential.pk, secret=secret, expires_at=credential.expires_at)


def _lock(client_id: UUID) -> Credential:
    credential = (
        Credential.objects.select_for_update(of=("self",))
        .select_related("system")
        .filter(pk=client_id)
        .first()
    )
    if credential is None:
        raise CredentialNotFound
    return credential


def _find(client_id: str) -> Credential | None:
    try:
        key = UUID(client_id)
    except ValueError:
        return None
    return Credential.objects.select_related("system").filter(pk=key).first()


def _stands(credential: Credential, now: datetime) -> bool:
    return credential.revoked_at is None and now < credential.expires_at and credential.system.is_active


def _note_use(credential: Credential, now: datetime) -> None:
    """Remember and audit a use, at most once a minute, so that a busy system does not fill the audit."""
    is_stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _A_MINUTE)
    if Credential.objects.filter(is_stale, pk=credential.pk).update(last_used_at=now):
        by = Actor(kind=ActorKind.SYSTEM, id=str(credential.system_id), door=Door.API, sight=NOTHING)
        audit.write([_act(by, "use_credential", credential)], now)


def _act(by: Actor, act: str, credential: Credential, *, reason: str = "") -> audit.Act:
    detail = {"system": str(credential.system_id)}
    return audit.Act(
        by=by,
        act=act,
        subject_kind="credential",
        subject_id=str(credential.pk),
        reason=reason,
        detail=detail,
    )
