"""National officers look for a child in the whole country, and at one of them: always with a reason."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.operations.reading.national_pupil import view_national_pupil
from onward.operations.reading.national_search import list_pupils, search_nation
from onward.web.directory import register_for
from onward.web.pupil.forms import NationalSearchForm, ReasonForm
from onward.web.pupil.found_pages import SearchPage, national_found_page
from onward.web.pupil.national_pages import national_pupil_page
from onward.web.pupil.searches import KeptSearch, keep_reason, keep_search, kept_reason, kept_search
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_http_methods(["GET", "POST"])
def search(request: PageRequest) -> HttpResponse:
    """Ask who is sought and why, and look for them."""
    form = NationalSearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "pupil/national_search.html", SearchPage(form=form))
    search_id, seat, sought = uuid4(), request.seat.membership_id, form.sought
    pupils = search_nation(sought, search_id=search_id, by=request.seat.actor, now=request.now)
    kept = KeptSearch(given=["surname", "forename", *sought.given], pupils=pupils)
    keep_search(request.session, search_id, kept, seat=seat)
    keep_reason(request.session, pupils or (), sought.reason, seat=seat)
    return redirect("found_national_pupils", search_id)


@require_GET
def found(request: PageRequest, search_id: UUID) -> HttpResponse:
    """Show whom a search found, as far as they may be seen now."""
    kept = kept_search(request.session, search_id, seat=request.seat.membership_id)
    rows = list_pupils(kept.pupils or (), by=request.seat.actor, now=request.now)
    return render(request, "pupil/found.html", national_found_page(rows, kept))


@require_http_methods(["GET", "POST"])
def pupil(request: PageRequest, pupil_id: UUID) -> HttpResponse:
    """Ask why, whoever it is and whether there is anybody; then show the pupil."""
    seat = request.seat.membership_id
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        keep_reason(request.session, [pupil_id], form.cleaned_data["reason"], seat=seat)
        return redirect("national_pupil", pupil_id)
    reason = kept_reason(request.session, pupil_id, seat=seat)
    if form.is_bound or not reason:
        return render(request, "pupil/reason.html", SearchPage(form=form))
    seen = view_national_pupil(pupil_id, reason=reason, by=request.seat.actor, now=request.now)
    return render(request, "pupil/pupil.html", national_pupil_page(seen, register=register_for(request)))
