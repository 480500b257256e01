"""Each person chooses how they get the e-mails that are theirs to choose, and looks after their address."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onward.access.facts import Organisation
from onward.access.roles import Role
from onward.emails.bounces import BounceNotFound, BounceSeen, bounces_of, confirm_address
from onward.emails.choices import Rhythms, choose, rhythms_of
from onward.emails.kinds import CHOSEN, EmailKind, Rhythm
from onward.operations.reminding.matters import kinds_for
from onward.web.components import Link
from onward.web.emails.pages import ChoicesPage
from onward.web.plain_form import PlainForm
from onward.web.plain_pages import asked
from onward.web.rendering import render
from onward.web.seat import PageRequest

RHYTHMS = (
    (Rhythm.AT_ONCE.value, "At once"),
    (Rhythm.DIGEST.value, "In one digest each school morning"),
    (Rhythm.NEVER.value, "None of these"),
)


class ChoicesForm(PlainForm):
    """How each kind of e-mail is to come."""

    def __init__(self, *given: Any, kinds: Iterable[EmailKind], rhythms: Rhythms, **options: Any) -> None:
        """Ask for these kinds, each answered as it comes now."""
        super().__init__(*given, **options)
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=CHOSEN[kind].title,
                help_text=CHOSEN[kind].tells,
                choices=RHYTHMS,
                initial=rhythms[kind].value,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose how you get: {CHOSEN[kind].title.lower()}"},
            )

    @property
    def chosen(self) -> Rhythms:
        """What was chosen."""
        return {EmailKind(name): Rhythm(value) for name, value in self.cleaned_data.items()}


@require_http_methods(["GET", "POST"])
def email_choices(request: PageRequest) -> HttpResponse:
    """Show how e-mails come to the person, and take other choices."""
    person_id = request.seat.person_id
    form = ChoicesForm(
        request.POST or None, kinds=_kinds(request), rhythms=rhythms_of([person_id])[person_id]
    )
    if form.fields and form.is_valid():
        choose(person_id, form.chosen)
        messages.success(request, "You get e-mails as you chose.")
        return redirect("email_choices")
    page = _page(form, bounces_of([person_id]).get(person_id))
    return render(request, "emails/choices.html", page, status=422 if form.is_bound else 200)


@require_POST
def confirm_own_address(request: PageRequest) -> HttpResponse:
    """Take the person's word that their own address is right."""
    try:
        confirm_address(request.seat.person_id, by=request.seat.actor, now=request.now)
    except BounceNotFound:
        messages.info(request, "E-mail is sent to you already.")
    else:
        messages.success(request, "E-mail is sent to you again.")
    return redirect("email_choices")


def _page(form: ChoicesForm, bounce: BounceSeen | None) -> ChoicesPage:
    cancel = Link(text="Back", href=reverse("home"))
    return ChoicesPage.of(asked(form, "Save", cancel=cancel) if form.fields else None, bounce)


def _kinds(request: PageRequest) -> Sequence[EmailKind]:
    """Return the kinds that concern the person in any of their seats, in the order of the table."""
    seat = request.seat
    held: list[tuple[Role, Organisation]] = [
        (seat.role, seat.organisation),
        *((each.role, each.organisation) for each in seat.others),
    ]
    own = {kind for role, at in held for kind in kinds_for(role, at.held)}
    return [kind for kind in CHOSEN if kind in own]
