"""The board: transfers out and in of the authority, with reminders to its schools."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from onward.operations.reading.board import export_in, export_out, list_in, list_out
from onward.operations.reminders import Reminded, remind_of_joiners, remind_of_leavers
from onward.web.authority.board_pages import CHOSEN, in_page, out_page
from onward.web.authority.exports import in_file, out_file
from onward.web.authority.filters import AT_ONCE, BoardFilters, InFilters, OutFilters
from onward.web.authority.own_schools import school_choices
from onward.web.rendering import render
from onward.web.saved_views import MOST, forget_view, save_view, saved_views
from onward.web.seat import PageRequest
from onward.web.wording import count_of

Form = TypeVar("Form", bound=BoardFilters)


@require_GET
def out(request: PageRequest) -> HttpResponse:
    """Show the pupils who left schools of the authority."""
    schools = school_choices(request)
    form, views = OutFilters(request.GET, schools), _views(request, OutFilters, schools)
    found = list_out(form.wanted(), by=request.seat.actor, now=request.now, place=form.place)
    return render(request, "authority/board.html", out_page(found, form, request.seat.permissions, views))


@require_GET
def into(request: PageRequest) -> HttpResponse:
    """Show the pupils whom schools of the authority expect."""
    schools = school_choices(request)
    form, views = InFilters(request.GET, schools), _views(request, InFilters, schools)
    found = list_in(form.wanted(), by=request.seat.actor, now=request.now, place=form.place)
    return render(request, "authority/board.html", in_page(found, form, request.seat.permissions, views))


@require_GET
def out_as_csv(request: PageRequest) -> HttpResponse:
    """Give the leavers that were filtered as a file."""
    form = OutFilters(request.GET, school_choices(request))
    return out_file(export_out(form.wanted(), by=request.seat.actor, now=request.now), request)


@require_GET
def in_as_csv(request: PageRequest) -> HttpResponse:
    """Give the joiners that were filtered as a file."""
    form = InFilters(request.GET, school_choices(request))
    return in_file(export_in(form.wanted(), by=request.seat.actor, now=request.now), request)


@require_POST
def remind_out(request: PageRequest) -> HttpResponse:
    """Remind the old schools of the leavers that were chosen."""
    form = OutFilters(QueryDict(request.POST.get("back", "")), school_choices(request))
    chosen = _identifiers(request.POST.getlist(CHOSEN))
    _say(request, remind_of_leavers(chosen, by=request.seat.actor, now=request.now))
    return redirect(form.address())


@require_POST
def remind_in(request: PageRequest) -> HttpResponse:
    """Remind the schools that expect the joiners that were chosen."""
    form = InFilters(QueryDict(request.POST.get("back", "")), school_choices(request))
    chosen = _identifiers(request.POST.getlist(CHOSEN))
    _say(request, remind_of_joiners(chosen, by=request.seat.actor, now=request.now))
    return redirect(form.address())


@require_POST
def keep_out(request: PageRequest) -> HttpResponse:
    """Save the filters of leavers as a view of one's own, or forget them."""
    return _keep(request, OutFilters(QueryDict(request.POST.get("back", "")), school_choices(request)))


@require_POST
def keep_in(request: PageRequest) -> HttpResponse:
    """Save the filters of joiners as a view of one's own, or forget them."""
    return _keep(request, InFilters(QueryDict(request.POST.get("back", "")), school_choices(request)))


def _keep(request: PageRequest, form: BoardFilters) -> HttpResponse:
    person, route = request.seat.person_id, form.address_name
    if request.POST.get("do") == "forget":
        forget_view(person, route=route, query=form.query)
    elif form.query and not save_view(person, route=route, query=form.query, now=request.now):
        messages.warning(request, f"You have {MOST} views already. Forget one of them first.")
    return redirect(form.address())


def _views(request: PageRequest, kind: type[Form], schools: Sequence[tuple[str, str]]) -> list[Form]:
    """Return the person's views as filters; without those of which nothing is left."""
    saved = saved_views(request.seat.person_id, route=kind.address_name)
    forms = [kind(QueryDict(each), schools) for each in saved]
    return [each for each in forms if each.query]


def _identifiers(texts: Iterable[str]) -> list[UUID]:
    """Return those of the texts that are identifiers."""
    found = []
    for text in list(texts)[:AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _say(request: PageRequest, done: Reminded) -> None:
    if done == Reminded(reminded=0, already=0, nothing_asked=0):
        messages.warning(request, "Choose the pupils of whom schools are to be reminded.")
        return
    parts = []
    if done.reminded:
        parts.append(f"Schools were reminded about {count_of(done.reminded, 'pupil')}.")
    if done.already:
        parts.append(f"About {count_of(done.already, 'pupil')} they were reminded today already.")
    if done.nothing_asked:
        parts.append(f"Nothing is asked of a school about {count_of(done.nothing_asked, 'pupil')}.")
    tell = messages.success if done.reminded else messages.info
    tell(request, " ".join(parts))
