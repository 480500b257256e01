"""What an old school can still say about a leaver: another destination, taken back, confirmed, the record."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from onward.messaging.documents import MAX_BYTES
from onward.web.countries import EVERYWHERE
from onward.web.day_field import DayField
from onward.web.school.fields import NoteField, SchoolSearch, TokenField, school_ref

SCHOOL, OUTSIDE = "school", "outside"
MOST_DOCUMENTS: Final = 5
OUTCOMES: Final = (
    ("over-age", "No longer has to be at school, by age"),
    ("died", "Died"),
)
OUTCOME_OUTSIDE: Final = ("outside-scotland", "Is at school outside Scotland")
EVIDENCE: Final = (
    ("reply", "A reply from there, such as from the new school"),
    ("document", "A document that we have seen"),
)


class DestinationForm(SchoolSearch):
    """Where the pupil goes: a school of the network, or a place outside it."""

    token = TokenField()
    where = forms.ChoiceField(
        label="Where does the pupil go?",
        widget=forms.RadioSelect,
        choices=((SCHOOL, "A school in Scotland"), (OUTSIDE, "Outside Scotland")),
        error_messages={"required": "Say whether the pupil goes to a school in Scotland"},
    )
    country = forms.ChoiceField(
        label="Country", choices=(("", "Choose a country"), *EVERYWHERE), required=False
    )
    place = forms.CharField(label="School or town there", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen place needs, and for nothing else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("where") == SCHOOL:
            self.require_school(cleaned)
        elif cleaned.get("where") == OUTSIDE and not cleaned.get("country"):
            self.add_error("country", "Choose the country")
        return cleaned

    def said(self, leaver_id: str) -> dict[str, Any]:
        """Return the redirect as an item."""
        cleaned = self.cleaned_data
        if cleaned["where"] == SCHOOL:
            return {"kind": "redirect", "leaver": leaver_id, "destination": school_ref(cleaned["school"])}
        outside = {"country": cleaned["country"], "name": cleaned["place"]}
        return {"kind": "redirect", "leaver": leaver_id, "outside": outside}


class WithdrawalForm(forms.Form):
    """Take a departure back."""

    token = TokenField()
    why = NoteField(label="Why?", help_text="In a few words. Never write an address here.")

    def said(self, leaver_id: str) -> dict[str, Any]:
        """Return the withdrawal as an item."""
        return {"kind": "withdrawal", "leaver": leaver_id, "why": self.cleaned_data["why"]}


class ConfirmationForm(forms.Form):
    """Confirm what became of a pupil who left the network."""

    token = TokenField()
    outcome = forms.ChoiceField(
        label="What became of the pupil?",
        widget=forms.RadioSelect,
        choices=OUTCOMES,
        error_messages={"required": "Choose what became of the pupil"},
    )
    by = forms.ChoiceField(
        label="How do you know?",
        widget=forms.RadioSelect,
        choices=EVIDENCE,
        error_messages={"required": "Choose how you know"},
    )
    on = DayField(
        label="When was it confirmed?",
        help_text="For example 27 3 2026",
        error_messages={"required": "Enter the day on which it was confirmed"},
    )

    def __init__(self, data: Any = None, *, is_outside: bool) -> None:
        super().__init__(data)
        if is_outside:
            self.fields["outcome"].choices = (OUTCOME_OUTSIDE, *OUTCOMES)  # type: ignore[attr-defined]

    def said(self, leaver_id: str) -> dict[str, Any]:
        """Return the confirmation as an item."""
        cleaned = self.cleaned_data
        told = {name: cleaned[name] for name in ("outcome", "by", "on")}
        return {"kind": "confirmation", "leaver": leaver_id, **told}


class ManyFiles(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files, each within the limit."""

    widget = ManyFiles

    def clean(self, data: "Sequence[UploadedFile[Any]]", initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the files.

        Raises:
            ValidationError: there is none, there are too many, or one is empty or too large.
        """
        files = list(data or ())
        if not files:
            raise ValidationError("Choose at least one file", code="required")
        if len(files) > MOST_DOCUMENTS:
            raise ValidationError(f"Choose at most {MOST_DOCUMENTS} files", code="too-many")
        if any((each.size or 0) > MAX_BYTES for each in files):
            limit = MAX_BYTES // 1024 // 1024
            raise ValidationError(f"One of the files is larger than {limit} MB", code="too-large")
        return [super(FilesField, self).clean(each, initial) for each in files]


class RecordForm(forms.Form):
    """The documents of the pupil's record."""

    token = TokenField()
    documents = FilesField(
        label="Documents",
        help_text="Such as the pupil's profile record. PDF, Word or pictures; at most 5 files of 20 MB each.",
    )
