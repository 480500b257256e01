"""The user guide as pages of the website: for everybody who has signed in, with its pictures."""

import re

import pytest
from django.test import Client
from tests.harness.cast import open_the_hub
from tests.harness.leaving import office, text_of

from onward.web.assets import find
from onward.web.guide import PLACE, names

pytestmark = pytest.mark.slow


@pytest.fixture
def isla(db: None) -> Client:
    """A school office."""
    return office(open_the_hub())


def test_the_foot_of_every_page_leads_to_the_guide(isla: Client) -> None:
    assert '<a href="/guide">Help</a>' in text_of(isla.get("/"))


@pytest.mark.parametrize("name", [each for each in names() if each != "README"])
def test_a_page_is_shown_with_pictures_that_are_served(isla: Client, name: str) -> None:
    answer = isla.get(f"/guide/{name}")

    text = text_of(answer)
    title = (PLACE / f"{name}.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    pictures = re.findall(r'<img src="(/static/[^"]+/guide/[^"]+)"', text)
    assert answer.status_code == 200
    assert f">{title}</h1>" in text
    assert pictures
    assert [each for each in pictures if find(each) is None] == []


def test_links_lead_to_pages_of_the_website(isla: Client) -> None:
    links = re.findall(r'href="(/guide/[^"]+)"', text_of(isla.get("/guide")))

    assert [isla.get(each).status_code for each in links] == [200] * (len(names()) - 1)


@pytest.mark.parametrize("address", ["/guide/README", "/guide/nothing", "/guide/_"])
def test_what_is_no_page_is_not_there(isla: Client, address: str) -> None:
    assert isla.get(address).status_code == 404


def test_a_stranger_signs_in_first(db: None) -> None:
    assert Client().get("/guide").status_code == 302
