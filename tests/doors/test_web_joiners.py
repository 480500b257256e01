"""A school's office works through the pupils who come to it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock
from tests.harness.two_worlds import UUID as UUIDS

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.operations.sweeps.alarms import raise_alarms
from onward.transfers.models import Joiner

TOKEN = "01980c5e-7f3a-4d10-9b1e-2f6d3a4b5c6d"
STRANGE = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"


@pytest.fixture
def morag_id(cast: Cast) -> UUID:
    return employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now, name="Morag Selkirk")


@pytest.fixture
def morag(morag_id: UUID) -> Client:
    """The office of Selkirk."""
    return signed_in(morag_id)


@pytest.fixture
def elsewhere(cast: Cast) -> Client:
    """The office of Leith."""
    leith = at_school(cast.schools["leith"].id)
    return signed_in(employ("school-office", leith, now=cast.now, email="leith@cast.example"))


def announced(cast: Cast, count: int = 1, **changes: Any) -> list[Joiner]:
    """Let pupils leave Arbroath for Selkirk, and return them as Selkirk sees them, oldest first."""
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk", **changes)) for _ in range(count)])
    return joiners(cast)


def joiners(cast: Cast) -> list[Joiner]:
    with seen_as(HUB):
        return list(Joiner.objects.filter(school_id=cast.schools["selkirk"].id).order_by("id"))


def text(answer: Any) -> str:
    return answer.content.decode()


def arrival(*chosen: Joiner, **changes: Any) -> dict[str, Any]:
    """What the form of the page of arrivals sends."""
    return {
        "token": TOKEN,
        "pupil": [str(each.id) for each in chosen],
        **day_of(date(2026, 9, 1), "arrived_on"),
        "protection": "not-protected",
    } | changes


def day_of(on: date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_an_empty_list_says_what_comes_there(morag: Client) -> None:
    answer = morag.get("/joiners")

    assert answer.status_code == 200
    assert "Nobody is expected" in text(answer)
    assert "/joiners/new" in text(answer)


def test_who_is_overdue_stands_first(cast: Cast, morag: Client, clock: MovedClock) -> None:
    late, early = (
        announced(cast, leaving_on=date(2026, 9, 2))[0],
        announced(cast, leaving_on=date(2026, 8, 10))[1],
    )
    clock.later(days=40)

    page = text(morag.get("/joiners"))

    assert page.index(early.surname) < page.index(late.surname)
    assert page.count("Overdue</span>") == 2


def test_the_list_is_read_window_by_window_and_back(cast: Cast, morag: Client, monkeypatch: Any) -> None:
    everybody = announced(cast, 5)
    names = [each.surname for each in everybody]
    monkeypatch.setattr("onward.web.school.joiners.PAGE", 2)

    first = text(morag.get("/joiners"))
    second = text(morag.get("/joiners", {"after": str(everybody[1].id)}))
    third = text(morag.get("/joiners", {"after": str(everybody[3].id)}))
    back = text(morag.get("/joiners", {"before": str(everybody[4].id)}))

    shown = [[each for each in names if f"{each}," in page] for page in (first, second, third, back)]
    assert shown == [names[:2], names[2:4], names[4:], names[2:4]]
    assert "Showing 1 to 2 of 5" in first
    assert "Showing 3 to 4 of 5" in back
    assert f"before={everybody[4].id}" in third
    assert "Next" not in third


def test_a_stage_narrows_list_and_counts(cast: Cast, morag: Client) -> None:
    announced(cast, pupil=pupil(stage="P1"))
    announced(cast, pupil=pupil(stage="P2"))

    page = text(morag.get("/joiners", {"stage": "P2"}))

    assert "Showing 1 to 1 of 1" in page
    assert "Clear all filters" in page


def test_the_export_has_the_list_and_says_who_took_it(cast: Cast, morag: Client, morag_id: UUID) -> None:
    [child] = announced(cast)

    answer = morag.get("/joiners/list.csv")

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="joiners-expected.csv"'
    assert lines[1].startswith(f"{child.surname},Isla,2016-05-04,F,")
    assert "Morag Selkirk" in lines[2]
    assert acts_of(morag_id)[-1] == "export_joiners"


def test_one_joiner_has_facts_journey_and_what_comes_next(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)

    page = text(morag.get(f"/joiners/{child.id}"))

    assert f"Isla {child.surname}" in page
    assert "Departure came into your mailbox" in page
    assert "Sent by Arbroath" in page
    assert "the hub raises an alarm" in page
    assert child.surname not in page.partition("</title>")[0]


def test_an_open_alarm_is_said_first(cast: Cast, morag: Client, clock: MovedClock) -> None:
    [child] = announced(cast)
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())

    page = text(morag.get(f"/joiners/{child.id}"))

    assert "An alarm is open" in page


def test_ten_arrivals_are_confirmed_at_once(cast: Cast, morag: Client) -> None:
    chosen = announced(cast, 10)

    asked = morag.get("/joiners/confirm", {"pupil": [str(each.id) for each in chosen]})
    sent = morag.post("/joiners/confirm", arrival(*chosen))
    after = text(morag.get("/joiners"))

    assert "Confirm 10 arrivals" in text(asked)
    assert "checked" not in text(asked)
    assert sent["Location"] == "/joiners"
    assert "10 arrivals recorded" in after
    assert {each.standing for each in joiners(cast)} == {"arrived"}


def test_sent_twice_an_arrival_is_recorded_once(cast: Cast, morag: Client) -> None:
    chosen = announced(cast, 2)

    answers = [morag.post("/joiners/confirm", arrival(*chosen)).status_code for _ in range(2)]

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
    taken = morag.post("/joiners/confirm", arrival(one, two, protection="each", **each))
    page = text(morag.get("/joiners", {"group": "arrived"}))

    assert text(lacking).count(f"protected: {one.surname}, Isla") == 2
    assert taken.status_code == 302
    with seen_as(HUB):
        arrived = Joiner.objects.filter(standing="arrived").order_by("id")
        assert {each.surname: each.is_shielded for each in arrived} == {one.surname: True, two.surname: False}
    assert "brothers or sisters" in page


def test_a_protected_pupil_who_came_is_not_shown_as_expected_too(cast: Cast, morag: Client) -> None:
    [child] = announced(cast)
    morag.post("/joiners/confirm", arrival(child, protection="protected"))

    expected, old = text(morag.get("/joiners")), text(morag.get(f"/joiners/{child.id}"))

    assert [each.standing for each in joiners(cast)] == ["expected", "arrived"]
    assert "Nobody is expected" in expected
    assert "You have confirmed that this pupil came" in old
    assert "Confirm arrival" not in old


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
    morag.post("/joiners/confirm", arrival(child))

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
    assert arrived.standing == "arrived"


def details(**changes: Any) -> dict[str, Any]:
    """What the form for an unannounced pupil sends."""
    return {
        "token": TOKEN,
        "surname": "Ahern",
        "forename": "Isla",
        **day_of(date(2016, 5, 4), "born"),
        "sex": "F",
        "stage": "P5",
        **day_of(date(2026, 9, 1), "arrived_on"),
        "protection": "not-protected",
    } | changes


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


@pytest.mark.parametrize("page", ["", "/other-name", "/not-here", "/recorded"])
def test_a_joiner_of_another_school_is_not_there(cast: Cast, elsewhere: Client, page: str) -> None:
    [child] = announced(cast)

    theirs, nobodys = (elsewhere.get(f"/joiners/{each}{page}") for each in (child.id, STRANGE))

    assert theirs.status_code == nobodys.status_code == 404
    assert UUIDS.sub("", text(theirs)) == UUIDS.sub("", text(nobodys))


def test_who_chooses_a_joiner_of_another_school_finds_no_page(cast: Cast, elsewhere: Client) -> None:
    [child] = announced(cast)

    asked = elsewhere.get("/joiners/confirm", {"pupil": str(child.id)})
    said = elsewhere.post("/joiners/confirm", arrival(child))

    assert asked.status_code == said.status_code == 404
    assert joiners(cast)[0].standing == "expected"


@pytest.mark.parametrize(
    "path", ["/joiners", "/joiners/list.csv", "/joiners/new", "/joiners/confirm", "/worklist"]
)
def test_other_roles_find_no_such_page(cast: Cast, path: str) -> None:
    others = [
        employ("s2s-coordinator", at_authority("355"), now=cast.now),
        employ("national-cme-officer", NATIONAL_SERVICE, now=cast.now),
        employ("administrator", at_school(cast.schools["selkirk"].id), now=cast.now),
    ]

    assert [signed_in(each).get(path).status_code for each in others] == [404, 404, 404]


@pytest.mark.parametrize("path", ["/joiners", "/joiners/list.csv", "/joiners/confirm"])
def test_twenty_cost_what_one_costs(cast: Cast, morag: Client, path: str) -> None:
    counts = []
    for more in (1, 19):
        everybody = announced(cast, more)
        query = {"pupil": [str(each.id) for each in everybody]}
        morag.get(path, query)
        with counted_statements() as statements:
            answer = morag.get(path, query)
            assert answer.status_code == 200
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0
