"""The form that takes a file, and the form that mends one row of it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from onward.formats.lists.choices import CHOICES
from onward.operations.given_files.mending import Cells
from onward.web.school.faults import faults_only, words_of
from onward.web.school.new_leaver.steps import NOT_KNOWN

LARGEST: Final = 16 * 1024 * 1024
LONGEST_CELL: Final = 1000


class DropForm(forms.Form):
    """A file of leavers or joiners, and the answer about protection for those who have none of their own."""

    file = forms.FileField(
        label="File",
        help_text="CTF (XML), CSV, Excel (XLSX) or JSON; at most 16 MB.",
        max_length=200,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "empty": "The file is empty. Save it again and choose it anew",
            "max_length": "The name of the file is too long. Give it a shorter name",
        },
    )
    protection = forms.ChoiceField(
        label="Pupils for whom the file does not say it: may their whereabouts be disclosed?",
        help_text="What the file says of a pupil goes before this answer.",
        widget=forms.RadioSelect,
        choices=(
            ("not-protected", "Yes: there is no reason to keep them secret"),
            ("protected", "No: nobody may learn where they are"),
            (NOT_KNOWN, "We do not know: treat them as protected until somebody answers"),
        ),
        error_messages={"required": "Say whether the whereabouts may be disclosed"},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Return the file.

        Raises:
            ValidationError: it is larger than may be.
        """
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB. Split it, and give in the parts",
                code="too-large",
            )
        return file

    @property
    def answer(self) -> str:
        """The answer about protection; left open: an empty text."""
        chosen = str(self.cleaned_data["protection"])
        return "" if chosen == NOT_KNOWN else chosen


class RowForm(forms.Form):
    """The cells of one row or pupil, each under its heading. Without `data` as they stand there."""

    def __init__(self, data: Any = None, *, row: Cells) -> None:
        self._places = {column.field: f"cell-{number}" for number, column in enumerate(row.columns)}
        held = {place: _held(field, row.cells.get(field, "")) for field, place in self._places.items()}
        super().__init__(held if data is None else data)
        for field, place in self._places.items():
            self.fields[place] = _cell(row.headings[field], CHOICES.get(field, ()), held[place])
        self.filled = {place for place, value in held.items() if value}

    def name_faults(self, row: Cells) -> None:
        """Tie what is wrong to the cells; what belongs to none stands above them all."""
        for each in faults_only(row.faults):
            self.add_error(self._places.get(row.places.get(each.path, "")), words_of(each))

    def cells(self) -> dict[str, str]:
        """Return what the cells shall hold, by their fields."""
        return {field: self.cleaned_data[place] for field, place in self._places.items()}


def _held(field: str, value: str) -> str:
    """Return the choice that a cell means, where it stands there shorter, as `04` for `04 Home education`."""
    choices = CHOICES.get(field, ())
    return next((each for each in choices if value and each.startswith(f"{value} ")), value)


def _cell(heading: str, choices: tuple[str, ...], value: str) -> forms.CharField:
    if choices and (not value or value in choices):
        select = forms.Select(choices=[("", ""), *((each, each) for each in choices)])
        return forms.CharField(label=heading, required=False, widget=select)
    return forms.CharField(label=heading, required=False, max_length=LONGEST_CELL)
