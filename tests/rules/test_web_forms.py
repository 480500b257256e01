"""Days in three boxes, and faults that say what to do."""

from datetime import date

import pytest
from django import forms

from onward.web.day_field import DayField
from onward.web.plain_form import PlainForm


class Leaving(PlainForm):
    """One field of each kind that asks in its own words."""

    day = DayField(label="Last day")
    scn = forms.CharField(label="SCN")
    name = forms.CharField(label="Surname", error_messages={"required": "Say who leaves"})
    why = forms.ChoiceField(label="Reason", choices=[("moved", "Moved")])
    file = forms.FileField(label="List")
    sure = forms.BooleanField(label="I am sure")


def faults(day: str = "", month: str = "", year: str = "") -> list[str]:
    form = Leaving({"day_day": day, "day_month": month, "day_year": year})
    return [str(each) for each in form.errors.get("day", [])]


def test_a_day_is_read() -> None:
    form = Leaving({"day_day": " 7", "day_month": "03", "day_year": "2026"})

    assert "day" not in form.errors
    assert form.cleaned_data["day"] == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("", "", ""), "Enter the last day"),
        (("7", "", ""), "Enter the month and the year"),
        (("7", "3", ""), "Enter the year"),
        (("7", "3", "26"), "Enter the day in figures, such as 27 3 2015"),
        (("7", "March", "2026"), "Enter the day in figures, such as 27 3 2015"),
        (("31", "2", "2026"), "Enter a day that is in the calendar"),
        (("0", "2", "2026"), "Enter a day that is in the calendar"),
    ],
)
def test_a_faulty_day_says_what_to_mend(written: tuple[str, str, str], told: str) -> None:
    assert faults(*written) == [told]


def test_a_day_is_shown_in_its_parts() -> None:
    form = Leaving(initial={"day": date(2026, 3, 7)})

    boxes = form["day"].subwidgets[0].data["subwidgets"]

    assert [(each["name"], each["value"]) for each in boxes] == [
        ("day_day", "7"),
        ("day_month", "3"),
        ("day_year", "2026"),
    ]


def test_an_empty_form_says_what_each_field_wants() -> None:
    form = Leaving({})

    assert {name: list(told) for name, told in form.errors.items()} == {
        "day": ["Enter the last day"],
        "scn": ["Enter the SCN"],
        "name": ["Say who leaves"],
        "why": ["Choose an answer: Reason"],
        "file": ["Choose a file: List"],
        "sure": ["Tick: I am sure"],
    }


def test_an_answer_that_is_not_offered_is_refused_in_plain_words() -> None:
    form = Leaving({"why": "eloped"})

    assert form.errors["why"] == ["Choose one of the answers that are offered"]
