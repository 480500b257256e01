"""A protected child is looked for like one that does not exist, and a found one like one still sought."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.two_worlds import NOBODY
from tests.harness.two_worlds import UUID as UUIDS

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Joiner, Leaver

OWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def outsiders(cast: Cast) -> dict[str, tuple[str, Organisation]]:
    """Everybody who must not learn that Leith has the child."""
    return {
        "office of arbroath": ("school-office", at_school(cast.schools["arbroath"].id)),
        "office of selkirk": ("school-office", at_school(cast.schools["selkirk"].id)),
        "s2s of angus": ("s2s-coordinator", at_authority("120")),
        "cme of borders": ("cme-coordinator", at_authority("355")),
        "s2s of edinburgh": ("s2s-coordinator", at_authority("230")),
        "cme of edinburgh": ("cme-coordinator", at_authority("230")),
        "national officer": ("national-cme-officer", NATIONAL_SERVICE),
    }


WHO = (
    "office of arbroath",
    "office of selkirk",
    "s2s of angus",
    "cme of borders",
    "s2s of edinburgh",
    "cme of edinburgh",
    "national officer",
)


def client_of(cast: Cast, who: str) -> Client:
    role, at = outsiders(cast)[who]
    return signed_in(employ(role, at, now=cast.now))


def searched(client: Client, who: str, child: dict[str, Any]) -> tuple[Any, ...]:
    """Search by number and by name; return what came back with ids, tokens and the child's own words out."""
    answers = []
    for asked in (_by_number(child), _by_name(child)):
        address, given = "/pupils", asked
        if who == "national officer":
            number = asked.get("number", "")
            address, given = "/national/pupils", _nationally(child) | {"number": number}
        with counted_statements() as statements:
            answer = client.post(address, given, follow=True)
        headers = sorted({**answer.headers})
        answers.append((answer.status_code, headers, _neutral(answer, child), statements.count))
    return tuple(answers)


def _by_number(child: dict[str, Any]) -> dict[str, str]:
    return {"number": child["scn"]}


def _by_name(child: dict[str, Any]) -> dict[str, str]:
    born = child["born"]
    day = {"born_day": str(born.day), "born_month": str(born.month), "born_year": str(born.year)}
    return {"surname": child["surname"], "forename": child["forename"], **day}


def _nationally(child: dict[str, Any]) -> dict[str, str]:
    return _by_name(child) | {"sex": child["sex"], "reason": "Referred by Angus"}


def _neutral(answer: Any, child: dict[str, Any]) -> str:
    text = OWN.sub("", answer.content.decode())
    for value in (child["scn"], child["surname"]):
        text = text.replace(value, "?")
    return UUIDS.sub("*", text)


@pytest.mark.parametrize("who", WHO)
def test_a_protected_child_is_found_like_one_that_does_not_exist(cast: Cast, who: str) -> None:
    hidden, missing = pupil(), pupil()
    assert cast.say("leith", cast.arrival(pupil=hidden, protection="protected")).is_accepted
    client = client_of(cast, who)
    searched(client, who, pupil())

    answers = [searched(client, who, each) for each in (hidden, missing)]

    assert answers[0] == answers[1]
    assert "Nobody was found" in answers[0][0][2]


@pytest.mark.parametrize("protection", ["protected", ""])
@pytest.mark.parametrize("who", ["s2s of edinburgh", "cme of edinburgh", "s2s of angus", "office of selkirk"])
def test_the_page_of_a_protected_child_is_none(cast: Cast, who: str, protection: str) -> None:
    said = cast.arrival(pupil=pupil(), protection=protection or None)
    assert cast.say("leith", said).is_accepted
    with seen_as(HUB):
        joiner = str(Joiner.objects.latest("id").id)
    client = client_of(cast, who)
    client.get(f"/pupils/joiner/{NOBODY}")

    answers = []
    for each in (joiner, NOBODY):
        with counted_statements() as statements:
            answer = client.get(f"/pupils/joiner/{each}")
        answers.append((answer.status_code, UUIDS.sub("*", answer.content.decode()), statements.count))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize("who", ["office of arbroath", "s2s of angus", "cme of borders", "office of selkirk"])
def test_a_child_found_and_protected_is_shown_like_one_still_sought(cast: Cast, who: str) -> None:
    found, sought = pupil(), pupil()
    for child in (found, sought):
        assert cast.say("arbroath", cast.departure(to="selkirk", pupil=child)).is_accepted
    assert cast.say("leith", cast.arrival(pupil=found, protection="protected")).is_accepted
    client = client_of(cast, who)
    searched(client, who, found)

    answers = [(searched(client, who, each), _page(client, who, each)) for each in (found, sought)]

    assert answers[0] == answers[1]
    assert answers[0][1][0] == 200


def _page(client: Client, who: str, child: dict[str, Any]) -> tuple[Any, ...]:
    """Open the child's page twice: who looked before is shown on it, and costs a line."""
    is_old = who in {"office of arbroath", "s2s of angus"}
    with seen_as(HUB):
        face = (Leaver if is_old else Joiner).objects.exclude(school__name="Leith").get(scn=child["scn"])
    address = f"/pupils/{'leaver' if is_old else 'joiner'}/{face.id}"
    with counted_statements() as statements:
        answer = client.get(address)
    return answer.status_code, _neutral(answer, child), statements.count
