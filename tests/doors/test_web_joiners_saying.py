"""A school's office says who came, who did not, and who came unannounced."""

from datetime import date

import pytest
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.joining import TOKEN, announced, arrival, day_of, details, joiners, record, text
from tests.harness.systems import MovedClock

from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.operations.sweeps.alarms import raise_alarms
from onward.transfers.models import Joiner


def test_ten_arrivals_are_confirmed_at_once(cast: Cast, morag: Client) -> None:
    chosen = announced(cast, 10)

    asked = morag.get("/joiners/confirm", {"pupil": [str(each.id) for each in chosen]})
    sent = record(cast, morag, *chosen)
    after = text(morag.get("/joiners", {"group": "arrived"}))

    assert "Confirm 10 arrivals" in text(asked)
    assert "checked" not in text(asked)
    assert sent["Location"] == "/joiners"
    assert chosen[9].surname in after
    assert {each.standing for each in joiners(cast)} == {"arrived"}


@pytest.mark.parametrize("protection", ["protected", "not-protected", "not-known"])
def test_sent_twice_an_arrival_is_recorded_once(cast: Cast, morag: Client, protection: str) -> None:
    chosen = announced(cast, 2)

    answers = [record(cast, morag, *chosen, protection=protection).status_code for _ in range(2)]

    assert answers == [302, 302]
    with seen_as(HUB):
        assert Message.objects.filter(kind="arrival").count() == 2


def test_protection_must_be_answered(cast: Cast, morag: Client) -> None:
    chosen = announced(cast)

    answer = morag.post("/joiners/confirm", arrival(*chosen, protection=""))

    assert answer.status_code == 200
    assert "Say whether the whereabouts must be protected" in text(answer)
    assert "Error:" in text(answer)
    assert joiners(cast)[0].standing == "expected"


def test_protection_can_be_answered_for_each(cast: Cast, morag: Client) -> None:
    one, two = announced(cast, 2)
    each = {f"protection-{one.id}": "protected", f"protection-{two.id}": "not-protected"}

    lacking = morag.post("/joiners/confirm", arrival(one, two, protection="each"))
    taken = record(cast, morag, one, two, protection="each", **each)
    page = text(morag.get("/joiners", {"group": "arrived"}))

    assert text(lacking).count(f"protected: {one.surname}, Isla") == 2
    assert taken.status_code == 302
    with seen_as(HUB):
        arrived = Joiner.objects.filter(standing="arrived").order_by("id")
        assert {each.surname: each.is_shielded for each in arrived} == {one.surname: True, two.surname: False}
    assert "brothers or sisters" in page


def test_a_protected_pupil_who_came_is_not_shown_as_expected_too(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)
    record(cast, morag, child, protection="protected")

    expected, old = text(morag.get("/joiners")), text(morag.get(f"/joiners/{child.id}"))

    assert [each.standing for each in joiners(cast)] == ["expected", "arrived"]
    assert "Nobody is expected" in expected
    assert "You have confirmed that this pupil came" in old
    assert "Confirm arrival" not in old


def test_what_was_asked_about_a_protected_pupil_who_came_is_asked_no_longer(
    cast: Cast, morag: Client, clock: MovedClock
) -> None:
    [child] = announced(cast)
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())
    asked = text(morag.get("/worklist"))
    record(cast, morag, child, protection="protected")

    after, first = text(morag.get("/worklist")), text(morag.get("/"))

    assert child.surname in asked
    assert "Nothing is asked of you" in after
    assert "1 things asked of you" not in first


def test_a_day_that_cannot_be_is_named_and_mended(cast: Cast, morag: Client) -> None:
    chosen = announced(cast, 2)

    refused = morag.post("/joiners/confirm", arrival(*chosen, **day_of(date(2026, 9, 2), "arrived_on")))
    mended = morag.post("/joiners/confirm", arrival(*chosen))

    assert refused.status_code == 200
    assert "This date is in the future" in text(refused)
    assert mended.status_code == 302


def test_without_anybody_chosen_the_list_says_so(morag: Client) -> None:
    answer = morag.get("/joiners/confirm", follow=True)

    assert "Choose at least one pupil" in text(answer)


def test_not_here_is_said_after_a_question(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)
    path = f"/joiners/{child.id}/not-here"

    asked = morag.get(path)
    said = morag.post(path, {"token": TOKEN}, follow=True)

    assert "Is this pupil not here?" in text(asked)
    assert "The hub knows that the pupil is not here" in text(said)
    assert joiners(cast)[0].standing == "not_here"


def test_of_who_has_come_it_cannot_be_said_that_they_are_not_here(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)
    record(cast, morag, child)

    answer = morag.post(f"/joiners/{child.id}/not-here", {"token": TOKEN})

    assert answer.status_code == 200
    assert "cannot be said at the present stage" in text(answer)


def test_who_came_under_another_name_is_recorded_under_it(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)
    path = f"/joiners/{child.id}/other-name"

    asked = morag.get(path)
    said = morag.post(path, details(surname="Newname", scn=child.scn), follow=True)

    assert f'value="{child.surname}"' in text(asked)
    assert "What the hub does now" in text(said)
    [arrived] = joiners(cast)
    assert (arrived.standing, arrived.surname, arrived.scn) == ("arrived", "Newname", child.scn)


def test_an_unannounced_pupil_is_recorded_and_the_page_says_what_the_hub_does(
    cast: Cast, morag: Client
) -> None:
    asked = morag.get("/joiners/new")
    said = morag.post("/joiners/new", details(), follow=True)

    assert asked.status_code == 200
    assert "The hub looks for the pupil&#39;s old school" in text(said)
    assert "weekdays at 07:00 and 15:00" in text(said)
    [arrived] = joiners(cast)
    assert (arrived.surname, arrived.standing) == ("Ahern", "arrived")


def test_every_fault_of_an_unannounced_pupil_is_named(morag: Client) -> None:
    answer = morag.post("/joiners/new", details(surname="", scn="123456789", protection=""))

    assert answer.status_code == 200
    assert "Enter the surname" in text(answer)
    assert "Say whether the whereabouts must be protected" in text(answer)


def test_a_wrong_number_is_named_at_its_field(morag: Client) -> None:
    answer = morag.post("/joiners/new", details(scn="123456789"))

    assert answer.status_code == 200
    assert 'href="#id_scn"' in text(answer)


def test_the_previous_school_is_found_by_name_or_chosen(cast: Cast, morag: Client) -> None:
    several = morag.post("/joiners/new", details(previous="edinburgh"))
    chosen = morag.post("/joiners/new", details(previous="edinburgh", previous_key=cast.schools["leith"].key))
    nowhere = morag.post("/joiners/new", details(previous="Atlantis"))

    assert "Choose the school from those found" in text(several)
    assert chosen.status_code == 302
    assert "No school was found" in text(nowhere)
