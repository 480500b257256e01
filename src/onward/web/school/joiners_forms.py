"""The forms in which a school says who came. What is well said is decided by the forms of the exchange."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from onward.operations.intake import Verdict
from onward.operations.reading.joiners import JoinerSeen
from onward.web.day_field import DayField
from onward.web.school.faults import place_faults
from onward.web.school.fields import TokenField, key_of
from onward.web.school.joiners_list import STAGES, name_of

NOT_KNOWN: Final = "not-known"
EACH: Final = "each"
ANSWERS: Final = (
    ("not-protected", "No: the whereabouts need no protection"),
    ("protected", "Yes: nobody may learn where the family is"),
    (NOT_KNOWN, "Not known yet: until somebody answers, this counts as protected"),
)
PROTECTION: Final = "Must the family's whereabouts be protected?"
PROTECTION_HINT: Final = "Ask the family, or whoever enrolled the pupil. No answer is chosen for you."
UNANSWERED: Final = "Say whether the whereabouts must be protected"


class TokenForm(forms.Form):
    """A form that is sent once: a token makes what it says the same when it is sent twice."""

    token = TokenField()

    @property
    def key(self) -> str:
        """The idempotency key of what the form says."""
        return key_of(self.cleaned_data["token"])


def day_field(label: str, hint: str = "", *, required: str) -> DayField:
    """Return a question for a day."""
    return DayField(label=label, help_text=hint, error_messages={"required": required})


def protection_field(
    label: str = PROTECTION, answers: Sequence[tuple[str, str]] = ANSWERS, *, hint: str = PROTECTION_HINT
) -> forms.ChoiceField:
    """Return the question about protection, with no answer chosen."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=answers,
        widget=forms.RadioSelect,
        error_messages={"required": UNANSWERED, "invalid_choice": UNANSWERED},
    )


def answer_of(chosen: str) -> str | None:
    """Return the answer about protection as the exchange takes it; not known: none."""
    return None if chosen == NOT_KNOWN else chosen


class ArrivalsForm(TokenForm):
    """Pupils who were expected have come: one day for all, and protection for all or for each."""

    arrived_on = day_field("On which day did they come?", required="Enter the day on which they came")
    protection = protection_field()

    def __init__(self, joiners: Sequence[JoinerSeen], data: Any = None, *, today: date) -> None:
        """Ask about these pupils."""
        super().__init__(data, initial={"arrived_on": today})
        self.joiners = joiners
        if not self.is_about_several:
            self.fields["arrived_on"].label = "On which day did the pupil come?"
            return
        self.fields["protection"] = protection_field(
            "Must the families' whereabouts be protected?",
            [*ANSWERS, (EACH, "Not the same for all: I answer for each pupil, below")],
            hint=PROTECTION_HINT,
        )
        for each in joiners:
            field = protection_field(name_of(each.pupil), hint="")
            field.required = False
            self.fields[self.field_of(each)] = field

    @staticmethod
    def field_of(joiner: JoinerSeen) -> str:
        """Return the name of the question about one pupil."""
        return f"protection-{joiner.id}"

    @property
    def is_about_several(self) -> bool:
        """Whether there are questions about each pupil."""
        return len(self.joiners) > 1

    @property
    def is_asked_for_each(self) -> bool:
        """Whether the answers are to be given for each pupil."""
        return self.data.get("protection") == EACH

    @property
    def questions(self) -> Iterator[forms.BoundField]:
        """The questions about each pupil, where there are several."""
        return (self[self.field_of(each)] for each in self.joiners if self.field_of(each) in self.fields)

    def clean(self) -> dict[str, Any]:
        """Ask for an answer about each pupil, where there is none for all."""
        if self.cleaned_data.get("protection") == EACH:
            for each in self.joiners:
                if not self.cleaned_data.get(self.field_of(each)):
                    self.add_error(self.field_of(each), f"{UNANSWERED}: {name_of(each.pupil)}")
        return self.cleaned_data

    def said(self) -> dict[str, dict[str, Any]]:
        """Return what is said, by idempotency key: one arrival for each pupil."""
        for_all = self.cleaned_data["protection"]
        return {
            self.key_of(each): {
                "kind": "arrival",
                "joiner": str(each.id),
                "arrived_on": self.cleaned_data["arrived_on"].isoformat(),
                "protection": answer_of(
                    self.cleaned_data[self.field_of(each)] if for_all == EACH else for_all
                ),
            }
            for each in self.joiners
        }

    def key_of(self, joiner: JoinerSeen) -> str:
        """Return the idempotency key of one pupil's arrival."""
        return f"{self.key}-{joiner.id}"

    def refuse(self, verdicts: Mapping[str, Verdict]) -> None:
        """Say what was not taken, and keep only those pupils in the form."""
        self.joiners = [each for each in self.joiners if not verdicts[self.key_of(each)].is_accepted]
        found = dict.fromkeys(fault for each in self.joiners for fault in verdicts[self.key_of(each)].faults)
        place_faults(self, found, {"arrived_on": "arrived_on"})


class PupilForm(TokenForm):
    """Who came: the details as the school has them, the day, and protection."""

    surname = forms.CharField(max_length=200, error_messages={"required": "Enter the surname"})
    forename = forms.CharField(max_length=200, error_messages={"required": "Enter the forename"})
    born = day_field("Date of birth", "For example, 27 3 2015", required="Enter the date of birth")
    sex = forms.ChoiceField(
        label="Sex",
        choices=[("F", "Female"), ("M", "Male"), ("U", "Not known")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the sex as your system records it"},
    )
    stage = forms.ChoiceField(choices=[("", "Not known"), *((each, each) for each in STAGES)], required=False)
    scn = forms.CharField(
        label="Scottish Candidate Number", help_text="Nine digits, if you have it", required=False
    )
    upn = forms.CharField(
        label="Unique Pupil Number",
        help_text="From England or Wales: a letter and twelve signs",
        required=False,
    )
    arrived_on = day_field(
        "On which day did the pupil come?", required="Enter the day on which the pupil came"
    )
    protection = protection_field()

    def details(self) -> dict[str, Any]:
        """Return who the pupil is, as the exchange takes it."""
        said = {name: self.cleaned_data[name] for name in ("surname", "forename", "sex", "stage")}
        numbers = {name: self.cleaned_data[name].replace(" ", "").upper() for name in ("scn", "upn")}
        return {**said, **numbers, "born": self.cleaned_data["born"].isoformat()}

    def arrival(self) -> dict[str, Any]:
        """Return what is said: a pupil came, who, and when."""
        return {
            "kind": "arrival",
            "pupil": self.details(),
            "arrived_on": self.cleaned_data["arrived_on"].isoformat(),
            "protection": answer_of(self.cleaned_data["protection"]),
        }

    def refuse(self, verdict: Verdict) -> None:
        """Say what was not taken."""
        named = {f"pupil.{each}": each for each in self.fields}
        place_faults(self, verdict.faults, {**named, "arrived_on": "arrived_on"})
