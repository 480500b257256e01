"""What lists may be narrowed and ordered by, and the addresses that say so. No address names a child."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from onward.operations.reading.board import Sort
from onward.operations.reading.windows import Place
from onward.web.components import Column, Link

_SORTS: Final = [(each.value, each.value) for each in Sort]


class ListFilters(forms.Form):
    """What all lists share: a place in the list, and chips for what narrows it.

    A value that is not offered counts as not given.
    """

    address_name = ""
    at_once = 50

    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def given(self) -> dict[str, str]:
        """What was chosen and is valid, but for the place in the list."""
        chosen = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in chosen.items() if name not in {"after", "before"}}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was chosen elsewhere than in the form, and goes on being so when the form is sent."""
        return [(name, value) for name, value in self.given.items() if self[name].is_hidden]

    @property
    def place(self) -> Place:
        """Where in the list the page lies."""
        given = self.cleaned_data
        return Place(limit=self.at_once, after=given.get("after"), before=given.get("before"))

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


class SortedFilters(ListFilters):
    """What lists with an order share, beside the filters."""

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


def with_query(name: str, given: Mapping[str, str]) -> str:
    """Return the address of a page with what is given, and nothing where nothing is."""
    chosen = sorted((key, value) for key, value in given.items() if value)
    return f"{reverse(name)}?{urlencode(chosen)}" if chosen else reverse(name)
