"""An arrival that an office recorded can be undone for two minutes; only then does the hub take it in."""

import pytest
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.joining import TOKEN, announced, arrival, details, joiners, record, take_in, text
from tests.harness.systems import MovedClock

from onward.database.sight import seen_as
from onward.foundation.sight import HUB, for_school
from onward.messaging.models import Message
from onward.operations.held_arrivals import HELD_FOR, send_held
from onward.operations.models import HeldArrival
from onward.operations.sweeps.alarms import raise_alarms
from onward.transfers.models import Alarm, Joiner

OTHER = "11980c5e-7f3a-4d10-9b1e-2f6d3a4b5c6d"


@pytest.fixture
def child(cast: Cast) -> Joiner:
    """Somebody who is expected."""
    return announced(cast)[0]


def undone(office: Client, *chosen: Joiner) -> str:
    """Press Undo, and read the page that comes."""
    return text(office.post("/joiners/undo", {"pupil": [str(each.id) for each in chosen]}, follow=True))


def arrivals_said() -> int:
    with seen_as(HUB):
        return Message.objects.filter(kind="arrival").count()


def test_what_was_recorded_stands_above_the_list_and_nothing_is_said_yet(
    child: Joiner, morag: Client
) -> None:
    page = text(morag.post("/joiners/confirm", arrival(child), follow=True))

    assert "1 arrival recorded. You can undo until 10:02." in page
    assert f"{child.surname} came on 1 September 2026" in page
    assert "Nobody is expected" in page
    assert arrivals_said() == 0


def test_what_is_undone_never_happened(cast: Cast, child: Joiner, morag: Client) -> None:
    morag.post("/joiners/confirm", arrival(child))

    page = undone(morag, child)

    assert "1 arrival taken back" in page
    assert f"/joiners/confirm?pupil={child.id}" in page
    assert take_in(cast) == 0
    assert [each.standing for each in joiners(cast)] == ["expected"]


def test_of_several_one_is_undone_and_the_others_go(cast: Cast, morag: Client) -> None:
    one, two, three = announced(cast, 3)
    page = text(morag.post("/joiners/confirm", arrival(one, two, three), follow=True))

    undone(morag, two)
    take_in(cast)

    assert "Undo all 3" in page
    assert [each.standing for each in joiners(cast)] == ["arrived", "expected", "arrived"]


def test_when_the_time_is_over_the_page_says_so_and_who_can_help(
    cast: Cast, child: Joiner, morag: Client
) -> None:
    record(cast, morag, child)

    page = undone(morag, child)

    assert "It was too late to undo this" in page
    assert "national service" in page
    assert [each.standing for each in joiners(cast)] == ["arrived"]


def test_the_hub_takes_nothing_in_before_its_time(
    cast: Cast, child: Joiner, morag: Client, clock: MovedClock
) -> None:
    morag.post("/joiners/confirm", arrival(child))

    early = send_held(now=clock.now() + HELD_FOR / 2, keyring=cast.keyring)

    assert (early, arrivals_said()) == (0, 0)
    assert (take_in(cast), take_in(cast), arrivals_said()) == (1, 0, 1)


def test_an_alarm_stays_open_until_the_hub_has_taken_it_in(
    cast: Cast, child: Joiner, morag: Client, clock: MovedClock
) -> None:
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())

    morag.post("/joiners/confirm", arrival(child))
    held, page = _open_alarms(), text(morag.get(f"/joiners/{child.id}"))
    take_in(cast)

    assert held == 1
    assert "Any alarm about this pupil stays open until then" in page
    assert "Confirm arrival" not in page
    assert _open_alarms() == 0


def test_what_is_said_again_takes_the_place_of_what_was_said_first(
    cast: Cast, child: Joiner, morag: Client
) -> None:
    morag.post("/joiners/confirm", arrival(child))
    morag.post("/joiners/confirm", arrival(child, protection="protected", token=OTHER))

    take_in(cast)

    assert {each.is_shielded for each in joiners(cast) if each.standing == "arrived"} == {True}
    assert arrivals_said() == 1


def test_another_word_about_the_pupil_undoes_it(cast: Cast, morag: Client) -> None:
    one, two = announced(cast, 2)
    morag.post("/joiners/confirm", arrival(one, two))

    morag.post(f"/joiners/{one.id}/not-here", {"token": TOKEN})
    morag.post(f"/joiners/{two.id}/other-name", details(surname="Newname", scn=two.scn, token=OTHER))

    assert take_in(cast) == 0
    assert [(each.standing, each.surname) for each in joiners(cast)] == [
        ("not_here", one.surname),
        ("arrived", "Newname"),
    ]


def test_a_word_that_is_refused_leaves_it_as_it_was(cast: Cast, child: Joiner, morag: Client) -> None:
    morag.post("/joiners/confirm", arrival(child))

    refused = morag.post(f"/joiners/{child.id}/other-name", details(scn="123456789", token=OTHER))

    assert refused.status_code == 200
    assert take_in(cast) == 1


def test_what_the_hub_refuses_by_then_comes_back_with_the_reason(
    cast: Cast, child: Joiner, morag: Client
) -> None:
    morag.post("/joiners/confirm", arrival(child))
    with seen_as(HUB):
        HeldArrival.objects.update(arrived_on="2020-01-01")

    take_in(cast)
    page = text(morag.get("/joiners"))

    assert "The hub could not take in an arrival" in page
    assert "Say it again" in page
    assert f"/joiners/confirm?pupil={child.id}" in page
    assert take_in(cast) == 0
    record(cast, morag, child, token=OTHER)
    assert [each.standing for each in joiners(cast)] == ["arrived"]
    assert "could not take in" not in text(morag.get("/joiners"))


def test_another_school_can_neither_see_nor_undo_it(
    cast: Cast, child: Joiner, morag: Client, leith_office: Client
) -> None:
    morag.post("/joiners/confirm", arrival(child))

    page = text(leith_office.get("/joiners"))
    answer = leith_office.post("/joiners/undo", {"pupil": [str(child.id)]})

    assert child.surname not in page
    assert answer.status_code == 404
    assert take_in(cast) == 1


def test_after_a_crash_before_it_is_forgotten_it_is_said_once(
    cast: Cast, child: Joiner, morag: Client, clock: MovedClock
) -> None:
    morag.post("/joiners/confirm", arrival(child))
    with seen_as(HUB):
        [row] = HeldArrival.objects.values()
    take_in(cast)
    with seen_as(for_school(child.school_id)):
        HeldArrival.objects.create(**row)

    take_in(cast)

    assert arrivals_said() == 1
    with seen_as(HUB):
        assert not HeldArrival.objects.exists()


def _open_alarms() -> int:
    with seen_as(HUB):
        return Alarm.objects.filter(ended_at=None).count()
