"""Merge several schools into one: name them, look at what moves, confirm."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from onward.directory.errors import AlreadyClosed, CannotBeSo, SchoolNotFound, SuccessionGoesInACircle
from onward.directory.register import SchoolFact
from onward.directory.school_kinds import NotASchoolKey
from onward.operations import upkeep
from onward.web.components import Link
from onward.web.directory import register_for
from onward.web.national.directory_pages import trail
from onward.web.national.merging_pages import MergingForm, merging_question
from onward.web.plain_pages import PlainPage, asked
from onward.web.rendering import render
from onward.web.seat import PageRequest

_REFUSED = (AlreadyClosed, CannotBeSo, SuccessionGoesInACircle)


@require_http_methods(["GET", "POST"])
def merge(request: PageRequest) -> HttpResponse:
    """Ask which schools merge into which, show what moves, and then do it."""
    form = MergingForm(request.POST or None)
    if form.is_valid():
        answer = _merge(request, form)
        if answer is not None:
            return answer
    page = PlainPage(
        title="Merge schools",
        trail=trail(),
        lead="What moves is shown first. Nothing changes before you confirm it.",
        asked=asked(form, "Show what moves", cancel=Link(text="Cancel", href="/directory")),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


def _merge(request: PageRequest, form: MergingForm) -> HttpResponse | None:
    """Merge where that was confirmed, else show what it comes to; None: the form has a fault."""
    closing = _schools(request, form, "schools", form.cleaned_data["schools"])
    into = _schools(request, form, "into", [form.cleaned_data["into"]])
    if form.errors:
        return None
    on: date = form.cleaned_data["on"]
    is_confirmed = "confirmed" in request.POST
    act = upkeep.merge if is_confirmed else upkeep.look_at_merging
    try:
        closures = act(
            school_ids=[each.id for each in closing],
            into_id=into[0].id,
            on=on,
            by=request.seat.actor,
            now=request.now,
        )
    except _REFUSED as refused:
        form.add_error("schools", str(refused))
        return None
    if is_confirmed:
        messages.success(request, "The schools are merged.")
        return redirect("directory_school", school_id=into[0].id)
    return render(request, "plain/question.html", merging_question(closures, into[0], on))


def _schools(request: PageRequest, form: MergingForm, name: str, keys: Sequence[str]) -> list[SchoolFact]:
    register, found = register_for(request), []
    for key in keys:
        try:
            found.append(register.school(key))
        except (NotASchoolKey, SchoolNotFound):
            form.add_error(name, f"There is no school {key} in the directory")
    return found
