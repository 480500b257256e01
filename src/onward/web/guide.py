"""The user guide within the website: the Markdown of `docs/guide`, read once, as pages with pictures.

The same files are read in the repository. Nothing that somebody writes elsewhere is ever read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from onward.web.assets import asset
from onward.web.components import Link
from onward.web.rendering import render
from onward.web.routing import page
from onward.web.seat import PageRequest

PLACE: Final = Path(__file__).resolve().parents[3] / "docs" / "guide"
_FIRST: Final = "README"


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidePage:
    """One page of the guide: its heading, what is under it, and the pages beside it."""

    title: str
    body: Markup
    others: Sequence[Link]


@require_safe
def guide(request: PageRequest, name: str = _FIRST) -> HttpResponse:
    """Show one page of the guide."""
    if name not in names() or (name == _FIRST and request.path != reverse("guide")):
        raise Http404
    return render(request, "guide/page.html", guide_page(name))


@cache
def names() -> tuple[str, ...]:
    """Return the names of all pages."""
    return tuple(sorted(file.stem for file in PLACE.glob("*.md")))


@cache
def guide_page(name: str) -> GuidePage:
    """Return a page of the guide as it is shown."""
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse((PLACE / f"{name}.md").read_text(encoding="utf-8"))
    title, rest = tokens[1].content, tokens[3:]
    for token in rest:
        _lead_within(token)
    body: str = reader.renderer.render(rest, reader.options, {})
    others = [] if name == _FIRST else [Link(text="Help", href=reverse("guide"))]
    # Our own files, in which raw HTML is not read as such.
    return GuidePage(title=title, body=Markup(body), others=others)  # noqa: S704


def _lead_within(token: Token) -> None:
    """Let links lead to pages of the website, and pictures come from it."""
    for each in token.children or ():
        if each.type == "link_open":
            each.attrs["href"] = _address(str(each.attrs["href"]))
        elif each.type == "image":
            each.attrs["src"] = asset(f"guide/{Path(str(each.attrs['src'])).name}")
            each.attrs["class"] = "onward-guide__picture"


def _address(target: str) -> str:
    name = target.removesuffix(".md")
    if name == _FIRST:
        return reverse("guide")
    return reverse("guide_page", args=[name]) if name in names() else target


ADDRESSES: Final = [
    page("guide", guide, name="guide"),
    page("guide/<slug:name>", guide, name="guide_page"),
]
