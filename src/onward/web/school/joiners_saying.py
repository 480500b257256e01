"""A school says who came, who is not here, and who came under another name or unannounced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onward.foundation.clock import today_in_scotland
from onward.operations.held_arrivals import HELD_FOR, hold_arrivals, say_instead, undo_arrivals
from onward.operations.intake import Verdict
from onward.operations.intake.saying_together import say_many
from onward.operations.reading.joiners import JoinerSeen
from onward.operations.reading.newcomers import view_newcomer, view_newcomers
from onward.transfers.workflow import JoinerStanding
from onward.web.components import Link
from onward.web.directory import own_school, register_for
from onward.web.parts import keyring
from onward.web.rendering import render
from onward.web.school.faults import place_faults
from onward.web.school.joiners_forms import ArrivalsForm, PupilForm, TokenForm
from onward.web.school.joiners_next import after_arrival, after_no_arrival
from onward.web.school.joiners_previous import NewJoinerForm
from onward.web.seat import PageRequest
from onward.web.wording import count_of

SIBLINGS = "Has a protected pupil brothers or sisters at your school? Answer the question for them too."

MINUTES = HELD_FOR // timedelta(minutes=1)
TOO_LATE = (
    "It was too late to undo this: the hub has the arrival already. "
    "If the pupil is not with you, tell the national service at once."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SayingPage:
    """A page with a form: what it asks, about whom, and the way back."""

    title: str
    form: TokenForm
    cancel: Link
    points: Sequence[str] = ()
    pupils: Sequence[str] = ()
    chosen: Sequence[str] = ()
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedPage:
    """What the hub does now that an arrival is recorded."""

    steps: Sequence[str]
    is_protected: bool
    joiner: str


def say(request: PageRequest, said: dict[str, dict[str, Any]]) -> dict[str, Verdict]:
    """Say these things for the school of the seat."""
    return say_many(said, by=request.seat.actor, now=request.now, keyring=keyring())


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PageRequest) -> HttpResponse:
    """Ask on which day the chosen pupils came, and about protection; then record the arrival."""
    joiners = _chosen(request)
    if not joiners:
        messages.warning(request, "Choose at least one pupil.")
        return redirect("joiners")
    form = ArrivalsForm(joiners, request.POST or None, today=today_in_scotland(request.now))
    if form.is_valid():
        verdicts = hold_arrivals(form.said(), by=request.seat.actor, now=request.now, keyring=keyring())
        _tell_siblings(request, form)
        if all(each.is_accepted for each in verdicts.values()):
            return redirect("joiners")
        form.refuse(verdicts)
    return render(request, "school/confirm_joiners.html", _confirm_page(form))


@require_POST
def undo(request: PageRequest) -> HttpResponse:
    """Take back the arrivals of these pupils, where the hub has not taken them in yet."""
    asked = {each.id for each in _chosen(request)}
    undone = undo_arrivals(sorted(asked), by=request.seat.actor, now=request.now)
    if undone:
        messages.success(request, f"{count_of(undone, 'arrival')} taken back. Say anew what is right.")
    if undone < len(asked):
        messages.warning(request, TOO_LATE)
    return redirect("joiners")


@require_http_methods(["GET", "HEAD", "POST"])
def absent(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Ask whether a pupil is really not here; then say so."""
    joiner = view_newcomer(joiner_id, by=request.seat.actor, now=request.now).joiner
    form = TokenForm(request.POST or None)
    if form.is_valid():
        verdict = _say_instead(request, form, {"kind": "no-arrival", "joiner": str(joiner_id)})
        if verdict.is_accepted:
            messages.success(request, "Thank you. The hub knows that the pupil is not here.")
            return redirect("joiner", joiner_id=joiner_id)
        place_faults(form, verdict.faults, {})
    page = SayingPage(
        title="Is this pupil not here?",
        form=form,
        cancel=Link(text="Go back", href=reverse("joiner", args=[joiner_id])),
        points=after_no_arrival(settings.ONWARD.notice_times),
        pupils=[_named(joiner)],
        action="The pupil is not here",
    )
    return render(request, "school/absent_joiner.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Ask under which name a pupil came; then record the arrival with these details."""
    joiner = view_newcomer(joiner_id, by=request.seat.actor, now=request.now).joiner
    form = PupilForm(request.POST or None, initial=_initial(request, joiner))
    if form.is_valid():
        verdict = _say_instead(request, form, {**form.arrival(), "joiner": str(joiner_id)})
        if verdict.is_accepted:
            return redirect("recorded_joiner", joiner_id=verdict.joiner or joiner_id)
        form.refuse(verdict)
    page = SayingPage(
        title="Came under another name",
        form=form,
        cancel=Link(text="Cancel", href=reverse("joiner", args=[joiner_id])),
        pupils=[_named(joiner)],
        action="Confirm arrival",
    )
    return render(request, "school/rename_joiner.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Ask about a pupil whom nobody announced; then record the arrival."""
    register = register_for(request)
    today = {"arrived_on": today_in_scotland(request.now)}
    form = NewJoinerForm(register, own_school(request, register), request.POST or None, initial=today)
    if form.is_valid():
        verdict = say(request, {form.key: form.arrival()})[form.key]
        if verdict.is_accepted and verdict.joiner:
            return redirect("recorded_joiner", joiner_id=verdict.joiner)
        if verdict.is_accepted:
            messages.success(request, "The arrival is recorded. The pupil was on your roll already.")
            return redirect("joiners")
        form.refuse(verdict)
    page = SayingPage(
        title="A pupil came unannounced",
        form=form,
        cancel=Link(text="Cancel", href=reverse("joiners")),
        action="Record the arrival",
    )
    return render(request, "school/new_joiner.html", page)


@require_safe
def recorded(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Show what the hub does now that an arrival is recorded."""
    found = view_newcomer(joiner_id, by=request.seat.actor, now=request.now)
    if found.joiner.standing is not JoinerStanding.ARRIVED:
        return redirect("joiner", joiner_id=joiner_id)
    is_protected = found.joiner.is_shielded
    page = RecordedPage(
        steps=after_arrival(is_protected=is_protected, notice_times=settings.ONWARD.notice_times),
        is_protected=is_protected,
        joiner=reverse("joiner", args=[joiner_id]),
    )
    return render(request, "school/recorded_joiner.html", page)


def _say_instead(request: PageRequest, form: TokenForm, said: dict[str, Any]) -> Verdict:
    by, joiner = request.seat.actor, UUID(said["joiner"])
    return say_instead({form.key: said}, joiner, by=by, now=request.now, keyring=keyring())[form.key]


def _chosen(request: PageRequest) -> Sequence[JoinerSeen]:
    """Return the pupils that were chosen; one whom the school does not know is as good as no page."""
    asked = set((request.POST or request.GET).getlist("pupil"))
    try:
        ids = [UUID(each) for each in asked]
    except ValueError as error:
        raise Http404 from error
    found = view_newcomers(ids, by=request.seat.actor, now=request.now) if ids else []
    if len(found) != len(ids):
        raise Http404
    return found


def _tell_siblings(request: PageRequest, form: ArrivalsForm) -> None:
    if "protected" in {each["protection"] for each in form.said().values()}:
        messages.info(request, SIBLINGS)


def _confirm_page(form: ArrivalsForm) -> SayingPage:
    names = [_named(each) for each in form.joiners]
    title = "Confirm an arrival" if len(names) == 1 else f"Confirm {len(names)} arrivals"
    return SayingPage(
        title=title,
        form=form,
        cancel=Link(text="Cancel", href=reverse("joiners")),
        points=[f"You can undo it for {MINUTES} minutes. Then the hub ends the search for the pupil."],
        pupils=names,
        chosen=[str(each.id) for each in form.joiners],
        action=title,
    )


def _initial(request: PageRequest, joiner: JoinerSeen) -> dict[str, Any]:
    pupil = joiner.pupil
    known = {
        name: getattr(pupil, name) for name in ("surname", "forename", "born", "sex", "stage", "scn", "upn")
    }
    return {**known, "arrived_on": today_in_scotland(request.now)}


def _named(joiner: JoinerSeen) -> str:
    return f"{joiner.pupil.forename} {joiner.pupil.surname}"
