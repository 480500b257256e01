"""The first page: each role sees what needs it now, and every count is that of the list it opens."""

import re

import pytest
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school


def _counts(html: str) -> dict[str, int]:
    found = re.findall(r'count__number">([\d,]+)</span> <span class="onward-count__text">([^<]+)', html)
    return {text: int(number.replace(",", "")) for number, text in found}


def test_a_school_sees_what_waits_for_it(cast: Cast) -> None:
    for _ in range(2):
        cast.say("arbroath", cast.departure(to="selkirk"))
    cast.say("selkirk", cast.departure(reason="05"))
    client = signed_in(employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now))

    counts = _counts(client.get("/").content.decode())

    assert counts["pupils expected"] == counts["records to collect"] == 2
    assert counts["leavers without a destination"] == counts["things asked of you"] == 1
    assert counts["pupils overdue here"] == 0


def test_a_school_of_which_nothing_is_asked_reads_that(cast: Cast) -> None:
    client = signed_in(employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now))

    quiet = client.get("/").content.decode()
    cast.say("arbroath", cast.departure(to="selkirk"))
    busy = client.get("/").content.decode()

    assert "Nothing needs you now" in quiet
    assert "things asked of you" not in quiet
    assert "Nothing needs you now" not in busy
    assert "Needs you now" in busy


def test_an_authority_sees_what_waits_for_its_schools(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.say("arbroath", cast.departure(reason=""))
    angus = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))
    borders = signed_in(employ("cme-coordinator", at_authority("355"), now=cast.now))

    assert _counts(angus.get("/").content.decode())["pupils who left and are not settled"] == 2
    assert _counts(angus.get("/").content.decode())["leavers without a reason"] == 1
    assert _counts(borders.get("/").content.decode())["pupils expected at your schools"] == 1


@pytest.mark.parametrize(
    ("role", "at"),
    [
        ("analyst", NATIONAL_SERVICE),
        ("national-cme-officer", NATIONAL_SERVICE),
        ("inspector", at_authority("120")),
    ],
)
def test_who_has_no_counts_reads_what_the_role_is_for(cast: Cast, role: str, at: Organisation) -> None:
    answer = signed_in(employ(role, at, now=cast.now)).get("/")

    assert answer.status_code == 200
    assert _counts(answer.content.decode()) == {}


def test_every_count_opens_a_page(cast: Cast) -> None:
    people = {
        "school-office": at_school(cast.schools["selkirk"].id),
        "s2s-coordinator": at_authority("355"),
    }
    for role, at in people.items():
        client = signed_in(employ(role, at, now=cast.now))
        html = client.get("/").content.decode()

        links = re.findall(r'class="onward-count__link" href="([^"]+)"', html)

        assert links
        assert {client.get(each.replace("&amp;", "&")).status_code for each in links} == {200}


def test_the_page_asks_as_much_for_one_pupil_as_for_twenty(cast: Cast) -> None:
    client = signed_in(employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now))
    asked = []
    for more in (1, 19):
        for _ in range(more):
            cast.say("arbroath", cast.departure(to="selkirk"))
        with counted_statements() as statements:
            client.get("/")
        asked.append(statements.count)

    assert asked[0] == asked[1]


def test_what_the_page_fetches_by_itself_keeps_no_session_alive(cast: Cast) -> None:
    client = signed_in(employ("school-office", at_school(cast.schools["selkirk"].id), now=cast.now))

    by_itself = client.get("/", headers={"HX-Request": "true"})
    by_hand = client.get("/")

    assert "sessionid" not in by_itself.cookies
    assert "sessionid" in by_hand.cookies
