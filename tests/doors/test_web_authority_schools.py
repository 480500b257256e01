"""An authority's schools: what hangs, when each was last heard of, closed ones, and destinations it names."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.doors.test_web_authority import joiner_of, left, text_of
from tests.harness.cast import CLERK, KEYRING, Cast
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock, arrives

from onward.access.facts import at_authority
from onward.database.sight import seen_as
from onward.directory.models import Holiday
from onward.foundation.sight import HUB
from onward.operations.closures import close_school
from onward.operations.sweeps.expiry import expire
from onward.transfers.models import Leaver


@pytest.fixture
def ailsa(cast: Cast) -> Client:
    """She co-ordinates transfers in Angus."""
    return signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))


@pytest.fixture
def bruno(cast: Cast) -> Client:
    """He co-ordinates transfers in Borders."""
    return signed_in(employ("s2s-coordinator", at_authority("355"), now=cast.now, email="bruno@cast.example"))


def pass_weeks(cast: Cast, clock: MovedClock, weeks: int) -> None:
    cast.later(weeks=weeks)
    clock.moment = cast.now


def attention(page: str) -> str:
    """Return the part of the page about schools that need attention."""
    return page.partition("All other schools")[0]


def test_a_school_that_was_never_heard_of_comes_first(cast: Cast, ailsa: Client) -> None:
    left(cast)

    first = attention(text_of(ailsa, "/authority/schools"))

    assert "Brechin" in first
    assert "Does not report" in first
    assert "Never" in first
    assert "Arbroath" not in first


def test_a_school_whose_system_was_let_in_is_heard_of(cast: Cast, ailsa: Client, clock: MovedClock) -> None:
    arrives(cast, "brechin")

    assert "Brechin" not in attention(text_of(ailsa, "/authority/schools"))
    pass_weeks(cast, clock, 2)
    assert "Brechin" in attention(text_of(ailsa, "/authority/schools"))


@pytest.mark.parametrize(("weeks", "is_silent"), [(6, False), (7, True)])
def test_holidays_do_not_count_as_silence(
    cast: Cast, ailsa: Client, clock: MovedClock, *, weeks: int, is_silent: bool
) -> None:
    arrives(cast, "brechin")
    with seen_as(HUB):
        Holiday.objects.create(
            authority_id="120", first_day=date(2026, 9, 2), day_after=date(2026, 10, 13), name="Long one"
        )

    pass_weeks(cast, clock, weeks)

    assert ("Brechin" in attention(text_of(ailsa, "/authority/schools"))) is is_silent


def test_what_was_not_collected_in_time_is_counted_and_said(
    cast: Cast, bruno: Client, clock: MovedClock
) -> None:
    left(cast, 2)
    pass_weeks(cast, clock, 4)
    assert expire(by=CLERK, now=cast.now, keyring=KEYRING).failed == []

    schools = text_of(bruno, "/authority/schools")
    school = text_of(bruno, f"/authority/schools/{cast.schools['selkirk'].id}")

    assert "Does not collect" in attention(schools)
    assert "Not collected in time" in school
    assert "Overdue arrivals" in school


def test_a_school_of_another_authority_is_no_page(cast: Cast, bruno: Client) -> None:
    assert bruno.get(f"/authority/schools/{cast.schools['arbroath'].id}").status_code == 404
    assert bruno.get("/authority/schools/9999999").status_code == 404


def test_schools_cost_the_same_with_one_transfer_and_with_twenty(cast: Cast, bruno: Client) -> None:
    counts = []
    for more in (1, 19):
        left(cast, more)
        bruno.get("/authority/schools")
        with counted_statements() as statements:
            bruno.get("/authority/schools")
        counts.append(statements.count)

    assert counts[0] == counts[1]


def test_the_mail_of_a_closed_school_is_seen_to_go_on(cast: Cast, bruno: Client) -> None:
    left(cast, 3)
    close_school(
        school_id=cast.schools["selkirk"].id,
        on=cast.now.date() - timedelta(days=1),
        successor_id=cast.schools["galashiels"].id,
        by=CLERK,
        now=cast.now,
    )

    page = text_of(bruno, "/authority/closed-schools")

    assert "Selkirk" in page
    assert "Galashiels" in page
    assert "3" in page.partition("Galashiels")[2]
    assert "Its mail goes to Galashiels" in text_of(bruno, f"/authority/schools/{cast.schools['selkirk'].id}")


def test_a_destination_is_found_and_named_for_the_school(cast: Cast, ailsa: Client) -> None:
    leaver = left_for_nowhere(cast)
    address = f"/authority/transfers/out/{leaver}/destination?search=selkirk"

    searched = text_of(ailsa, address)
    answer = ailsa.post(address, choice_of(searched), follow=True)

    assert "Scottish Borders" in searched
    assert "Selkirk was named as the destination." in answer.content.decode()
    with seen_as(HUB):
        assert Leaver.objects.get(pk=leaver).named_id == cast.schools["selkirk"].id
    assert joiner_of(leaver)


def test_naming_needs_a_choice(cast: Cast, ailsa: Client) -> None:
    leaver = left_for_nowhere(cast)

    answer = ailsa.post(f"/authority/transfers/out/{leaver}/destination?search=selkirk", {"token": "x"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_another_authority_names_no_destination(cast: Cast, bruno: Client) -> None:
    leaver = left_for_nowhere(cast)

    assert bruno.get(f"/authority/transfers/out/{leaver}/destination").status_code == 404
    assert bruno.post(f"/authority/transfers/out/{leaver}/destination?search=selkirk").status_code == 404


def left_for_nowhere(cast: Cast) -> UUID:
    said = cast.departure(reason="05", leaving_on=date(2026, 8, 28))
    leaver = cast.say("arbroath", said).leaver
    assert leaver
    return leaver


def choice_of(page: str) -> dict[str, str]:
    """Return the form as it would be sent with its first school chosen."""
    found = {}
    for name in ("token", "school"):
        found[name] = page.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
    return found
