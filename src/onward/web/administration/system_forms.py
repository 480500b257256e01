"""What those who administer systems fill in."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms

from onward.access.scopes import ALL, MEANINGS, Scope
from onward.web.plain_form import PlainForm

_LIFETIMES: Final = ((90, "90 days"), (180, "180 days"), (365, "1 year"))
_OVERLAPS: Final = ((0, "End it at once"), (7, "1 week"), (14, "2 weeks"), (30, "30 days"))


class RegisterForm(PlainForm):
    """A system that is to be registered."""

    name = forms.CharField(max_length=200, label="Name of the system")
    supplier = forms.CharField(
        max_length=200, label="Supplier", help_text="The organisation that supplies it."
    )
    contact_email = forms.EmailField(
        label="Contact e-mail address", help_text="Whom to write to when it misbehaves."
    )


class IssueForm(PlainForm):
    """What a new credential may do, and for how long."""

    scopes = forms.MultipleChoiceField(
        label="What the system may do",
        choices=[(each.value, f"{MEANINGS[each]} ({each.value})") for each in Scope],
        initial=sorted(ALL),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="How long the secret works", choices=_LIFETIMES, coerce=int, initial=365
    )


class RotateForm(PlainForm):
    """How long the old credential works beside its successor."""

    overlap = forms.TypedChoiceField(
        label="How long the old one works on", choices=_OVERLAPS, coerce=int, initial=7
    )


class WhyForm(PlainForm):
    """The reason for ending something."""

    why = forms.CharField(
        max_length=200,
        label="Why",
        help_text="It is kept in the audit. Name no child and no person.",
        error_messages={"required": "Say why"},
    )


class GrantForm(PlainForm):
    """For which school a system may act."""

    system = forms.ChoiceField(label="System")
    school = forms.CharField(
        max_length=20,
        label="School",
        help_text="Its key: the SEED code, a hyphen and the type, such as 8012345-primary.",
    )

    def __init__(self, *given: Any, systems: Sequence[tuple[UUID, str]], **options: Any) -> None:
        """Offer these systems."""
        super().__init__(*given, **options)
        choices = [("", "Choose a system"), *((str(each), name) for each, name in systems)]
        self.fields["system"].choices = choices  # type: ignore[attr-defined]
