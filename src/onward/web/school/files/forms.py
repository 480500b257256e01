"""The form that takes a file, and the form that mends one row of it."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from onward.formats.lists.choices import CHOICES
from onward.foundation.faults import Fault
from onward.operations.given_files.mending import Cells
from onward.web.school.faults import faults_only, words_of
from onward.web.school.new_leaver.steps import NOT_KNOWN

LARGEST: Final = 16 * 1024 * 1024
LONGEST_CELL: Final = 1000
_HEADING: Final = re.compile(r'column "(.*)"$')


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
    """The cells of one row, each under its heading in the file, with what is wrong tied to it."""

    def __init__(self, data: Any = None, *, row: Cells) -> None:
        super().__init__(data)
        self._places = {column.field: f"cell-{number}" for number, column in enumerate(row.columns)}
        self.wrong = _by_field(row)
        for column in row.columns:
            self.fields[self._places[column.field]] = _cell(
                row.headings[column.field],
                choices=CHOICES.get(column.field, ()),
                value=row.cells.get(column.field, ""),
                wrong=self.wrong.get(column.field, ()),
            )

    def cells(self) -> dict[str, str]:
        """Return what the cells shall hold, by their fields."""
        return {field: self.cleaned_data[place] for field, place in self._places.items()}


def _cell(heading: str, *, choices: tuple[str, ...], value: str, wrong: tuple[str, ...]) -> forms.CharField:
    hint = " ".join(wrong)
    if choices and (not value or value in choices):
        options = [("", ""), *((each, each) for each in choices)]
        return forms.CharField(
            label=heading,
            required=False,
            initial=value,
            help_text=hint,
            widget=forms.Select(choices=options),
        )
    return forms.CharField(
        label=heading, required=False, initial=value, max_length=LONGEST_CELL, help_text=hint
    )


def _by_field(row: Cells) -> dict[str, tuple[str, ...]]:
    fields = {heading: field for field, heading in row.headings.items()}
    found: dict[str, tuple[str, ...]] = {}
    for each in faults_only(row.faults):
        field = fields.get(heading_of(each), "")
        found[field] = (*found.get(field, ()), words_of(each))
    return found


def heading_of(found: Fault) -> str:
    """Return the heading of the column that a fault is in; none: an empty text."""
    place = _HEADING.search(found.path)
    return place[1] if place else ""
