"""What the style guide tells of one component, and how its example is drawn: by the component itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template import engines
from markupsafe import Markup


@dataclass(frozen=True, kw_only=True)
class Use:
    """One use of a component: its arguments, and what stands between its call and its end.

    A use inside is drawn for every entry that the component gives, as the argument named by its `entry_as`.
    """

    of: str
    given: Mapping[str, Any] = field(default_factory=dict)
    inside: Sequence["Use"] = ()
    entry_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A component in the guide. `parameters` says in words what each is; `uses` show it."""

    of: str
    purpose: str
    when: str
    parameters: Mapping[str, str]
    uses: Sequence[Use]

    @property
    def title(self) -> str:
        """The component's name as a heading."""
        return self.of.replace("_", " ").capitalize()


def macro_of(component: str) -> Any:
    """Return a component as something that can be called."""
    module = engines["jinja2"].env.get_template(f"components/{component}.html").module  # type: ignore[attr-defined]
    return getattr(module, component)


def draw(use: Use) -> Markup:
    """Return a use of a component as HTML."""
    given = dict(use.given)
    if use.inside:
        given["caller"] = lambda *entries: _inside(use, entries)
    return Markup(macro_of(use.of)(**given))  # noqa: S704 -- the component has escaped what it was given


def call_of(example: Example) -> str:
    """Return how a template calls the component, with the parameters in their order."""
    taken = macro_of(example.of).arguments
    call = f"{example.of}({', '.join(taken)})"
    wrapped = any(use.inside for use in example.uses)
    return f"{{% call {call} %}} ... {{% endcall %}}" if wrapped else f"{{{{ {call} }}}}"


def _inside(use: Use, entries: Sequence[Any]) -> Markup:
    drawn = (
        Use(of=each.of, given={**each.given, each.entry_as: entries[0]}) if each.entry_as else each
        for each in use.inside
    )
    return Markup("").join(draw(each) for each in drawn)
