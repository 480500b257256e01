"""A mailbox as its owner lists it, and as everybody else does not."""

import json
from uuid import UUID, uuid4

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub
from tests.harness.mailboxes import checksum, collected, waiting
from tests.harness.messaging import office_of, official, sent_record
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.foundation.sight import NATIONAL, PROTECTION, Sight, SightKind, for_authority
from onward.messaging.errors import DeliveryNotFound
from onward.messaging.mailbox import Order, find_delivery, list_mailbox
from onward.messaging.models import Delivery
from onward.messaging.services import (
    acknowledge,
    collect,
    file,
)
from onward.messaging.workflow import DeliveryState


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


@pytest.mark.parametrize("school", ["arbroath", "leith", "galashiels"])
def test_nobody_else_finds_it_not_even_the_sender(cast: Cast, school: str) -> None:
    [delivery_id] = waiting(cast)
    by = office_of(cast, school)

    with pytest.raises(DeliveryNotFound):
        collected(cast, delivery_id, by=school)
    with pytest.raises(DeliveryNotFound):
        acknowledge(delivery_id, sha256=checksum(delivery_id), by=by, now=cast.now)
    with pytest.raises(DeliveryNotFound):
        file(delivery_id, by=by, now=cast.now)
    with pytest.raises(DeliveryNotFound):
        find_delivery(delivery_id, by=by)


def test_a_delivery_that_does_not_exist_takes_the_same_work_as_one_that_is_hidden(cast: Cast) -> None:
    [hidden] = waiting(cast)
    counts = []

    for delivery_id in (hidden, uuid4()):
        with counted_statements() as statements, pytest.raises(DeliveryNotFound):
            collected(cast, delivery_id, by="leith")
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0


def test_an_authority_sees_its_schools_envelopes_and_empties_no_mailbox(cast: Cast) -> None:
    [delivery_id] = waiting(cast)
    by = official(for_authority("355"))

    assert find_delivery(delivery_id, by=by).kind == "departure"
    assert list_mailbox(by=by, limit=10) == []
    with pytest.raises(DeliveryNotFound):
        collect(delivery_id, by=by, now=cast.now, keyring=KEYRING)


@pytest.mark.parametrize("sight", [for_authority("120"), Sight(kind=SightKind.SCHOOL)])
def test_others_do_not_even_see_the_envelope(cast: Cast, sight: Sight) -> None:
    [delivery_id] = waiting(cast)

    with pytest.raises(DeliveryNotFound):
        find_delivery(delivery_id, by=official(sight))


def test_the_centre_s_mailbox_of_a_protected_child_is_for_protection_officers(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))
    delivery = Delivery.objects.get()

    assert list_mailbox(by=official(NATIONAL), limit=10) == []
    with pytest.raises(DeliveryNotFound):
        collect(delivery.id, by=official(NATIONAL), now=cast.now, keyring=KEYRING)
    content = collect(delivery.id, by=official(PROTECTION), now=cast.now, keyring=KEYRING)

    assert json.loads(content.content)["kind"] == "departure"
    assert list(AuditEntry.objects.filter(act="collect_delivery").values_list("shielded", flat=True)) == [
        True
    ]


def test_a_mailbox_is_read_page_by_page(cast: Cast) -> None:
    ids = waiting(cast, 5)
    by = office_of(cast, "selkirk")

    def pages(order: Order) -> list[UUID]:
        seen: list[UUID] = []
        while page := list_mailbox(by=by, limit=2, after=seen[-1] if seen else None, order=order):
            seen += [row.id for row in page]
        return seen

    assert pages(Order.OLDEST_FIRST) == ids
    assert pages(Order.NEWEST_FIRST) == ids[::-1]


def test_a_mailbox_is_narrowed_by_state_and_kind(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    departure, record = Delivery.objects.order_by("id").values_list("id", flat=True)
    collected(cast, departure)
    by = office_of(cast, "selkirk")

    def listed(**narrowed: list[str]) -> list[UUID]:
        states = [DeliveryState(each) for each in narrowed.get("states", [])]
        rows = list_mailbox(by=by, limit=9, states=states, kinds=narrowed.get("kinds", []))
        return [row.id for row in rows]

    assert listed(states=["available"]) == [record]
    assert listed(kinds=["departure"]) == [departure]
    assert listed(states=["collected"], kinds=["record"]) == []


def test_an_envelope_says_who_sent_it_and_how_much(cast: Cast) -> None:
    sent = cast.item("arbroath", cast.departure(to="selkirk"))
    cast.say_all([sent])

    [row] = list_mailbox(by=office_of(cast, "selkirk"), limit=1)

    assert (row.kind, row.sender_school_id, row.size) == (
        "departure", cast.schools["arbroath"].id, len(sent.content),
    )  # fmt: skip
    assert (row.state, row.available_at, row.collected_at) == (DeliveryState.AVAILABLE, cast.now, None)


def test_the_hub_s_own_work_may_empty_any_mailbox(cast: Cast) -> None:
    [delivery_id] = waiting(cast)

    assert collect(delivery_id, by=CLERK, now=cast.now, keyring=KEYRING).kind == "departure"
