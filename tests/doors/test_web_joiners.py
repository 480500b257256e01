"""A school's office looks at the pupils who come to it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.joining import announced, arrival, joiners, text
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock
from tests.harness.two_worlds import UUID as UUIDS

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.operations.sweeps.alarms import raise_alarms

STRANGE = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"


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
    everybody = sorted(announced(cast, 5), key=lambda each: each.surname)
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
    assert answer["Content-Disposition"] == 'attachment; filename="joiners-expected-2026-09-01.csv"'
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


@pytest.mark.parametrize("page", ["", "/other-name", "/not-here", "/recorded"])
def test_a_joiner_of_another_school_is_not_there(cast: Cast, leith_office: Client, page: str) -> None:
    [child] = announced(cast)

    theirs, nobodys = (leith_office.get(f"/joiners/{each}{page}") for each in (child.id, STRANGE))

    assert theirs.status_code == nobodys.status_code == 404
    assert UUIDS.sub("", text(theirs)) == UUIDS.sub("", text(nobodys))


def test_who_chooses_a_joiner_of_another_school_finds_no_page(cast: Cast, leith_office: Client) -> None:
    [child] = announced(cast)

    asked = leith_office.get("/joiners/confirm", {"pupil": str(child.id)})
    said = leith_office.post("/joiners/confirm", arrival(child))

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
