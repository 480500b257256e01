"""Holidays: list them, and import a list after a look at the deadlines that it moves."""

import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.database.sight import seen_as
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.errors import DirectoryChangedMeanwhile
from onward.directory.list_writing import write_holiday_list
from onward.directory.queries import listed_holidays
from onward.formats.tables.refused import TableRefused
from onward.foundation.clock import today_in_scotland
from onward.operations import upkeep
from onward.web.components import Link
from onward.web.directory import register_for
from onward.web.national.calendar_pages import calendar_page, calendars_page, import_question, trail
from onward.web.national.kept_file import KeptForm, ListForm, fingerprint, keep
from onward.web.plain_pages import PlainPage, asked
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def calendars(request: PageRequest) -> HttpResponse:
    """List the authorities with how far their calendars reach."""
    page = calendars_page(_holidays(request), register_for(request), today_in_scotland(request.now))
    return render(request, "plain/page.html", page)


@require_GET
def calendar(request: PageRequest, authority: str) -> HttpResponse:
    """Show the holidays of one authority."""
    name = register_for(request).authorities.get(authority)
    if name is None:
        raise Http404
    own = [each for each in _holidays(request) if each.authority == authority]
    return render(request, "plain/page.html", calendar_page(own, name))


@require_GET
def calendars_csv(request: PageRequest) -> HttpResponse:
    """Give all holidays as a file that can be imported again."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="holidays.csv"'
    write_holiday_list(_holidays(request), answer)  # type: ignore[arg-type]  # it writes text
    return answer


@require_http_methods(["GET", "POST"])
def import_calendars(request: PageRequest) -> HttpResponse:
    """Take a list, show what it would change and which deadlines would move, and then change it."""
    if request.method == "POST" and "kept" in request.POST:
        return _apply(request)
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _preview(request, file.read(), file.name)
        except TableRefused as refused:
            form.add_error("file", " ".join(f"{each.message} {each.mend}" for each in refused.faults))
    page = PlainPage(
        title="Import holidays",
        trail=trail(),
        lead="Columns: authority, first_day, last_day, name. School years that are named are replaced.",
        asked=asked(form, "Show what would change", cancel=Link(text="Cancel", href="/calendars")),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


def _holidays(request: PageRequest) -> list[ListedHoliday]:
    with seen_as(request.seat.actor.sight):
        return list(listed_holidays())


def _preview(request: PageRequest, content: bytes, name: str) -> HttpResponse:
    seen = upkeep.plan_holidays(io.BytesIO(content), name, by=request.seat.actor, now=request.now)
    register, today = register_for(request), today_in_scotland(request.now)
    page = import_question(seen, keep(content, name, seen), register, today)
    return render(request, "plain/question.html", page)


def _apply(request: PageRequest) -> HttpResponse:
    form, by, now = KeptForm(request.POST), request.seat.actor, request.now
    if not form.is_valid():
        return redirect("import_calendars")
    content, name = form.cleaned_data["kept"], form.cleaned_data["name"]
    try:
        seen = upkeep.plan_holidays(io.BytesIO(content), name, by=by, now=now)
        if fingerprint(seen) != form.cleaned_data["shown"]:
            raise DirectoryChangedMeanwhile
        recount = upkeep.import_holidays(seen.plan, by=by, now=now)
    except TableRefused:
        return redirect("import_calendars")
    except DirectoryChangedMeanwhile:
        messages.warning(request, "Something changed meanwhile. Look at what the list would change now.")
        return _preview(request, content, name)
    messages.success(request, f"The calendars are changed. Deadlines that moved: {recount.moved:,}.")
    return redirect("calendars")
