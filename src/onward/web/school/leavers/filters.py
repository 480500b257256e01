"""What a school may narrow its leavers by."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django import forms
from django.http import QueryDict

from onward.operations.reading.leaver_pages import Going, LeaversWanted
from onward.transfers.workflow import LeaverStanding
from onward.web.list_filters import SortedFilters
from onward.web.school.leavers.words import STANDINGS

MONTHS: Final = 18
"""How many months back one can choose."""

_GOING: Final = {
    Going.SCHOOL: "A school that exchanges here",
    Going.OUTSIDE: "Outside, or another country",
    Going.NOT_SAID: "Nobody has said",
}


class LeaverFilters(SortedFilters):
    """Several at once: standing, month of leaving, kind of destination, and whether the record is wanted."""

    address_name = "leavers"
    at_once = 25

    standing = forms.ChoiceField(
        label="Standing",
        required=False,
        widget=forms.HiddenInput,
        choices=[(each.value, words.title) for each, words in STANDINGS.items()],
    )
    month = forms.ChoiceField(label="Left in", required=False)
    going = forms.ChoiceField(
        label="Goes to",
        required=False,
        choices=[("", "Anywhere"), *((each.value, text) for each, text in _GOING.items())],
    )
    record = forms.ChoiceField(
        label="Record",
        required=False,
        choices=[("", "Sent or not"), ("wanted", "Asked for and not sent")],
    )

    def __init__(self, data: QueryDict, *, today: date) -> None:
        """Read what was chosen; months are offered back from today."""
        super().__init__(data, auto_id="filter_%s")
        months = [(f"{each:%Y-%m}", f"{each:%B %Y}") for each in _months(today)]
        self.fields["month"].choices = [("", "Any month"), *months]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def standing_chosen(self) -> LeaverStanding | None:
        """The standing that was chosen."""
        return LeaverStanding(self.given["standing"]) if "standing" in self.given else None

    def wanted(self) -> LeaversWanted:
        """Return what was chosen as the reading takes it."""
        month, going = self.given.get("month"), self.given.get("going")
        return LeaversWanted(
            standings=(self.standing_chosen,) if self.standing_chosen else (),
            month=date.fromisoformat(f"{month}-01") if month else None,
            going=Going(going) if going else None,
            is_record_wanted="record" in self.given,
            sort=self.order,
        )


def _months(today: date) -> Iterator[date]:
    month = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    for _ in range(MONTHS):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)
