"""What is not collected in time: nothing is lost, and the right people are asked, and no others."""

import json
from datetime import timedelta

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.messaging import office_of
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import for_authority, for_school
from onward.messaging.mailbox import list_mailbox
from onward.messaging.models import Delivery
from onward.operations import mailbox
from onward.operations.doctor import examine
from onward.operations.sweeps.expiry import close_asked_of_recipients, close_asked_of_senders, expire
from onward.operations.sweeps.notice_run import run_notices
from onward.operations.sweeps.rows import Swept
from onward.transfers.models import Joiner, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def wait(cast: Cast, days: int = 20) -> Swept:
    cast.later(days=days)
    return expire(by=CLERK, now=cast.now, keyring=KEYRING)


def asked(**only: object) -> list[tuple[str, str, str]]:
    items = WorklistItem.objects.filter(closed_at=None, **only).exclude(delivery=None)
    return sorted(items.values_list("kind", "role", "authority_id"))


OF_BOTH_SIDES = [
    ("expired", "s2s_coordinator", "120"),
    ("expired", "s2s_coordinator", "355"),
    ("not-collected", "school_office", "355"),
]


def test_a_delivery_expires_on_its_day_and_not_before(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    expires_on = Delivery.objects.get().expires_on

    before = wait(cast, days=(expires_on - cast.now.date()).days - 1)
    after = wait(cast, days=1)

    assert (before.moved, after.moved, wait(cast).moved) == (0, 1, 1)  # the report expires in its turn
    assert Delivery.objects.exclude(kind="report").get().state == "expired"
    assert AuditEntry.objects.filter(act="expire_delivery").count() == 2


def test_the_sender_is_told_and_both_co_ordinators_are_asked(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    wait(cast)

    assert asked() == OF_BOTH_SIDES
    sender = office_of(cast, "arbroath")
    [report] = list_mailbox(by=sender, limit=9)
    content = mailbox.collect(report.id, by=sender, now=cast.now, keyring=KEYRING)
    assert json.loads(content.content)["about"] == str(verdict.message_id)


def test_each_side_sees_only_what_it_is_asked_itself(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    wait(cast)

    seen = {}
    for sight in (for_authority("120"), for_authority("355"), for_school(cast.schools["selkirk"].id)):
        with seen_as(sight):
            seen[sight] = [row[2] for row in asked()]

    assert list(seen.values()) == [["120"], ["355", "355"], ["355"]]


def test_within_one_authority_its_co_ordinator_is_asked_once(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="brechin"))

    wait(cast)

    assert asked() == [("expired", "s2s_coordinator", "120"), ("not-collected", "school_office", "120")]


def test_of_a_mailbox_that_the_sender_did_not_name_it_is_told_nothing(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child))
    cast.say("selkirk", cast.arrival(pupil=child))

    wait(cast)

    assert asked() == [("expired", "s2s_coordinator", "355"), ("not-collected", "school_office", "355")]
    assert list_mailbox(by=office_of(cast, "arbroath"), limit=9) == []


def test_of_a_protected_child_only_the_centre_is_asked(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))

    wait(cast)

    assert asked() == [("not-collected", "protection_officer", "")]
    assert list_mailbox(by=office_of(cast, "arbroath"), limit=9) == []


def test_who_becomes_protected_takes_the_rows_away_in_the_notice_run_as_everybody_does(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    wait(cast)
    before = {authority: asked_of(authority) for authority in ("120", "355")}

    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=cast.now.date(), protection="protected"))

    assert {authority: asked_of(authority) for authority in ("120", "355")} == before
    run_notices(by=CLERK, now=cast.now, keyring=KEYRING)
    close_asked_of_recipients(now=cast.now)
    assert asked_of("120") == asked_of("355") == []


def asked_of(authority: str) -> list[tuple[str, str, str]]:
    with seen_as(for_authority(authority)):
        return asked()


def test_what_expired_can_still_be_collected_which_closes_what_was_asked(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    wait(cast)
    delivery = Delivery.objects.exclude(kind="report").get()

    mailbox.collect(delivery.id, by=office_of(cast, "selkirk"), now=cast.now, keyring=KEYRING)

    delivery.refresh_from_db()
    assert delivery.state == "collected"
    assert asked() == []
    assert set(WorklistItem.objects.values_list("closed_how", flat=True)) == {"done"}


def test_a_taken_back_message_asks_recipients_no_more_and_senders_until_the_notice_run(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    wait(cast)
    cast.say("selkirk", {"kind": "no-arrival", "joiner": str(Joiner.objects.get().id)})

    close_asked_of_recipients(now=cast.now)
    between = asked()
    close_asked_of_senders(now=cast.now)

    assert (between, asked()) == ([("expired", "s2s_coordinator", "120")], [])
    assert set(WorklistItem.objects.exclude(delivery=None).values_list("closed_how", flat=True)) == {
        "fell-away"
    }


def test_the_doctor_finds_nothing_after_an_expiry(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", leaving_on=cast.now.date() + timedelta(days=60)))

    wait(cast)

    assert [each.says for each in examine(now=cast.now) if not each.is_sound] == []


def test_twenty_expire_with_the_statements_of_one(cast: Cast) -> None:
    counts = []
    for number in (1, 20):
        for _ in range(number):
            cast.say("arbroath", cast.departure(to="selkirk", leaving_on=cast.now.date()))
        with counted_statements() as statements:
            wait(cast)
        counts.append(statements.count)
        Delivery.objects.filter(state="available").update(expires_on=cast.now.date() + timedelta(days=90))

    assert counts[0] == counts[1]
