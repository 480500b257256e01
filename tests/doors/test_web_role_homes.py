"""The first page of roles that work no list: what the role is for, what needs them, what is there."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.systems import MovedClock

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.access.models import Person
from onward.access.roles import BY_NAME
from onward.access.staff import REVIEW_EVERY
from onward.database.sight import seen_as
from onward.emails.bounces import note_bounces
from onward.foundation.sight import HUB

ROLES = {
    "protection-officer": NATIONAL_SERVICE,
    "partner": NATIONAL_SERVICE,
    "analyst": NATIONAL_SERVICE,
    "national-cme-officer": NATIONAL_SERVICE,
    "operator": NATIONAL_SERVICE,
    "inspector": at_authority("120"),
    "administrator": at_authority("120"),
}


def _home(client: Client) -> str:
    return client.get("/").content.decode()


def _counted(page: str, text: str) -> int:
    if "Nothing needs you now" in page:
        assert "onward-count__number" not in page
        return 0
    found = re.search(rf">\s*(\d+)\s*<[^>]*>[^0-9]*?{text}", page, re.DOTALL)
    assert found, text
    return int(found[1])


@pytest.mark.parametrize("name", ROLES)
def test_it_says_what_the_role_is_for_and_every_link_opens(cast: Cast, name: str) -> None:
    client = signed_in(employ(name, ROLES[name], now=cast.now))

    page = _home(client)

    main = page[page.index("<main") : page.index("</main>")]
    assert BY_NAME[name].description in unescape(main)
    for href in re.findall(r'<a[^>]*href="(/[^"]*)"', main):
        assert client.get(href).status_code == 200


@pytest.mark.parametrize("name", ["protection-officer", "partner", "inspector"])
def test_who_has_no_list_is_offered_none(cast: Cast, name: str) -> None:
    page = _home(signed_in(employ(name, ROLES[name], now=cast.now)))

    assert "No list is part of your role" in page
    assert "onward-offers" not in page


def test_an_administrator_sees_whose_email_comes_back_and_the_review(cast: Cast, clock: MovedClock) -> None:
    skye = signed_in(employ("administrator", at_authority("120"), now=cast.now))
    ailsa = employ("s2s-coordinator", at_authority("120"), now=cast.now, email="ailsa@angus.example")
    bruno = employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@borders.example")
    before = _home(skye)
    with seen_as(HUB):
        people = Person.objects.filter(pk__in=[ailsa, bruno])
        note_bounces([(each, "550") for each in people], by=CLERK, now=cast.now)
    clock.moment = cast.now + REVIEW_EVERY

    after = _home(skye)

    for page, bounced, due in ((before, 0, 0), (after, 1, 1)):
        assert _counted(page, "people whose e-mail comes back") == bounced
        assert _counted(page, "reviews of access due") == due


def test_a_schools_administrator_sees_their_own_people_alone(cast: Cast) -> None:
    leith = at_school(cast.schools["leith"].id)
    admin = signed_in(employ("administrator", leith, now=cast.now))
    bruno = employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@borders.example")
    with seen_as(HUB):
        note_bounces([(Person.objects.get(pk=bruno), "550")], by=CLERK, now=cast.now)

    assert _counted(_home(admin), "people whose e-mail comes back") == 0


def test_an_operator_sees_how_many_things_to_look_at(cast: Cast) -> None:
    operator = signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))

    page = operator.get("/service").content.decode()
    to_do = len(re.findall(r">(?:Check|Act)</span>", page))

    assert to_do
    assert _counted(_home(operator), "things of the service to look at") == to_do
