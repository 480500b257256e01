"""The form for a pupil whom nobody announced, and how the school is found from which the pupil comes."""

from datetime import date
from typing import Any, Final

from django import forms

from onward.directory.register import Register, SchoolFact
from onward.web.finding import MOST_FOUND, find_schools, school_choices
from onward.web.school.fields import school_ref
from onward.web.school.joiners_forms import PupilForm

_NONE_OF_THESE: Final = "none"


class NewJoinerForm(PupilForm):
    """A pupil whom nobody announced. A name that several schools have leads to a choice among them."""

    previous = forms.CharField(
        label="Which school did the pupil come from?",
        help_text="Its name, its council or its SEED code. Leave it empty if you do not know it",
        required=False,
        max_length=100,
    )
    previous_key = forms.ChoiceField(
        label="Which of these schools is it?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, register: Register, own: SchoolFact, data: Any = None, **options: Any) -> None:
        """Take the directory, and the school that asks: a pupil does not come from there."""
        super().__init__(data, **options)
        words = self.data.get("previous", "")
        # A pupil may well come from a school that has closed since.
        self._found = find_schools(words, register, on=date.min, but=own.id)
        choices = [*school_choices(self._found, register), (_NONE_OF_THESE, "None of these")]
        self.fields["previous_key"].choices = choices  # type: ignore[attr-defined]

    @property
    def has_choice(self) -> bool:
        """Whether several schools may be meant."""
        return len(self._found) > 1

    def clean(self) -> dict[str, Any]:
        """Find the school that is meant, or ask which."""
        said, chosen = self.cleaned_data.get("previous", ""), self.cleaned_data.get("previous_key", "")
        if not said or chosen == _NONE_OF_THESE:
            return self.cleaned_data
        if not self._found:
            self.add_error("previous", "No school was found: try fewer words, or leave it empty")
        elif self.has_choice and not chosen:
            words = "Choose the school from those found"
            self.add_error("previous_key", words + (", or write more of its name" if self._is_cut else ""))
        return self.cleaned_data

    def arrival(self) -> dict[str, Any]:
        """Return what is said, with the school that the pupil came from where it is known."""
        chosen = self.cleaned_data.get("previous_key") or (
            self._found[0].key if self._found else _NONE_OF_THESE
        )
        if chosen == _NONE_OF_THESE:
            return super().arrival()
        return {**super().arrival(), "previous_school": school_ref(chosen)}

    @property
    def _is_cut(self) -> bool:
        return len(self._found) == MOST_FOUND
