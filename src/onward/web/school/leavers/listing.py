"""The list of leavers: what its page and its export show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from onward.access.roles import Permission
from onward.directory.register import Register
from onward.operations.reading import LeaverPage, LeaverSeen
from onward.operations.reading.board import Sort
from onward.transfers.workflow import LeaverStanding
from onward.web.components import Cell, Column, Link, Pager, Row
from onward.web.list_filters import with_query
from onward.web.paging import pager_of
from onward.web.school.leavers.filters import LeaverFilters
from onward.web.school.leavers.words import (
    STANDINGS,
    destination_words,
    next_words,
    reason_words,
    standing_tag,
)
from onward.web.seat import Seat
from onward.web.wording import day

ROWS: Final = 25
_COLUMNS: Final = ("Goes to", "Standing", "What happens next")


@dataclass(frozen=True, kw_only=True)
class LeaversPage:
    """The page of the list."""

    organisation: str
    form: LeaverFilters
    tabs: list[Link]
    chips: list[Link]
    columns: list[Column]
    rows: list[Row]
    pager: Pager
    clear: str
    export: str
    add: str
    drop: str
    empty_title: str
    empty_text: str


def leavers_page(
    found: LeaverPage, form: LeaverFilters, *, seat: Seat, register: Register, today: date
) -> LeaversPage:
    """Return what the page of the list shows."""
    may_tell = Permission.TELL_DEPARTURES in seat.permissions
    return LeaversPage(
        organisation=seat.organisation_name,
        form=form,
        tabs=_tabs(found, form),
        chips=form.chips(),
        columns=[
            form.column("Pupil", by=Sort.NAME),
            form.column("Left", by=Sort.DAY),
            *(Column(text=each) for each in _COLUMNS),
        ],
        rows=[_row(each, found, register, today) for each in found.window.rows],
        pager=_pager(found, form),
        clear=reverse("leavers"),
        export=with_query("export_leavers", form.given),
        add=reverse("new_leaver") if may_tell else "",
        drop=reverse("files") if may_tell else "",
        empty_title="No leaver matches these filters" if form.chips() else "No leavers yet",
        empty_text=_empty_text(form),
    )


def exported(leavers: Iterable[LeaverSeen], register: Register) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row a leaver."""
    yield (
        "Surname", "Forename", "Date of birth", "SCN", "Stage", "Leaving date", "Leaving reason",
        "Destination as named", "Standing", "Settled in", "Reference",
    )  # fmt: skip
    for each in leavers:
        pupil = each.pupil
        yield (
            pupil.surname,
            pupil.forename,
            pupil.born.isoformat(),
            pupil.scn,
            pupil.stage,
            each.leaving_on.isoformat() if each.leaving_on else "",
            reason_words(each.reason),
            destination_words(each, register),
            STANDINGS[each.standing].title,
            f"{each.settled_month:%B %Y}" if each.settled_month else "",
            str(each.id),
        )


def _row(leaver: LeaverSeen, found: LeaverPage, register: Register, today: date) -> Row:
    asks = found.asks.get(leaver.id, ())
    pupil = leaver.pupil
    following = next_words(leaver, asks, policies=found.policies, register=register, today=today)
    return Row(
        cells=[
            Cell(
                text=f"{pupil.surname}, {pupil.forename}",
                href=reverse("leaver", args=[leaver.id]),
                hint=", ".join(each for each in (f"born {day(pupil.born)}", pupil.stage) if each),
            ),
            day(leaver.leaving_on),
            Cell(text=destination_words(leaver, register), hint=reason_words(leaver.reason)),
            Cell(tags=[standing_tag(leaver.standing)]),
            following,
        ],
        is_urgent=leaver.standing is LeaverStanding.OVERDUE,
    )


def _tabs(found: LeaverPage, form: LeaverFilters) -> list[Link]:
    every = Link(
        text="All",
        href=form.address(standing=""),
        is_current=form.standing_chosen is None,
        count=sum(found.counts.values()),
    )
    return [every, *(_tab(each, found, form) for each in STANDINGS if found.counts.get(each))]


def _tab(standing: LeaverStanding, found: LeaverPage, form: LeaverFilters) -> Link:
    return Link(
        text=STANDINGS[standing].title,
        href=form.address(standing=standing.value),
        is_current=form.standing_chosen is standing,
        count=found.counts[standing],
    )


def _pager(found: LeaverPage, form: LeaverFilters) -> Pager:
    if form.order is Sort.NEWEST:
        return pager_of(found.window, form.address, newer="Newer", older="Older")
    return pager_of(found.window, form.address)


def _empty_text(form: LeaverFilters) -> str:
    if form.chips():
        return "Try fewer of them, or look at all leavers."
    return "When a pupil leaves, say so here: the record follows, and you are told when the pupil is settled."
