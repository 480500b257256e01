"""Collect, acknowledge, file: what a mailbox's owner does, and nobody else can."""

import hashlib
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from tests.harness.cast import KEYRING, Cast, open_the_hub
from tests.harness.cluster import WorkerDatabase
from tests.harness.mailboxes import checksum, collected, waiting
from tests.harness.messaging import office_of, sent_record
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.database.bulk import run
from onward.database.sight import seen_as
from onward.foundation.errors import OnwardError
from onward.foundation.named_key import NamedKey
from onward.foundation.sight import HUB
from onward.foundation.workflow import MoveNotAllowed
from onward.messaging.contents import Content
from onward.messaging.errors import DeliveryNotFound, ReceiptMismatch
from onward.messaging.mailbox import find_delivery, list_mailbox
from onward.messaging.models import Delivery
from onward.messaging.sealing import Keyring, PayloadNotReadable
from onward.messaging.services import (
    Moved,
    acknowledge,
    acknowledge_many,
    collect,
    collect_many,
    file,
    file_many,
)
from onward.messaging.workflow import DeliveryState

WRONG = bytes(32)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def acts() -> list[str]:
    entries = AuditEntry.objects.filter(subject_kind="delivery").order_by("id")
    return list(entries.values_list("act", flat=True))


def test_a_recipient_collects_what_was_sent(cast: Cast) -> None:
    sent = cast.item("arbroath", cast.departure(to="selkirk"))
    cast.say_all([sent])

    content = collected(cast, Delivery.objects.get().id)

    assert content.content == sent.content
    assert content.sha256 == hashlib.sha256(sent.content).digest()
    assert (content.kind, content.message_id) == ("departure", cast.verdicts[0].message_id)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.collected_at) == ("collected", cast.now)


def test_collecting_again_gives_the_same_and_keeps_the_first_time(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    first_time = cast.now
    first = collected(cast, delivery_id)
    cast.later(days=1)

    again = collected(cast, delivery_id)

    assert again == first
    assert Delivery.objects.get().collected_at == first_time
    assert acts() == ["collect_delivery", "collect_delivery"]


def test_what_expired_can_still_be_collected(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    run("UPDATE messaging_delivery SET state = 'expired', closed_at = %s", [cast.now])

    collected(cast, delivery_id)

    assert Delivery.objects.get().state == "collected"


def test_a_message_goes_its_whole_way(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    by = office_of(cast, "selkirk")
    content = collected(cast, delivery_id)
    cast.later(minutes=1)
    acknowledge(delivery_id, sha256=content.sha256, by=by, now=cast.now)
    cast.later(minutes=1)

    filed = file(delivery_id, by=by, now=cast.now)

    assert filed == Moved(delivery_id=delivery_id, state=DeliveryState.FILED, at=cast.now)
    row = find_delivery(delivery_id, by=by)
    assert row.state is DeliveryState.FILED
    assert row.collected_at
    assert row.acknowledged_at == row.collected_at + timedelta(minutes=1)
    assert row.filed_at == row.collected_at + timedelta(minutes=2)
    assert acts() == ["collect_delivery", "acknowledge_delivery", "file_delivery"]


def test_what_is_said_twice_is_answered_as_the_first_time(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    by = office_of(cast, "selkirk")
    sha256 = collected(cast, delivery_id).sha256
    acknowledged = acknowledge(delivery_id, sha256=sha256, by=by, now=cast.now)
    filed = file(delivery_id, by=by, now=cast.now)
    cast.later(days=1)

    acknowledged_again = acknowledge(delivery_id, sha256=sha256, by=by, now=cast.now)
    filed_again = file(delivery_id, by=by, now=cast.now)

    assert acknowledged_again.at == acknowledged.at
    assert filed_again == filed
    assert len(acts()) == 3


def test_a_wrong_checksum_is_refused_and_changes_nothing(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    collected(cast, delivery_id)

    with pytest.raises(ReceiptMismatch):
        acknowledge(delivery_id, sha256=WRONG, by=office_of(cast, "selkirk"), now=cast.now)

    assert Delivery.objects.get().state == "collected"


def test_what_was_not_collected_cannot_be_acknowledged_or_filed(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    by = office_of(cast, "selkirk")

    with pytest.raises(MoveNotAllowed) as acknowledging:
        acknowledge(delivery_id, sha256=checksum(delivery_id), by=by, now=cast.now)
    with pytest.raises(MoveNotAllowed):
        file(delivery_id, by=by, now=cast.now)

    assert acknowledging.value.state == "available"


def test_what_was_collected_can_be_filed_without_more(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    collected(cast, delivery_id)
    by = office_of(cast, "selkirk")

    assert file(delivery_id, by=by, now=cast.now).state is DeliveryState.FILED
    with pytest.raises(MoveNotAllowed):
        acknowledge(delivery_id, sha256=checksum(delivery_id), by=by, now=cast.now)


def test_what_was_taken_back_can_no_longer_be_collected(cast: Cast) -> None:
    leaver = sent_record(cast, to="selkirk")
    [departure, record] = Delivery.objects.order_by("id")
    collected(cast, departure.id)
    cast.say("arbroath", {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("leith")})

    with pytest.raises(MoveNotAllowed) as refused:
        collected(cast, record.id)

    assert refused.value.state == "readdressed"
    assert collected(cast, departure.id).kind == "departure"
    assert [row.id for row in list_mailbox(by=office_of(cast, "selkirk"), limit=10)] == [departure.id]


def test_a_content_that_does_not_open_does_not_count_as_collected(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    foreign = Keyring([NamedKey(id="foreign", secret=bytes(32))])

    with pytest.raises(PayloadNotReadable):
        collect(delivery_id, by=office_of(cast, "selkirk"), now=cast.now, keyring=foreign)

    assert Delivery.objects.get().state == "available"
    assert acts() == []


def test_in_a_batch_each_delivery_is_answered_on_its_own(cast: Cast) -> None:
    first, second, third = waiting(cast, 3)
    unknown = uuid4()
    by = office_of(cast, "selkirk")

    contents = collect_many([first, second, unknown], by=by, now=cast.now, keyring=KEYRING)
    received = {first: checksum(first), second: WRONG, third: checksum(third), unknown: WRONG}
    answers = acknowledge_many(received, by=by, now=cast.now)
    filed = file_many([first, third], by=by, now=cast.now)

    assert [type(contents[each]) for each in (first, second, unknown)] == [Content, Content, DeliveryNotFound]
    assert {each: type(answer) for each, answer in answers.items()} == {
        first: Moved, second: ReceiptMismatch, third: MoveNotAllowed, unknown: DeliveryNotFound,
    }  # fmt: skip
    assert isinstance(filed[first], Moved)
    assert isinstance(filed[third], OnwardError)
    states = Delivery.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["filed", "collected", "available"]


def test_a_clock_that_is_behind_does_no_harm(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    lay_there = cast.now
    cast.later(seconds=-2)

    collected(cast, delivery_id)

    assert Delivery.objects.get().collected_at == lay_there


def test_twenty_deliveries_take_as_many_statements_as_one(cast: Cast) -> None:
    ids = waiting(cast, 21)
    by = office_of(cast, "selkirk")
    counts: dict[str, list[int]] = {"collect": [], "acknowledge": [], "file": [], "list": []}

    for some in (ids[:1], ids[1:]):
        with counted_statements() as statements:
            collect_many(some, by=by, now=cast.now, keyring=KEYRING)
        counts["collect"].append(statements.count)
        received = {each: checksum(each) for each in some}
        with counted_statements() as statements:
            acknowledge_many(received, by=by, now=cast.now)
        counts["acknowledge"].append(statements.count)
        with counted_statements() as statements:
            file_many(some, by=by, now=cast.now)
        counts["file"].append(statements.count)
        with counted_statements() as statements:
            rows = list_mailbox(by=by, limit=len(some))
        counts["list"].append(statements.count)
        assert len(rows) == len(some)

    assert {verb: len(set(both)) for verb, both in counts.items()} == dict.fromkeys(counts, 1)


@pytest.mark.slow
def test_of_two_who_collect_at_once_both_get_it_and_one_is_first(committed_db: WorkerDatabase) -> None:
    cast = open_the_hub()
    with seen_as(HUB):
        [delivery_id] = waiting(cast)
    together, contents = threading.Barrier(2), list[Content]()

    def work(minutes: int) -> None:
        together.wait()
        now = cast.now + timedelta(minutes=minutes)
        contents.append(collect(delivery_id, by=office_of(cast, "selkirk"), now=now, keyring=KEYRING))
        connection.close()

    threads = [threading.Thread(target=work, args=[minutes]) for minutes in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert contents[0] == contents[1]
    row = find_delivery(delivery_id, by=office_of(cast, "selkirk"))
    assert row.collected_at in {cast.now + timedelta(minutes=minutes) for minutes in (1, 2)}
    with seen_as(HUB):
        assert acts() == ["collect_delivery", "collect_delivery"]
