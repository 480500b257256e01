"""Systems and credentials in the browser: who may look after which, and a secret that is shown once."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in
from tests.harness.systems import AtTheDoor, arrives

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.queries import schools_of
from onward.foundation.clock import today_in_scotland


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


@pytest.fixture
def angus(cast: Cast) -> Client:
    """Who administers the authority of Angus."""
    return signed_in(employ("administrator", at_authority("120"), now=cast.now))


def test_an_operator_registers_a_system_and_issues_a_secret_once(operator: Client, cast: Cast) -> None:
    registered = operator.post(
        "/systems/register", {"name": "Merlin", "supplier": "Merlin Ltd", "contact_email": "a@merlin.example"}
    )
    page = registered["Location"]
    issued = operator.post(f"{page}/credential", {"scopes": ["joiners:read"], "days": "90"})
    again = operator.get(page).content.decode()

    secret = re.search(r'id="client-secret"[^>]*value="([^"]+)"', issued.content.decode())
    client_id = re.search(r'id="client-id"[^>]*value="([^"]+)"', issued.content.decode())
    assert secret
    assert client_id
    assert issued["Cache-Control"] == "no-store"
    assert secret[1] not in again
    assert client_id[1] in again


def test_a_credential_is_rotated_and_revoked(operator: Client, kestrel: AtTheDoor) -> None:
    address = f"/credentials/{kestrel.credential.client_id}"

    rotated = operator.post(f"{address}/rotate", {"overlap": "7"})
    unsaid = operator.post(f"{address}/revoke", {"why": ""})
    revoked = operator.post(f"{address}/revoke", {"why": "sent by e-mail"})
    again = operator.post(f"{address}/revoke", {"why": "sent by e-mail"}, follow=True)
    shown = operator.get(f"/systems/{kestrel.system_id}").content.decode()

    assert "client-secret" in rotated.content.decode()
    assert "Say why" in unsaid.content.decode()
    assert revoked.status_code == 302
    assert "had ended already" in again.content.decode()
    assert "Revoked" in shown


def test_an_administrator_sees_and_ends_what_acts_for_the_own_schools(
    angus: Client, kestrel: AtTheDoor, stranger: AtTheDoor, cast: Cast
) -> None:
    arbroath = cast.schools["arbroath"].id
    listed = angus.get("/systems").content.decode()
    own = angus.get(f"/systems/{kestrel.system_id}").content.decode()
    foreign = angus.get(f"/systems/{stranger.system_id}")

    ended = angus.post(f"/systems/{kestrel.system_id}/schools/{arbroath}/end")

    assert str(kestrel.system_id) in listed
    assert str(stranger.system_id) not in listed
    assert "Credentials" not in own
    assert foreign.status_code == 404
    assert ended.status_code == 302
    assert schools_of(kestrel.system_id, today_in_scotland(cast.now)) == {cast.schools["brechin"].id}


def test_an_administrator_lets_a_system_act_for_the_own_schools_only(
    angus: Client, stranger: AtTheDoor, cast: Cast
) -> None:
    own = angus.post(
        "/systems/grant", {"system": str(stranger.system_id), "school": cast.schools["arbroath"].key}
    )
    foreign = angus.post(
        "/systems/grant", {"system": str(stranger.system_id), "school": cast.schools["leith"].key}
    )

    assert own.status_code == 302
    assert foreign.status_code == 422
    assert "yours to administer" in foreign.content.decode()


def test_an_operator_suspends_a_system_with_a_reason(operator: Client, kestrel: AtTheDoor) -> None:
    asked = operator.get(f"/systems/{kestrel.system_id}/suspend").content.decode()
    done = operator.post(f"/systems/{kestrel.system_id}/suspend", {"why": "lost a laptop"}, follow=True)

    assert "Suspend this system?" in asked
    assert "Suspended" in done.content.decode()


@pytest.mark.parametrize("role", ["school-office", "s2s-coordinator"])
def test_who_does_not_administer_systems_finds_none_of_these_pages(
    role: str, cast: Cast, kestrel: AtTheDoor
) -> None:
    at = at_authority("120") if role == "s2s-coordinator" else _school(cast)
    client = signed_in(employ(role, at, now=cast.now))

    for address in ("/systems", "/systems/register", f"/systems/{kestrel.system_id}", "/systems/grant"):
        assert client.get(address).status_code == 404


def test_credentials_are_not_an_administrators(angus: Client, kestrel: AtTheDoor) -> None:
    client_id: UUID = kestrel.credential.client_id

    for address in (f"/credentials/{client_id}", f"/credentials/{client_id}/revoke", "/systems/register"):
        assert angus.get(address).status_code == 404


def _school(cast: Cast) -> Organisation:
    return at_school(cast.schools["arbroath"].id)


def test_lists_cost_the_same_for_one_and_for_many(
    operator: Client, kestrel: AtTheDoor, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    addresses = ("/systems", f"/systems/{kestrel.system_id}", "/audit", "/emails", "/directory", "/jobs")
    before = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            operator.get(address)
        before[address] = len(asked)

    for number in range(20):
        arrives(cast, "selkirk", "leith")
        employ("school-office", _school(cast), now=cast.now, email=f"office-{number}@cast.example")

    for address in addresses:
        with django_assert_num_queries(before[address]):
            operator.get(address)
