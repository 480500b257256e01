"""Departures through the intake: what begins, who is told, what is asked."""

from datetime import date

import pytest
from tests.harness.cast import Cast, open_the_hub, pupil

from onward.database.sight import seen_as
from onward.foundation.sight import HUB, for_school
from onward.messaging.models import Delivery, Message, Payload
from onward.transfers.models import Joiner, Leaver, Transfer, TransferEvent, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_a_departure_to_a_known_school_is_expected_there(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    assert verdict.is_accepted
    assert verdict.faults == ()
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.destination_id) == ("expected", cast.schools["selkirk"].id)
    assert Leaver.objects.get().standing == "awaited"
    assert Joiner.objects.get().school_id == cast.schools["selkirk"].id
    assert TransferEvent.objects.get().move == "record_departure"
    delivery = Delivery.objects.get()
    assert (delivery.school_id, delivery.state, delivery.is_as_addressed) == (
        cast.schools["selkirk"].id, "available", True,
    )  # fmt: skip
    assert Payload.objects.get().message_id == verdict.message_id


def test_the_same_key_answers_as_the_first_did(cast: Cast) -> None:
    said = cast.departure(to="selkirk")
    first = cast.say("arbroath", said, key="one")

    again = cast.say("arbroath", said, key="one")

    assert again.is_repeated
    assert (again.message_id, again.leaver, again.faults) == (first.message_id, first.leaver, first.faults)
    assert Message.objects.count() == 1


def test_an_arrival_settles_what_was_expected(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    joiner = Joiner.objects.get()

    verdict = cast.say("selkirk", cast.arrival(joiner=str(joiner.id)))

    assert verdict.joiner == joiner.id
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.arrived_on) == ("arrived", date(2026, 9, 1))
    assert Leaver.objects.get().standing == "awaited"


def test_no_reason_is_accepted_and_asked_for_at_once(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(reason=""))

    assert verdict.is_accepted
    assert [each.code for each in verdict.faults] == ["reason-missing"]
    assert sorted(WorklistItem.objects.values_list("kind", flat=True)) == [
        "destination-missing",
        "reason-missing",
    ]


def test_an_unannounced_arrival_finds_the_pupil_by_identifier(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child))

    cast.say("leith", cast.arrival(pupil=child))

    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.destination_id) == ("arrived", cast.schools["leith"].id)
    assert Delivery.objects.get().school_id == cast.schools["leith"].id


def test_one_bad_item_never_stops_the_others(cast: Cast) -> None:
    items = [cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)]
    items[1] = cast.item("arbroath", cast.departure(destination={"seed": "9999999", "type": "primary"}))

    verdicts = cast.say_all(items)

    assert [each.is_accepted for each in verdicts] == [True, False, True]
    assert verdicts[1].faults[0].code == "school-unknown"
    assert Transfer.objects.count() == 2


def test_a_protected_child_is_not_announced_to_the_destination(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))

    assert Transfer.objects.get().is_shielded
    assert not Joiner.objects.exists()
    assert Delivery.objects.get().school_id is None


def test_the_old_school_sees_its_leaver_and_nothing_of_the_new_side(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    with seen_as(for_school(cast.schools["arbroath"].id)):
        seen = (Leaver.objects.count(), Joiner.objects.count(), Delivery.objects.count())

    assert seen == (1, 0, 0)
    with seen_as(HUB):
        assert Joiner.objects.count() == 1
