"""A school and an authority look for their own pupils, and at one of them."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.operations.reading.own_pupil import view_own_pupil
from onward.operations.reading.pupil_search import FaceFound, list_found, search_own_pupils
from onward.web.directory import register_for
from onward.web.pupil.forms import OwnSearchForm
from onward.web.pupil.found_pages import SearchPage, found_page
from onward.web.pupil.own_pages import own_pupil_page
from onward.web.pupil.searches import KeptSearch, keep_search, kept_search
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_http_methods(["GET", "POST"])
def search(request: PageRequest) -> HttpResponse:
    """Ask who is sought, and look for them."""
    form = OwnSearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "pupil/search.html", SearchPage(form=form))
    search_id, sought = uuid4(), form.sought
    faces = search_own_pupils(sought, search_id=search_id, by=request.seat.actor, now=request.now)
    kept = KeptSearch(given=[*sought.given], faces=faces)
    keep_search(request.session, search_id, kept, seat=request.seat.membership_id)
    return redirect("found_pupils", search_id)


@require_GET
def found(request: PageRequest, search_id: UUID) -> HttpResponse:
    """Show whom a search found, as far as they may be seen now."""
    kept = kept_search(request.session, search_id, seat=request.seat.membership_id)
    faces = list_found(kept.faces, by=request.seat.actor, now=request.now)
    return render(request, "pupil/found.html", found_page(faces, kept, register_for(request)))


@require_GET
def leaver(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Show one pupil, found by a leaver."""
    return _pupil(request, FaceFound(id=leaver_id, is_leaver=True))


@require_GET
def joiner(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Show one pupil, found by a joiner."""
    return _pupil(request, FaceFound(id=joiner_id, is_leaver=False))


def _pupil(request: PageRequest, face: FaceFound) -> HttpResponse:
    seen = view_own_pupil(face, by=request.seat.actor, now=request.now)
    page = own_pupil_page(seen, seat=request.seat, register=register_for(request))
    return render(request, "pupil/pupil.html", page)
