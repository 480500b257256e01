"""What the audit is searched by. Each value is an identifier, a code or a day: an address may hold it."""

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from onward.directory.errors import SchoolNotFound
from onward.directory.register import Register
from onward.directory.school_kinds import NotASchoolKey
from onward.foundation.clock import midnight_in_scotland
from onward.operations.reading.audit import AuditWanted
from onward.web.day_field import PARTS, DayField
from onward.web.plain_form import PlainForm

DEFAULT_DAYS: Final = 7
_NOT_KNOWN: Final = "Enter the code of an authority, such as 120, or the key of a school: 8012345-primary"
_act = RegexValidator(r"^[a-z0-9_]+$", "Enter the act as it is listed, such as view_leaver")
_subject = RegexValidator(
    r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    "Enter an identifier, such as 01890a5d-ac96-774b-bcce-b302099a8057: never a name, an SCN or a UPN",
)


class AuditForm(PlainForm):
    """A search of the audit."""

    start = DayField(label="From", required=False)
    until = DayField(label="Up to and including", required=False)
    act = forms.CharField(
        label="What was done",
        required=False,
        max_length=60,
        validators=[_act],
        help_text="As it is listed, such as view_leaver.",
    )
    subject = forms.CharField(
        label="To what", required=False, max_length=36, validators=[_subject], help_text="Its identifier."
    )
    organisation = forms.CharField(
        label="Organisation",
        required=False,
        max_length=20,
        help_text="The code of an authority, or the key of a school.",
    )

    def __init__(self, *given: Any, register: Register, today: date, **options: Any) -> None:
        """Know the organisations, and the day on which is searched."""
        super().__init__(*given, **options)
        self._register = register
        self._today = today

    def clean_organisation(self) -> str:
        """Let pass an authority or a school of the directory.

        Raises:
            ValidationError: there is none such.
        """
        text: str = self.cleaned_data["organisation"].strip()
        if not text or text in self._register.authorities:
            return text
        try:
            return self._register.school(text).key
        except (NotASchoolKey, SchoolNotFound) as error:
            raise ValidationError(_NOT_KNOWN) from error

    @property
    def wanted(self) -> AuditWanted:
        """What is searched for; without a first day, the last week."""
        given = self.cleaned_data
        until: date = given.get("until") or self._today
        start: date = given.get("start") or until - timedelta(days=DEFAULT_DAYS)
        place: str = given.get("organisation", "")
        is_school = "-" in place
        return AuditWanted(
            start=midnight_in_scotland(start),
            end=midnight_in_scotland(until + timedelta(days=1)),
            act=given.get("act", ""),
            subject_id=given.get("subject", ""),
            school_id=self._register.school(place).id if is_school else None,
            authority_id="" if is_school else place,
        )

    @property
    def query(self) -> str:
        """What was given, as an address says it."""
        given: dict[str, object] = {}
        for name, value in self.cleaned_data.items():
            if isinstance(value, date):
                given |= {f"{name}_{part}": getattr(value, part) for part in PARTS}
            elif value:
                given[name] = value
        return urlencode(given)
