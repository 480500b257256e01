"""What the pages about staff and systems of an authority show."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse

from onward.access.acting import ActingSystem
from onward.access.authority_staff import Place, Post
from onward.access.facts import Organisation
from onward.web.authority.staff_forms import LEFT, ChangeForm, ChangeKept
from onward.web.components import Cell, Link, Row, Tag
from onward.web.plain_pages import Listing, PlainPage, Question, asked, columns
from onward.web.wording import day, moment

Systems = Mapping[int, Sequence[ActingSystem]]
NOBODY: Final = Tag(text="Nobody", tone="attention")


def staff_page(places: Sequence[Place], systems: Systems, *, may_change: bool, own: UUID) -> PlainPage:
    """Return the authority's own staff, and its schools."""
    authority, *schools = places
    return PlainPage(
        title="Staff and systems",
        lead="Who works with the service at the authority and at each of its schools, and which systems act.",
        listings=[
            _people(authority, "At the authority", may_change=may_change, own=own),
            Listing(
                caption="Its schools",
                columns=columns("School", "People", "Access reviewed", "Systems", numbers=("People",)),
                rows=[_school(each, systems.get(each.at.school_id or 0, ())) for each in schools],
                empty_title="The authority has no school that takes part",
                empty_text="Schools are listed in the directory.",
            ),
        ],
    )


def place_page(place: Place, systems: Sequence[ActingSystem], *, may_change: bool, own: UUID) -> PlainPage:
    """Return who works at one school, and which systems act for it."""
    reviewed = moment(place.reviewed_at)
    return PlainPage(
        title=place.name,
        lead=f"Who can see its pupils was last reviewed on {reviewed}."
        if reviewed
        else "Nobody has reviewed yet who can see its pupils.",
        trail=[Link(text="Staff and systems", href=reverse("authority_staff"))],
        listings=[
            _people(place, "Who works here", may_change=may_change, own=own),
            Listing(
                caption="Systems that act for it",
                columns=columns("System", "Supplier", "Last sign of life"),
                rows=[Row(cells=[each.name, each.supplier, _heard(each)]) for each in systems],
                empty_title="No system acts for it",
                empty_text="Its office sends files, or works in the browser.",
            ),
        ],
    )


def change_page(form: ChangeForm, post: Post, names: Mapping[Organisation, str]) -> PlainPage:
    """Return the form that asks what has changed for somebody."""
    back = Link(text="Cancel", href=reverse("authority_staff"))
    return PlainPage(
        title=f"{post.name}: moved or left",
        lead=f"{post.role.title}, {names[post.at]}. You are asked again before anything changes.",
        trail=[Link(text="Staff and systems", href=back.href)],
        asked=asked(form, "Go on", cancel=back),
    )


def change_question(form: ChangeForm, posts: Sequence[Post], names: Mapping[Organisation, str]) -> Question:
    """Return what the change would come to, before it is made."""
    kept = ChangeKept(initial={**form.cleaned_data, "confirmed": "yes"})
    name, cancel = posts[0].name, Link(text="Change nothing", href=reverse("authority_staff"))
    if form.cleaned_data["what"] == LEFT:
        return Question(
            title="End all roles of this person here?",
            text=f"{name} will hold no role at the authority or any of its schools, from today on.",
            points=[f"{each.role.title}, {names[each.at]}{_until(each)}" for each in posts],
            action="End them",
            cancel=cancel,
            asked=asked(kept, "End them"),
        )
    return Question(
        title="Move this role?",
        text=f"{name} will be {form.post.role.title} at {form.school_name}, from today on.",
        points=[f"They will no longer be {form.post.role.title} at {names[form.post.at]}."],
        action="Move the role",
        cancel=cancel,
        asked=asked(kept, "Move the role"),
    )


def _people(place: Place, caption: str, *, may_change: bool, own: UUID) -> Listing:
    heads = ("Person", "Role", "Since", "Last signed in", *(("Change",) if may_change else ()))
    return Listing(
        caption=caption,
        columns=columns(*heads),
        rows=[_person(each, may_change=may_change, own=own) for each in place.posts],
        empty_title="Nobody works here with the service",
        empty_text="An administrator invites people.",
    )


def _person(post: Post, *, may_change: bool, own: UUID) -> Row:
    cells: list[Cell | str] = [
        Cell(text=post.name, hint=post.email),
        post.role.title,
        f"{day(post.from_on)}{_until(post)}",
        moment(post.last_seen_at) or "never",
    ]
    if may_change:
        address = reverse("authority_change_staff", args=[post.person_id])
        cells.append("" if post.person_id == own else Cell(text=f"{post.name} moved or left", href=address))
    return Row(cells=cells)


def _until(post: Post) -> str:
    return f" until {day(post.until_on)}" if post.until_on else ""


def _school(place: Place, systems: Sequence[ActingSystem]) -> Row:
    link = reverse("authority_staff_of_school", args=[place.at.school_id])
    return Row(
        cells=[
            Cell(text=place.name, href=link, tags=() if place.posts else (NOBODY,)),
            f"{place.people:,}",
            moment(place.reviewed_at) or "never",
            Cell(text=_names(systems), hint=_newest(systems)),
        ]
    )


def _names(systems: Sequence[ActingSystem]) -> str:
    return ", ".join(each.name for each in systems) or "none"


def _newest(systems: Sequence[ActingSystem]) -> str:
    if not systems:
        return ""
    newest = max((each.last_used_at for each in systems if each.last_used_at), default=None)
    return f"last heard of {moment(newest)}" if newest else "never heard of"


def _heard(system: ActingSystem) -> str:
    return moment(system.last_used_at) or "never" if system.is_active else "suspended"
