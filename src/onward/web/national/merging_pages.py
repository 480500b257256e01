"""What the pages about merging schools show. Counts only, no child."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django import forms
from django.urls import reverse

from onward.directory.register import SchoolFact
from onward.operations.closures import Closure
from onward.web.components import Link, Row
from onward.web.day_field import DayField
from onward.web.national.directory_pages import trail
from onward.web.plain_form import PlainForm
from onward.web.plain_pages import Listing, Question, asked, columns
from onward.web.wording import count_of, day

MOST: Final = 20
_NUMBERS: Final = ("On its roll", "Open transfers to it", "Messages", "Open leavers")


class MergingForm(PlainForm):
    """Which schools close, when, and which one takes over."""

    schools = forms.CharField(
        label="Schools that close",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The key of each, such as 8012345-primary, with a space or a new line between.",
    )
    into = forms.CharField(
        label="School that takes over all of them", max_length=20, help_text="Its key. It may be yet to open."
    )
    on = DayField(label="First day without the schools that close")

    def clean_schools(self) -> list[str]:
        """Return the keys, each once.

        Raises:
            ValidationError: too many are named.
        """
        keys = list(dict.fromkeys(self.cleaned_data["schools"].replace(",", " ").split()))
        if len(keys) > MOST:
            raise forms.ValidationError(f"Merge up to {MOST} schools at a time")
        return keys

    def clean_into(self) -> str:
        """Return the key."""
        return str(self.cleaned_data["into"]).strip()


class MergingKept(forms.Form):
    """A merging that was looked at, carried to where it is confirmed."""

    schools = forms.CharField(widget=forms.HiddenInput)
    into = forms.CharField(widget=forms.HiddenInput)
    on_day = forms.IntegerField(widget=forms.HiddenInput)
    on_month = forms.IntegerField(widget=forms.HiddenInput)
    on_year = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.CharField(widget=forms.HiddenInput, initial="yes")


def merging_question(closures: Sequence[Closure], into: SchoolFact, on: date) -> Question:
    """Return what merging would come to, before it is done."""
    kept = MergingKept(
        initial={
            "schools": " ".join(each.school.key for each in closures),
            "into": into.key,
            "on_day": on.day,
            "on_month": on.month,
            "on_year": on.year,
            "confirmed": "yes",
        }
    )
    return Question(
        title="Merge these schools?",
        text=f"From {day(on)} on they are closed, and what they have goes on with {into.name}.",
        points=_points(closures, into),
        action="Merge the schools",
        cancel=Link(text="Keep them apart", href=reverse("directory")),
        asked=asked(kept, "Merge the schools"),
        listings=[_listing(closures)],
        trail=trail(),
    )


def _points(closures: Sequence[Closure], into: SchoolFact) -> list[str]:
    moving = sum(each.on_roll for each in closures)
    lasting = "Names, keys and history of the schools that close stay in the directory."
    if not into.takes_part:
        return [f"{into.name} does not take part: {count_of(moving, 'pupil')} will be sought.", lasting]
    return [f"{count_of(moving, 'pupil')} will be on the roll of {into.name} on that day.", lasting]


def _listing(closures: Sequence[Closure]) -> Listing:
    return Listing(
        caption="What moves",
        columns=columns("School that closes", *_NUMBERS, numbers=_NUMBERS),
        rows=[
            Row(
                cells=[
                    f"{each.school.name} ({each.school.key})",
                    f"{each.on_roll:,}",
                    f"{each.handed_over + each.unplaced:,}",
                    f"{each.deliveries:,}",
                    f"{each.leavers:,}",
                ]
            )
            for each in closures
        ],
        empty_title="Nothing moves",
        empty_text="No school was named.",
        about="As it is today. Until the day itself more may come, and that moves as well.",
    )
