"""What the pages about the directory show. All of it is open data."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django import forms
from django.urls import reverse

from onward.directory.register import Register, SchoolFact
from onward.directory.school_list.plan import ImportPlan
from onward.foundation.faults import Fault, Level
from onward.operations.closures import Closure
from onward.web.components import Cell, Fact, Link, Pager, Row, Tag
from onward.web.day_field import DayField
from onward.web.plain_form import PlainForm
from onward.web.plain_pages import Listing, PlainPage, Question, asked, columns
from onward.web.wording import count_of, day

AT_ONCE: Final = 50
SHOWN: Final = 100
"""How many of each kind a preview shows; a first import of a nation adds thousands."""


class SearchForm(PlainForm):
    """A part of a school's name or key."""

    text = forms.CharField(
        label="Find a school", max_length=100, help_text="A part of its name, its SEED code or its key."
    )


class ClosingForm(PlainForm):
    """When a school closes, and which one takes over."""

    on = DayField(label="First day without the school")
    successor = forms.CharField(
        label="School that takes over",
        required=False,
        max_length=20,
        help_text="Its key, such as 8012345-primary.",
    )


class ClosingKept(forms.Form):
    """A closing that was looked at, carried to where it is confirmed."""

    on_day = forms.IntegerField(widget=forms.HiddenInput)
    on_month = forms.IntegerField(widget=forms.HiddenInput)
    on_year = forms.IntegerField(widget=forms.HiddenInput)
    successor = forms.CharField(widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, initial="yes")


def schools_page(
    schools: Sequence[SchoolFact],
    register: Register,
    form: SearchForm,
    *,
    total: int,
    after: int,
    today: date,
) -> PlainPage:
    """Return the list of schools, or those that were found."""
    address = reverse("directory")
    has_more = after + len(schools) < total and not form.is_bound
    return PlainPage(
        title="Directory",
        lead="Every school of the country, open and closed. It is open data.",
        actions=[
            Link(text="Import a list", href=reverse("import_schools")),
            Link(text="Merge schools", href=reverse("merge_schools")),
            Link(text="Download the list", href=reverse("directory_csv")),
        ],
        asked=asked(form, "Find"),
        listings=[
            Listing(
                caption="Schools",
                columns=columns("School", "Key", "Authority", "Standing"),
                rows=[_school(each, register, today) for each in schools],
                empty_title="No school was found",
                empty_text="Try a shorter part of its name, or its SEED code.",
                pager=Pager(
                    text=f"Showing {count_of(len(schools), 'school')} of {total:,}",
                    newer=address if after or form.is_bound else "",
                    newer_text="From the beginning",
                    older=f"{address}?after={after + len(schools)}" if has_more else "",
                    older_text="More",
                ),
            )
        ],
    )


def school_page(school: SchoolFact, register: Register, today: date) -> PlainPage:
    """Return what the directory knows of one school."""
    answering = register.successor_of(school, today)
    close = Link(text="Close or merge it", href=reverse("close_school", args=[school.id]))
    reopen = Link(text="Take back the closing", href=reverse("reopen_school", args=[school.id]))
    return PlainPage(
        title=school.name,
        trail=trail(),
        facts=[
            Fact(key="Key", values=[school.key]),
            Fact(
                key="Authority",
                values=[f"{register.authorities[school.authority_id]} ({school.authority_id})"],
            ),
            Fact(key="Sector", values=[school.sector.value]),
            Fact(key="Takes part", values=["yes" if school.takes_part else "no"]),
            Fact(key="Opened", values=[day(school.opened_on) or "before the list began"]),
            Fact(key="Closed", values=[day(school.closed_on) or "no"]),
            Fact(
                key="Answers today", values=[f"{answering.name} ({answering.key})" if answering else "nobody"]
            ),
        ],
        actions=[reopen if school.closed_on else close],
    )


def closing_question(closure: Closure, on: date, successor: str) -> Question:
    """Return what closing a school would come to, before it is done."""
    school, to = closure.school, closure.successor
    day_parts = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    kept = ClosingKept(initial={**day_parts, "successor": successor, "confirmed": "yes"})
    name = to.name if to else "nobody in the network"
    counts = {
        "on its roll, who go on there" if to else "on its roll, who will be sought": closure.on_roll,
        "expected at it, who will be expected there": closure.handed_over,
        "expected at it, whose old schools will be asked": closure.unplaced,
    }
    points = [f"{count_of(count, 'pupil')} {words}." for words, count in counts.items() if count]
    if closure.deliveries:
        points.append(f"{count_of(closure.deliveries, 'message')} will lie in another mailbox.")
    if closure.leavers:
        points.append(f"{count_of(closure.leavers, 'leaver')} will be the successor's to speak for.")
    return Question(
        title="Close this school?",
        text=f"{school.name} closes on {day(school.closed_on)}. What it has goes on with {name}.",
        points=points or ["Nobody is on its roll or expected, and nothing waits for it."],
        action="Close the school",
        cancel=Link(text="Keep it open", href=reverse("directory_school", args=[school.id])),
        asked=asked(kept, "Close the school"),
        trail=trail(),
    )


def import_question(plan: ImportPlan, rolls: dict[str, int], kept: forms.Form) -> Question:
    """Return what importing a list would do, before it is done."""
    on_rolls = sum(rolls.values())
    points = [
        f"{count_of(len(plan.added), 'school')} added",
        f"{count_of(len(plan.changed), 'school')} changed",
        f"{count_of(plan.unchanged, 'school')} unchanged",
        f"{count_of(len(plan.faults), 'remark')} on rows of the list",
    ]
    if on_rolls:
        points.append(f"{count_of(on_rolls, 'pupil')} on the rolls of schools that close")
    return Question(
        title="Import this list?",
        text="Nothing has changed yet. Rows with a fault change nothing; the others go through.",
        points=points,
        action="Change the directory",
        cancel=Link(text="Change nothing", href=reverse("directory")),
        asked=asked(kept, "Change the directory"),
        listings=[each for each in (_added(plan), _changed(plan), fault_listing(plan.faults)) if each.rows],
        trail=trail(),
    )


def fault_listing(faults: Sequence[Fault]) -> Listing:
    """Return the faults of a list, each with what would mend it."""
    return Listing(
        caption="Faults and warnings",
        columns=columns("Where", "What", "What would mend it"),
        rows=[
            Row(
                cells=[each.path or "The file", Cell(text=each.message, tags=[_level(each)]), each.mend],
                is_urgent=each.level is Level.FAULT,
            )
            for each in faults[:SHOWN]
        ],
        empty_title="No fault was found",
        empty_text="Every row of the list can be used.",
    )


def trail() -> list[Link]:
    """Return the way to a page below the directory."""
    return [Link(text="Directory", href=reverse("directory"))]


def found(schools: Iterable[SchoolFact], text: str) -> list[SchoolFact]:
    """Return the schools whose name or key holds this text."""
    wanted = text.strip().casefold()
    return [each for each in schools if wanted in each.name.casefold() or wanted in each.key]


def _school(school: SchoolFact, register: Register, today: date) -> Row:
    standing = (
        Tag(text="Open", tone="good") if school.is_open(today) else Tag(text="Yet to open", tone="info")
    )
    if school.is_closed(today):
        standing = Tag(text="Closed")
    link = reverse("directory_school", args=[school.id])
    authority = register.authorities.get(school.authority_id, school.authority_id)
    return Row(cells=[Cell(text=school.name, href=link), school.key, authority, Cell(tags=[standing])])


def _added(plan: ImportPlan) -> Listing:
    return Listing(
        caption=f"Schools that are added ({len(plan.added):,})",
        columns=columns("School", "Key", "Authority"),
        rows=[Row(cells=[each.name, each.key, each.authority]) for each in plan.added[:SHOWN]],
        empty_title="No school is added",
        empty_text="The directory has every school of the list.",
    )


def _changed(plan: ImportPlan) -> Listing:
    rows = [
        Row(cells=[change.after.name, each.field.replace("_", " "), _value(each.before), _value(each.after)])
        for change in plan.changed[:SHOWN]
        for each in change.fields
    ]
    return Listing(
        caption=f"Schools that change ({len(plan.changed):,})",
        columns=columns("School", "What", "Before", "After"),
        rows=rows,
        empty_title="No school changes",
        empty_text="The directory says what the list says.",
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    return str(value) if value else "empty"


def _level(fault: Fault) -> Tag:
    is_fault = fault.level is Level.FAULT
    return Tag(text="Fault" if is_fault else "Warning", tone="urgent" if is_fault else "attention")
