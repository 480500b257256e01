"""Several schools merge into one: what moves is shown for each before anything changes."""

import re

import pytest
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.joining import day_of
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, at_authority
from onward.database.sight import seen_as
from onward.directory.models import School
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.transfers.models import Transfer


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


def _given(
    cast: Cast, *, into: str = "leith", closing: tuple[str, ...] = ("selkirk", "galashiels")
) -> dict[str, str]:
    keys = "\n".join(cast.schools[each].key for each in closing)
    return {"schools": keys, "into": cast.schools[into].key, **day_of(cast.now.date(), "on")}


def _closed() -> set[str]:
    with seen_as(HUB):
        return {each.name.lower() for each in School.objects.filter(closed_on__isnull=False)}


def _row(page: str, school: str) -> list[str]:
    row = next(each for each in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if school in each)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)]


def test_what_moves_is_shown_and_then_moves_together(cast: Cast, operator: Client) -> None:
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(2)])
    cast.say("brechin", cast.departure(to="galashiels"))

    shown = operator.post("/directory/merge", _given(cast)).content.decode()
    between = _closed()
    operator.post("/directory/merge", _given(cast) | {"confirmed": "yes"})

    assert _row(shown, "Selkirk")[1:] == ["0", "2", "2", "0"]
    assert _row(shown, "Galashiels")[1:] == ["0", "1", "1", "0"]
    assert "Nothing has changed" not in shown
    assert (between, _closed()) == (set(), {"selkirk", "galashiels"})
    leith = cast.schools["leith"].id
    with seen_as(HUB):
        assert Transfer.objects.filter(destination_id=leith).count() == 3
        assert Delivery.objects.filter(school_id=leith, state="available").count() == 3
        assert set(School.objects.filter(closed_on__isnull=False).values_list("successor_id", flat=True)) == {
            leith
        }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"schools": ""}, "Enter the schools that close"),
        ({"schools": "9999999-primary"}, "There is no school 9999999-primary"),
        ({"schools": "selkirk"}, "There is no school selkirk"),
        ({"into": "9999999-primary"}, "There is no school 9999999-primary"),
        ({"schools": "5500230-primary"}, "leads back"),
        ({"schools": " ".join(f"53{n:05}-primary" for n in range(21))}, "up to 20 schools"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_closed(
    cast: Cast, operator: Client, changes: dict[str, str], told: str
) -> None:
    answer = operator.post("/directory/merge", _given(cast) | changes | {"confirmed": "yes"})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert _closed() == set()


def test_one_that_cannot_close_keeps_all_open(cast: Cast, operator: Client) -> None:
    operator.post("/directory/merge", _given(cast, closing=("selkirk",)) | {"confirmed": "yes"})

    answer = operator.post(
        "/directory/merge",
        _given(cast, into="arbroath", closing=("galashiels", "selkirk")) | {"confirmed": "yes"},
    )

    assert answer.status_code == 422
    assert _closed() == {"selkirk"}


def test_nobody_else_merges_schools(cast: Cast) -> None:
    for role, at in (("national-cme-officer", NATIONAL_SERVICE), ("administrator", at_authority("120"))):
        assert signed_in(employ(role, at, now=cast.now)).get("/directory/merge").status_code == 404
