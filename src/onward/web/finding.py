"""Find a school of the directory by what an office would type: words of its name, its authority, its code."""

from datetime import date
from typing import Any, Final

from django import forms
from django.urls import reverse_lazy

from onward.directory.register import Register, SchoolFact
from onward.web.directory import place_of

MOST_FOUND: Final = 20


def find_schools(words: str, register: Register, *, on: date, but: int | None) -> list[SchoolFact]:
    """Return up to twenty schools, open or to open, in which every word occurs; names that begin so first."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    found = [
        each
        for each in register.by_id.values()
        if each.id != but and not each.is_closed(on) and _has(each, wanted, register)
    ]
    found.sort(key=lambda each: (not each.name.casefold().startswith(wanted[0]), each.name, each.key))
    return found[:MOST_FOUND]


def school_choices(found: list[SchoolFact], register: Register) -> list[tuple[str, str]]:
    """Return schools as choices of a form, each with what tells it from its namesakes."""
    return [(each.key, f"{each.name} ({place_of(each, register)})") for each in found]


def suggestions(found: list[SchoolFact], register: Register) -> list[dict[str, str]]:
    """Return schools as a page's script offers them while somebody types."""
    return [
        {
            "key": each.key,
            "words": f"{each.name} {each.seed}",
            "name": each.name,
            "place": place_of(each, register),
        }
        for each in found
    ]


def school_search(*, chooses: str, **options: Any) -> forms.CharField:
    """Return the field in which one looks for a school; with script it offers schools while one types.

    `chooses` names the field that takes the key of the school; empty: the words are looked for again.
    """
    offered = {"data-schools-at": reverse_lazy("found_schools"), "data-schools-choose": chooses}
    widget = forms.TextInput(attrs=offered)
    return forms.CharField(label="School", max_length=100, widget=widget, **options)


def _has(school: SchoolFact, wanted: list[str], register: Register) -> bool:
    text = f"{school.name} {place_of(school, register)}".casefold()
    return all(each in text for each in wanted)
