"""The hard cases of the exchange. Each has one right answer, told in docs/hard-cases.md."""

from datetime import date

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil

from onward.directory.services import close_school
from onward.messaging.models import Delivery
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.protection.models import Whereabouts
from onward.pupils.models import Enrolment, IdentityQuestion, Pupil, PupilIdentifier
from onward.transfers.models import Joiner, Leaver, Transfer, TransferEvent, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def moves() -> list[str]:
    return list(TransferEvent.objects.order_by("transfer_id", "number").values_list("move", flat=True))


def test_no_arrival_makes_the_transfer_unplaced_and_asks_the_old_school_in_the_notice_run(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    cast.say("selkirk", {"kind": "no-arrival", "joiner": str(Joiner.objects.get().id)})

    assert Transfer.objects.get().state == "unplaced"
    assert Joiner.objects.get().standing == "not_here"
    assert Leaver.objects.get().standing == "awaited"
    assert Delivery.objects.get().state == "readdressed"
    tell_origins(by=CLERK, now=cast.now)
    assert Leaver.objects.get().standing == "needs_destination"
    assert WorklistItem.objects.get(closed_at=None).kind == "destination-missing"


def test_a_redirect_moves_the_expectation_and_the_waiting_messages(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(to="selkirk")).leaver

    cast.say("arbroath", {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("leith")})

    standings = dict(Joiner.objects.values_list("school_id", "standing"))
    assert standings == {cast.schools["selkirk"].id: "cancelled", cast.schools["leith"].id: "expected"}
    deliveries = dict(Delivery.objects.values_list("school_id", "state"))
    assert deliveries == {cast.schools["selkirk"].id: "readdressed", cast.schools["leith"].id: "available"}


def test_a_redirect_of_an_alarmed_transfer_ends_the_alarm_and_starts_the_clock_anew(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(to="selkirk")).leaver
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)

    cast.say("arbroath", {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("leith")})

    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.deadline_on) == ("expected", date(2026, 10, 5))
    assert transfer.alarm_set.get().ended_how == "redirect"


def test_a_withdrawal_puts_the_pupil_back_on_the_roll(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(to="selkirk")).leaver

    cast.say("arbroath", {"kind": "withdrawal", "leaver": str(leaver)})

    assert Transfer.objects.get().state == "withdrawn"
    assert Leaver.objects.get().standing == "withdrawn"
    assert Joiner.objects.get().standing == "cancelled"
    assert Enrolment.objects.exclude(status="ended").get().school_id == cast.schools["arbroath"].id


def test_a_return_to_the_old_school_settles_the_transfer_there(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    cast.say("arbroath", cast.arrival(pupil=child))

    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.destination_id) == ("arrived", cast.schools["arbroath"].id)
    tell_origins(by=CLERK, now=cast.now)
    assert Joiner.objects.get(school_id=cast.schools["selkirk"].id).standing == "cancelled"


def test_two_schools_that_claim_one_pupil_are_a_silent_question_to_the_centre(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("selkirk", cast.arrival(pupil=child))
    cast.later(days=2)

    verdict = cast.say("leith", cast.arrival(pupil=child, arrived_on=date(2026, 9, 3)))

    assert verdict.is_accepted
    assert verdict.faults == ()
    assert IdentityQuestion.objects.get().kind == "two-claims"
    assert Transfer.objects.count() == 2


def test_a_departure_after_its_arrival_joins_the_transfer_and_looks_like_any_other(cast: Cast) -> None:
    child, other = pupil(), pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 8, 20)))
    cast.say("leith", cast.arrival(pupil=child))

    late = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    usual = cast.say("arbroath", cast.departure(reason="05", pupil=other))

    assert [each.code for each in late.faults] == [each.code for each in usual.faults]
    faces = Leaver.objects.values_list("standing", "reason", "settled_month").distinct()
    assert list(faces) == [("needs_destination", "05", None)]
    transfer = Transfer.objects.get(pupil__surname=child["surname"], origin__isnull=False)
    assert (transfer.state, transfer.reason) == ("arrived", "05")
    assert Delivery.objects.get().school_id == cast.schools["leith"].id
    rolls = Enrolment.objects.filter(pupil=transfer.pupil_id).values_list("school_id", "status")
    assert dict(rolls) == {cast.schools["arbroath"].id: "ended", cast.schools["leith"].id: "current"}


def test_a_late_departure_finds_an_arrival_whose_origin_nobody_knew(cast: Cast) -> None:
    child = pupil()
    cast.say("leith", cast.arrival(pupil=child))

    cast.say("arbroath", cast.departure(reason="05", pupil=child))

    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.origin_id) == ("arrived", cast.schools["arbroath"].id)
    assert moves() == ["record_arrival", "record_departure"]


def test_the_same_departure_twice_doubles_nothing(cast: Cast) -> None:
    child = pupil()
    first = cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    again = cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    assert again.leaver == first.leaver
    assert [each.code for each in again.faults] == ["same-departure-again"]
    assert (Transfer.objects.count(), Joiner.objects.count()) == (1, 1)
    assert Delivery.objects.count() == 1


def test_a_second_telling_replaces_the_reason_and_closes_what_was_asked(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="", pupil=child))

    cast.say("arbroath", cast.departure(reason="01", to="selkirk", pupil=child))

    transfer = Transfer.objects.get()
    assert (transfer.reason, transfer.state) == ("01", "expected")
    assert not WorklistItem.objects.filter(closed_at=None).exists()


def test_a_file_to_a_merged_school_goes_to_its_successor(cast: Cast) -> None:
    close(cast, "selkirk", successor="galashiels")

    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    assert [each.code for each in verdict.faults] == ["school-rerouted"]
    assert Joiner.objects.get().school_id == cast.schools["galashiels"].id


def test_a_file_to_a_school_that_closed_for_good_is_answered(cast: Cast) -> None:
    close(cast, "selkirk")

    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    assert verdict.is_accepted
    assert [each.code for each in verdict.faults] == ["school-closed", "destination-not-named"]
    assert Transfer.objects.get().state == "unplaced"


def test_a_pupil_with_two_scns_is_one_pupil_and_a_question(cast: Cast) -> None:
    child, numbers = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    cast.say("selkirk", cast.arrival(pupil=child | {"scn": numbers["scn"]}))

    assert Pupil.objects.count() == 1
    assert PupilIdentifier.objects.count() == 2
    assert Transfer.objects.get().state == "arrived"
    assert IdentityQuestion.objects.get().kind == "one-pupil-two-numbers"


def test_two_pupils_with_one_scn_stay_apart(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    stranger = pupil(scn=child["scn"], forename="Rory", born=date(2012, 2, 2), sex="M")

    verdict = cast.say("leith", cast.arrival(pupil=stranger))

    assert verdict.faults == ()
    assert Pupil.objects.count() == 2
    assert Transfer.objects.get(origin__isnull=False).state == "expected"
    assert IdentityQuestion.objects.get().kind == "one-number-two-pupils"


def test_a_departure_from_elsewhere_proves_that_the_pupil_had_come(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    cast.say("selkirk", cast.departure(to="leith", pupil=child, leaving_on=date(2026, 9, 1)))

    first, second = Transfer.objects.order_by("id")
    assert (first.state, first.destination_id) == ("arrived", cast.schools["selkirk"].id)
    assert (second.state, second.destination_id) == ("expected", cast.schools["leith"].id)


def test_a_pupil_who_died_ends_quietly(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    cast.say("arbroath", cast.departure(reason="08", pupil=child))

    assert Transfer.objects.get().state == "ended"
    assert Pupil.objects.get().letters_stopped_at == cast.now
    assert not WorklistItem.objects.filter(closed_at=None).exists()


def test_a_school_leaver_under_age_counts_as_unplaced(cast: Cast) -> None:
    under = cast.say("brechin", cast.departure(reason="03", pupil=pupil(born=date(2012, 5, 4), stage="S4")))
    over = cast.say("brechin", cast.departure(reason="03", pupil=pupil(born=date(2009, 5, 4), stage="S6")))

    faces = Leaver.objects.order_by("born").values_list("id", "transfer__state")
    assert list(faces) == [(over.leaver, "ended"), (under.leaver, "unplaced")]


def test_what_the_old_side_says_of_a_found_child_is_answered_as_if_still_sought(cast: Cast) -> None:
    found, sought = pupil(), pupil()
    leavers = [
        cast.say("arbroath", cast.departure(reason="05", pupil=each)).leaver for each in (found, sought)
    ]
    cast.say("leith", cast.arrival(pupil=found, protection="protected"))

    answers = [
        cast.say("arbroath", {"kind": "redirect", "leaver": str(each), "destination": cast.ref("selkirk")})
        for each in leavers
    ]

    assert [each.faults for each in answers] == [(), ()]
    faces = Leaver.objects.values_list("standing", "named_id", "settled_month").distinct()
    assert list(faces) == [("awaited", cast.schools["selkirk"].id, None)]
    assert Transfer.objects.get(pupil__surname=found["surname"]).destination_id == cast.schools["leith"].id


def test_what_the_centre_kept_back_goes_on_when_protection_is_answered(cast: Cast) -> None:
    child = pupil()
    unanswered = cast.departure(to="selkirk", pupil=child) | {"protection": None}
    cast.say("arbroath", unanswered)
    assert Delivery.objects.get().school_id is None
    assert not Joiner.objects.exists()

    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    deliveries = dict(Delivery.objects.values_list("school_id", "state"))
    assert deliveries == {None: "readdressed", cast.schools["selkirk"].id: "available"}
    joiner, transfer = Joiner.objects.get(), Transfer.objects.get()
    assert (joiner.standing, joiner.is_shielded) == ("expected", False)
    assert joiner.due_on == transfer.deadline_on


def close(cast: Cast, school: str, successor: str = "") -> None:
    close_school(
        school_id=cast.schools[school].id,
        on=date(2026, 8, 1),
        successor_id=cast.schools[successor].id if successor else None,
        by=CLERK,
        now=cast.now,
    )


def test_a_claim_is_answered_alike_for_a_protected_child_and_for_nobody(cast: Cast) -> None:
    hidden, nobody = pupil(), pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=hidden, protection="protected"))
    cast.say("leith", cast.arrival(pupil=hidden, protection="protected"))

    answers = [cast.say("selkirk", cast.arrival(pupil=each)) for each in (hidden, nobody)]

    shapes = {(each.is_accepted, each.joiner is None, each.leaver, each.faults) for each in answers}
    assert shapes == {(True, False, None, ())}
    assert Whereabouts.objects.get().school_id == cast.schools["leith"].id
    assert IdentityQuestion.objects.get().kind == "two-claims"


def test_a_pupil_who_is_on_the_roll_already_begins_nothing(cast: Cast) -> None:
    child = pupil()
    cast.say("leith", cast.arrival(pupil=child))

    again = cast.say("leith", cast.arrival(pupil=child))

    assert again.is_accepted
    assert (Transfer.objects.count(), Enrolment.objects.count()) == (1, 1)
