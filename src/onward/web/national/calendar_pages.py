"""What the pages about holidays show. All of it is open data."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django import forms
from django.urls import reverse

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.register import Register
from onward.operations.upkeep import CalendarsSeen
from onward.web.components import Cell, Link, Row
from onward.web.national.directory_pages import fault_listing
from onward.web.national.policy_pages import recount_listing, recount_points
from onward.web.plain_pages import Listing, PlainPage, Question, asked, columns
from onward.web.wording import count_of, day

SHOWN: Final = 100


def calendars_page(holidays: Sequence[ListedHoliday], register: Register, today: date) -> PlainPage:
    """Return the authorities with how far their calendars reach."""
    return PlainPage(
        title="Calendars",
        lead="The holidays of each authority, by which deadlines are counted. They are open data.",
        actions=[
            Link(text="Import holidays", href=reverse("import_calendars")),
            Link(text="Download all holidays", href=reverse("calendars_csv")),
        ],
        listings=[
            Listing(
                caption="Calendars",
                columns=columns("Authority", "Holidays", "Known up to", "Next", numbers=("Holidays",)),
                rows=[
                    _authority(code, name, [each for each in holidays if each.authority == code], today)
                    for code, name in sorted(register.authorities.items(), key=lambda each: each[1])
                ],
                empty_title="No authority is listed",
                empty_text="Authorities are listed when the service is set up.",
            )
        ],
    )


def calendar_page(holidays: Iterable[ListedHoliday], name: str) -> PlainPage:
    """Return the holidays of one authority."""
    return PlainPage(title=f"Holidays of {name}", trail=trail(), listings=[_listing("Holidays", holidays)])


def import_question(seen: CalendarsSeen, kept: forms.Form, register: Register, today: date) -> Question:
    """Return what importing holidays would do, before it is done."""
    plan = seen.plan
    listings = [_listing("Added", plan.added), _listing("Removed", plan.removed), fault_listing(plan.faults)]
    if seen.recount.moved:
        listings.insert(0, recount_listing(seen.recount, register))
    return Question(
        title="Import these holidays?",
        text="Nothing has changed yet. An authority with a faulty row keeps its calendar.",
        points=[
            f"{count_of(len(plan.added), 'holiday')} added",
            f"{count_of(len(plan.removed), 'holiday')} removed",
            f"{count_of(plan.unchanged, 'holiday')} unchanged",
            *recount_points(seen.recount, today),
        ],
        action="Change the calendars",
        cancel=Link(text="Change nothing", href=reverse("calendars")),
        asked=asked(kept, "Change the calendars"),
        listings=[each for each in listings if each.rows],
        trail=trail(),
    )


def trail() -> list[Link]:
    """Return the way to a page below the calendars."""
    return [Link(text="Calendars", href=reverse("calendars"))]


def _authority(code: str, name: str, holidays: Sequence[ListedHoliday], today: date) -> Row:
    known = max((each.last_day for each in holidays), default=None)
    coming = min((each for each in holidays if each.day_after > today), default=None)
    following = f"{coming.name}, from {day(coming.first_day)}" if coming else "none is known"
    link = reverse("calendar", args=[code])
    return Row(
        cells=[Cell(text=name, href=link), f"{len(holidays):,}", day(known) or "not known", following],
        is_urgent=coming is None,
    )


def _listing(caption: str, holidays: Iterable[ListedHoliday]) -> Listing:
    shown = list(holidays)
    return Listing(
        caption=f"{caption} ({len(shown):,})",
        columns=columns("Holiday", "Authority", "First day", "Last day"),
        rows=[
            Row(cells=[each.name, each.authority, day(each.first_day), day(each.last_day)])
            for each in shown[:SHOWN]
        ],
        empty_title=f"{caption}: none",
        empty_text="No holiday is listed here.",
    )
