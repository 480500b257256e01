"""Nothing that was accepted is lost or doubled, and every child who is sought is on somebody's worklist."""

from datetime import date

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil

from onward.database.sight import seen_as
from onward.directory.services import close_school
from onward.foundation.sight import NATIONAL, PROTECTION, Sight, for_authority, for_school
from onward.messaging.models import Delivery
from onward.operations.doctor import examine
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.notice_run import run_notices
from onward.transfers.models import Alarm, Joiner, Leaver, Transfer, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def days_pass(cast: Cast, days: int) -> None:
    """Let time do what it does once a day, the notice run first."""
    for _ in range(days):
        cast.later(days=1)
        run_notices(by=CLERK, now=cast.now, keyring=KEYRING)
        for sweep in (remind, raise_alarms, climb):
            assert sweep(by=CLERK, now=cast.now).failed == []


def faults_found(cast: Cast) -> list[str]:
    return [each.says for each in examine(now=cast.now) if not each.is_sound]


def asked(kind: str = "alarm") -> set[tuple[str, str]]:
    open_now = WorklistItem.objects.filter(closed_at=None, kind=kind)
    return set(open_now.values_list("role", "authority_id"))


def test_a_destination_named_by_a_second_telling_gets_the_departure(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="", pupil=child))

    cast.say("arbroath", cast.departure(reason="01", to="selkirk", pupil=child))

    assert set(Delivery.objects.values_list("school_id", flat=True)) == {cast.schools["selkirk"].id}
    assert faults_found(cast) == []


def test_a_word_from_outside_ends_what_an_alarmed_school_was_asked(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(reason="09", to="selkirk")).leaver
    days_pass(cast, 30)
    said = {"kind": "confirmation", "leaver": str(leaver), "outcome": "independent-school", "by": "authority"}

    verdict = cast.say(
        "arbroath", said | {"on": date(2026, 9, 25)}, scopes=frozenset({"confirmations:authority"})
    )

    days_pass(cast, 1)
    assert verdict.is_accepted
    assert not WorklistItem.objects.filter(closed_at=None).exists()
    assert faults_found(cast) == []


def test_an_arrival_after_a_provisional_place_asks_the_old_school(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 9, 1)))
    cast.say("leith", cast.arrival(pupil=child, provisional=True))

    verdict = cast.say("leith", cast.arrival(pupil=child))

    assert verdict.joiner is not None
    assert Transfer.objects.filter(destination_id=cast.schools["leith"].id).count() == 1
    days_pass(cast, 1)
    assert Leaver.objects.get().school_id == cast.schools["arbroath"].id


@pytest.mark.parametrize("reason", ["", "05", "04", "12"])
@pytest.mark.parametrize("protection", ["protected", "not-protected"])
def test_an_alarm_without_a_destination_climbs_to_the_co_ordinators(
    cast: Cast, reason: str, protection: str
) -> None:
    cast.say("arbroath", cast.departure(reason=reason, protection=protection))

    days_pass(cast, 60)

    assert Alarm.objects.get().level == "cme"
    assert {("school_office", "120"), ("s2s_coordinator", "120"), ("cme_coordinator", "120")} <= asked()


@pytest.mark.parametrize("destination", ["", "selkirk"])
def test_the_alarm_of_a_protected_child_is_the_centres(cast: Cast, destination: str) -> None:
    leaver = cast.say("arbroath", cast.departure(to=destination, protection="protected")).leaver

    days_pass(cast, 25)

    assert ("protection_officer", "") in asked()
    for sight in (
        NATIONAL,
        for_authority("120"),
        for_authority("355"),
        for_school(cast.schools["arbroath"].id),
    ):
        assert "protection_officer" not in roles_seen(sight)
    assert "protection_officer" in roles_seen(PROTECTION)
    # What the old school says of the reason leaves the alarm where it is.
    assert leaver is not None
    child_again = Leaver.objects.get(pk=leaver)
    assert child_again.standing == "overdue"


def test_the_centre_is_asked_no_longer_when_the_alarm_ends(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child, protection="protected"))
    days_pass(cast, 25)

    cast.say("leith", cast.arrival(pupil=child, arrived_on=cast.now.date(), protection="protected"))

    assert ("protection_officer", "") not in asked()


def roles_seen(sight: Sight) -> set[str]:
    with seen_as(sight):
        return set(WorklistItem.objects.filter(kind="alarm").values_list("role", flat=True))


def test_a_school_that_says_not_here_after_the_alarm_gives_it_back(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    days_pass(cast, 18)
    assert Alarm.objects.get().authority_id == "355"

    cast.say("selkirk", {"kind": "no-arrival", "joiner": str(Joiner.objects.get().id)})

    days_pass(cast, 1)
    assert Alarm.objects.get().authority_id == "120"
    days_pass(cast, 40)
    assert {("school_office", "120"), ("s2s_coordinator", "120"), ("cme_coordinator", "120")} <= asked()


def test_a_reason_given_after_the_alarm_leaves_somebody_asked(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="", pupil=child))
    days_pass(cast, 15)

    cast.say("arbroath", cast.departure(reason="05", pupil=child))

    days_pass(cast, 1)
    assert ("school_office", "120") in asked()


def test_an_announced_pupil_whose_record_is_wanted_stays_wanted(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 9, 1)))
    cast.say("leith", cast.arrival(pupil=child))
    days_pass(cast, 1)
    assert asked("record-wanted")

    cast.say("arbroath", cast.departure(to="leith", pupil=child))

    assert asked("record-wanted")


def test_a_departure_with_its_record_is_not_asked_for_it(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 9, 1)))
    cast.say("leith", cast.arrival(pupil=child))
    days_pass(cast, 1)

    cast.say("arbroath", cast.departure(to="leith", pupil=child, record={"core": {"reading": "well"}}))

    assert not asked("record-wanted")


def test_a_destination_whose_successor_is_the_sender_is_refused(cast: Cast) -> None:
    close_school(
        school_id=cast.schools["selkirk"].id,
        on=date(2026, 8, 1),
        successor_id=cast.schools["galashiels"].id,
        by=CLERK,
        now=cast.now,
    )

    verdicts = cast.say_all(
        [
            cast.item("galashiels", cast.departure(to="selkirk")),
            cast.item("galashiels", cast.departure(to="leith")),
        ]
    )

    assert [each.is_accepted for each in verdicts] == [False, True]
    assert [each.code for each in verdicts[0].faults] == ["destination-is-origin"]


def test_a_mark_that_comes_later_shortens_the_deadline(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    before = Transfer.objects.get().deadline_on

    cast.say("arbroath", cast.departure(to="selkirk", pupil=child, marks=["child-protection"]))

    after = Transfer.objects.get().deadline_on
    assert before
    assert after
    assert after < before
    assert faults_found(cast) == []


def test_a_place_outside_named_by_a_second_telling_is_taken(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="", pupil=child))

    cast.say("arbroath", cast.departure(reason="12", pupil=child, outside={"country": "FR", "name": "Lyon"}))

    assert (Leaver.objects.get().outside_country, Transfer.objects.get().state) == ("FR", "leaving")
