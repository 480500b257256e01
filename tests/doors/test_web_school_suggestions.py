"""Schools are offered to whoever names one: open data, a few at a time, and only where one may name one."""

from typing import Any

import pytest
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE
from onward.web.finding import MOST_FOUND


def names(client: Client, words: str) -> list[str]:
    answer: Any = client.get("/schools/found", {"words": words})
    assert answer.status_code == 200
    return [each["name"] for each in answer.json()["schools"]]


def test_schools_are_found_by_name_council_and_code(cast: Cast, morag: Client) -> None:
    leith = cast.schools["leith"]

    assert "Leith" in names(morag, "leith")
    assert "Leith" in names(morag, f"lei {leith.seed}")
    assert names(morag, "nowhere at all") == []


def test_one_letter_finds_nothing_and_many_schools_are_cut(cast: Cast, morag: Client) -> None:
    assert names(morag, "l") == names(morag, " ") == []
    assert len(names(morag, "primary")) <= MOST_FOUND


def test_ones_own_school_is_not_offered(cast: Cast, morag: Client) -> None:
    assert "Selkirk" not in names(morag, "selkirk")


def test_only_those_who_name_schools_are_offered_any(cast: Cast) -> None:
    operator = signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))

    assert operator.get("/schools/found", {"words": "leith"}).status_code == 404


@pytest.mark.parametrize("words", ["%", "_" * 500, "\x00\x00", "' OR 1=1 --"])
def test_odd_words_find_nothing(cast: Cast, morag: Client, words: str) -> None:
    assert names(morag, words) == []
