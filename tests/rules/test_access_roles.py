import pytest

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.permission_table import permission_table
from onward.access.policies import check_may, check_scope
from onward.access.queries import NOTHING, sight_of
from onward.access.roles import BY_NAME, PERMITS, ROLES, Permission, Role
from onward.access.scopes import ALL, MEANINGS, Scope
from onward.database.rows import TableRows
from onward.foundation.actor import Actor, ActorKind, Door, job
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, SightKind, for_authority, for_school

SCHOOL = at_school(17)
AUTHORITY = at_authority("260")


def somebody(kind: ActorKind, sight: Sight = NOTHING, scopes: frozenset[str] = frozenset()) -> Actor:
    return Actor(kind=kind, id="x", door=Door.API, sight=sight, scopes=scopes)


def test_every_role_permission_and_scope_is_described_in_a_sentence() -> None:
    texts = [role.description for role in ROLES] + list(PERMITS.values()) + list(MEANINGS.values())

    assert set(PERMITS) == set(Permission)
    assert set(MEANINGS) == ALL == set(Scope)
    assert all(text.endswith(".") and text[0].isupper() for text in texts)


def test_roles_have_names_of_their_own_and_every_permission_is_held_by_somebody() -> None:
    held = {permission for role in ROLES for permission in role.permissions}

    assert len(BY_NAME) == len(ROLES)
    assert held == set(Permission)


def test_only_the_protection_officer_may_know_whereabouts() -> None:
    holders = [role.name for role in ROLES if Permission.KNOW_WHEREABOUTS in role.permissions]
    seers = [role.name for role in ROLES if role.sight is SightKind.PROTECTION]

    assert holders == seers == ["protection-officer"]


def test_who_administers_the_service_or_its_people_sees_no_child() -> None:
    administering = {Permission.ADMINISTER_PEOPLE, Permission.ADMINISTER_SYSTEMS, Permission.RUN_SERVICE}

    assert all(role.sight is None for role in ROLES if role.permissions & administering)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("school-office", SCHOOL, for_school(17)),
        ("s2s-coordinator", AUTHORITY, for_authority("260")),
        ("national-cme-officer", NATIONAL_SERVICE, NATIONAL),
        ("protection-officer", NATIONAL_SERVICE, PROTECTION),
        ("analyst", NATIONAL_SERVICE, NOTHING),
        ("inspector", AUTHORITY, NOTHING),
        ("administrator", SCHOOL, NOTHING),
        ("school-office", AUTHORITY, NOTHING),
        ("national-cme-officer", SCHOOL, NOTHING),
    ],
)
def test_a_role_sees_as_far_as_its_organisation(name: str, at: Organisation, expected: Sight) -> None:
    assert sight_of(BY_NAME[name], at) == expected


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
@pytest.mark.parametrize("permission", Permission)
def test_a_person_may_what_their_roles_permit_and_nothing_else(role: Role, permission: Permission) -> None:
    person = somebody(ActorKind.PERSON)
    roles = frozenset({role.name})

    if permission in role.permissions:
        check_may(person, permission, roles=roles)
    else:
        with pytest.raises(NotPermitted, match=permission):
            check_may(person, permission, roles=roles)


def test_the_hub_may_administer_and_a_school_system_never_may() -> None:
    check_may(job("sweep"), Permission.ADMINISTER_SYSTEMS, roles=frozenset())

    for sight in (HUB, for_school(1)):
        with pytest.raises(NotPermitted):
            check_may(
                somebody(ActorKind.SYSTEM, sight),
                Permission.ADMINISTER_SYSTEMS,
                roles=frozenset({"operator"}),
            )


def test_a_scope_is_needed_by_all_but_the_hub() -> None:
    check_scope(somebody(ActorKind.SYSTEM, scopes=frozenset({"leavers:read"})), Scope.LEAVERS_READ)
    check_scope(job("sweep"), Scope.LEAVERS_READ)

    with pytest.raises(NotPermitted, match="leavers:read"):
        check_scope(somebody(ActorKind.SYSTEM), Scope.LEAVERS_READ)


def test_the_permission_table_shows_roles_scopes_and_rows() -> None:
    rows = TableRows(
        table="sample",
        school_column="school_id",
        privileges={SightKind.SCHOOL: "S", SightKind.HUB: "SIU"},
    )

    page = permission_table([rows])

    assert "| `sample` | S own |  |  |  | SIU all |" in page
    assert all(f"`{role.name}`" in page for role in ROLES)
    assert all(f"| `{scope}` |" in page for scope in Scope)
