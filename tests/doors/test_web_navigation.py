"""The navigation: nobody has more than seven entries, sections hold the rest, the current one is marked."""

import re

import pytest
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.roles import ROLES, Held, Role

MOST = 7


def _at(cast: Cast, held: Held) -> Organisation:
    places = {Held.SCHOOL: at_school(cast.schools["leith"].id), Held.AUTHORITY: at_authority("120")}
    return places.get(held, NATIONAL_SERVICE)


def _links(page: str, name: str) -> dict[str, tuple[str, bool]]:
    found = re.search(rf"<nav[^>]*{name}[^>]*>(.*?)</nav>", page, re.S)
    links = re.findall(r'<a[^>]*href="([^"]*)"([^>]*)>(.*?)</a>', found[1] if found else "", re.S)
    return {text.strip(): (href, "aria-current" in rest) for href, rest, text in links}


@pytest.mark.parametrize(
    ("role", "held"),
    [(role, held) for role in ROLES for held in sorted(role.held_in)],
    ids=lambda each: getattr(each, "name", str(each)),
)
def test_nobody_has_more_than_seven_entries_and_each_opens(cast: Cast, role: Role, held: Held) -> None:
    client = signed_in(employ(role.name, _at(cast, held), now=cast.now))

    entries = _links(client.get("/").content.decode(), "onward-navigation--wide")

    assert 1 <= len(entries) <= MOST
    for href, _ in entries.values():
        assert client.get(href).status_code == 200


def test_a_section_links_its_pages_and_marks_the_one_that_is_open(cast: Cast) -> None:
    client = signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))

    page = client.get("/jobs").content.decode()

    top, inside = _links(page, "onward-navigation--wide"), _links(page, "onward-sub-navigation")
    assert top["Service"] == ("/service", True)
    assert [name for name, (_, is_current) in top.items() if is_current] == ["Service"]
    assert inside == {"Health": ("/service", False), "Jobs": ("/jobs", True), "E-mails": ("/emails", False)}


def test_a_page_that_is_alone_in_its_section_says_whose_it_is(cast: Cast) -> None:
    client = signed_in(employ("national-cme-officer", NATIONAL_SERVICE, now=cast.now))

    page = client.get("/service").content.decode()

    assert _links(page, "onward-navigation--wide")["Service health"] == ("/service", True)
    assert "onward-sub-navigation" not in page
