"""Name a destination for a pupil who left, in place of the old school: search a school, then choose it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from onward.foundation.clock import today_in_scotland
from onward.operations.destinations import name_destination_for
from onward.operations.reading import view_leaver
from onward.web.authority.destination_pages import ChoiceForm, SearchForm, destination_page
from onward.web.authority.own_schools import register_for
from onward.web.finding import find_schools
from onward.web.parts import keyring
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_http_methods(["GET", "POST"])
def destination(request: PageRequest, leaver: UUID) -> HttpResponse:
    """Search schools by `search`, and on POST name the one that was chosen."""
    seen = view_leaver(leaver, by=request.seat.actor, now=request.now).leaver
    register = register_for(request)
    search = SearchForm(request.GET or None)
    text, today = request.GET.get("search", ""), today_in_scotland(request.now)
    found = find_schools(text, register, on=today, but=seen.school_id)
    choice = ChoiceForm(request.POST or None, found=found, register=register)
    if choice.is_valid() and _name(request, leaver, choice):
        return redirect("authority_leaver", leaver=leaver)
    page = destination_page(seen, search, choice, found=found)
    return render(request, "authority/destination.html", page, status=422 if choice.errors else 200)


def _name(request: PageRequest, leaver: UUID, choice: ChoiceForm) -> bool:
    school = register_for(request).by_id[choice.cleaned_data["school"]]
    key = f"web-{choice.cleaned_data['token']}"
    verdict = name_destination_for(
        leaver, school, key=key, by=request.seat.actor, now=request.now, keyring=keyring()
    )
    if verdict.is_accepted:
        messages.success(request, f"{school.name} was named as the destination.")
    else:
        choice.refuse(verdict.faults)
    return verdict.is_accepted
