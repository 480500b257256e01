"""Name a destination: a search among all schools, then a choice. Works without script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse

from onward.directory.register import Register, SchoolFact
from onward.foundation.faults import Fault
from onward.operations.reading.leavers import LeaverSeen
from onward.web.authority import words
from onward.web.components import Link
from onward.web.finding import school_search


class SearchForm(forms.Form):
    """Words to look for among schools."""

    search = school_search(chooses="", help_text="Words of its name, its council, or its SEED code")


class ChoiceForm(forms.Form):
    """One of the schools that were found. The token makes sure that sent twice counts once."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    school = forms.TypedChoiceField(label="Which school?", widget=forms.RadioSelect, coerce=int)

    def __init__(self, data: Any, *, found: Sequence[SchoolFact], register: Register) -> None:
        """Offer these schools."""
        super().__init__(data)
        self.fields["school"].choices = [(each.id, _told_apart(each, register)) for each in found]  # type: ignore[attr-defined]

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say why the hub did not take it."""
        for fault in faults:
            self.add_error(None, f"{fault.message} {fault.mend}".strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class DestinationPage:
    """The search, and the schools found."""

    name: str
    lead: str
    search: SearchForm
    choice: ChoiceForm
    has_found: bool
    has_searched: bool
    back: Link


def destination_page(
    leaver: LeaverSeen, search: SearchForm, choice: ChoiceForm, *, found: Sequence[SchoolFact]
) -> DestinationPage:
    """Return the page on which a destination is named for a leaver."""
    return DestinationPage(
        name=words.pupil_name(leaver.pupil.surname, leaver.pupil.forename),
        lead="Name the school that the pupil goes to. It is told to expect the pupil, and gets the record.",
        search=search,
        choice=choice,
        has_found=bool(found),
        has_searched=search.is_bound,
        back=Link(text="Leaver", href=reverse("authority_leaver", args=[leaver.id])),
    )


def _told_apart(school: SchoolFact, register: Register) -> str:
    authority = register.authorities.get(school.authority_id, "")
    return f"{school.name} ({authority}, {school.type.value}, {school.seed})"
