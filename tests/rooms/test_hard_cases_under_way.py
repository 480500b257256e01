"""More hard cases of the exchange: schools that close, a child in two rows, files that come again."""

import json
from datetime import date

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.closures import close
from tests.harness.files import csv_file, lines

from onward.messaging.models import Delivery
from onward.operations.identity import merge_pupils
from onward.operations.sweeps.notices import tell_origins
from onward.pupils.models import Enrolment, Pupil
from onward.transfers.models import Joiner, Leaver, Transfer, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_a_school_that_closes_hands_on_the_pupils_whom_it_expects(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    close(cast, "selkirk", successor="galashiels")

    assert Joiner.objects.get(standing="expected").school_id == cast.schools["galashiels"].id
    assert Delivery.objects.get(state="available").school_id == cast.schools["galashiels"].id


def test_the_successor_of_an_old_school_speaks_for_its_leavers(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(reason="05")).leaver

    close(cast, "arbroath", successor="leith")

    said = {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("selkirk")}
    assert cast.say("leith", said).is_accepted
    assert Transfer.objects.get().state == "expected"


def test_the_roll_of_a_merged_school_is_its_successors(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil()))

    close(cast, "selkirk", successor="galashiels")

    place = Enrolment.objects.exclude(status="ended").get()
    assert (place.school_id, place.status) == (cast.schools["galashiels"].id, "current")
    assert Transfer.objects.get().state == "arrived"


def test_the_pupils_of_a_school_that_closes_for_good_are_somebodys_to_find(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil()))

    close(cast, "selkirk")

    assert not Enrolment.objects.exclude(status="ended").exists()
    transfer = Transfer.objects.get(state="unplaced")
    assert (transfer.origin_id, transfer.reason) == (cast.schools["selkirk"].id, "")
    assert WorklistItem.objects.get(closed_at=None).role == "s2s_coordinator"


def test_a_mark_in_either_row_of_one_child_shortens_what_runs(cast: Cast) -> None:
    child, as_known_there = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("leith", cast.departure(to="selkirk", pupil=as_known_there, marks=["concern"]))
    rows = {each.surname: each.id for each in Pupil.objects.all()}

    merge_pupils(keep=rows[child["surname"]], give_up=rows[as_known_there["surname"]], by=CLERK, now=cast.now)

    assert set(Transfer.objects.values_list("is_vulnerable", "clock_days")) == {(True, 2)}


def test_one_child_in_two_rows_is_awaited_no_longer_once_the_centre_says_so(cast: Cast) -> None:
    child, as_known_there = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("leith", cast.arrival(pupil=as_known_there, protection="protected"))
    rows = {each.surname: each.id for each in Pupil.objects.all()}

    merged = merge_pupils(
        keep=rows[child["surname"]], give_up=rows[as_known_there["surname"]], by=CLERK, now=cast.now
    )

    assert merged.is_protected
    assert set(Transfer.objects.values_list("state", "is_shielded")) == {("arrived", True)}
    tell_origins(by=CLERK, now=cast.now)
    assert Delivery.objects.exclude(state="readdressed").get().school_id is None


def test_a_departure_by_file_is_taken_anew_once_the_school_took_it_back(cast: Cast) -> None:
    content = csv_file(cast, [pupil(), pupil()])
    first, _ = lines(cast, content, "a.csv")
    assert first.verdict
    cast.say("arbroath", {"kind": "withdrawal", "leaver": str(first.verdict.leaver)})
    cast.later(days=20)

    again, once_more = (lines(cast, content, "a.csv") for _ in range(2))

    assert [(each.is_accepted, each.is_repeated) for each in again] == [(True, False), (True, True)]
    assert [each.is_repeated for each in once_more] == [True, True]
    assert [each.key for each in once_more] == [each.key for each in again]
    assert sorted(Leaver.objects.values_list("standing", flat=True)) == ["awaited", "awaited", "withdrawn"]
    assert Transfer.objects.filter(state="expected").count() == 2


@pytest.mark.parametrize("is_told", [False, True], ids=["before the notice run", "after it"])
def test_a_departure_by_file_is_taken_anew_once_the_pupil_is_back(cast: Cast, is_told: bool) -> None:
    child = pupil()
    content = csv_file(cast, [child])
    lines(cast, content, "a.csv")
    cast.say("arbroath", cast.arrival(pupil=child))
    if is_told:
        tell_origins(by=CLERK, now=cast.now)

    again, once_more = (lines(cast, content, "a.csv")[0] for _ in range(2))

    assert [each.is_repeated for each in (again, once_more)] == [False, True]
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["arrived", "expected"]


def test_an_arrival_by_file_is_taken_anew_once_the_school_let_the_pupil_go(cast: Cast) -> None:
    child = pupil()
    said = cast.arrival(pupil=child, arrived_on=date(2026, 8, 20))
    content = json.dumps(said, default=str).encode()
    lines(cast, content)
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))

    again, once_more = (lines(cast, content)[0] for _ in range(2))

    assert [each.is_repeated for each in (again, once_more)] == [False, True]
    assert Joiner.objects.filter(standing="arrived").count() == 2
    assert not Transfer.objects.exclude(state="arrived").exists()
