from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError

from onward.access import queries, services
from onward.access.errors import (
    AlreadyEnded,
    CredentialNotFound,
    CredentialRefused,
    NotAScope,
    SystemNotFound,
)
from onward.access.facts import IssuedCredential, SystemFact
from onward.access.models import Credential, System
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.models import Authority, School
from onward.directory.school_kinds import AuthorityKind, SchoolType, Sector
from onward.foundation.actor import Actor, ActorKind, Door, job
from onward.foundation.errors import NotPermitted
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB, Sight, SightKind, for_authority, for_school

NOW = datetime(2008, 3, 3, 12, tzinfo=UTC)
TODAY = date(2008, 3, 3)
SETUP = job("setup")
SCOPES = ("departures:write", "leavers:read")

pytestmark = pytest.mark.usefixtures("db", "fresh_memory")


@pytest.fixture
def fresh_memory() -> Iterator[None]:
    queries.forget_standings()
    yield
    queries.forget_standings()


@pytest.fixture
def schools() -> list[int]:
    with seen_as(HUB):
        angus = Authority.objects.create(code="120", name="Angus", kind=AuthorityKind.COUNCIL)
        return [
            School.objects.create(
                seed=f"801000{number}",
                type=SchoolType.PRIMARY,
                name=f"School {number}",
                authority=angus,
                sector=Sector.PUBLICLY_FUNDED,
                takes_part=True,
            ).pk
            for number in range(3)
        ]


@pytest.fixture
def system() -> UUID:
    return services.register_system(
        name="Kestrel", supplier="Kestrel Ltd", contact_email="help@kestrel.example", by=SETUP, now=NOW
    )


@pytest.fixture
def credential(system: UUID) -> IssuedCredential:
    return services.issue_credential(system_id=system, scopes=SCOPES, by=SETUP, now=NOW)


def proved(credential: IssuedCredential, now: datetime = NOW) -> SystemFact:
    return services.authenticate(client_id=str(credential.client_id), secret=credential.secret, now=now)


def acts() -> list[str]:
    with seen_as(HUB):
        return list(AuditEntry.objects.order_by("id").values_list("act", flat=True))


def test_a_system_proves_itself_with_the_secret_that_it_was_shown(
    system: UUID, credential: IssuedCredential, schools: list[int]
) -> None:
    services.grant_schools(system_id=system, school_ids=schools[:2], from_on=TODAY, by=SETUP, now=NOW)

    fact = proved(credential)

    assert fact == SystemFact(
        system_id=system,
        credential_id=credential.client_id,
        scopes=frozenset(SCOPES),
        schools=frozenset(schools[:2]),
    )


def test_the_database_does_not_know_the_secret(credential: IssuedCredential) -> None:
    with seen_as(HUB):
        stored = Credential.objects.values().get(pk=credential.client_id)

    assert credential.secret not in str(stored)
    assert len(bytes(stored["secret_sha256"])) == 32


@pytest.mark.parametrize("cause", ["unknown", "no-id", "wrong", "expired", "revoked", "suspended"])
def test_every_cause_of_refusal_is_refused_alike(
    cause: str, system: UUID, credential: IssuedCredential
) -> None:
    client_id, secret, now = str(credential.client_id), credential.secret, NOW
    if cause == "unknown":
        client_id = str(uuid7(NOW))
    if cause == "no-id":
        client_id = "kestrel"
    if cause == "wrong":
        secret = "onward_wrong"
    if cause == "expired":
        now = credential.expires_at
    if cause == "revoked":
        services.revoke_credential(client_id=credential.client_id, why="leaked", by=SETUP, now=NOW)
    if cause == "suspended":
        services.suspend_system(system_id=system, why="unpaid", by=SETUP, now=NOW)

    with pytest.raises(CredentialRefused) as refusal:
        services.authenticate(client_id=client_id, secret=secret, now=now)

    assert str(refusal.value) == str(CredentialRefused())


def test_a_rotated_credential_works_on_for_the_overlap(credential: IssuedCredential) -> None:
    successor = services.rotate_credential(
        client_id=credential.client_id, overlap=timedelta(days=2), by=SETUP, now=NOW
    )

    assert proved(successor).scopes == frozenset(SCOPES)
    assert proved(credential, NOW + timedelta(days=1)).system_id == proved(successor).system_id
    with pytest.raises(CredentialRefused):
        proved(credential, NOW + timedelta(days=2))


def test_rotation_never_lengthens_the_life_of_the_old_credential(system: UUID) -> None:
    short = services.issue_credential(
        system_id=system, scopes=SCOPES, lifetime=timedelta(hours=1), by=SETUP, now=NOW
    )

    services.rotate_credential(client_id=short.client_id, overlap=timedelta(days=7), by=SETUP, now=NOW)

    with pytest.raises(CredentialRefused):
        proved(short, NOW + timedelta(hours=1))


def test_what_has_ended_cannot_be_ended_or_rotated_again(system: UUID, credential: IssuedCredential) -> None:
    services.revoke_credential(client_id=credential.client_id, why="leaked", by=SETUP, now=NOW)
    services.suspend_system(system_id=system, why="unpaid", by=SETUP, now=NOW)

    with pytest.raises(AlreadyEnded):
        services.revoke_credential(client_id=credential.client_id, why="again", by=SETUP, now=NOW)
    with pytest.raises(AlreadyEnded):
        services.rotate_credential(client_id=credential.client_id, by=SETUP, now=NOW)
    with pytest.raises(AlreadyEnded):
        services.suspend_system(system_id=system, why="again", by=SETUP, now=NOW)


def test_a_credential_is_only_issued_for_what_exists(system: UUID) -> None:
    with pytest.raises(NotAScope):
        services.issue_credential(system_id=system, scopes=["all"], by=SETUP, now=NOW)
    with pytest.raises(SystemNotFound):
        services.issue_credential(system_id=uuid7(NOW), scopes=SCOPES, by=SETUP, now=NOW)
    with pytest.raises(CredentialNotFound):
        services.revoke_credential(client_id=uuid7(NOW), why="", by=SETUP, now=NOW)


def test_a_revoked_credential_stands_no_longer_than_five_seconds(credential: IssuedCredential) -> None:
    assert queries.standing_of(credential.client_id, now=NOW) is not None
    services.revoke_credential(client_id=credential.client_id, why="leaked", by=SETUP, now=NOW)

    remembered = queries.standing_of(credential.client_id, now=NOW + timedelta(seconds=4))
    asked_again = queries.standing_of(credential.client_id, now=NOW + timedelta(seconds=5))

    assert remembered is not None
    assert asked_again is None


def test_a_system_acts_for_a_school_from_the_first_day_to_the_last(system: UUID, schools: list[int]) -> None:
    school = schools[0]
    services.grant_schools(system_id=system, school_ids=[school], from_on=TODAY, by=SETUP, now=NOW)
    services.withdraw_school(system_id=system, school_id=school, until_on=date(2008, 6, 1), by=SETUP, now=NOW)

    days = [date(2008, 3, 2), TODAY, date(2008, 5, 31), date(2008, 6, 1)]

    assert [school in queries.schools_of(system, day) for day in days] == [False, True, True, False]


def test_granting_twice_is_granting_once_and_an_ended_grant_can_be_given_anew(
    system: UUID, schools: list[int]
) -> None:
    for _ in range(2):
        services.grant_schools(system_id=system, school_ids=schools, from_on=TODAY, by=SETUP, now=NOW)
    services.withdraw_school(system_id=system, school_id=schools[0], until_on=TODAY, by=SETUP, now=NOW)

    assert queries.schools_of(system, TODAY) == frozenset(schools[1:])
    with pytest.raises(AlreadyEnded):
        services.withdraw_school(system_id=system, school_id=schools[0], until_on=TODAY, by=SETUP, now=NOW)

    services.grant_schools(system_id=system, school_ids=schools, from_on=TODAY, by=SETUP, now=NOW)

    assert queries.schools_of(system, TODAY) == frozenset(schools)
    assert acts().count("grant_school") == len(schools) + 1


def test_an_actor_for_a_school_sees_what_the_school_sees(schools: list[int]) -> None:
    fact = SystemFact(
        system_id=UUID(int=1),
        credential_id=UUID(int=2),
        scopes=frozenset(SCOPES),
        schools=frozenset(schools[:1]),
    )

    actor = queries.actor_for(fact, school_id=schools[0], request_id="r-1")

    assert actor.sight == for_school(schools[0])
    assert actor.scopes == frozenset(SCOPES)
    with pytest.raises(SchoolNotFound) as not_mine:
        queries.actor_for(fact, school_id=schools[1], request_id="r-1")
    with pytest.raises(SchoolNotFound) as unknown:
        queries.actor_for(fact, school_id=0, request_id="r-1")
    assert str(not_mine.value) == str(unknown.value)


def test_every_change_is_in_the_audit_and_uses_once_a_minute(
    system: UUID, credential: IssuedCredential, schools: list[int]
) -> None:
    services.grant_schools(system_id=system, school_ids=schools[:1], from_on=TODAY, by=SETUP, now=NOW)
    for second in (0, 30, 59, 61, 90):
        proved(credential, NOW + timedelta(seconds=second))

    assert sorted(acts()) == sorted(
        ["register_system", "issue_credential", "grant_school", "use_credential", "use_credential"]
    )


def test_only_the_hub_and_its_operators_register_systems() -> None:
    strangers = [
        Actor(kind=ActorKind.SYSTEM, id="x", door=Door.API, sight=for_school(1)),
        Actor(kind=ActorKind.PERSON, id=str(uuid7(NOW)), door=Door.WEB, sight=for_authority("120")),
    ]

    for stranger in strangers:
        with pytest.raises(NotPermitted):
            services.register_system(
                name="x", supplier="x", contact_email="x@y.example", by=stranger, now=NOW
            )


@pytest.mark.parametrize("kind", [kind for kind in SightKind if kind is not SightKind.HUB])
def test_no_sight_but_the_hubs_reads_access(kind: SightKind, system: UUID) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), seen_as(Sight(kind=kind)):
        System.objects.filter(pk=system).first()
