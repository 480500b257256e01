"""What cannot be answered: pages for people, problems for programs."""

from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_authority


def test_people_get_a_page_and_programs_a_problem(db: None) -> None:
    page, problem = Client().get("/no-such-page"), Client().get("/api/v1/no-such-thing")

    assert page.status_code == problem.status_code == 404
    assert "There is no such page" in page.content.decode()
    assert problem["Content-Type"] == "application/problem+json"


def test_a_page_that_is_not_ones_own_is_like_one_that_is_not_there(cast: Cast) -> None:
    client = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))

    not_own, not_there = client.get("/people"), client.get("/no-such-page")

    assert (not_own.status_code, not_own.content) == (not_there.status_code, not_there.content)


def test_a_form_without_its_token_is_refused_in_plain_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/account/sign-in", {"login": "x@y.example", "password": "x"})

    assert answer.status_code == 403
    assert "Nothing was sent" in answer.content.decode()
