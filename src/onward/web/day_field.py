"""A day as people write it: three boxes for day, month and year, with faults that say what to mend."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")


class DayInput(forms.MultiWidget):
    """Three boxes for digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """Return day, month and year of a day."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day in three boxes. Two digits of a year are refused, not guessed."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            [forms.CharField(required=False) for _ in PARTS], require_all_fields=False, **options
        )

    def compress(self, data_list: Sequence[str]) -> date | None:
        """Return the day.

        Raises:
            ValidationError: a part is missing, or there is no such day.
        """
        written = [each.strip() for each in data_list]
        if not any(written):
            return None
        if lacking := [part for part, text in zip(PARTS, written, strict=True) if not text]:
            raise ValidationError(f"Enter the {' and the '.join(lacking)}", code="incomplete")
        if not all(each.isascii() and each.isdigit() for each in written) or len(written[2]) != 4:
            raise ValidationError("Enter the day in figures, such as 27 3 2015", code="invalid")
        try:
            return date(int(written[2]), int(written[1]), int(written[0]))
        except ValueError:
            raise ValidationError("Enter a day that is in the calendar", code="invalid") from None
