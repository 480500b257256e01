"""Pages of which there are many and that differ in words alone: a list, a form, facts, a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from onward.web.components import Column, Fact, Link, Pager, Row
from onward.web.day_field import DayInput

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (DayInput, "date_input"),
    (forms.ClearableFileInput, "file_upload"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.CheckboxInput, "checkbox"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One table of a page. Without rows its empty state is shown; `about` says what all of it means.

    With `file` it can be taken out as a file of that name; `query` is what narrows it, for its address.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty_title: str
    empty_text: str
    pager: Pager | None = None
    about: str = ""
    file: str = ""
    query: str = ""

    @property
    def export(self) -> str:
        """Return the address of its file, but for the form, from the page on which it stands."""
        narrowed = f"{self.query}&" if self.query else ""
        return f"?{narrowed}list={self.file}" if self.file else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedField:
    """One field of a form with the component that draws it."""

    kind: str
    field: forms.BoundField


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form on a page. With `address` it goes there; it is sent as a file where it holds one."""

    form: forms.Form
    fields: Sequence[AskedField]
    action: str
    cancel: Link | None
    address: str = ""
    has_file: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainPage:
    """A page that says things: facts, actions, perhaps a form, and tables."""

    title: str
    lead: str = ""
    trail: Sequence[Link] = ()
    notice: str = ""
    actions: Sequence[Link] = ()
    facts: Sequence[Fact] = ()
    asked: Asked | None = None
    chips: Sequence[Link] = ()
    clear: str = ""
    listings: Sequence[Listing] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A page that asks before something is done. `kept` are the hidden fields of its form."""

    title: str
    text: str
    action: str
    cancel: Link
    points: Sequence[str] = ()
    asked: Asked | None = None
    listings: Sequence[Listing] = ()
    trail: Sequence[Link] = ()


def asked(form: forms.Form, action: str, *, cancel: Link | None = None, address: str = "") -> Asked:
    """Return a form as a page shows it."""
    return Asked(
        form=form,
        fields=[AskedField(kind=_kind(each.field.widget), field=each) for each in form],
        action=action,
        cancel=cancel,
        address=address,
        has_file=form.is_multipart(),
    )


def columns(*texts: str, numbers: Sequence[str] = ()) -> list[Column]:
    """Return the heads of a table; those named in `numbers` stand over figures."""
    return [Column(text=each, is_number=each in numbers) for each in texts]


def _kind(widget: forms.Widget) -> str:
    return next((kind for each, kind in _KINDS if isinstance(widget, each)), "text_input")
