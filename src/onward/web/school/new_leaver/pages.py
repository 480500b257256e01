"""What the pages of the guided form show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.urls import reverse

from onward.foundation.faults import Fault
from onward.operations.intake import Verdict
from onward.web.components import Fact, Link
from onward.web.school.faults import faults_only, words_of
from onward.web.school.new_leaver.draft import Draft
from onward.web.school.new_leaver.steps import StepForm
from onward.web.wording import day

TITLES: Final = MappingProxyType(
    {
        "reason": "Why does the pupil leave?",
        "pupil": "Who leaves, and when?",
        "destination": "Where does the pupil go?",
        "protection": "Is the child protected?",
    }
)
_STEP_OF: Final = MappingProxyType(
    {"reason": "reason", "destination": "destination", "outside": "destination", "protection": "protection"}
)
_HIDDEN_WARNINGS: Final = frozenset({"protection-not-answered"})


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """One step. `controls` names for each field, in order, the component that draws it."""

    form: StepForm
    title: str
    caption: str
    controls: list[tuple[str, forms.BoundField]]
    back: Link


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """The answers before they are sent, and what the intake refused of them."""

    facts: list[Fact]
    faults: list[Link]
    cancel: str


@dataclass(frozen=True, kw_only=True)
class SentPage:
    """The receipt."""

    receipt: str
    warnings: list[str]
    is_repeated: bool
    is_protected: bool
    leaver: str
    add: str
    record: str


def step_page(draft: Draft, step: str, form: StepForm) -> StepPage:
    """Return what the page of a step shows."""
    place = draft.steps.index(step)
    before = reverse("leavers") if place == 0 else reverse("new_leaver_step", args=[draft.steps[place - 1]])
    of = f" of {len(draft.steps) + 1}" if draft.reason else ""
    return StepPage(
        form=form,
        title=TITLES[step],
        caption=f"Add a leaver: step {place + 1}{of}",
        controls=[(_control(each), each) for each in form if each.name != "school" or each.subwidgets],
        back=Link(text="Back", href=before),
    )


def check_page(draft: Draft, refused: Verdict | None) -> CheckPage:
    """Return what the page before sending shows."""
    faults = faults_only(refused.faults) if refused else []
    return CheckPage(
        facts=list(_facts(draft)),
        faults=[_fault(each) for each in faults],
        cancel=reverse("forget_new_leaver"),
    )


def sent_page(sent: dict[str, Any]) -> SentPage:
    """Return what the page after sending shows."""
    return SentPage(
        receipt=sent["message"],
        warnings=sent["warnings"],
        is_repeated=sent["is_repeated"],
        is_protected=sent["is_protected"],
        leaver=reverse("leaver", args=[sent["leaver"]]),
        record=reverse("send_record", args=[sent["leaver"]]),
        add=reverse("new_leaver"),
    )


def told(verdict: Verdict, *, protection: str) -> dict[str, Any]:
    """Return what the page after sending shows, as the session keeps it."""
    return {
        "leaver": str(verdict.leaver),
        "message": str(verdict.message_id),
        "is_repeated": verdict.is_repeated,
        "is_protected": protection == "protected",
        "warnings": [words_of(each) for each in verdict.faults if each.code not in _HIDDEN_WARNINGS],
    }


def _control(field: forms.BoundField) -> str:
    widget = field.field.widget
    kinds = (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.Select, "select"),
        (forms.MultiWidget, "date_input"),
        (forms.Textarea, "textarea"),
    )
    if field.name == "search":
        return "search"
    return next((name for kind, name in kinds if isinstance(widget, kind)), "text_input")


def _facts(draft: Draft) -> Iterator[Fact]:
    for step, form in draft.forms():
        form.is_valid()
        change = Link(text="Change", href=reverse("new_leaver_step", args=[step]))
        for field in form:
            values = _shown(field, form.cleaned_data.get(field.name))
            if values and field.name != "search" and not (field.name == "known" and form.data.get("school")):
                yield Fact(key=str(field.label), values=values, change=change)


def _shown(field: forms.BoundField, value: Any) -> list[str]:
    if isinstance(value, date):
        return [day(value)]
    choices = dict(getattr(field.field, "choices", ()))
    written = value if isinstance(value, list) else [value]
    return [str(choices.get(each, each)) for each in written if each]


def _fault(found: Fault) -> Link:
    step = _STEP_OF.get(found.path.partition(".")[0], "pupil")
    return Link(text=words_of(found), href=reverse("new_leaver_step", args=[step]))
