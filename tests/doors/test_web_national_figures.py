"""The country in figures: for whom, what is counted, and what is hidden."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.people import employ, signed_in
from tests.harness.systems import MovedClock

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.statistics.national import forget_figures


@pytest.fixture(autouse=True)
def figures_forgotten() -> Iterator[None]:
    forget_figures()
    yield
    forget_figures()


def _analyst(cast: Cast) -> Client:
    return signed_in(employ("analyst", NATIONAL_SERVICE, now=cast.now))


def _leave(cast: Cast, count: int, *, to: str, protection: str = "not-protected") -> None:
    for _ in range(count):
        said = cast.departure(to=to, pupil=pupil(), leaving_on=date(2026, 8, 28), protection=protection)
        assert cast.say("arbroath", said).leaver


def test_moves_are_counted_once_the_month_is_complete(cast: Cast, clock: MovedClock) -> None:
    client = _analyst(cast)
    _leave(cast, 6, to="selkirk")
    early = client.get("/country").content.decode()

    forget_figures()
    clock.later(days=30)
    late = client.get("/country?measure=left&authority=120").content.decode()

    assert "Where pupils of Angus went" in late
    assert ">6<" in late.replace(" ", "").replace("\n", "")
    assert ">6<" not in early.replace(" ", "").replace("\n", "")


def test_small_numbers_are_not_shown(cast: Cast, clock: MovedClock) -> None:
    client = _analyst(cast)
    _leave(cast, 3, to="selkirk")
    _leave(cast, 9, to="leith")
    clock.later(days=30)

    page = client.get("/country?measure=left&authority=120").content.decode()
    flows = page[page.index("Where pupils of Angus went") :]

    assert flows[: flows.index("</table>")].count("not shown") == 2


def test_each_measure_has_its_page(cast: Cast) -> None:
    client = _analyst(cast)

    for measure in ("left", "came", "alarms"):
        assert client.get(f"/country?measure={measure}").status_code == 200
    assert client.get("/country?measure=unheard").status_code == 404


def _of(cast: Cast, role: str) -> Organisation:
    if role == "school-office":
        return at_school(cast.schools["arbroath"].id)
    return at_authority("120") if role == "s2s-coordinator" else NATIONAL_SERVICE


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("analyst", 200),
        ("operator", 200),
        ("national-cme-officer", 200),
        ("protection-officer", 404),
        ("s2s-coordinator", 404),
        ("school-office", 404),
    ],
)
def test_the_country_is_there_for_the_nation(role: str, status: int, cast: Cast) -> None:
    client = signed_in(employ(role, _of(cast, role), now=cast.now))

    assert client.get("/country").status_code == status
