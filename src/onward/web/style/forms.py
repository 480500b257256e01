"""Forms that exist to be shown in the style guide; nothing is ever sent with them."""

from django import forms

from onward.web.day_field import DayField
from onward.web.plain_form import PlainForm

_REASONS = [("moved", "Moved house"), ("abroad", "Went abroad"), ("home", "Is taught at home")]
_STAGES = [("P5", "P5"), ("P6", "P6"), ("P7", "P7")]


class Shown(PlainForm):
    """One field of each kind, without faults."""

    surname = forms.CharField(label="Surname", help_text="As it stands in the register.")
    note = forms.CharField(
        label="Note", widget=forms.Textarea, required=False, help_text="No addresses, telephones or schools."
    )
    stage = forms.ChoiceField(label="Stage", choices=_STAGES)
    reason = forms.ChoiceField(label="Why does the pupil leave?", choices=_REASONS, widget=forms.RadioSelect)
    sides = forms.MultipleChoiceField(
        label="Who is told?",
        choices=[("office", "The school office"), ("head", "The head teacher")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sure = forms.BooleanField(label="I have checked these pupils", help_text="You can still take it back.")
    leaving = DayField(label="Last day at school", help_text="For example, 27 3 2026.")
    file = forms.FileField(label="File of leavers", help_text="CTF, CSV or XLSX, up to 5 MB.")


class Faulty(Shown):
    """The same, as it comes back when it was sent empty or with a day that is not in the calendar."""


def shown(prefix: str = "shown") -> Shown:
    """Return a fresh form; the prefix keeps its ids apart from another's on the page."""
    return Shown(prefix=prefix)


def faulty() -> Faulty:
    """Return a form that was sent with faults."""
    sent = {"leaving_day": "31", "leaving_month": "2", "leaving_year": "2026", "stage": "P9"}
    form = Faulty({f"faulty-{name}": value for name, value in sent.items()}, prefix="faulty")
    form.full_clean()
    return form
