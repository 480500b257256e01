"""The components of the website: each is in the style guide, draws its example, and refuses the undefined."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, UndefinedError
from tests.harness.templates import COMPONENTS

from onward.web.components import Column, Link, Row
from onward.web.style.example import Example, Use, draw, macro_of
from onward.web.style.examples import EXAMPLES
from onward.web.style.forms import faulty

FIELDS = {
    "surname": "text_input",
    "note": "textarea",
    "stage": "select",
    "reason": "radios",
    "sides": "checkboxes",
    "sure": "checkbox",
    "leaving": "date_input",
    "file": "file_upload",
}
VOID = {"input", "img", "br", "use", "line", "rect", "meta", "link"}


def _environment() -> Environment:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine.env


class Nesting(HTMLParser):
    """Notes the tags that are closed in the wrong order, and every id."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def read(html: str) -> Nesting:
    """Return what stands in a piece of HTML."""
    found = Nesting()
    found.feed(html)
    found.wrong += found.open
    return found


def test_every_component_is_in_the_style_guide() -> None:
    assert set(EXAMPLES) == {file.stem for file in COMPONENTS}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_component_draws_its_example(example: Example) -> None:
    drawn = "".join(draw(use) for use in example.uses)

    found = read(drawn)
    assert example.uses
    assert drawn.strip()
    assert found.wrong == []
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_guide_explains_every_parameter(example: Example) -> None:
    taken = macro_of(example.of).arguments

    assert list(example.parameters) == list(taken)
    assert all(example.parameters.values())


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES.values() if each.parameters], ids=lambda e: e.of
)
def test_a_component_refuses_what_is_not_defined(example: Example) -> None:
    macro = macro_of(example.of)
    nothing = _environment().undefined(name="nothing")

    with pytest.raises((UndefinedError, KeyError, TypeError)):
        str(macro(*[nothing] * len(macro.arguments)))


def test_what_people_wrote_is_escaped() -> None:
    drawn = draw(Use(of="table", given={"caption": "<b>", "columns": [], "rows": [Row(cells=["<i>"])]}))

    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;b&gt;" in drawn


def test_every_fault_leads_to_its_field() -> None:
    form = faulty()
    fields = "".join(draw(Use(of=of, given={"field": form[name]})) for name, of in FIELDS.items())

    summary = draw(Use(of="error_summary", given={"form": form}))

    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == sum(len(each.errors) for each in form)
    assert set(targets) <= set(read(fields).ids)


@pytest.mark.parametrize(("name", "of"), FIELDS.items())
def test_hint_and_fault_are_tied_to_their_field(name: str, of: str) -> None:
    drawn = draw(Use(of=of, given={"field": faulty()[name]}))

    tied = {each for ids in re.findall(r'aria-describedby="([^"]+)"', drawn) for each in ids.split()}
    ids = set(read(drawn).ids)
    assert {each for each in ids if each.endswith(("_hint", "_fault"))} == tied


def test_a_sorted_column_says_so() -> None:
    column = Column(text="Due", href="?sort=due", direction="descending")

    drawn = draw(Use(of="table", given={"caption": "Pupils", "columns": [column], "rows": []}))

    assert 'aria-sort="descending"' in drawn
    assert 'href="?sort=due"' in drawn


def test_the_page_of_whoever_has_signed_in_says_who_and_where() -> None:
    role = SimpleNamespace(title="School office")
    seat = SimpleNamespace(person_name="Ailsa", role=role, organisation_name="Millburn", others=())
    page = "{% extends 'layouts/page.html' %}{% block main %}<h1>Home</h1>{% endblock %}"

    drawn = (
        _environment()
        .from_string(page)
        .render(
            seat=seat,
            section=(),
            nav=[Link(text="Home", href="/", is_current=True, count=3)],
            flashes=[SimpleNamespace(level_tag="success", message="Sent.")],
            csrf_input="",
            is_demo=True,
            session_lasts=3600,
        )
    )

    found = read(drawn)
    assert found.wrong == []
    assert drawn.count("<h1") == 1
    for said in ("Ailsa", "School office, Millburn", 'aria-current="page"', "Sent.", "invented", "Sign out"):
        assert said in drawn
