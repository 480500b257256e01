"""A school office at its leavers: the list, the export, one leaver, and what can still be said."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.leaving import office, text_of
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock

from onward.access.facts import at_authority, at_school
from onward.operations.sweeps.notices import tell_origins


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    return office(cast)


def _without_ids(answer: Any) -> str:
    page = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text_of(answer))
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_school_without_leavers_is_told_how_to_begin(arbroath: Client) -> None:
    shown = text_of(arbroath.get("/leavers"))

    assert "No leavers yet" in shown
    assert 'href="/leavers/new"' in shown


def test_the_list_says_what_happens_next(cast: Cast, arbroath: Client) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("arbroath", cast.departure(reason=""))

    shown = text_of(arbroath.get("/leavers"))

    assert f"{child['surname']}, Isla" in shown
    assert "Selkirk answers, usually by 11 September 2026" in shown
    assert "Say why the pupil left" in shown
    assert "Showing 1 to 2 of 2" in shown


def test_the_list_is_narrowed_by_standing(cast: Cast, arbroath: Client) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", pupil=pupil(surname="Awaited")))
    cast.say("arbroath", cast.departure(reason="05", pupil=pupil(surname="Somewhere")))

    shown = text_of(arbroath.get("/leavers?standing=needs_destination"))

    assert "Somewhere, Isla" in shown
    assert "Awaited, Isla" not in shown
    assert "Remove the filter" in shown


def test_one_pages_older_and_newer(cast: Cast, arbroath: Client) -> None:
    cast.say_all([cast.item("arbroath", cast.departure(reason="05")) for _ in range(30)])

    first = text_of(arbroath.get("/leavers"))
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = text_of(arbroath.get(older[1]))
    newer = re.search(r'rel="prev" href="([^"]+)"', second)
    assert newer

    assert "Showing 1 to 25 of 30" in first
    assert "Showing 26 to 30 of 30" in second
    assert "Showing 1 to 25 of 30" in text_of(arbroath.get(newer[1]))


def test_what_no_page_links_to_is_not_there(arbroath: Client) -> None:
    assert arbroath.get("/leavers?standing=lost").status_code == 404


@pytest.mark.parametrize("query", ["after=1", "before=x", f"after={uuid4()}"])
def test_a_place_that_is_none_leads_to_the_beginning(cast: Cast, arbroath: Client, query: str) -> None:
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(3)])

    assert "Showing 1 to 3 of 3" in text_of(arbroath.get(f"/leavers?{query}"))


def test_a_list_of_twenty_costs_what_a_list_of_one_costs(cast: Cast, arbroath: Client) -> None:
    counts = []
    for more in (1, 19):
        cast.say_all([cast.item("arbroath", cast.departure(to="selkirk", reason="")) for _ in range(more)])
        arbroath.get("/leavers")
        with counted_statements() as statements:
            arbroath.get("/leavers")
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0


def test_the_export_holds_the_list_and_is_audited(cast: Cast) -> None:
    person_id = employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now)
    cast.say("arbroath", cast.departure(reason="05", pupil=pupil(surname="=Formula")))

    answer = signed_in(person_id).get("/leavers/export")
    rows = text_of(answer).splitlines()

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == 2
    assert rows[1].startswith("'=Formula,Isla,2016-05-04")
    assert acts_of(person_id)[-1] == "export_leavers"


def test_one_leaver_shows_the_journey_with_receipts(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    shown = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))

    assert "<title>Leaver" in shown
    assert "Said that the pupil leaves" in shown
    assert str(verdict.message_id) in shown
    assert "Name another destination" in shown


def test_the_notice_of_a_settled_leaver_is_neutral(cast: Cast, arbroath: Client, clock: MovedClock) -> None:
    child = pupil()
    verdict = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    cast.say("leith", cast.arrival(pupil=child))
    before = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))
    tell_origins(by=CLERK, now=cast.now)

    after = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))

    assert "Located and safe" not in before
    assert "Located and safe; no further action. Whereabouts are not disclosed." in after
    assert "Leith" not in before + after


def test_another_school_s_leaver_does_not_exist(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    selkirk = office(cast, "selkirk")

    for more in ("", "/destination", "/withdrawal", "/confirmation", "/record"):
        theirs = selkirk.get(f"/leavers/{verdict.leaver}{more}")
        nobodys = selkirk.get(f"/leavers/{uuid4()}{more}")
        assert theirs.status_code == nobodys.status_code == 404
        assert _without_ids(theirs) == _without_ids(nobodys)


@pytest.mark.parametrize("page", ["leavers", "leavers/new", "leavers/export", "leavers/new/check"])
def test_an_administrator_has_no_such_page(cast: Cast, page: str) -> None:
    administrator = office(cast, role="administrator")

    assert administrator.get(f"/{page}").status_code == 404


def test_a_co_ordinator_sees_one_leaver_of_the_authority_and_says_nothing_for_the_school(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    ailsa = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))

    shown = text_of(ailsa.get(f"/leavers/{verdict.leaver}"))

    assert "Leaver of Arbroath" in shown
    assert "What you can do" not in shown
    assert ailsa.get("/leavers").status_code == 404
    assert ailsa.get(f"/leavers/{verdict.leaver}/withdrawal").status_code == 404


def test_the_page_does_not_tell_that_a_child_was_found(cast: Cast, arbroath: Client) -> None:
    found, sought = pupil(surname="Found"), pupil(surname="Sought")
    leavers = [
        cast.say("arbroath", cast.departure(reason="05", pupil=each)).leaver for each in (found, sought)
    ]
    cast.say("leith", cast.arrival(pupil=found, protection="protected"))

    counts, pages = [], []
    for leaver, child in zip(leavers, (found, sought), strict=True):
        with counted_statements() as statements:
            page = _without_ids(arbroath.get(f"/leavers/{leaver}"))
        counts.append(statements.count)
        pages.append(page.replace(child["surname"], "NAME").replace(child["scn"], "SCN"))

    assert pages[0] == pages[1]
    assert counts[0] == counts[1]
