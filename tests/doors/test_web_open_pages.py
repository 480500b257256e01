"""Pages that need no sign-in: the style guide (demonstrations only), statements, and the brand's files."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from onward.web.brand_files import brand_address
from onward.web.style.examples import EXAMPLES

GUIDE = ["/style", *(f"/style/{name}" for name in EXAMPLES)]
STATEMENTS = ["/accessibility", "/privacy"]


def _set(settings: Settings, *, demo: bool) -> None:
    settings.ONWARD = replace(django_settings.ONWARD, demo=demo)


@pytest.mark.parametrize("address", [*GUIDE, *STATEMENTS])
def test_an_open_page_is_shown_in_a_demonstration(client: Client, settings: Settings, address: str) -> None:
    _set(settings, demo=True)

    answer: Any = client.get(address)

    assert answer.status_code == 200
    assert b"All people here are invented" in answer.content
    assert b"<title>" in answer.content


@pytest.mark.parametrize("address", GUIDE)
def test_the_guide_is_hidden_otherwise(client: Client, settings: Settings, address: str) -> None:
    _set(settings, demo=False)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", STATEMENTS)
def test_statements_are_always_there(client: Client, settings: Settings, address: str) -> None:
    _set(settings, demo=False)

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1
    assert b"invented" not in answer.content


def test_a_component_that_does_not_exist_is_not_found(client: Client, settings: Settings) -> None:
    _set(settings, demo=True)

    assert client.get("/style/carousel").status_code == 404


@pytest.mark.parametrize(("name", "kind"), [("style_sheet", "text/css"), ("logo", "image/svg+xml")])
def test_the_brands_files_may_be_kept(client: Client, name: str, kind: str) -> None:
    answer = client.get(brand_address(name))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert "immutable" in answer.headers["Cache-Control"]
