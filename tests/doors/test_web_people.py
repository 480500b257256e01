"""An administrator's people: who they are, an invitation, the end of a role, and the review of access."""

from uuid import UUID

import pytest
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_authority, at_school
from onward.access.models import Membership
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.emails.models import Email
from onward.foundation.sight import HUB

ANGUS = at_authority("120")


@pytest.fixture
def skye(cast: Cast) -> Client:
    return signed_in(employ("administrator", ANGUS, now=cast.now, email="skye@angus.example"))


@pytest.fixture
def ailsa(cast: Cast) -> UUID:
    return employ("s2s-coordinator", ANGUS, now=cast.now, email="ailsa@angus.example")


def _invite(client: Client, **given: str) -> str:
    filled = {"name": "Bruno", "email": "bruno@angus.example", "role": "cme-coordinator", **given}
    return client.post("/people/invite", filled).content.decode()


def test_who_is_invited_holds_the_role_and_gets_one_link(cast: Cast, skye: Client) -> None:
    _invite(skye)
    _invite(skye)

    with seen_as(HUB):
        held = Membership.objects.get(person__email="bruno@angus.example")
        texts = list(Email.objects.filter(person=held.person).values_list("text", flat=True))
    assert (held.role, held.authority_id) == ("cme-coordinator", "120")
    assert all("/account/password/new/" in text for text in texts)
    assert "bruno@angus.example" in skye.get("/people").content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "Enter"),
        ({"email": "bruno"}, "e-mail"),
        ({"role": "school-office"}, "Choose one of the answers"),
        ({"role": "protection-officer"}, "Choose one of the answers"),
    ],
)
def test_what_is_wrong_is_told_and_nobody_invited(skye: Client, given: dict[str, str], told: str) -> None:
    page = _invite(skye, **given)

    assert told.lower() in page.lower()
    assert "error-summary" in page
    with seen_as(HUB):
        assert not Email.objects.exists()


def test_a_role_ends_after_a_question(skye: Client, ailsa: UUID) -> None:
    address = f"/people/{ailsa}/end-role?role=s2s-coordinator"

    asked = skye.get(address).content.decode()
    skye.post(address)

    assert "End this role?" in asked
    with seen_as(HUB):
        assert Membership.objects.get(person_id=ailsa).until_on is not None
    assert "ailsa@angus.example" not in skye.get("/people").content.decode()


def test_nobody_of_another_organisation_is_there(cast: Cast, skye: Client) -> None:
    bruno = employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@borders.example")

    assert "bruno@borders.example" not in skye.get("/people").content.decode()
    assert skye.get(f"/people/{bruno}/end-role?role=s2s-coordinator").status_code == 404


def test_a_review_names_all_who_see_the_pupils_and_is_noted(cast: Cast, skye: Client, ailsa: UUID) -> None:
    page = skye.get("/people/review").content.decode()
    skye.post("/people/review")

    assert "ailsa@angus.example" in page
    assert "skye@angus.example" not in page
    assert "Last reviewed on" in skye.get("/people").content.decode()
    with seen_as(HUB):
        assert AuditEntry.objects.filter(act="review_access", authority_id="120").count() == 1


def test_only_administrators_open_these_pages(cast: Cast, ailsa: UUID) -> None:
    office = employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now)

    for person_id in (ailsa, office):
        client = signed_in(person_id)
        for address in ("/people", "/people/invite", "/people/review"):
            assert client.get(address).status_code == 404
