from datetime import date
from typing import cast as cast_to

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from tests.harness.cast import Cast
from tests.harness.systems import AtTheDoor, MovedClock

from onward.access.queries import standing_of
from onward.api import acting
from onward.api.requests import ApiRequest
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.models import Holiday, School
from onward.foundation.sight import HUB, for_school


def request_of(system: AtTheDoor, clock: MovedClock) -> ApiRequest:
    standing = standing_of(system.credential.client_id, now=clock.now())
    assert standing is not None
    request = cast_to("ApiRequest", RequestFactory().get("/"))
    request.auth, request.request_id = standing, "r-1"
    return request


def keys(page: dict[str, list[dict[str, str]]]) -> list[str]:
    return [school["key"] for school in page["items"]]


def test_authorities_are_listed_by_code(kestrel: AtTheDoor) -> None:
    listed = kestrel.get("/authorities").json()

    assert {"code": "120", "name": "Angus"} in listed
    assert [each["code"] for each in listed] == sorted(each["code"] for each in listed)


def test_schools_are_found_by_authority_name_and_code(kestrel: AtTheDoor, cast: Cast) -> None:
    found = [kestrel.get("/schools", **query).json() for query in ({"authority": "120"}, {"q": "LEI"})]
    by_code = kestrel.get("/schools", q="53001").json()

    assert [keys(page) for page in found] == [
        ["5300120-primary", "5300139-secondary"],
        ["5500230-primary"],
    ]
    assert keys(by_code) == ["5300120-primary", "5300139-secondary"]


def test_pages_put_together_are_the_whole_list(kestrel: AtTheDoor) -> None:
    whole = kestrel.get("/schools").json()
    assert whole["next"] == ""

    seen, cursor = [], ""
    for _ in range(3):
        page = kestrel.get("/schools", limit=2, cursor=cursor).json()
        seen += keys(page)
        cursor = page["next"]

    assert seen == keys(whole)
    assert cursor == ""


def test_a_cursor_of_another_search_is_refused(kestrel: AtTheDoor) -> None:
    cursor = kestrel.get("/schools", limit=1).json()["next"]

    answer = kestrel.get("/schools", limit=1, authority="120", cursor=cursor)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad-cursor")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "many"}, {"q": "x" * 81}])
def test_a_faulty_parameter_is_named_without_its_value(kestrel: AtTheDoor, query: dict[str, object]) -> None:
    answer = kestrel.get("/schools", **query)

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    (fault,) = answer.json()["faults"]
    assert fault["path"] == f"query.{next(iter(query))}"
    assert str(next(iter(query.values()))) not in fault["message"]
    assert ("200" in fault["mend"]) == ("limit" in query)


@pytest.mark.parametrize("name", ["limt", "since", "x y", "Aisha Example 2014-05-14"])
def test_a_parameter_that_the_address_does_not_have_is_refused(kestrel: AtTheDoor, name: str) -> None:
    answer = kestrel.get("/schools", **{name: "120"})

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    (fault,) = answer.json()["faults"]
    shown = "(name not shown)" if " " in name else name
    assert (fault["path"], fault["code"]) == (f"query.{shown}", "unexpected-field")
    assert fault["mend"] == "Use only these: authority, q, limit, cursor."


def test_a_school_is_shown_with_its_successor(kestrel: AtTheDoor, cast: Cast) -> None:
    with seen_as(HUB):
        School.objects.filter(pk=cast.schools["arbroath"].id).update(
            closed_on=date(2026, 8, 1), successor_id=cast.schools["brechin"].id
        )

    shown = kestrel.get("/schools/5300120-primary").json()

    assert shown == {
        "key": "5300120-primary",
        "seed": "5300120",
        "type": "primary",
        "name": "Arbroath",
        "authority": "120",
        "sector": "publicly-funded",
        "takes_part": True,
        "opened_on": None,
        "closed_on": "2026-08-01",
        "successor": "5300139-secondary",
    }


@pytest.mark.parametrize("key", ["5300121-primary", "5300120-secondary", "arbroath", "x" * 40])
def test_a_school_that_is_not_there_is_not_found(kestrel: AtTheDoor, key: str) -> None:
    answer = kestrel.get(f"/schools/{key}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_the_calendar_shows_the_holidays_to_come(kestrel: AtTheDoor) -> None:
    with seen_as(HUB):
        for name, first, after in (
            ("Summer", date(2026, 7, 1), date(2026, 8, 18)),
            ("Autumn", date(2026, 10, 5), date(2026, 10, 19)),
        ):
            Holiday.objects.create(authority_id="120", name=name, first_day=first, day_after=after)

    calendar = kestrel.get("/schools/5300120-primary/calendar").json()
    since = kestrel.get("/schools/5300120-primary/calendar", since="2026-06-01").json()

    assert calendar["holidays"] == [{"name": "Autumn", "first_day": "2026-10-05", "day_after": "2026-10-19"}]
    assert [holiday["name"] for holiday in since["holidays"]] == ["Summer", "Autumn"]


def test_a_list_costs_no_more_queries_when_it_is_longer(
    kestrel: AtTheDoor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kestrel.get("/schools", limit=1)

    with django_assert_num_queries(0):
        kestrel.get("/schools", limit=1)
        kestrel.get("/schools", limit=200)


def test_a_system_acts_for_its_schools_with_their_sight(
    kestrel: AtTheDoor, cast: Cast, clock: MovedClock
) -> None:
    actor = acting.for_school(request_of(kestrel, clock), "5300120-primary")

    assert actor.sight == for_school(cast.schools["arbroath"].id)
    assert (actor.id, actor.request_id) == (str(kestrel.system_id), "r-1")


def test_a_foreign_school_and_one_that_does_not_exist_are_the_same_to_a_system(
    kestrel: AtTheDoor, clock: MovedClock
) -> None:
    refusals = []
    for key in ("5600351-primary", "5600352-primary", "selkirk"):
        with pytest.raises(SchoolNotFound) as refusal:
            acting.for_school(request_of(kestrel, clock), key)
        refusals.append(str(refusal.value))

    assert len(set(refusals)) == 1


def test_open_data_is_read_with_a_sight_that_sees_no_child(kestrel: AtTheDoor, clock: MovedClock) -> None:
    actor = acting.for_no_school(request_of(kestrel, clock))

    assert actor.sight.school_id is None
    assert actor.sight.kind == "school"
