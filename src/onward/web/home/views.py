"""The first page, and the change between one's own seats."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from onward.web.rendering import render
from onward.web.seat import PageRequest, take_seat


@require_GET
def home(request: PageRequest) -> HttpResponse:
    """Show what needs the person now."""
    return render(request, "home/home.html", None)


@require_POST
def change_seat(request: PageRequest) -> HttpResponse:
    """Take another of one's own seats."""
    chosen = request.POST.get("seat", "")
    if not chosen.isdigit() or not take_seat(request, int(chosen)):
        raise Http404
    return redirect("home")
