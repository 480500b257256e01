"""Systems and their credentials, as an operator types it."""

from datetime import timedelta
from uuid import UUID

import pytest
from click.testing import Result
from tests.harness.cast import Cast
from tests.harness.commands import ARBROATH, SELKIRK, run, seen
from tests.harness.systems import MovedClock

from onward.access.errors import AlreadyEnded, CredentialRefused, SystemNotFound
from onward.access.models import Credential, System
from onward.access.queries import schools_of
from onward.access.services import authenticate
from onward.audit.models import AuditEntry
from onward.cli.credentials import credential
from onward.cli.systems import system
from onward.foundation.clock import today_in_scotland


@pytest.fixture
def kestrel(cast: Cast) -> UUID:
    result = run(
        system, "register", "--name", "Kestrel", "--supplier", "Kestrel Ltd", "--contact", "a@k.example"
    )
    assert result.exit_code == 0, result.output
    return UUID(str(seen(System)[0].id))


@pytest.fixture
def issued(kestrel: UUID) -> dict[str, str]:
    return shown(run(credential, "create", kestrel, "--all-scopes"))


def shown(result: Result) -> dict[str, str]:
    assert result.exit_code == 0, result.output
    pairs = (line.partition(":") for line in result.stdout.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_a_system_acts_for_the_schools_that_it_was_granted(
    cast: Cast, clock: MovedClock, kestrel: UUID
) -> None:
    granted = run(system, "grant", kestrel, "--school", ARBROATH, "--school", SELKIRK)
    withdrawn = run(system, "withdraw", kestrel, "--school", SELKIRK)

    assert (granted.exit_code, withdrawn.exit_code) == (0, 0)
    assert schools_of(kestrel, today_in_scotland(clock.now())) == {cast.schools["arbroath"].id}
    assert "1        2026-09-01  works" in run(system, "list").output


def test_the_secret_is_shown_once_and_works(clock: MovedClock, kestrel: UUID, issued: dict[str, str]) -> None:
    fact = authenticate(client_id=issued["client_id"], secret=issued["client_secret"], now=clock.now())

    assert fact.system_id == kestrel
    listed = run(credential, "list")
    assert issued["client_id"] in listed.output
    assert issued["client_secret"] not in listed.output
    assert "works" in listed.output


def test_a_credential_has_the_scopes_that_were_named(kestrel: UUID) -> None:
    run(credential, "create", kestrel, "--scope", "joiners:read", "--days", "30")

    assert seen(Credential)[0].scopes == ["joiners:read"]
    assert "joiners:read" in run(credential, "list", kestrel).output


def test_scopes_must_be_named(kestrel: UUID) -> None:
    assert run(credential, "create", kestrel).exit_code == 2
    assert run(credential, "create", kestrel, "--scope", "everything").exit_code == 2


def test_after_a_rotation_both_work_for_a_while(
    clock: MovedClock, kestrel: UUID, issued: dict[str, str]
) -> None:
    new = shown(run(credential, "rotate", issued["client_id"], "--overlap-days", "2"))

    for each in (issued, new):
        authenticate(client_id=each["client_id"], secret=each["client_secret"], now=clock.now())
    clock.later(days=3)
    with pytest.raises(CredentialRefused):
        authenticate(client_id=issued["client_id"], secret=issued["client_secret"], now=clock.now())
    assert [line.split()[2] for line in run(credential, "list").output.splitlines()[1:3]] == [
        "expired",
        "works",
    ]


def test_what_is_revoked_does_not_work(clock: MovedClock, issued: dict[str, str]) -> None:
    first = run(credential, "revoke", issued["client_id"], "--why", "sent by e-mail")
    again = run(credential, "revoke", issued["client_id"], "--why", "sent by e-mail")

    assert "is revoked" in first.output
    assert isinstance(again.exception, AlreadyEnded)
    assert "revoked" in run(credential, "list").output
    with pytest.raises(CredentialRefused):
        authenticate(client_id=issued["client_id"], secret=issued["client_secret"], now=clock.now())


def test_a_suspended_system_is_refused(clock: MovedClock, kestrel: UUID, issued: dict[str, str]) -> None:
    run(system, "suspend", kestrel, "--why", "misbehaves")

    assert "suspended" in run(credential, "list").output
    assert "suspended" in run(system, "list").output
    with pytest.raises(CredentialRefused):
        authenticate(client_id=issued["client_id"], secret=issued["client_secret"], now=clock.now())


def test_an_unknown_system_gets_no_credential(cast: Cast) -> None:
    result = run(credential, "create", UUID(int=1), "--all-scopes")

    assert isinstance(result.exception, SystemNotFound)


def test_who_did_it_is_in_the_audit(kestrel: UUID, issued: dict[str, str]) -> None:
    entries = seen(AuditEntry, act__in=["register_system", "issue_credential"])

    assert [(each.act, each.door, each.actor_kind) for each in entries] == [
        ("register_system", "cli", "person"),
        ("issue_credential", "cli", "person"),
    ]


def test_a_credential_ends_by_itself(clock: MovedClock, kestrel: UUID) -> None:
    issued = shown(run(credential, "create", kestrel, "--all-scopes", "--days", "1"))
    clock.moment += timedelta(days=1)

    with pytest.raises(CredentialRefused):
        authenticate(client_id=issued["client_id"], secret=issued["client_secret"], now=clock.now())
