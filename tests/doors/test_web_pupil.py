"""Find a pupil, and look at one: each role within its own scope."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.audit import acts_of
from tests.harness.cast import Cast, pupil
from tests.harness.joining import text
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Joiner, Leaver

STRANGE = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"
SEATS = {
    "arbroath": ("school-office", "arbroath"),
    "brechin": ("school-office", "brechin"),
    "selkirk": ("school-office", "selkirk"),
    "leith": ("school-office", "leith"),
    "angus s2s": ("s2s-coordinator", "120"),
    "angus cme": ("cme-coordinator", "120"),
    "borders s2s": ("s2s-coordinator", "355"),
    "edinburgh cme": ("cme-coordinator", "230"),
}
WITHOUT_A_CHILD = ("partner", "analyst", "protection-officer", "operator")


def sit(cast: Cast, role: str, where: str = "") -> Client:
    """Let somebody sign in, in this role at a school, an authority or the national service."""
    if where in cast.schools:
        at = at_school(cast.schools[where].id)
    else:
        at = at_authority(where) if where else NATIONAL_SERVICE
    return signed_in(employ(role, at, now=cast.now, email=f"{role}-{where}@cast.example", name="Ailsa Angus"))


def number_of(child: dict[str, Any]) -> dict[str, str]:
    return {"number": child["scn"]}


def name_of(child: dict[str, Any]) -> dict[str, str]:
    born = child["born"]
    return {
        "surname": child["surname"].upper(),
        "born_day": str(born.day),
        "born_month": str(born.month),
        "born_year": str(born.year),
    }


def search(client: Client, asked: dict[str, str], address: str = "/pupils") -> Any:
    """Send the form, and follow to whom it found."""
    return client.post(address, asked, follow=True)


def moved(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Let a new pupil leave Arbroath for Selkirk."""
    child = pupil()
    assert cast.say("arbroath", cast.departure(to="selkirk", pupil=child, **changes)).is_accepted
    return child


def newest(face: type[Leaver] | type[Joiner]) -> UUID:
    with seen_as(HUB):
        return face.objects.latest("id").id


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("ask", [number_of, name_of])
def test_each_side_finds_its_own_and_nobody_else_s(cast: Cast, seat: str, ask: Any) -> None:
    child = moved(cast)
    client = sit(cast, *SEATS[seat])

    page = text(search(client, ask(child)))

    own = {"arbroath": "leaver", "selkirk": "joiner", "angus s2s": "leaver", "angus cme": "leaver"}
    own |= {"borders s2s": "joiner"}
    assert (child["surname"] in page) == (seat in own)
    assert ("Nobody was found" in page) == (seat not in own)
    if seat in own:
        assert f"/pupils/{own[seat]}/{newest(Leaver if own[seat] == 'leaver' else Joiner)}" in page


def test_it_is_said_why_somebody_matches(cast: Cast) -> None:
    child = moved(cast)
    office = sit(cast, "school-office", "arbroath")

    assert "Same SCN" in text(search(office, number_of(child)))
    assert "Same last name and date of birth" in text(search(office, name_of(child)))


def test_all_that_is_given_has_to_agree(cast: Cast) -> None:
    child = moved(cast)
    office = sit(cast, "school-office", "arbroath")

    assert child["surname"] in text(search(office, number_of(child) | name_of(child)))
    assert "Nobody was found" in text(search(office, name_of(child) | {"forename": "Morag"}))
    assert "Nobody was found" in text(search(office, number_of(child) | {"surname": "Kerr"}))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({}, "Enter an SCN or UPN, or the last name and the date of birth"),
        ({"surname": "Ahern"}, "Enter an SCN or UPN, or the last name and the date of birth"),
        ({"number": "12345"}, "has 9 digits"),
        ({"number": "A12"}, "has 13 characters"),
    ],
)
def test_too_little_is_refused_with_what_to_mend(cast: Cast, asked: dict[str, str], fault: str) -> None:
    answer = sit(cast, "school-office", "arbroath").post("/pupils", asked)

    assert answer.status_code == 200
    assert fault in text(answer)


def test_nothing_personal_stands_in_an_address(cast: Cast) -> None:
    child = moved(cast)
    office = sit(cast, "school-office", "arbroath")

    answer = search(office, number_of(child) | name_of(child))

    addresses = " ".join(each for each, _ in answer.redirect_chain)
    assert child["scn"] not in addresses
    assert child["surname"].lower() not in addresses.lower()
    assert child["scn"] not in str(dict(office.session))


def test_a_search_is_another_seat_s_business_no_more(cast: Cast) -> None:
    child = moved(cast)
    address = search(sit(cast, "school-office", "arbroath"), number_of(child)).redirect_chain[-1][0]

    assert sit(cast, "school-office", "selkirk").get(address).status_code == 404
    assert sit(cast, "s2s-coordinator", "120").get(address).status_code == 404


def test_a_page_shows_what_the_own_side_knows(cast: Cast) -> None:
    child = moved(cast)
    old, new = sit(cast, "school-office", "arbroath"), sit(cast, "school-office", "selkirk")

    left = text(old.get(f"/pupils/leaver/{newest(Leaver)}"))
    joins = text(new.get(f"/pupils/joiner/{newest(Joiner)}"))

    assert all(each in left for each in (child["surname"], child["scn"], "4 May 2016", "Departure told"))
    assert "Selkirk" not in left
    assert "Came to your mailbox" in joins
    assert "Expected" in joins
    assert "Departure told" not in joins


def test_two_faces_of_one_side_are_one_page(cast: Cast) -> None:
    child = moved(cast)
    borders, angus = sit(cast, "s2s-coordinator", "355"), sit(cast, "s2s-coordinator", "120")
    assert cast.say("selkirk", cast.arrival(pupil=child)).is_accepted
    cast.later(days=200)
    on = {"leaving_on": date(2027, 3, 1), "pupil": child}
    assert cast.say("selkirk", cast.departure(to="leith", **on)).is_accepted
    leaver = _leaver_of(cast, "selkirk")

    page = text(borders.get(f"/pupils/leaver/{leaver}"))
    old = text(angus.get(f"/pupils/leaver/{_leaver_of(cast, 'arbroath')}"))

    assert "Joining" in page
    assert "Arrived" in page
    assert "1 March 2027" in page
    assert "1 March 2027" not in old
    assert "Arrived" not in old


def _leaver_of(cast: Cast, school: str) -> UUID:
    with seen_as(HUB):
        return Leaver.objects.get(school_id=cast.schools[school].id).id


def test_a_look_is_noted_and_shown_with_the_name(cast: Cast) -> None:
    moved(cast)
    who = employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now, name="Ailsa Angus")
    leaver = newest(Leaver)

    page = text(signed_in(who).get(f"/pupils/leaver/{leaver}"))
    from_authority = text(sit(cast, "s2s-coordinator", "120").get(f"/pupils/leaver/{leaver}"))

    assert "view_pupil" in acts_of(who)
    assert page.count("Ailsa Angus") >= 2
    assert "Somebody at Arbroath" in from_authority


@pytest.mark.parametrize("seat", SEATS)
def test_what_one_may_not_see_is_not_there(cast: Cast, seat: str) -> None:
    moved(cast)
    client = sit(cast, *SEATS[seat])

    seen = {
        kind: client.get(f"/pupils/{kind}/{newest(face)}").status_code == 200
        for kind, face in (("leaver", Leaver), ("joiner", Joiner))
    }

    assert seen["leaver"] == (seat in {"arbroath", "angus s2s", "angus cme"})
    assert seen["joiner"] == (seat in {"selkirk", "borders s2s"})
    assert client.get(f"/pupils/leaver/{STRANGE}").status_code == 404
    assert client.get("/national/pupils").status_code == 404
    assert client.get(f"/national/pupils/{STRANGE}").status_code == 404


@pytest.mark.parametrize("role", WITHOUT_A_CHILD)
def test_who_sees_no_child_has_no_such_page(cast: Cast, role: str) -> None:
    client = sit(cast, role)

    for address in ("/pupils", "/national/pupils"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"number": "100000007"}).status_code == 404
    for address in (f"/pupils/leaver/{STRANGE}", f"/national/pupils/{STRANGE}"):
        assert client.get(address).status_code == 404


def test_a_search_and_a_page_cost_the_same_for_one_and_for_twenty(cast: Cast) -> None:
    child = moved(cast)
    office = sit(cast, "school-office", "arbroath")
    search(office, name_of(child))
    costs = [_cost(office, child)]
    numbers = [{"scn": pupil()["scn"]} for _ in range(20)]
    namesakes = [pupil(surname=child["surname"], sex="M", **each) for each in numbers]
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk", pupil=each)) for each in namesakes])

    costs.append(_cost(office, child))

    assert costs[0] == costs[1]


def _cost(client: Client, child: dict[str, Any]) -> int:
    with counted_statements() as statements:
        assert child["surname"] in text(search(client, name_of(child)))
    return statements.count


def test_a_page_of_many_moves_costs_what_one_of_few_costs(cast: Cast) -> None:
    child = moved(cast)
    office = sit(cast, "school-office", "arbroath")
    _comes_and_goes(cast, child)
    few = _cost_of_page(office)
    for _ in range(4):
        _comes_and_goes(cast, child)

    many = _cost_of_page(office)

    assert few == many


def _comes_and_goes(cast: Cast, child: dict[str, Any]) -> None:
    cast.later(days=30)
    arrived = cast.arrival(pupil=child, arrived_on=cast.now.date())
    assert cast.say("arbroath", arrived).is_accepted
    cast.later(days=10)
    left = cast.departure(to="selkirk", pupil=child, leaving_on=cast.now.date())
    assert cast.say("arbroath", left).is_accepted


def _cost_of_page(office: Client) -> int:
    address = f"/pupils/leaver/{newest(Leaver)}"
    assert "Arrived" in text(office.get(address))
    with counted_statements() as statements:
        office.get(address)
    return statements.count
