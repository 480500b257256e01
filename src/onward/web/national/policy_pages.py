"""What the pages about leaving policies show."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.urls import reverse

from onward.directory.register import Register
from onward.formats.lists.choices import REASON_WORDS
from onward.foundation.clock import today_in_scotland
from onward.operations.deadlines import Recount
from onward.operations.policies import PolicyChange, PolicyRow, PolicySet
from onward.operations.upkeep import PolicyWanted
from onward.transfers.leaving import CREATED_IN_ERROR, DIED, KNOWN_REASONS, NO_REASON
from onward.transfers.models import Settles
from onward.transfers.policy_book import EFFECTIVE_FOR_EVER
from onward.web.components import Link, Row
from onward.web.day_field import DayField
from onward.web.plain_form import PlainForm
from onward.web.plain_pages import Listing, PlainPage, Question, asked, columns
from onward.web.wording import count_of, day

NONE: Final = "none"
NATIONAL: Final = "National"
SHOWN: Final = 100
_SET: Final = sorted(KNOWN_REASONS - {CREATED_IN_ERROR, DIED})
_DAYS: Final = ("school_days", "vulnerable_school_days", "reminder_days", "climb_days")
_CARRIED: Final = ("reason", "authority", "on_day", "on_month", "on_year", *_DAYS, "confirmed")


class PolicyForm(PlainForm):
    """A leaving policy. What is left empty stays as it is in force on the first day."""

    reason = forms.ChoiceField(label="Leaving reason")
    authority = forms.ChoiceField(label="Whose policy", required=False)
    on = DayField(label="First leaving day to which it applies")
    school_days = forms.IntegerField(
        label="School days until silence is an alarm", required=False, min_value=1, max_value=365
    )
    vulnerable_school_days = forms.IntegerField(
        label="The same for a vulnerable child", required=False, min_value=1, max_value=365
    )
    reminder_days = forms.IntegerField(
        label="School days before the deadline: reminder", required=False, min_value=0, max_value=365
    )
    climb_days = forms.IntegerField(
        label="School days until an alarm climbs a level", required=False, min_value=0, max_value=365
    )
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, register: Register, **options: Any) -> None:
        """Offer the reasons and the authorities."""
        super().__init__(*given, **options)
        reasons = [(each or NONE, reason_words(each)) for each in _SET]
        self.fields["reason"].choices = [("", "Choose a reason"), *reasons]  # type: ignore[attr-defined]
        names = sorted(register.authorities.items(), key=lambda each: each[1])
        self.fields["authority"].choices = [("", NATIONAL), *names]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> PolicyWanted:
        """What was asked for."""
        given = self.cleaned_data
        return PolicyWanted(
            reason=NO_REASON if given["reason"] == NONE else given["reason"],
            authority_id=given["authority"] or None,
            effective_from=given["on"],
            change=PolicyChange(**{name: given[name] for name in _DAYS}),
        )


class PolicyKept(forms.Form):
    """A policy that was looked at, carried to where it is confirmed."""

    def __init__(self, form: PolicyForm) -> None:
        """Carry what was given, hidden."""
        given = {name: form.data.get(name, "") for name in _CARRIED}
        super().__init__(initial=given | {"confirmed": "yes"})
        for name in _CARRIED:
            self.fields[name] = forms.CharField(widget=forms.HiddenInput)


def policies_page(rows: Sequence[PolicyRow], register: Register) -> PlainPage:
    """Return the list of policies."""
    heads = ("Days", "Vulnerable", "Reminder", "Climbs after")
    return PlainPage(
        title="Leaving policies",
        lead="What each leaving reason leads one to expect, and by when. Days are school days.",
        actions=[Link(text="Set a policy", href=reverse("set_policy"))],
        listings=[
            Listing(
                caption="Policies",
                columns=columns("Reason", "Whose", "From", "Settled by", *heads, numbers=heads),
                rows=[_row(each, register) for each in rows],
                file="policies",
                empty_title="No policy is set",
                empty_text="The national defaults are loaded when the service is set up.",
            )
        ],
    )


def set_page(form: PolicyForm) -> PlainPage:
    """Return the form of a policy."""
    cancel = Link(text="Cancel", href=reverse("policies"))
    return PlainPage(
        title="Set a leaving policy",
        trail=trail(),
        lead="Which deadlines would move is shown first. What you leave empty stays as it is.",
        asked=asked(form, "Show what would move", cancel=cancel),
    )


def set_question(done: PolicySet, form: PolicyForm, register: Register, now: datetime) -> Question:
    """Return what setting the policy would come to, before it is done."""
    policy, terms = done.policy, done.policy.terms
    return Question(
        title="Set this policy?",
        text=f"{reason_words(policy.reason)}, {whose(policy, register)}, from {day(policy.effective_from)}.",
        points=[
            f"Silence is an alarm after {count_of(terms.school_days, 'school day')}.",
            f"For a vulnerable child, after {count_of(terms.vulnerable_school_days, 'school day')}.",
            *recount_points(done.recount, today_in_scotland(now)),
        ],
        action="Set the policy",
        cancel=Link(text="Change nothing", href=reverse("policies")),
        asked=asked(PolicyKept(form), "Set the policy"),
        listings=[recount_listing(done.recount, register)] if done.recount.moved else [],
        trail=trail(),
    )


def recount_points(recount: Recount, today: date) -> list[str]:
    """Return in words how many deadlines move, and how many of them will have passed."""
    if not recount.moved:
        return ["No running deadline moves."]
    passed = recount.overdue(today)
    points = [f"{count_of(recount.moved, 'running deadline')} will move."]
    if passed:
        points.append(f"{passed:,} of them to a day that has passed: alarms will be raised.")
    return points


def recount_listing(recount: Recount, register: Register) -> Listing:
    """Return which deadlines move, by authority, reason and day."""
    return Listing(
        caption="Deadlines that would move",
        columns=columns("Authority", "Reason", "Now", "Then", "How many", numbers=("How many",)),
        rows=[
            Row(
                cells=[
                    register.authorities.get(each.authority_id, each.authority_id),
                    reason_words(each.reason),
                    day(each.before),
                    day(each.after),
                    f"{each.count:,}",
                ]
            )
            for each in recount.rows[:SHOWN]
        ],
        empty_title="No deadline moves",
        empty_text="Nothing that runs now is counted by it.",
    )


def reason_words(reason: str) -> str:
    """Return a leaving reason in words, with its code."""
    return f"{REASON_WORDS.get(reason, 'Reason')} ({reason})" if reason else "No reason was given"


def whose(policy: PolicyRow, register: Register) -> str:
    """Return whose policy it is."""
    return register.authorities.get(policy.authority_id, "") if policy.authority_id else NATIONAL


def trail() -> list[Link]:
    """Return the way to a page below the policies."""
    return [Link(text="Leaving policies", href=reverse("policies"))]


def since(first_day: date) -> str:
    """Return the first day of a policy in words."""
    return "the beginning" if first_day == EFFECTIVE_FOR_EVER else day(first_day)


def _row(policy: PolicyRow, register: Register) -> Row:
    terms = policy.terms
    days = (terms.school_days, terms.vulnerable_school_days, terms.reminder_days, terms.climb_days)
    return Row(
        cells=[
            reason_words(policy.reason),
            whose(policy, register),
            since(policy.effective_from),
            str(Settles(terms.settles).label),
            *(f"{each:,}" for each in days),
        ]
    )
