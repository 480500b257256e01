"""School systems: which act for whom; register one, let it act for a school, and end that."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.access import services as access
from onward.access.errors import AlreadyEnded
from onward.access.listing import list_credentials
from onward.access.roles import Held
from onward.access.systems_at import SystemSeen, names_of_systems, systems_at, view_system
from onward.directory.errors import SchoolNotFound
from onward.directory.school_kinds import NotASchoolKey
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import NotPermitted
from onward.web.administration.system_forms import GrantForm, RegisterForm, WhyForm
from onward.web.administration.system_pages import AT_ONCE, system_page, systems_page, trail
from onward.web.components import Link
from onward.web.directory import register_for
from onward.web.given_out import MOST, plain_answer, wants_file
from onward.web.plain_pages import PlainPage, Question, asked
from onward.web.rendering import render
from onward.web.seat import PageRequest

_NOT_YOURS = "Enter the key of a school that is yours to administer, such as 8012345-primary"


@require_GET
def systems(request: PageRequest) -> HttpResponseBase:
    """List the systems that act for the organisation's schools."""
    rows = systems_at(request.seat.organisation, by=request.seat.actor, now=request.now)
    return plain_answer(request, systems_page(rows, is_national=_is_national(request)))


@require_GET
def system(request: PageRequest, system_id: UUID) -> HttpResponseBase:
    """Show one system, with its credentials and schools."""
    after, limit = ("", MOST) if wants_file(request) else (request.GET.get("after", ""), AT_ONCE)
    behind = int(after) if after.isdecimal() and len(after) < 9 else 0
    seen = _seen(request, system_id, after=behind, limit=limit)
    is_national = _is_national(request)
    by, now = request.seat.actor, request.now
    credentials = list_credentials(by=by, now=now, system_id=system_id) if is_national else []
    page = system_page(seen, credentials, is_national=is_national, at_start=not after)
    return plain_answer(request, page)


@require_http_methods(["GET", "POST"])
def register_system(request: PageRequest) -> HttpResponse:
    """Register a system."""
    form = RegisterForm(request.POST or None)
    if not form.is_valid():
        cancel = Link(text="Cancel", href="/systems")
        page = PlainPage(
            title="Register a system",
            trail=trail(),
            lead="It may do nothing until it has a credential and schools.",
            asked=asked(form, "Register", cancel=cancel),
        )
        return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)
    system_id = access.register_system(**form.cleaned_data, by=request.seat.actor, now=request.now)
    messages.success(request, "The system is registered.")
    return redirect("system", system_id=system_id)


@require_http_methods(["GET", "POST"])
def grant_school(request: PageRequest) -> HttpResponse:
    """Let a system act for a school from today on."""
    offered = names_of_systems(at=request.seat.organisation, by=request.seat.actor, now=request.now)
    form = GrantForm(request.POST or None, systems=offered)
    if form.is_valid() and _grant(request, form):
        messages.success(request, "The system acts for the school from today on.")
        return redirect("system", system_id=form.cleaned_data["system"])
    page = PlainPage(
        title="Let a system act for a school",
        trail=trail(),
        lead="It then exchanges for the school what its credential allows.",
        asked=asked(form, "Let it act", cancel=Link(text="Cancel", href="/systems")),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def withdraw_school(request: PageRequest, system_id: UUID, school_id: int) -> HttpResponse:
    """Ask, and then end a system's acting for a school."""
    seen = _seen(request, system_id, after=school_id - 1, limit=1)
    if not seen.acts_for or seen.acts_for[0].school_id != school_id:
        raise Http404
    if request.method == "GET":
        return render(request, "plain/question.html", _end_question(seen))
    today, by = today_in_scotland(request.now), request.seat.actor
    try:
        access.withdraw_school(
            system_id=system_id, school_id=school_id, until_on=today, by=by, now=request.now
        )
    except AlreadyEnded:
        messages.info(request, "It had ended already.")
    else:
        messages.success(request, "The system does not act for the school any more.")
    return redirect("systems")


@require_http_methods(["GET", "POST"])
def suspend_system(request: PageRequest, system_id: UUID) -> HttpResponse:
    """Ask why, and then refuse a system everywhere."""
    seen = _seen(request, system_id, limit=1)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return render(request, "plain/question.html", _suspend_question(seen, form))
    try:
        access.suspend_system(
            system_id=system_id, why=form.cleaned_data["why"], by=request.seat.actor, now=request.now
        )
    except AlreadyEnded:
        messages.info(request, "It was suspended already.")
    else:
        messages.success(request, "The system is refused from now on.")
    return redirect("system", system_id=system_id)


def _is_national(request: PageRequest) -> bool:
    return request.seat.organisation.held is Held.NATIONAL


def _seen(request: PageRequest, system_id: UUID, *, after: int = 0, limit: int = AT_ONCE) -> SystemSeen:
    at, by = request.seat.organisation, request.seat.actor
    return view_system(system_id, at=at, by=by, now=request.now, limit=limit, after=after)


def _grant(request: PageRequest, form: GrantForm) -> bool:
    given, today = form.cleaned_data, today_in_scotland(request.now)
    try:
        school = register_for(request).school(given["school"])
        access.grant_schools(
            system_id=UUID(given["system"]),
            school_ids=[school.id],
            from_on=today,
            by=request.seat.actor,
            now=request.now,
        )
    except (SchoolNotFound, NotASchoolKey, NotPermitted):
        form.add_error("school", _NOT_YOURS)
        return False
    return True


def _end_question(seen: SystemSeen) -> Question:
    school, name = seen.acts_for[0], seen.system.name
    return Question(
        title="End this system's acting for the school?",
        text=f"{name} will no longer act for {school.school_name}, from today on.",
        points=["It can no longer send for the school, nor collect.", "What it did stays as it is."],
        action="End it",
        cancel=Link(text="Keep it", href=f"/systems/{seen.system.id}"),
    )


def _suspend_question(seen: SystemSeen, form: WhyForm) -> Question:
    return Question(
        title="Suspend this system?",
        text=f"{seen.system.name} acts for {seen.system.schools:,} schools. All of them will be cut off.",
        points=["Its tokens stop working within seconds.", "What waits for its schools goes on waiting."],
        action="Suspend it",
        cancel=Link(text="Keep it", href=f"/systems/{seen.system.id}"),
        asked=asked(form, "Suspend it"),
    )
