"""Two rows of one child become one, with all that protects the child; doubts are settled once."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.messaging import official

from onward.audit.models import AuditEntry
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import NATIONAL
from onward.messaging.models import Delivery, Message
from onward.operations.doctor import examine
from onward.operations.identity import How, Merged, QuestionNotFound, Settled, merge_pupils, settle_question
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.protection.models import Flag, Permitted, Standing, Whereabouts
from onward.pupils.merging import CannotBeMerged, PupilNotFound
from onward.pupils.models import Enrolment, IdentityQuestion, Pupil, PupilIdentifier, PupilMark
from onward.transfers.models import Alarm, Joiner, Transfer

CAME = date(2026, 9, 1)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def of(child: dict[str, Any]) -> UUID:
    return Pupil.objects.get(surname=child["surname"], forename=child["forename"]).id


def merge(cast: Cast, keep: dict[str, Any], give_up: dict[str, Any]) -> Merged:
    return merge_pupils(keep=of(keep), give_up=of(give_up), by=CLERK, now=cast.now)


def broken(cast: Cast) -> list[str]:
    return [each.says for each in examine(now=cast.now) if not each.is_sound]


def settle(cast: Cast, how: How) -> Settled:
    question = IdentityQuestion.objects.get(settled_at=None)
    return settle_question(question.id, how=how, by=CLERK, now=cast.now)


def test_the_survivor_gets_what_the_other_row_had(cast: Cast) -> None:
    first, second = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=first))
    cast.say("leith", cast.departure(to="selkirk", pupil=second, marks=["looked-after"]))

    merged = merge(cast, first, second)

    kept = merged.pupil_id
    assert Pupil.objects.get(pk=of(second)).merged_into_id == kept
    for model in (PupilIdentifier, Enrolment, PupilMark, Transfer):
        assert set(model.objects.values_list("pupil_id", flat=True)) == {kept}
    assert set(Message.objects.values_list("pupil_id", flat=True)) == {kept}
    assert PupilIdentifier.objects.count() == 2
    entry = AuditEntry.objects.get(act="merge_pupils")
    assert (entry.subject_id, entry.detail) == (str(kept), {"given_up": str(of(second))})
    assert broken(cast) == []


def test_who_is_awaited_under_one_name_and_came_under_another_has_arrived(cast: Cast) -> None:
    awaited, came = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=awaited))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)
    cast.say("leith", cast.arrival(pupil=came, arrived_on=date(2026, 9, 7)))

    merged = merge(cast, awaited, came)

    transfer = Transfer.objects.get(departure_message_id__isnull=False)
    assert merged.settled == (transfer.id,)
    assert (transfer.state, transfer.arrived_on) == ("arrived", date(2026, 9, 7))
    assert transfer.destination_id == cast.schools["leith"].id
    assert Alarm.objects.get().ended_how == "confirm_arrival"
    assert transfer.joiner_set.get(standing="arrived").surname == came["surname"]
    tell_origins(by=CLERK, now=cast.now)
    assert Delivery.objects.exclude(state="readdressed").get().school_id == cast.schools["leith"].id
    assert broken(cast) == []


def test_it_does_not_matter_which_row_stays(cast: Cast) -> None:
    awaited, came = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="leith", pupil=awaited))
    cast.say("leith", cast.arrival(pupil=came))

    merge(cast, came, awaited)

    assert set(Transfer.objects.values_list("state", flat=True)) == {"arrived"}
    assert set(Joiner.objects.values_list("standing", flat=True)) == {"arrived"}
    assert broken(cast) == []


def test_a_place_on_a_roll_from_before_the_departure_settles_nothing(cast: Cast) -> None:
    awaited, other = pupil(), pupil()
    cast.say("leith", cast.arrival(pupil=other, arrived_on=date(2026, 8, 20)))
    cast.say("arbroath", cast.departure(to="selkirk", pupil=awaited))

    assert merge(cast, awaited, other).settled == ()


def test_of_two_places_at_one_school_the_current_one_stays(cast: Cast) -> None:
    first, second = pupil(), pupil()
    cast.say("leith", cast.arrival(pupil=first, provisional=True))
    cast.say("leith", cast.arrival(pupil=second))

    merge(cast, first, second)

    assert Enrolment.objects.exclude(status="ended").get().status == "current"
    assert Enrolment.objects.count() == 2
    assert broken(cast) == []


@pytest.mark.parametrize("marked_is_kept", [True, False])
def test_a_mark_of_either_row_shortens_what_runs_for_the_child(cast: Cast, *, marked_is_kept: bool) -> None:
    awaited, marked = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=awaited))
    cast.say("leith", cast.arrival(pupil=marked, arrived_on=date(2025, 9, 1), marks=["looked-after"]))
    before = Transfer.objects.get(state="expected").deadline_on

    merge(cast, *((marked, awaited) if marked_is_kept else (awaited, marked)))

    transfer = Transfer.objects.get(state="expected")
    assert (before, transfer.deadline_on) == (date(2026, 9, 15), date(2026, 9, 3))
    assert (transfer.is_vulnerable, transfer.clock_days) == (True, 2)
    assert broken(cast) == []


def test_without_a_mark_a_merge_leaves_deadlines_as_they_are(cast: Cast) -> None:
    first, second = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=first))
    cast.say("leith", cast.arrival(pupil=second, arrived_on=date(2025, 9, 1)))

    merge(cast, first, second)

    assert Transfer.objects.get(state="expected").deadline_on == date(2026, 9, 15)


@pytest.mark.parametrize("protected_is_kept", [True, False])
def test_protection_follows_the_merge(cast: Cast, *, protected_is_kept: bool) -> None:
    hidden, other = pupil(), pupil()
    cast.say("arbroath", cast.arrival(pupil=hidden, arrived_on=CAME, protection="protected"))
    cast.say("leith", cast.departure(to="selkirk", pupil=other))

    merged = merge(cast, *((hidden, other) if protected_is_kept else (other, hidden)))

    assert merged.is_protected
    assert Flag.objects.get().pupil_id == merged.pupil_id
    assert set(Standing.objects.values_list("is_protected", flat=True)) == {True}
    assert not Pupil.objects.filter(is_shielded=False).exists()
    assert not Transfer.objects.filter(is_shielded=False).exists()
    tell_origins(by=CLERK, now=cast.now)
    assert Delivery.objects.exclude(state="readdressed").get().school_id is None
    assert broken(cast) == []


def test_an_unanswered_row_makes_the_child_count_as_protected(cast: Cast) -> None:
    first, second = pupil(), pupil()
    cast.say("leith", cast.arrival(pupil=first))
    cast.say("arbroath", cast.arrival(pupil=second, protection=None))

    assert merge(cast, first, second).is_protected

    assert set(Standing.objects.values_list("is_protected", "is_answered")) == {(True, False)}
    assert broken(cast) == []


def test_the_newer_whereabouts_hold_and_a_denied_person_stays_denied(cast: Cast) -> None:
    first, second = pupil(), pupil()
    for child, school in ((first, "leith"), (second, "selkirk")):
        cast.say("arbroath", cast.departure(pupil=child, reason="05", protection="protected"))
        cast.later(hours=1)
        cast.say(school, cast.arrival(pupil=child, protection="protected"))
    relative, officer = uuid4(), uuid4()
    for person, child, is_denied in (
        (relative, first, False),
        (relative, second, True),
        (officer, second, False),
    ):
        Permitted.objects.create(
            pupil_id=of(child), person_id=person, is_denied=is_denied, reason="kin", listed_at=cast.now
        )

    kept = merge(cast, first, second).pupil_id

    assert Whereabouts.objects.get(known_until=None).school_id == cast.schools["selkirk"].id
    listed = Permitted.objects.filter(pupil_id=kept)
    assert dict(listed.values_list("person_id", "is_denied")) == {relative: True, officer: False}
    assert broken(cast) == []


def test_what_is_said_of_the_other_row_later_is_said_of_the_survivor(cast: Cast) -> None:
    first, second = pupil(), pupil()
    cast.say("arbroath", cast.arrival(pupil=first, arrived_on=date(2025, 9, 1)))
    cast.say("arbroath", cast.arrival(pupil=second, arrived_on=date(2025, 9, 1), protection="protected"))
    kept = merge(cast, first, second).pupil_id

    cast.say("arbroath", cast.departure(to="selkirk", pupil=second))
    cast.say("arbroath", cast.departure(to="selkirk", pupil=second | {"scn": ""}))

    assert Pupil.objects.count() == 2
    transfer = Transfer.objects.get(departure_message_id__isnull=False)
    assert (transfer.pupil_id, transfer.is_shielded) == (kept, True)


def test_a_chain_of_merges_leads_to_the_last_survivor(cast: Cast) -> None:
    children = [pupil() for _ in range(3)]
    for child in children:
        cast.say("leith", cast.arrival(pupil=child))

    merge(cast, children[1], children[0])
    merge(cast, children[2], children[1])

    assert set(Pupil.objects.values_list("merged_into_id", flat=True)) == {None, of(children[2])}


def test_a_merge_of_nobody_is_refused(cast: Cast) -> None:
    first, second = pupil(), pupil()
    for child in (first, second):
        cast.say("leith", cast.arrival(pupil=child))

    with pytest.raises(CannotBeMerged):
        merge(cast, first, first)
    merge(cast, first, second)
    with pytest.raises(PupilNotFound):
        merge(cast, first, second)


def test_one_child_with_one_number_and_two_rows_is_merged_into_the_one_known_first(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.later(hours=1)
    other = pupil(scn=child["scn"], forename="Rory", born=date(2012, 2, 2), sex="M")
    cast.say("leith", cast.arrival(pupil=other))

    settled = settle(cast, How.SAME)

    assert settled.merged
    assert settled.merged.pupil_id == of(child)
    assert IdentityQuestion.objects.get().settled_how == "same"
    assert broken(cast) == []


def test_two_children_with_one_number_stay_two_and_are_not_doubted_again(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    other = pupil(scn=child["scn"], forename="Rory", born=date(2012, 2, 2), sex="M")
    cast.say("leith", cast.arrival(pupil=other))

    settled = settle(cast, How.DIFFERENT)
    cast.say("leith", cast.departure(to="selkirk", pupil=other, leaving_on=CAME))

    assert settled.merged is None
    assert not IdentityQuestion.objects.filter(settled_at=None).exists()
    assert Pupil.objects.filter(merged_into=None).count() == 2


def test_two_schools_that_claim_a_child_again_are_asked_about_again(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("selkirk", cast.arrival(pupil=child))
    cast.say("leith", cast.arrival(pupil=child))

    settle(cast, How.SAME)
    cast.say("brechin", cast.arrival(pupil=child))

    assert IdentityQuestion.objects.filter(settled_at=None).count() == 1


def test_a_question_is_settled_once_and_at_the_centre(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("selkirk", cast.arrival(pupil=child | {"scn": pupil()["scn"]}))
    question = IdentityQuestion.objects.get().id
    stranger = replace(official(NATIONAL), id=str(uuid4()))

    with pytest.raises(NotPermitted):
        settle_question(question, how=How.SAME, by=stranger, now=cast.now)
    assert settle(cast, How.SAME).merged is None
    with pytest.raises(QuestionNotFound):
        settle_question(question, how=How.SAME, by=CLERK, now=cast.now)
