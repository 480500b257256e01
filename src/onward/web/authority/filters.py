"""What a co-ordinator may narrow lists by, and the addresses that say so. No address names a child."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from onward.operations.reading.alarms import AlarmsWanted
from onward.operations.reading.board import InWanted, OutWanted, Sort
from onward.operations.reading.windows import Place
from onward.transfers.models import AlarmLevel
from onward.transfers.workflow import JoinerStanding, LeaverStanding
from onward.web.authority import words
from onward.web.components import Column, Link

ALL: Final = "all"
AT_ONCE: Final = 50
_OVERDUE: Final = "overdue"
_WEEKS: Final = (("", "Any time"), ("1", "1 week"), ("2", "2 weeks"), ("4", "4 weeks"), ("12", "12 weeks"))
_SORTS: Final = [(each.value, each.value) for each in Sort]


class Filters(forms.Form):
    """What all lists of an authority share; each adds its own `weeks`.

    A value that is not offered counts as not given.
    """

    address_name = ""

    school = forms.ChoiceField(label="School", required=False)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, schools: Iterable[tuple[str, str]]) -> None:
        """Read what was chosen; `schools` are the authority's, by number and name."""
        super().__init__(data, auto_id="filter_%s")
        self.fields["school"].choices = [("", "All schools"), *schools]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def given(self) -> dict[str, str]:
        """What was chosen and is valid, but for the place in the list."""
        chosen = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in chosen.items() if name not in {"after", "before"}}

    @property
    def place(self) -> Place:
        """Where in the list the page lies."""
        given = self.cleaned_data
        return Place(limit=AT_ONCE, after=given.get("after"), before=given.get("before"))

    @property
    def school_id(self) -> int | None:
        """The school that was chosen."""
        return int(self.given["school"]) if "school" in self.given else None

    @property
    def at_least_weeks(self) -> int | None:
        """For how many weeks at least."""
        return int(self.given["weeks"]) if "weeks" in self.given else None

    def address(self, **changes: str) -> str:
        """Return the address of the same list with these changes; an empty value takes one away."""
        return with_query(self.address_name, self.given | changes)

    def chips(self) -> list[Link]:
        """Return each filter in use as a link that takes it away."""
        shown = [name for name in self.given if name != "sort"]
        return [Link(text=self._in_words(name), href=self.address(**{name: ""})) for name in shown]

    @property
    def query(self) -> str:
        """What narrows the list, as the address has it; empty: nothing does."""
        return urlencode(sorted((name, value) for name, value in self.given.items() if name != "sort"))

    def words(self) -> str:
        """Return what narrows the list in a few words."""
        return ", ".join(self._choice(name) for name in self.given if name != "sort")

    def _in_words(self, name: str) -> str:
        return f"{self.fields[name].label}: {self._choice(name)}"

    def _choice(self, name: str) -> str:
        field: Any = self.fields[name]
        texts = {str(value): str(text) for value, text in field.choices}
        return texts[self.given[name]]


class BoardFilters(Filters):
    """What both sides of the board share: an order, beside the filters."""

    sort = forms.ChoiceField(choices=_SORTS, required=False, widget=forms.HiddenInput)

    @property
    def order(self) -> Sort:
        """The order that was chosen."""
        return Sort(self.given.get("sort", Sort.NEWEST))

    def column(self, text: str, *, by: Sort, other: Sort | None = None) -> Column:
        """Return the head of a column that sorts, and where there is another order, back again."""
        if self.order is by:
            back = self.address(sort=(other or Sort.NEWEST).value)
            return Column(text=text, href=back, direction="ascending")
        if other is not None and self.order is other:
            return Column(text=text, href=self.address(sort=by.value), direction="descending")
        return Column(text=text, href=self.address(sort=by.value))


class OutFilters(BoardFilters):
    """What leavers are narrowed by."""

    address_name = "authority_out"

    weeks = forms.ChoiceField(label="Left at least this long ago", choices=_WEEKS, required=False)
    standing = forms.ChoiceField(
        label="Where it stands",
        required=False,
        choices=[
            ("", "Still open"),
            *((each.value, tag.text) for each, tag in words.OUT.items()),
            (ALL, "All"),
        ],
    )
    missing = forms.ChoiceField(
        label="What is missing",
        required=False,
        choices=[("", "Anything"), ("reason", "The reason for leaving")],
    )
    field_order = ("school", "standing", "missing", "weeks")

    def wanted(self) -> OutWanted:
        """Return what was chosen as the reading takes it."""
        standing = self.given.get("standing", "")
        return OutWanted(
            school_id=self.school_id,
            standings=() if standing in {"", ALL} else (LeaverStanding(standing),),
            is_open=not standing,
            has_no_reason=self.given.get("missing") == "reason",
            weeks=self.at_least_weeks,
            sort=self.order,
        )


class InFilters(BoardFilters):
    """What joiners are narrowed by."""

    address_name = "authority_in"

    weeks = forms.ChoiceField(label="Expected for at least", choices=_WEEKS, required=False)
    standing = forms.ChoiceField(
        label="Where it stands",
        required=False,
        choices=[
            ("", "Still expected"),
            (_OVERDUE, "Expected and overdue"),
            *(
                (each.value, tag.text)
                for each, tag in words.IN.items()
                if each is not JoinerStanding.EXPECTED
            ),
            (ALL, "All"),
        ],
    )
    field_order = ("school", "standing", "weeks")

    def wanted(self) -> InWanted:
        """Return what was chosen as the reading takes it."""
        standing = self.given.get("standing", "")
        named = () if standing in {"", ALL, _OVERDUE} else (JoinerStanding(standing),)
        return InWanted(
            school_id=self.school_id,
            standings=named if standing else (JoinerStanding.EXPECTED,),
            is_overdue=standing == _OVERDUE,
            weeks=self.at_least_weeks,
            sort=self.order,
        )


class AlarmFilters(Filters):
    """What alarms are narrowed by."""

    address_name = "authority_alarms"

    weeks = forms.ChoiceField(label="Open for at least", choices=_WEEKS, required=False)
    level = forms.ChoiceField(
        label="Who has to act",
        required=False,
        choices=[("", "Anybody"), *((each.value, tag.text) for each, tag in words.LEVELS.items())],
    )
    untouched = forms.ChoiceField(
        label="Taken up", required=False, choices=[("", "Either"), ("yes", "Nobody has taken it up")]
    )
    field_order = ("level", "school", "weeks", "untouched")

    def wanted(self) -> AlarmsWanted:
        """Return what was chosen as the reading takes it."""
        level = self.given.get("level")
        return AlarmsWanted(
            level=AlarmLevel(level) if level else None,
            school_id=self.school_id,
            weeks=self.at_least_weeks,
            is_untouched="untouched" in self.given,
        )


def with_query(name: str, given: Mapping[str, str]) -> str:
    """Return the address of a page with what is given, and nothing where nothing is."""
    chosen = sorted((key, value) for key, value in given.items() if value)
    return f"{reverse(name)}?{urlencode(chosen)}" if chosen else reverse(name)
