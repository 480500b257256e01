"""Form fields that several pages of a school share: the school searched for, notes, the one-time token."""

import re
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from onward.directory.register import Register, SchoolFact
from onward.web.finding import find_schools, school_choices, school_search

FIND: Final = "find"
"""The name of the button that looks for schools and does nothing else."""

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?:\+|\b0)(?:[\s()-]*[0-9]){9,12}\b")


class TokenField(forms.UUIDField):
    """A token that the form carries: sent twice, it says the same thing twice, and nothing is doubled."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid4)


def key_of(token: UUID) -> str:
    """Return the idempotency key of a form's token."""
    return f"web-{token}"


class NoteField(forms.CharField):
    """A short note. Where the family lives does not belong into it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, required=False, widget=forms.Textarea, **options)

    def validate(self, value: str) -> None:
        """Refuse postcodes and telephone numbers: a note is read by more people than may know them."""
        super().validate(value)
        if _POSTCODE.search(value) or _TELEPHONE.search(value):
            raise ValidationError("Leave postcodes and telephone numbers out of the note", code="whereabouts")


class SchoolSearch(forms.Form):
    """Words to look for, and the schools found as choices. Works without script: search, then choose."""

    search = school_search(
        chooses="school", help_text="Its name, its council or its SEED code", required=False
    )
    school = forms.ChoiceField(label="Which school?", widget=forms.RadioSelect, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        register: Register,
        own: SchoolFact,
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.register, self.own, self.today = register, own, today
        self.found = find_schools(self.data.get("search", ""), register, on=today, but=own.id)
        self.fields["school"].choices = school_choices(self.found, register)  # type: ignore[attr-defined]

    @property
    def has_found(self) -> bool:
        """Say whether there are schools to choose from."""
        return bool(self.found)

    def require_school(self, cleaned: dict[str, Any]) -> None:
        """Add a fault where no school was chosen, in the words that fit how far the search has come."""
        if cleaned.get("school") or self.errors:
            return
        if self.found:
            self.add_error("school", "Choose the school from those found")
        elif cleaned.get("search"):
            self.add_error("search", "No school was found: try fewer words, or its SEED code")
        else:
            self.add_error("search", "Enter the name of the school, and choose Find schools")


def school_ref(key: str) -> dict[str, str]:
    """Return how an item names the school with this key."""
    seed, _, kind = key.partition("-")
    return {"seed": seed, "type": kind}
