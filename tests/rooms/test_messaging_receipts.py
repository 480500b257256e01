"""What a sender may know of its messages: never that a child was found, nor where, nor when."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.messaging import office_of, official, sent_record
from tests.harness.statements import counted_statements

from onward.foundation.sight import for_authority
from onward.messaging.errors import MessageNotFound
from onward.messaging.models import Delivery
from onward.messaging.receipts import Receipt, SentRow, find_sent, list_sent
from onward.messaging.services import acknowledge, collect, file, readdress
from onward.transfers.models import Joiner


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def sent(cast: Cast, **departure: Any) -> UUID:
    """Let a pupil leave Arbroath, and return the message."""
    verdict = cast.say("arbroath", cast.departure(**departure))
    assert verdict.message_id
    return verdict.message_id


def told(cast: Cast, message_id: UUID) -> list[Receipt]:
    return list(find_sent(message_id, by=office_of(cast, "arbroath")).receipts)


def take_out(cast: Cast, message_id: UUID, school: str) -> None:
    """Let a school collect, acknowledge and file a message a minute apart."""
    by = office_of(cast, school)
    delivery = Delivery.objects.get(message_id=message_id, school_id=cast.schools[school].id)
    content = collect(delivery.id, by=by, now=cast.now, keyring=KEYRING)
    cast.later(minutes=1)
    acknowledge(delivery.id, sha256=content.sha256, by=by, now=cast.now)
    cast.later(minutes=1)
    file(delivery.id, by=by, now=cast.now)


def times(receipt: Receipt) -> tuple[datetime | None, ...]:
    return receipt.collected_at, receipt.acknowledged_at, receipt.filed_at


def test_a_sender_sees_every_receipt_of_the_school_that_it_named(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")
    cast.later(hours=1)
    collected_at = cast.now
    take_out(cast, message_id, "selkirk")

    [receipt] = told(cast, message_id)

    assert receipt.school_id == cast.schools["selkirk"].id
    assert times(receipt) == (collected_at, cast.now.replace(minute=1), cast.now)


def test_what_waits_in_a_named_mailbox_is_not_told_before_it_is_collected(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")

    assert Delivery.objects.get(message_id=message_id).is_as_addressed
    assert told(cast, message_id) == []


def test_a_message_about_a_child_found_elsewhere_is_told_like_one_that_waits(cast: Cast) -> None:
    found, sought = pupil(), pupil()
    for child in (found, sought):
        sent(cast, to="selkirk", pupil=child)
    cast.say("leith", cast.arrival(pupil=found))

    record = {"core": {"reading": "well"}}
    again = [sent(cast, to="selkirk", pupil=child, record=record) for child in (found, sought)]

    assert Delivery.objects.filter(message_id=again[1], is_as_addressed=True).exists()
    assert [told(cast, each) for each in again] == [[], []]


@pytest.mark.parametrize(
    "departure",
    [{"reason": "05"}, {"to": "selkirk", "protection": "protected"}, {"to": "selkirk", "protection": None}],
)
def test_without_a_named_school_that_may_be_told_there_is_no_receipt(
    cast: Cast, departure: dict[str, str | None]
) -> None:
    assert told(cast, sent(cast, **departure)) == []


def test_a_mailbox_that_the_sender_did_not_name_is_never_told(cast: Cast) -> None:
    child = pupil()
    message_id = sent(cast, reason="05", pupil=child)
    cast.say("leith", cast.arrival(pupil=child))
    take_out(cast, message_id, "leith")

    assert told(cast, message_id) == []


def test_a_child_found_elsewhere_changes_nothing_that_the_sender_sees(cast: Cast) -> None:
    child = pupil()
    message_id = sent(cast, to="selkirk", pupil=child)
    collect(Delivery.objects.get().id, by=office_of(cast, "selkirk"), now=cast.now, keyring=KEYRING)
    before = told(cast, message_id)
    cast.later(days=3)

    cast.say("leith", cast.arrival(pupil=child))
    take_out(cast, message_id, "leith")

    assert len(before) == 1
    assert told(cast, message_id) == before


def test_where_a_protected_child_was_found_the_sender_is_told_nothing_more(cast: Cast) -> None:
    child = pupil()
    message_id = sent(cast, to="selkirk", pupil=child)
    collect(Delivery.objects.get().id, by=office_of(cast, "selkirk"), now=cast.now, keyring=KEYRING)
    before = told(cast, message_id)
    cast.later(days=3)

    cast.say("selkirk", cast.arrival(pupil=child, protection="protected"))
    file(
        Delivery.objects.get(school_id=cast.schools["selkirk"].id).id,
        by=office_of(cast, "selkirk"),
        now=cast.now,
    )

    assert before[0].collected_at
    assert told(cast, message_id) == before


def test_what_was_hushed_stays_hushed_when_the_protection_ends(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")
    Delivery.objects.update(hushed_at=cast.now, is_shielded=False)
    cast.later(days=1)
    take_out(cast, message_id, "selkirk")

    assert told(cast, message_id) == []


def test_what_was_shielded_from_its_beginning_is_not_told_at_all(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")
    Delivery.objects.update(is_shielded=True, hushed_at=None)

    assert told(cast, message_id) == []


def test_a_second_coming_to_the_same_mailbox_is_not_told(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")
    before = told(cast, message_id)
    joiner = Joiner.objects.get()
    cast.later(days=1)
    cast.say("selkirk", {"kind": "no-arrival", "joiner": str(joiner.id)})
    cast.later(days=1)

    cast.say("selkirk", cast.arrival(joiner=str(joiner.id)))

    assert Delivery.objects.filter(message_id=message_id).count() == 2
    assert told(cast, message_id) == before


def test_after_its_own_redirect_the_sender_sees_both_schools_that_it_named(cast: Cast) -> None:
    leaver = sent_record(cast, to="selkirk")
    departure_id = Delivery.objects.get(kind="departure").message_id
    take_out(cast, departure_id, "selkirk")
    cast.later(days=1)
    cast.say("arbroath", {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("leith")})
    take_out(cast, departure_id, "leith")

    [departure] = list_sent(by=office_of(cast, "arbroath"), limit=9, kinds=["departure"])

    assert [receipt.school_id for receipt in departure.receipts] == [
        cast.schools["selkirk"].id,
        cast.schools["leith"].id,
    ]


def test_a_successor_stands_for_the_school_that_was_named(cast: Cast) -> None:
    message_id = sent(cast, to="selkirk")
    readdress(
        school_id=cast.schools["selkirk"].id,
        successor_id=cast.schools["galashiels"].id,
        by=CLERK,
        now=cast.now,
    )
    take_out(cast, message_id, "galashiels")

    [receipt] = told(cast, message_id)

    assert (receipt.school_id, receipt.filed_at) == (cast.schools["galashiels"].id, cast.now)


def test_a_sender_s_authority_sees_no_more_than_the_sender(cast: Cast) -> None:
    take_out(cast, sent(cast, to="selkirk"), "selkirk")
    sent(cast, to="selkirk", protection="protected")

    by_school = list_sent(by=office_of(cast, "arbroath"), limit=9)
    by_authority = list_sent(by=official(for_authority("120")), limit=9)

    assert by_authority == by_school
    assert [len(row.receipts) for row in by_school] == [0, 1]


@pytest.mark.parametrize("school", ["selkirk", "brechin", "leith"])
def test_nobody_else_finds_what_was_sent(cast: Cast, school: str) -> None:
    message_id = sent(cast, to="selkirk")

    with pytest.raises(MessageNotFound):
        find_sent(message_id, by=office_of(cast, school))
    assert list_sent(by=office_of(cast, school), limit=9) == []


def test_an_unknown_message_takes_the_same_work_as_a_hidden_one(cast: Cast) -> None:
    hidden = sent(cast, to="selkirk")
    counts = []

    for message_id in (hidden, uuid4()):
        with counted_statements() as statements, pytest.raises(MessageNotFound):
            find_sent(message_id, by=office_of(cast, "leith"))
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0


def test_what_was_sent_is_read_page_by_page_in_as_many_statements_for_twenty_as_for_one(cast: Cast) -> None:
    ids = [sent(cast, to="selkirk") for _ in range(21)]
    for each in ids:
        take_out(cast, each, "selkirk")
    by = office_of(cast, "arbroath")
    counts, rows = [], list[SentRow]()

    for limit in (1, 20):
        with counted_statements() as statements:
            rows += list_sent(by=by, limit=limit, after=rows[-1].id if rows else None)
        counts.append(statements.count)

    assert [row.id for row in rows] == ids[::-1]
    assert all(len(row.receipts) == 1 for row in rows)
    assert counts[0] == counts[1]
