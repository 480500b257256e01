"""The pages of the style guide. They are there in development and demonstrations only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from onward.web.components import Cell, Column, Pager, Row
from onward.web.style.example import Example, call_of, draw
from onward.web.style.examples import EXAMPLES, GROUPS


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The list of all components, by what they are for."""

    columns: Sequence[Column]
    groups: Sequence[tuple[str, Sequence[Row]]]


@dataclass(frozen=True, kw_only=True)
class ComponentPage:
    """One component: what it is for, how it is called, and what that looks like."""

    title: str
    purpose: str
    when: str
    call: str
    drawn: Sequence[Markup]
    columns: Sequence[Column]
    parameters: Sequence[Row]
    pager: Pager


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show the list of components."""
    groups = [(name, [_line(each) for each in group]) for name, group in GROUPS.items()]
    guide = Guide(columns=_columns("Component", "What it does"), groups=groups)
    return _answer(request, "style/guide.html", guide)


@require_safe
def component(request: HttpRequest, name: str) -> HttpResponse:
    """Show one component."""
    if name not in EXAMPLES:
        raise Http404
    return _answer(request, "style/component.html", _page(EXAMPLES[name]))


def _answer(request: HttpRequest, template: str, page: Guide | ComponentPage) -> HttpResponse:
    if not settings.ONWARD.demo:
        raise Http404
    context = {"page": page, "is_demo": True}
    return HttpResponse(render_to_string(template, context, request=request))


def _line(example: Example) -> Row:
    return Row(cells=[Cell(text=example.title, href=_address(example)), example.purpose])


def _page(example: Example) -> ComponentPage:
    return ComponentPage(
        title=example.title,
        purpose=example.purpose,
        when=example.when,
        call=call_of(example),
        drawn=[draw(use) for use in example.uses],
        columns=_columns("Name", "What it is"),
        parameters=[Row(cells=[name, meaning]) for name, meaning in example.parameters.items()],
        pager=_pager(example),
    )


def _pager(example: Example) -> Pager:
    known = list(EXAMPLES.values())
    place = known.index(example)
    before = known[place - 1] if place else None
    after = known[place + 1] if place + 1 < len(known) else None
    return Pager(
        text=f"Component {place + 1} of {len(known)}",
        newer=_address(before) if before else "",
        newer_text=before.title if before else "",
        older=_address(after) if after else "",
        older_text=after.title if after else "",
    )


def _columns(*texts: str) -> list[Column]:
    return [Column(text=text) for text in texts]


def _address(example: Example) -> str:
    return reverse("style_component", args=[example.of])


ADDRESSES: list[URLPattern] = [
    path("style", style, name="style"),
    path("style/<slug:name>", component, name="style_component"),
]
