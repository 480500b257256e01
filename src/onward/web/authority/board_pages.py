"""How the board of an authority is shown: two tabs, each a table with its filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from onward.access.roles import Permission
from onward.operations.reading.board import InRow, OutRow, Sort
from onward.operations.reading.windows import Window
from onward.web.authority import words
from onward.web.authority.filters import BoardFilters, InFilters, OutFilters, with_query
from onward.web.components import Cell, Column, Link, Pager, Row
from onward.web.paging import pager_of
from onward.web.wording import day

CHOSEN: Final = "chosen"


@dataclass(frozen=True, kw_only=True, slots=True)
class EmptyList:
    """What is said where the list is empty."""

    title: str
    text: str
    action: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardPage:
    """One side of the board. `remind`: where chosen rows are sent; empty where the person may not chase."""

    title: str
    lead: str
    tabs: Sequence[Link]
    shortcuts: Sequence[Link]
    form: BoardFilters
    chips: Sequence[Link]
    clear: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager
    export: str
    empty: EmptyList
    remind: str
    back: str
    views: Sequence[Link]
    view_address: str
    is_saved: bool

    @property
    def chosen(self) -> str:
        """The name of the rows' checkboxes; empty: there are none."""
        return CHOSEN if self.remind else ""


def out_page(
    found: Window[OutRow], form: OutFilters, permissions: frozenset[Permission], views: Sequence[OutFilters]
) -> BoardPage:
    """Return the page of pupils who left."""
    return BoardPage(
        title="Transfers out",
        lead="Pupils who left a school of your authority, as far as their old school may know.",
        tabs=_tabs(is_out=True),
        shortcuts=_shortcuts(form, _OUT_SHORTCUTS),
        columns=[
            form.column("Pupil", by=Sort.NAME),
            Column(text="School"),
            form.column("Last day", by=Sort.DAY),
            Column(text="Reason"),
            Column(text="Going to"),
            Column(text="Where it stands"),
        ],
        rows=[_out_row(each) for each in found.rows],
        remind=reverse("authority_remind_out") if Permission.CHASE_TRANSFERS in permissions else "",
        empty=_empty(
            form, "No pupil has left", "When a school says that a pupil leaves, they are listed here."
        ),
        view_address=reverse("authority_view_out"),
        **_shared(found, form, "authority_out_csv", views),
    )


def in_page(
    found: Window[InRow], form: InFilters, permissions: frozenset[Permission], views: Sequence[InFilters]
) -> BoardPage:
    """Return the page of pupils who are expected, or who came."""
    return BoardPage(
        title="Transfers in",
        lead="Pupils whom a school of your authority expects, or who have come.",
        tabs=_tabs(is_out=False),
        shortcuts=_shortcuts(form, _IN_SHORTCUTS),
        columns=[
            form.column("Pupil", by=Sort.NAME),
            Column(text="School"),
            Column(text="Expected from"),
            form.column("To answer by", by=Sort.DAY),
            Column(text="Arrived"),
            Column(text="Where it stands"),
        ],
        rows=[_in_row(each) for each in found.rows],
        remind=reverse("authority_remind_in") if Permission.CHASE_TRANSFERS in permissions else "",
        empty=_empty(
            form, "No pupil is expected", "When a pupil is announced to a school, they are listed here."
        ),
        view_address=reverse("authority_view_in"),
        **_shared(found, form, "authority_in_csv", views),
    )


_OUT_SHORTCUTS: Final[Mapping[str, Mapping[str, str]]] = {
    "Still open": {},
    "Overdue": {"standing": "overdue"},
    "Reason missing": {"missing": "reason"},
    "Needs a destination": {"standing": "needs_destination"},
}
_IN_SHORTCUTS: Final[Mapping[str, Mapping[str, str]]] = {
    "Still expected": {},
    "Overdue": {"standing": "overdue"},
    "Not here": {"standing": "not_here"},
}


def _shared(
    found: Window[Any], form: BoardFilters, export: str, views: Sequence[BoardFilters]
) -> dict[str, Any]:
    return {
        "form": form,
        "chips": form.chips(),
        "clear": with_query(form.address_name, {}),
        "pager": _pager(found, form),
        "export": with_query(export, form.given),
        "back": urlencode(form.given),
        "views": [
            Link(text=each.words(), href=each.address(), is_current=each.query == form.query)
            for each in views
        ],
        "is_saved": any(each.query == form.query for each in views),
    }


def _tabs(*, is_out: bool) -> list[Link]:
    return [
        Link(text="Out", href=reverse("authority_out"), is_current=is_out),
        Link(text="In", href=reverse("authority_in"), is_current=not is_out),
    ]


def _shortcuts(form: BoardFilters, shortcuts: Mapping[str, Mapping[str, str]]) -> list[Link]:
    given = {name: value for name, value in form.given.items() if name != "sort"}
    return [
        Link(text=text, href=with_query(form.address_name, query), is_current=given == query)
        for text, query in shortcuts.items()
    ]


def _pager(found: Window[Any], form: BoardFilters) -> Pager:
    if form.order is Sort.NEWEST:
        return pager_of(found, form.address, newer="Newer", older="Older")
    return pager_of(found, form.address)


def _empty(form: BoardFilters, title: str, text: str) -> EmptyList:
    if not form.chips():
        return EmptyList(title=title, text=text)
    clear = Link(text="Clear all filters", href=with_query(form.address_name, {}))
    return EmptyList(title="Nothing matches these filters", text="Try fewer of them.", action=clear)


def _out_row(each: OutRow) -> Row:
    return Row(
        key=str(each.id),
        cells=[
            _pupil(each, reverse("authority_leaver", args=[each.id])),
            each.school_name,
            day(each.leaving_on) or "Not given",
            words.reason_words(each.reason),
            each.going_to or "Not known",
            Cell(tags=[words.OUT[each.standing]]),
        ],
    )


def _in_row(each: InRow) -> Row:
    return Row(
        key=str(each.id),
        cells=[
            _pupil(each, reverse("authority_joiner", args=[each.id])),
            each.school_name,
            day(each.expected_from),
            day(each.due_on) or "No day set",
            day(each.arrived_on) or "Not yet",
            Cell(tags=[words.LATE if each.is_overdue else words.IN[each.standing]]),
        ],
    )


def _pupil(each: OutRow | InRow, href: str) -> Cell:
    return Cell(text=words.pupil_name(each.surname, each.forename), href=href, hint=each.stage)
