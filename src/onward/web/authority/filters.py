"""What a co-ordinator may narrow lists by."""

from collections.abc import Iterable
from typing import Final

from django import forms
from django.http import QueryDict

from onward.operations.reading.alarms import AlarmsWanted
from onward.operations.reading.board import InWanted, OutWanted
from onward.transfers.models import AlarmLevel
from onward.transfers.workflow import JoinerStanding, LeaverStanding
from onward.web.authority import words
from onward.web.list_filters import ListFilters, SortedFilters

ALL: Final = "all"
_OVERDUE: Final = "overdue"
_WEEKS: Final = (("", "Any time"), ("1", "1 week"), ("2", "2 weeks"), ("4", "4 weeks"), ("12", "12 weeks"))


class Filters(ListFilters):
    """What all lists of an authority share; each adds its own `weeks`."""

    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, data: QueryDict, schools: Iterable[tuple[str, str]]) -> None:
        """Read what was chosen; `schools` are the authority's, by number and name."""
        super().__init__(data, auto_id="filter_%s")
        self.fields["school"].choices = [("", "All schools"), *schools]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def school_id(self) -> int | None:
        """The school that was chosen."""
        return int(self.given["school"]) if "school" in self.given else None

    @property
    def at_least_weeks(self) -> int | None:
        """For how many weeks at least."""
        return int(self.given["weeks"]) if "weeks" in self.given else None


class BoardFilters(SortedFilters, Filters):
    """What both sides of the board share: an order, beside the filters."""


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
