"""The audit, the queue and the e-mails in the browser of an operator; nobody else finds these pages."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.people import TESTS, employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.audit import services as audit
from onward.audit.models import AuditEntry
from onward.audit.proof import check_proof
from onward.audit.statement import public_keys_of
from onward.database.bulk import run
from onward.database.sight import seen_as
from onward.emails.kinds import EmailKind
from onward.emails.services import queue_email
from onward.foundation.sight import HUB

PAGES = ("/audit", "/jobs", "/emails")


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


def _entry(cast: Cast, act: str, *, shielded: bool = False, authority: str = "120") -> str:
    """Write one entry and return its identifier."""
    made = audit.Act(
        by=TESTS,
        act=act,
        subject_kind="thing",
        subject_id="0190c5e7-0000-7000-8000-000000000001",
        authority_id=authority,
        shielded=shielded,
        reason="said Isla Ahern",
    )
    with seen_as(HUB):
        audit.write([made], cast.now)
    with seen_as(HUB):
        return str(AuditEntry.objects.filter(act=act).order_by("-id").values_list("id", flat=True)[0])


def test_the_audit_is_searched_by_act_thing_and_organisation(operator: Client, cast: Cast) -> None:
    wanted = _entry(cast, "view_thing")
    other = _entry(cast, "view_other", authority="230")

    by_act = operator.get("/audit?act=view_thing").content.decode()
    by_place = operator.get("/audit?organisation=230").content.decode()
    by_thing = operator.get("/audit?subject=0190c5e7-0000-7000-8000-000000000001").content.decode()

    assert wanted in by_act
    assert other not in by_act
    assert other in by_place
    assert wanted not in by_place
    assert wanted in by_thing
    assert other in by_thing
    assert "Isla Ahern" not in by_thing


def test_what_tells_of_a_protected_child_is_not_found_and_not_proved(operator: Client, cast: Cast) -> None:
    hidden = _entry(cast, "view_hidden", shielded=True)

    found = operator.get("/audit?act=view_hidden").content.decode()
    proof = operator.get(f"/audit/{hidden}/proof")

    assert "Nothing was found" in found
    assert proof.status_code == 404


def test_what_was_typed_stands_in_no_address_before_it_is_judged(operator: Client) -> None:
    refused = operator.post("/audit", {"subject": "Isla Ahern"})
    passed = operator.post(
        "/audit", {"act": "view_thing", "start_day": "1", "start_month": "9", "start_year": "2026"}
    )

    assert refused.status_code == 422
    assert "never a name" in refused.content.decode()
    assert passed["Location"] == "/audit?start_day=1&start_month=9&start_year=2026&act=view_thing"


def test_a_long_search_goes_on_where_it_ended(operator: Client, cast: Cast) -> None:
    entries = [_entry(cast, "view_thing") for _ in range(52)]

    first = operator.get("/audit?act=view_thing").content.decode()
    second = operator.get(f"/audit?act=view_thing&after={entries[2]}").content.decode()

    assert entries[2] in first
    assert entries[1] not in first
    assert f"after={entries[2]}" in first
    assert entries[1] in second
    assert entries[2] not in second


def test_the_newest_seal_is_judged_and_an_entry_is_proved(operator: Client, cast: Cast) -> None:
    entry = _entry(cast, "view_thing")
    early = operator.get(f"/audit/{entry}/proof")
    keys = django_settings.ONWARD.keys.audit_keys
    audit.seal(keys=keys, now=cast.now + timedelta(minutes=1))

    page = operator.get("/audit").content.decode()
    proof = json.loads(operator.get(f"/audit/{entry}/proof").content)

    assert early.status_code == 302
    assert "Sound" in page
    assert check_proof(proof, public_keys=public_keys_of(keys)).act == "view_thing"


def test_the_queue_says_what_each_job_does_and_how_it_went(operator: Client, cast: Cast) -> None:
    with seen_as(HUB):
        run(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('hub', 'remind', 'failed')"
        )

    page = operator.get("/jobs").content.decode()

    assert "Reminds the school where a pupil is expected" in page
    assert "remind" in page


def test_the_log_names_the_e_mails_without_their_texts(operator: Client, cast: Cast) -> None:
    person = employ("school-office", at_school(cast.schools["leith"].id), now=cast.now, name="Morag Leith")
    with seen_as(HUB):
        queue_email(
            person, EmailKind.INVITATION, service="Onward", link="https://secret.example", now=cast.now
        )

    page = operator.get("/emails").content.decode()

    assert "Morag Leith" in page
    assert "Waiting" in page
    assert "secret.example" not in page


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_outbox_is_there_in_demonstrations_only(is_demo: bool, cast: Cast, settings: Settings) -> None:
    settings.ONWARD = replace(settings.ONWARD, demo=is_demo)
    person = employ("school-office", at_school(cast.schools["leith"].id), now=cast.now)
    with seen_as(HUB):
        queue_email(
            person, EmailKind.INVITATION, service="Onward", link="https://link.example/1", now=cast.now
        )

    answer = Client().get("/style/outbox")

    assert answer.status_code == (200 if is_demo else 404)
    assert ("https://link.example/1" in answer.content.decode()) is is_demo


def _of(cast: Cast, role: str) -> Organisation:
    if role == "school-office":
        return at_school(cast.schools["arbroath"].id)
    return at_authority("120") if role == "administrator" else NATIONAL_SERVICE


@pytest.mark.parametrize("role", ["school-office", "administrator", "analyst", "national-cme-officer"])
def test_nobody_else_finds_these_pages(role: str, cast: Cast) -> None:
    entry = _entry(cast, "view_thing")
    client = signed_in(employ(role, _of(cast, role), now=cast.now))

    for address in (*PAGES, f"/audit/{entry}/proof"):
        assert client.get(address).status_code == 404
