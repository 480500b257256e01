"""What browsers are told with every page, and programs are not."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from onward.web.page_headers import page_headers

ADDED = {"Content-Security-Policy", "Referrer-Policy", "Permissions-Policy", "Cache-Control"}


def answer(address: str, **headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("here", headers=headers)

    return page_headers(view)(RequestFactory().get(address))


def policy(response: HttpResponse) -> dict[str, str]:
    directives = (each.strip().partition(" ") for each in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in directives}


@pytest.mark.parametrize("address", ["/", "/leavers", "/account/sign-in", "/apiary"])
def test_a_page_may_load_from_the_hub_alone(address: str) -> None:
    told = policy(answer(address))

    assert told.pop("img-src") == "'self' data:"
    assert {name for name, value in told.items() if value == "'none'"} == {
        "default-src",
        "frame-ancestors",
        "base-uri",
    }
    assert {name for name, value in told.items() if value == "'self'"} == {
        "style-src",
        "script-src",
        "connect-src",
        "font-src",
        "form-action",
    }


def test_a_page_is_not_stored_and_its_address_is_told_to_nobody_else() -> None:
    page = answer("/leavers")

    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]


def test_a_page_that_says_more_about_storing_is_left_to_say_it() -> None:
    page = answer("/account/sign-in", **{"Cache-Control": "no-store, private"})

    assert page["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/api/v1/schools", "/oauth/token", "/health/live", "/static/ninja/x.js"])
def test_what_programs_are_answered_stays_as_it_is(address: str) -> None:
    assert not ADDED & set(answer(address).headers)
