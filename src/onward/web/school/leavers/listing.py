"""The list of leavers: what was asked for by its address, and what its page and its export show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse

from onward.access.roles import Permission
from onward.directory.register import Register
from onward.formats.lists.safe_csv import csv_lines
from onward.operations.reading import LeaverPage, LeaverSeen
from onward.operations.reading.windows import Place
from onward.transfers.workflow import LeaverStanding
from onward.web.components import Cell, Column, Link, Pager, Row
from onward.web.paging import pager_of, place_in
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
_COLUMNS: Final = ("Pupil", "Left", "Goes to", "Standing", "What happens next")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address of the list asks for."""

    standings: tuple[LeaverStanding, ...]
    place: Place = field(default_factory=partial(Place, limit=ROWS))

    def address(self, name: str = "leavers", **position: str) -> str:
        """Return the address of this list, perhaps from another position on."""
        query = urlencode([*(("standing", each.value) for each in self.standings), *position.items()])
        return f"{reverse(name)}?{query}" if query else reverse(name)


@dataclass(frozen=True, kw_only=True)
class LeaversPage:
    """The page of the list."""

    organisation: str
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


def asked_for(query: QueryDict) -> Asked:
    """Return what an address asks for; what no page links to does not exist."""
    try:
        return Asked(
            standings=tuple(LeaverStanding(each) for each in query.getlist("standing")),
            place=place_in(query, ROWS),
        )
    except ValueError as error:
        raise Http404 from error


def leavers_page(
    found: LeaverPage, asked: Asked, *, seat: Seat, register: Register, today: date
) -> LeaversPage:
    """Return what the page of the list shows."""
    may_tell = Permission.TELL_DEPARTURES in seat.permissions
    return LeaversPage(
        organisation=seat.organisation_name,
        tabs=_tabs(found, asked),
        chips=_chips(asked),
        columns=[Column(text=each) for each in _COLUMNS],
        rows=[_row(each, found, register, today) for each in found.window.rows],
        pager=pager_of(found.window, asked.address, newer="Newer", older="Older"),
        clear=reverse("leavers"),
        export=asked.address("export_leavers"),
        add=reverse("new_leaver") if may_tell else "",
        drop=reverse("files") if may_tell else "",
        empty_title="No leavers with this standing" if asked.standings else "No leavers yet",
        empty_text=_empty_text(asked),
    )


def export_lines(leavers: Iterable[LeaverSeen], register: Register) -> Iterator[str]:
    """Write the list as CSV, piece by piece."""
    headings = (
        "Surname", "Forename", "Date of birth", "SCN", "Stage", "Leaving date", "Leaving reason",
        "Destination as named", "Standing", "Settled in", "Reference",
    )  # fmt: skip
    return csv_lines(rows for part in ([headings], _export_rows(leavers, register)) for rows in part)


def _export_rows(leavers: Iterable[LeaverSeen], register: Register) -> Iterator[tuple[str, ...]]:
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


def _tabs(found: LeaverPage, asked: Asked) -> list[Link]:
    every = Link(
        text="All",
        href=reverse("leavers"),
        is_current=not asked.standings,
        count=sum(found.counts.values()),
    )
    return [every, *(_tab(each, found, asked) for each in STANDINGS if found.counts.get(each))]


def _tab(standing: LeaverStanding, found: LeaverPage, asked: Asked) -> Link:
    return Link(
        text=STANDINGS[standing].title,
        href=Asked(standings=(standing,)).address(),
        is_current=asked.standings == (standing,),
        count=found.counts[standing],
    )


def _chips(asked: Asked) -> list[Link]:
    return [
        Link(
            text=STANDINGS[each].title,
            href=Asked(standings=tuple(one for one in asked.standings if one is not each)).address(),
        )
        for each in asked.standings
    ]


def _empty_text(asked: Asked) -> str:
    if asked.standings:
        return "Choose another standing above, or look at all leavers."
    return "When a pupil leaves, say so here: the record follows, and you are told when the pupil is settled."
