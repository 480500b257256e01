"""Filters that people keep for themselves."""

import pytest
from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_authority


@pytest.fixture
def ailsa(cast: Cast) -> Client:
    """She co-ordinates transfers in Angus."""
    return signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))


@pytest.fixture
def carol(cast: Cast) -> Client:
    """She works the alarms of Angus."""
    return signed_in(employ("cme-coordinator", at_authority("120"), now=cast.now))


def test_filters_are_kept_as_a_view_of_ones_own(cast: Cast, ailsa: Client, carol: Client) -> None:
    address, chosen = "/authority/transfers/view", {"back": "missing=reason&sort=name&x=1"}

    kept = ailsa.post(address, chosen, follow=True).content.decode()
    ailsa.post(address, chosen)
    again, other = (
        ailsa.get("/authority/transfers").content.decode(),
        carol.get("/authority/transfers").content.decode(),
    )
    forgotten = ailsa.post(address, chosen | {"do": "forget"}, follow=True).content.decode()

    assert "Your own views" in kept
    assert "Forget this view" in kept
    assert again.count("/authority/transfers?missing=reason") == 2
    assert "The reason for leaving</a>" in again
    assert "Your own views" not in other
    assert "Your own views" not in forgotten


def test_ten_views_are_enough(cast: Cast, ailsa: Client) -> None:
    weeks = (1, 2, 4, 12)
    choices = [f"standing={each}&weeks={some}" for each in ("overdue", "awaited", "all") for some in weeks]

    answers = [ailsa.post("/authority/transfers/view", {"back": each}, follow=True) for each in choices]

    told = ["Forget one of them first" in each.content.decode() for each in answers]
    assert told == [False] * 10 + [True] * 2
