"""What is asked before somebody looks for a pupil. No place is among it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from onward.foundation.identifiers import scn, upn
from onward.operations.reading.national_search import SoughtNationally
from onward.operations.reading.pupil_search import Sought
from onward.web.day_field import DayField
from onward.web.plain_form import PlainForm
from onward.web.school.fields import NoteField

_SEXES: Final = (("", "Not given"), ("F", "Female"), ("M", "Male"), ("U", "Not known"))
_UNWATCHED: Final = {"autocomplete": "off", "spellcheck": "false"}


def _text(label: str, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=_UNWATCHED)
    return forms.CharField(label=label, max_length=200, required=False, widget=widget, **options)


class ReasonField(NoteField):
    """Why somebody looks at a pupil who is not their own organisation's. It has to be given."""

    def __init__(self) -> None:
        super().__init__(
            label="Why do you need to see this?",
            help_text="It is kept with your name. No addresses, telephones or schools.",
            error_messages={"required": "Say why you need to see this"},
        )
        self.required = True


class OwnSearchForm(PlainForm):
    """Who is sought among the pupils of one's own side: by number, or by last name and date of birth."""

    number = _text("SCN or UPN", help_text="9 digits, or 13 characters beginning with a letter.")
    surname = _text("Last name")
    forename = _text("First name")
    born = DayField(label="Date of birth", help_text="For example, 4 5 2016.", required=False)

    def clean_number(self) -> str:
        """Return the number without spaces, in capitals."""
        return _number(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        """Ask for a number, or for both the last name and the date of birth."""
        given = self.cleaned_data
        if not self.errors and not (given["number"] or (given["surname"] and given["born"])):
            raise ValidationError("Enter an SCN or UPN, or the last name and the date of birth")
        return given

    @property
    def sought(self) -> Sought:
        """Who is sought."""
        given = self.cleaned_data
        return Sought(
            **_numbers(given["number"]),
            surname=given["surname"],
            forename=given["forename"],
            born=given["born"],
        )


class NationalSearchForm(PlainForm):
    """Who is sought in the whole country: a name, the date of birth, one more identifier, and why."""

    surname = forms.CharField(label="Last name", max_length=200, widget=forms.TextInput(attrs=_UNWATCHED))
    forename = forms.CharField(
        label="First names",
        max_length=200,
        widget=forms.TextInput(attrs=_UNWATCHED),
        help_text="All of them, as a school recorded them.",
    )
    born = DayField(label="Date of birth", help_text="For example, 4 5 2016.")
    sex = forms.ChoiceField(
        label="Sex, as schools record it", choices=_SEXES, widget=forms.RadioSelect, required=False
    )
    number = _text("SCN or UPN", help_text="9 digits, or 13 characters beginning with a letter.")
    reason = ReasonField()

    def clean_number(self) -> str:
        """Return the number without spaces, in capitals."""
        return _number(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        """Ask for one identifier besides name and date of birth."""
        given = self.cleaned_data
        if not self.errors and not (given["sex"] or given["number"]):
            raise ValidationError("Choose the sex, or enter an SCN or UPN")
        return given

    @property
    def sought(self) -> SoughtNationally:
        """Who is sought, and why."""
        given: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("surname", "forename", "born", "sex", "reason")
        }
        return SoughtNationally(**given | _numbers(self.cleaned_data["number"]))


class ReasonForm(PlainForm):
    """Why one pupil's page is opened."""

    reason = ReasonField()


def _number(text: str) -> str:
    number = "".join(text.split()).upper()
    check = scn.fault if number.isdigit() else upn.fault
    if number and (fault := check(number)):
        raise ValidationError(fault)
    return number


def _numbers(number: str) -> dict[str, str]:
    return {"scn" if number.isdigit() else "upn": number} if number else {}
