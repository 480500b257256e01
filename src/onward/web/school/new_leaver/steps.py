"""The questions about a pupil who leaves, and which of them a leaving reason needs. Pure forms."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django import forms

from onward.directory.register import Register, SchoolFact
from onward.formats.lists.choices import CHOICES, REASON_WORDS
from onward.formats.validation import check
from onward.transfers.leaving import CREATED_IN_ERROR, DIED, UNKNOWN_DESTINATION
from onward.web.countries import ABROAD, UNITED_KINGDOM
from onward.web.day_field import DayField
from onward.web.school.faults import place_faults
from onward.web.school.fields import NoteField, SchoolSearch, school_ref

NOT_KNOWN: Final = "not-known"
ABROAD_REASON, REST_OF_UK, PERMISSION = "12", "13", "06"
TO_A_SCHOOL: Final = frozenset({"01", "07", "09", NOT_KNOWN})
NO_PROTECTION: Final = frozenset({DIED, CREATED_IN_ERROR})
_PUPIL: Final = ("surname", "forename", "middle_names", "born", "sex", "scn", "upn", "stage")
_PUPIL_PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {**{f"pupil.{name}": name for name in _PUPIL}, "leaving_on": "leaving_on"}
)
_OUTSIDE_PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {"outside.lea": "lea", "outside.estab": "estab", "outside.name": "place", "outside.country": "country"}
)
_FOR_RULES: Final = {
    "surname": "Sample",
    "forename": "Sample",
    "born": date(2015, 1, 1),
    "sex": "U",
}


class ReasonForm(forms.Form):
    """Why the pupil leaves. It decides what else is asked."""

    reason = forms.ChoiceField(
        label="Why does the pupil leave?",
        widget=forms.RadioSelect,
        choices=(*REASON_WORDS.items(), (NOT_KNOWN, "We do not know why")),
        error_messages={"required": "Choose why the pupil leaves"},
    )

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        reason = self.cleaned_data["reason"]
        return {"reason": "" if reason == NOT_KNOWN else reason}


class PupilForm(forms.Form):
    """Who leaves, and when."""

    surname = forms.CharField(
        label="Surname", max_length=200, error_messages={"required": "Enter the surname"}
    )
    forename = forms.CharField(
        label="Forename", max_length=200, error_messages={"required": "Enter the forename"}
    )
    middle_names = forms.CharField(label="Middle names", max_length=200, required=False)
    born = DayField(
        label="Date of birth",
        help_text="For example 27 3 2015",
        error_messages={"required": "Enter the date of birth"},
    )
    sex = forms.ChoiceField(
        label="Sex, as your records have it",
        widget=forms.RadioSelect,
        choices=(("F", "Female"), ("M", "Male"), ("U", "Not known")),
        error_messages={"required": "Choose the sex that your records have"},
    )
    stage = forms.ChoiceField(
        label="Stage",
        choices=(("", "Choose a stage"), *((each, each) for each in CHOICES["pupil.stage"])),
        required=False,
    )
    scn = forms.CharField(
        label="Scottish Candidate Number (SCN)", help_text="Nine digits", max_length=11, required=False
    )
    upn = forms.CharField(
        label="Unique Pupil Number (UPN)", help_text="If the pupil came from England or Wales", required=False
    )
    leaving_on = DayField(
        label="Last day at your school",
        help_text="For example 19 12 2026. It may lie ahead.",
        error_messages={"required": "Enter the last day at your school"},
    )
    permission = forms.ChoiceField(
        label="Is the permission to leave before the end of compulsory school age documented?",
        widget=forms.RadioSelect,
        choices=(("yes", "Yes"), ("no", "No")),
        error_messages={"required": "Say whether the permission is documented"},
    )

    def __init__(self, data: Any = None, *, reason: str) -> None:
        super().__init__(data)
        if reason != PERMISSION:
            del self.fields["permission"]

    def clean_scn(self) -> str:
        """Return the number without spaces."""
        return str(self.cleaned_data["scn"]).replace(" ", "")

    def clean_upn(self) -> str:
        """Return the number in capitals, without spaces."""
        return str(self.cleaned_data["upn"]).replace(" ", "").upper()

    def clean(self) -> dict[str, Any]:
        """Hear now what the intake would find wrong with the fields that are filled in."""
        cleaned: dict[str, Any] = super().clean() or {}
        pupil = _FOR_RULES | {name: cleaned[name] for name in _PUPIL if cleaned.get(name)}
        leaving_on = cleaned.get("leaving_on") or date(2020, 1, 1)
        found = check({"kind": "departure", "pupil": pupil, "leaving_on": leaving_on})
        if isinstance(found, tuple) and not self.errors:
            place_faults(self, found, _PUPIL_PATHS)
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        cleaned = self.cleaned_data
        return {
            "pupil": {name: cleaned[name] for name in _PUPIL if cleaned[name]},
            "leaving_on": cleaned["leaving_on"],
            "permission_documented": cleaned.get("permission") == "yes",
        }


class SchoolForm(SchoolSearch):
    """To which school the pupil goes, if it is known."""

    field_order = ("known", "search", "school")

    known = forms.ChoiceField(
        label="Do you know which school the pupil goes to?",
        widget=forms.RadioSelect,
        choices=(("yes", "Yes"), ("no", "Not yet")),
        error_messages={"required": "Say whether you know the school"},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the school where it is known."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("known") == "yes":
            self.require_school(cleaned)
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        cleaned = self.cleaned_data
        return {"destination": school_ref(cleaned["school"])} if cleaned["known"] == "yes" else {}


class OutsideForm(forms.Form):
    """To which place outside Scotland the pupil goes."""

    country = forms.ChoiceField(label="Country", error_messages={"required": "Choose the country"})
    place = forms.CharField(
        label="School or town there", help_text="As far as it is known", max_length=200, required=False
    )
    lea = forms.CharField(
        label="LEA number", help_text="Three digits: the authority there", max_length=3, required=False
    )
    estab = forms.CharField(
        label="Estab number", help_text="Four digits: the school there", max_length=4, required=False
    )

    def __init__(self, data: Any = None, *, reason: str) -> None:
        super().__init__(data)
        places = UNITED_KINGDOM if reason == REST_OF_UK else ABROAD
        self.fields["country"].choices = (("", "Choose a country"), *places)  # type: ignore[attr-defined]
        if reason != REST_OF_UK:
            del self.fields["lea"], self.fields["estab"]

    def clean(self) -> dict[str, Any]:
        """Hear now what the intake would find wrong."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            item = {"kind": "departure", "pupil": _FOR_RULES, "leaving_on": date(2020, 1, 1), **self.said()}
            found = check(item)
            place_faults(self, found if isinstance(found, tuple) else (), _OUTSIDE_PATHS)
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        cleaned = self.cleaned_data
        numbers = {name: cleaned[name] for name in ("lea", "estab") if cleaned.get(name)}
        return {"outside": {"country": cleaned["country"], "name": cleaned["place"], **numbers}}


class UnknownForm(forms.Form):
    """What little is known of where the pupil went."""

    note = NoteField(
        label="What is known of where the pupil went?",
        help_text="For example: said to be with relatives in the north. Never write an address here.",
    )

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        return {"destination_note": self.cleaned_data["note"]}


class ProtectionForm(forms.Form):
    """Whether the whereabouts are protected, and what makes the child vulnerable. No default."""

    protection = forms.ChoiceField(
        label="May the family's whereabouts be disclosed?",
        help_text="Some children and parents have fled. If in doubt, choose that it is not known.",
        widget=forms.RadioSelect,
        choices=(
            ("protected", "No: nobody may learn where the family is"),
            ("not-protected", "Yes: there is no reason to keep it secret"),
            (NOT_KNOWN, "We do not know: treat the child as protected until somebody answers"),
        ),
        error_messages={"required": "Say whether the family's whereabouts may be disclosed"},
    )
    marks = forms.MultipleChoiceField(
        label="Does one of these apply to the pupil?",
        help_text="Each makes the time shorter after which somebody looks for the child.",
        widget=forms.CheckboxSelectMultiple,
        choices=(
            ("child-protection", "On the child protection register"),
            ("looked-after", "Looked after"),
            ("concern", "There is another concern for the child"),
        ),
        required=False,
    )

    def said(self) -> dict[str, Any]:
        """Return this part of the item."""
        cleaned = self.cleaned_data
        answer = {} if cleaned["protection"] == NOT_KNOWN else {"protection": cleaned["protection"]}
        return {**answer, "marks": cleaned["marks"]}


StepForm = ReasonForm | PupilForm | SchoolForm | OutsideForm | UnknownForm | ProtectionForm


def steps_for(reason: str) -> tuple[str, ...]:
    """Return the steps that a leaving reason needs, in order."""
    asks_place = reason in TO_A_SCHOOL | {ABROAD_REASON, REST_OF_UK, UNKNOWN_DESTINATION}
    return (
        "reason",
        "pupil",
        *(("destination",) if asks_place else ()),
        *(("protection",) if reason not in NO_PROTECTION else ()),
    )


def form_of(
    step: str, data: Any, *, reason: str, register: Register, own: SchoolFact, today: date
) -> StepForm:
    """Return the form of a step."""
    if step == "reason":
        return ReasonForm(data)
    if step == "pupil":
        return PupilForm(data, reason=reason)
    if step == "protection":
        return ProtectionForm(data)
    if reason in {ABROAD_REASON, REST_OF_UK}:
        return OutsideForm(data, reason=reason)
    if reason == UNKNOWN_DESTINATION:
        return UnknownForm(data)
    return SchoolForm(data, register=register, own=own, today=today)
