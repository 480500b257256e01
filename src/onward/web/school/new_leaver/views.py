"""The guided form: one page a step, the answers to check, and the receipt."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onward.foundation.clock import today_in_scotland
from onward.operations.intake.saying import say_one
from onward.web.directory import own_school, register_for
from onward.web.parts import keyring
from onward.web.rendering import render
from onward.web.school.fields import FIND, key_of
from onward.web.school.new_leaver.draft import Draft, sent_last
from onward.web.school.new_leaver.pages import check_page, sent_page, step_page, told
from onward.web.seat import PageRequest


@require_GET
def start(request: PageRequest) -> HttpResponse:
    """Begin, or go on where the answers end."""
    return redirect("new_leaver_step", step=_draft(request).first_open() or "reason")


@require_http_methods(["GET", "POST"])
def step(request: PageRequest, step: str) -> HttpResponse:
    """Ask one thing, and go on to the next that has no good answer yet."""
    draft = _draft(request)
    if step not in draft.steps:
        raise Http404
    form = draft.form(step, request.POST if request.method == "POST" else None)
    if FIND in request.POST:
        form.errors.clear()
    elif request.method == "POST" and form.is_valid():
        draft.keep(step, request.POST)
        following = draft.first_open()
        return redirect("new_leaver_step", step=following) if following else redirect("check_new_leaver")
    return render(request, "school/new_leaver_step.html", step_page(draft, step, form))


@require_http_methods(["GET", "POST"])
def check(request: PageRequest) -> HttpResponse:
    """Show all answers; send them when the person says so."""
    draft = _draft(request)
    if lacking := draft.first_open():
        is_sent = request.method == "POST" and sent_last(request.session) is not None
        return redirect("sent_leaver") if is_sent else redirect("new_leaver_step", step=lacking)
    if request.method == "GET":
        return render(request, "school/new_leaver_check.html", check_page(draft, None))
    said, by = draft.item(), request.seat.actor
    verdict = say_one(
        said, key=key_of(draft.token), school=draft.own, by=by, now=request.now, keyring=keyring()
    )
    if not verdict.is_accepted:
        return render(request, "school/new_leaver_check.html", check_page(draft, verdict))
    draft.finish(told(verdict, protection=said.get("protection", "")))
    return redirect("sent_leaver")


@require_GET
def sent(request: PageRequest) -> HttpResponse:
    """Show the receipt of what was sent last."""
    last = sent_last(request.session)
    if last is None:
        return redirect("leavers")
    return render(request, "school/new_leaver_sent.html", sent_page(last))


@require_POST
def forget(request: PageRequest) -> HttpResponse:
    """Put the answers away, and go back to the list."""
    _draft(request).forget()
    return redirect("leavers")


def _draft(request: PageRequest) -> Draft:
    register = register_for(request)
    return Draft.of(
        request.session,
        register=register,
        own=own_school(request, register),
        today=today_in_scotland(request.now),
    )
