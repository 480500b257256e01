"""Keep the directory: find and show schools, import a list, close a school and take that back."""

import io
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.database.sight import seen_as
from onward.directory.errors import (
    AlreadyClosed,
    CannotBeSo,
    DirectoryChangedMeanwhile,
    NotClosed,
    SchoolNotFound,
    SuccessionGoesInACircle,
)
from onward.directory.list_writing import write_school_list
from onward.directory.queries import listed_schools
from onward.directory.register import Register, SchoolFact
from onward.directory.school_kinds import NotASchoolKey
from onward.formats.tables.refused import TableRefused
from onward.foundation.clock import today_in_scotland
from onward.operations import upkeep
from onward.web.components import Link
from onward.web.directory import register_for
from onward.web.national.directory_pages import (
    AT_ONCE,
    ClosingForm,
    SearchForm,
    closing_question,
    found,
    import_question,
    school_page,
    schools_page,
    trail,
)
from onward.web.national.kept_file import KeptForm, ListForm, fingerprint, keep
from onward.web.plain_pages import PlainPage, Question, asked
from onward.web.rendering import render
from onward.web.seat import PageRequest

_REFUSED = (AlreadyClosed, CannotBeSo, SuccessionGoesInACircle)


@require_http_methods(["GET", "POST"])
def schools(request: PageRequest) -> HttpResponse:
    """List the schools, or find some of them."""
    register, form = register_for(request), SearchForm(request.POST or None)
    known = sorted(register.by_id.values(), key=lambda each: (each.authority_id, each.name, each.id))
    after = _place(request.GET.get("after", "0"))
    if form.is_bound:
        known, after = found(known, form.cleaned_data["text"]) if form.is_valid() else [], 0
    today = today_in_scotland(request.now)
    shown = known[after : after + AT_ONCE]
    page = schools_page(shown, register, form, total=len(known), after=after, today=today)
    return render(request, "plain/page.html", page)


@require_GET
def school(request: PageRequest, school_id: int) -> HttpResponse:
    """Show one school."""
    register = register_for(request)
    page = school_page(_known(register, school_id), register, today_in_scotland(request.now))
    return render(request, "plain/page.html", page)


@require_GET
def schools_csv(request: PageRequest) -> HttpResponse:
    """Give the list as a file that can be imported again."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="schools.csv"'
    with seen_as(request.seat.actor.sight):
        write_school_list(listed_schools().values(), answer)  # type: ignore[arg-type]  # it writes text
    return answer


@require_http_methods(["GET", "POST"])
def close_school(request: PageRequest, school_id: int) -> HttpResponse:
    """Ask when and with which successor, show what that comes to, and then do it."""
    register = register_for(request)
    one = _known(register, school_id)
    form = ClosingForm(request.POST or None)
    if form.is_valid():
        answer = _close(request, one, form, register)
        if answer is not None:
            return answer
    page = PlainPage(
        title=f"Close {one.name}",
        trail=trail(),
        lead="What this comes to is shown first. Nothing changes before you confirm it.",
        asked=asked(form, "Show what happens", cancel=Link(text="Cancel", href=f"/directory/{one.id}")),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def reopen_school(request: PageRequest, school_id: int) -> HttpResponse:
    """Ask, and then take back the closing of a school."""
    one = _known(register_for(request), school_id)
    if request.method == "GET":
        question = Question(
            title="Take back the closing?",
            text=f"{one.name} will be open again, without a successor.",
            points=["What has gone on to another school stays there."],
            action="Take it back",
            cancel=Link(text="Leave it closed", href=f"/directory/{one.id}"),
        )
        return render(request, "plain/question.html", question)
    try:
        upkeep.reopen(school_id=school_id, by=request.seat.actor, now=request.now)
        messages.success(request, "The school is open.")
    except NotClosed:
        messages.info(request, "The school was open already.")
    return redirect("directory_school", school_id=school_id)


@require_http_methods(["GET", "POST"])
def import_schools(request: PageRequest) -> HttpResponse:
    """Take a list, show what it would change, and then change it."""
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
        title="Import a list of schools",
        trail=trail(),
        lead="What the list would change is shown first. Columns that it does not have stay as they are.",
        asked=asked(form, "Show what would change", cancel=Link(text="Cancel", href="/directory")),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


def _preview(request: PageRequest, content: bytes, name: str) -> HttpResponse:
    by, now = request.seat.actor, request.now
    plan = upkeep.plan_schools(io.BytesIO(content), name, close_missing_on=None, by=by, now=now)
    page = import_question(plan, upkeep.rolls_of_closing(plan), keep(content, name, plan))
    return render(request, "plain/question.html", page)


def _apply(request: PageRequest) -> HttpResponse:
    form, by, now = KeptForm(request.POST), request.seat.actor, request.now
    if not form.is_valid():
        return redirect("import_schools")
    content, name = form.cleaned_data["kept"], form.cleaned_data["name"]
    try:
        plan = upkeep.plan_schools(io.BytesIO(content), name, close_missing_on=None, by=by, now=now)
        if fingerprint(plan) != form.cleaned_data["shown"]:
            raise DirectoryChangedMeanwhile
        upkeep.import_schools(plan, by=by, now=now)
    except TableRefused:
        return redirect("import_schools")
    except DirectoryChangedMeanwhile:
        messages.warning(request, "The directory changed meanwhile. Look at what the list would change now.")
        return _preview(request, content, name)
    messages.success(request, "The directory is changed.")
    return redirect("directory")


def _close(
    request: PageRequest, one: SchoolFact, form: ClosingForm, register: Register
) -> HttpResponse | None:
    """Close the school where that was confirmed, else show what it comes to; None: the form has a fault."""
    by, now = request.seat.actor, request.now
    on: date = form.cleaned_data["on"]
    key: str = form.cleaned_data["successor"]
    act = upkeep.close if "confirmed" in request.POST else upkeep.look_at_closing
    try:
        to = register.school(key).id if key else None
        closure = act(school_id=one.id, on=on, successor_id=to, by=by, now=now)
    except (NotASchoolKey, SchoolNotFound):
        form.add_error("successor", "Enter the key of a school that is in the directory")
        return None
    except _REFUSED as refused:
        form.add_error("on", str(refused))
        return None
    if "confirmed" in request.POST:
        messages.success(request, "The school is closed.")
        return redirect("directory_school", school_id=one.id)
    return render(request, "plain/question.html", closing_question(closure, on, key))


def _known(register: Register, school_id: int) -> SchoolFact:
    if school_id not in register.by_id:
        raise Http404
    return register.by_id[school_id]


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 7 else 0
