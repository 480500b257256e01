"""The board of an authority: what co-ordinators see of each side, and how they remind schools."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Leaver, WorklistItem

CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|Taken out by .*')
PAGES = (
    "transfers",
    "transfers/in",
    "transfers.csv",
    "transfers/in.csv",
    "alarms",
    "schools",
    "closed-schools",
)


def left(cast: Cast, number: int = 1, **changes: object) -> list[UUID]:
    """Let pupils leave Arbroath for Selkirk, and return the leavers."""
    items = [cast.item("arbroath", cast.departure(to="selkirk", **changes)) for _ in range(number)]
    return [each.leaver for each in cast.say_all(items) if each.leaver]


def joiner_of(leaver: UUID) -> UUID:
    with seen_as(HUB):
        found = Leaver.objects.get(pk=leaver).transfer.joiner_set.get()
    return UUID(str(found.pk))


@pytest.fixture
def ailsa(cast: Cast) -> Client:
    """She co-ordinates transfers in Angus."""
    return signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))


@pytest.fixture
def bruno(cast: Cast) -> Client:
    """He co-ordinates transfers in Borders."""
    return signed_in(employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@cast.example"))


@pytest.fixture
def carol(cast: Cast) -> Client:
    """She works the alarms of Angus."""
    return signed_in(employ("cme-coordinator", at_authority("120"), now=cast.now, email="carol@cast.example"))


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_each_authority_sees_its_own_side_and_no_other(cast: Cast, ailsa: Client, bruno: Client) -> None:
    leaver = left(cast)[0]

    out, into = text_of(ailsa, "/authority/transfers"), text_of(bruno, "/authority/transfers/in")
    not_out, not_in = text_of(bruno, "/authority/transfers"), text_of(ailsa, "/authority/transfers/in")

    assert str(leaver) in out
    assert str(joiner_of(leaver)) in into
    assert "No pupil has left" in not_out
    assert "No pupil is expected" in not_in


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "at"),
    [
        ("school-office", "school"),
        ("administrator", "authority"),
        ("inspector", "authority"),
        ("national-cme-officer", "nation"),
        ("protection-officer", "nation"),
        ("analyst", "nation"),
        ("operator", "nation"),
    ],
)
def test_others_get_the_answer_of_no_such_page(cast: Cast, page: str, role: str, at: str) -> None:
    places = {
        "school": at_school(cast.schools["arbroath"].id),
        "authority": at_authority("120"),
        "nation": NATIONAL_SERVICE,
    }
    client = signed_in(employ(role, places[at], now=cast.now))

    assert client.get(f"/authority/{page}").status_code == 404


def test_another_authority_finds_no_such_transfer(cast: Cast, ailsa: Client, bruno: Client) -> None:
    leaver = left(cast)[0]

    own = ailsa.get(f"/authority/transfers/out/{leaver}")
    other, none = (
        bruno.get(f"/authority/transfers/out/{leaver}"),
        bruno.get(f"/authority/transfers/out/{UUID(int=7)}"),
    )

    assert own.status_code == 200
    assert (other.status_code, none.status_code) == (404, 404)
    assert bruno.get(f"/authority/transfers/in/{joiner_of(leaver)}").status_code == 200
    assert ailsa.get(f"/authority/transfers/in/{joiner_of(leaver)}").status_code == 404


def test_the_arrival_of_a_protected_child_changes_no_list(cast: Cast, ailsa: Client, bruno: Client) -> None:
    joiner = joiner_of(left(cast)[0])
    before = all_lists(ailsa) | all_lists(bruno)

    said = cast.say("selkirk", cast.arrival(joiner=str(joiner), protection="protected"))

    assert said.is_accepted
    assert said.joiner != joiner
    assert all_lists(ailsa) | all_lists(bruno) == before
    assert bruno.get(f"/authority/transfers/in/{said.joiner}").status_code == 404


def test_a_child_found_at_a_school_of_the_old_authority_is_not_seen_to_be_found(
    cast: Cast, ailsa: Client
) -> None:
    child = pupil()
    said = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    before = all_lists(ailsa) | {(0, "leaver"): page_of(ailsa, said.leaver)}

    found = cast.say("brechin", cast.arrival(pupil=child, protection="protected"))

    assert found.is_accepted
    assert all_lists(ailsa) | {(0, "leaver"): page_of(ailsa, said.leaver)} == before


def page_of(client: Client, leaver: UUID | None) -> str:
    return CHANCE.sub("", text_of(client, f"/authority/transfers/out/{leaver}"))


def test_a_child_who_left_protected_is_on_no_list_of_the_new_authority(cast: Cast, bruno: Client) -> None:
    before = all_lists(bruno)

    left(cast, protection="protected")

    assert all_lists(bruno) == before


def all_lists(client: Client) -> dict[tuple[int, str], str]:
    """Return every list that this person can open, without what differs each time."""
    pages = [f"/authority/{page}?standing=all" for page in PAGES]
    return {(id(client), page): CHANCE.sub("", text_of(client, page)) for page in pages}


@pytest.mark.parametrize("page", ["transfers", "transfers/in", "alarms"])
def test_a_list_of_twenty_costs_what_a_list_of_one_costs(
    cast: Cast, ailsa: Client, bruno: Client, page: str
) -> None:
    client = ailsa if page == "transfers" else bruno
    counts = []
    left(cast)
    for more in (0, 19):
        if more:
            left(cast, more)
        client.get(f"/authority/{page}")
        with counted_statements() as statements:
            client.get(f"/authority/{page}")
        counts.append(statements.count)

    assert counts[0] == counts[1]


def test_filters_narrow_the_list_and_say_so(cast: Cast, ailsa: Client) -> None:
    with_reason, without = left(cast)[0], left(cast, reason="")[0]

    page = text_of(ailsa, "/authority/transfers?missing=reason")

    assert str(without) in page
    assert str(with_reason) not in page
    assert "What is missing: The reason for leaving" in page
    assert "Showing 1 to 1 of 1" in page
    assert "Clear all filters" in page


def test_what_is_not_offered_as_a_filter_is_passed_over(cast: Cast, ailsa: Client) -> None:
    leaver = left(cast)[0]

    page = text_of(ailsa, "/authority/transfers?standing=lost&school=0&weeks=x&sort=scn&after=1")

    assert str(leaver) in page


@pytest.mark.parametrize("sort", ["", "newest", "oldest", "name", "day"])
def test_one_can_go_through_a_list_and_back(
    cast: Cast, ailsa: Client, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onward.web.authority.filters.AT_ONCE", 2)
    leavers = {str(each) for each in left(cast, 5)}

    seen, address, pages = set[str](), f"/authority/transfers?sort={sort}", []
    while address:
        page = text_of(ailsa, address)
        pages.append(page)
        seen |= {each for each in leavers if f"/authority/transfers/out/{each}" in page}
        address = link_of(page, "next")
    back = text_of(ailsa, link_of(pages[2], "prev"))

    assert len(pages) == 3
    assert seen == leavers
    assert "Showing 5 to 5 of 5" in pages[2]
    assert "Showing 3 to 4 of 5" in back
    assert all((each in back) == (each in pages[1]) for each in leavers)


def link_of(page: str, rel: str) -> str:
    """Return where a link of the pager leads."""
    _before, found, behind = page.partition(f'rel="{rel}" href="')
    return behind.partition('"')[0].replace("&amp;", "&") if found else ""


def test_taking_the_list_out_is_noted_in_the_audit(cast: Cast, ailsa: Client) -> None:
    leaver = left(cast)[0]

    file = ailsa.get("/authority/transfers.csv")

    with seen_as(HUB):
        entry = AuditEntry.objects.get(act="export_leavers")
    assert file["Content-Type"].startswith("text/csv")
    assert "Ahern" in file.content.decode()
    assert "Taken out by Ailsa Angus" in file.content.decode()
    assert entry.detail["seen"] == [str(leaver)]
    assert entry.authority_id == "120"


def test_schools_are_reminded_once_a_day(cast: Cast, bruno: Client) -> None:
    joiner = joiner_of(left(cast)[0])

    first = bruno.post(
        "/authority/transfers/in/remind", {"chosen": [str(joiner)], "back": "weeks=1"}, follow=True
    )
    again = bruno.post("/authority/transfers/in/remind", {"chosen": [str(joiner)]}, follow=True)

    with seen_as(HUB):
        asked = WorklistItem.objects.get(joiner=joiner)
        acts = AuditEntry.objects.filter(act="remind_school", subject_id=str(joiner)).count()
    assert first.redirect_chain == [("/authority/transfers/in?weeks=1", 302)]
    assert "Schools were reminded about 1 pupil." in first.content.decode()
    assert "reminded today already" in again.content.decode()
    assert (asked.kind, asked.school_id) == ("reminder", cast.schools["selkirk"].id)
    assert asked.reminded_at == cast.now
    assert acts == 1


def test_a_school_is_reminded_of_the_reason_that_it_owes(cast: Cast, ailsa: Client) -> None:
    owing, fine = left(cast, reason="")[0], left(cast)[0]

    answer = ailsa.post("/authority/transfers/out/remind", {"chosen": [str(owing), str(fine)]}, follow=True)

    told = answer.content.decode()
    assert "Schools were reminded about 1 pupil." in told
    assert "Nothing is asked of a school about 1 pupil." in told
    assert "Last reminder" in text_of(ailsa, f"/authority/transfers/out/{owing}")


def test_nobody_reminds_schools_of_another_authority(cast: Cast, ailsa: Client) -> None:
    joiner = joiner_of(left(cast)[0])

    answer = ailsa.post("/authority/transfers/in/remind", {"chosen": [str(joiner), "x"]}, follow=True)

    assert "Choose the pupils" in answer.content.decode()
    with seen_as(HUB):
        assert not WorklistItem.objects.filter(joiner=joiner).exists()


def test_who_works_alarms_does_not_remind_schools(cast: Cast, carol: Client) -> None:
    left(cast)

    assert "Remind the schools" not in text_of(carol, "/authority/transfers")
    assert carol.post("/authority/transfers/out/remind").status_code == 404
