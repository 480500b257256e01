"""The people of one's own organisation: who they are, invite one, end a role, review who sees its pupils."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onward.access import services as access
from onward.access.errors import AlreadyEnded
from onward.access.roles import BY_NAME
from onward.access.staff import StaffRow, confirm_review, last_review, staff_of, who_sees_pupils
from onward.emails.bounces import BounceNotFound, bounces_of, confirm_address
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.looks import note_export
from onward.web.administration.forms import InvitationForm
from onward.web.administration.people_pages import (
    Bounces,
    EndRolePage,
    InvitePage,
    PeoplePage,
    ReviewPage,
    exported_people,
)
from onward.web.given_out import given_out
from onward.web.rendering import render
from onward.web.seat import PageRequest
from onward.web.sign_in.invitations import invite


@require_GET
def people(request: PageRequest) -> HttpResponse:
    """List the people of the organisation with their roles."""
    at, by = request.seat.organisation, request.seat.actor
    rows = staff_of(at, by=by, now=request.now)
    page = PeoplePage.of(rows, bounces=_bounces(rows), reviewed_at=last_review(at))
    return render(request, "administration/people.html", page)


@require_GET
def people_file(request: PageRequest) -> StreamingHttpResponse:
    """Give out the people of the organisation with their roles."""
    at, by = request.seat.organisation, request.seat.actor
    return _given_out(request, "people", staff_of(at, by=by, now=request.now))


@require_GET
def review_file(request: PageRequest) -> StreamingHttpResponse:
    """Give out everybody who can see the organisation's pupils."""
    at, by = request.seat.organisation, request.seat.actor
    return _given_out(request, "who-sees-pupils", who_sees_pupils(at, by=by, now=request.now))


def _given_out(request: PageRequest, name: str, rows: Sequence[StaffRow]) -> StreamingHttpResponse:
    note_export(name, len(rows), by=request.seat.actor, now=request.now)
    return given_out(request, name, exported_people(rows))


@require_http_methods(["GET", "POST"])
def invite_person(request: PageRequest) -> HttpResponse:
    """Invite a colleague into a role."""
    at = request.seat.organisation
    form = InvitationForm(request.POST or None, held=at.held)
    if not form.is_valid():
        return render(request, "administration/invite.html", InvitePage(form=form))
    invite(request, **form.cleaned_data, at=at, by=request.seat.actor, now=request.now)
    messages.success(request, "The invitation is on its way.")
    return redirect("people")


@require_http_methods(["GET", "POST"])
def end_role(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Ask, and then end a role of somebody from today on."""
    at, by = request.seat.organisation, request.seat.actor
    role, person = BY_NAME.get(request.GET.get("role", "")), _own(request, person_id)
    if role is None:
        raise Http404
    if request.method == "GET":
        return render(request, "administration/end_role.html", EndRolePage(person=person, role=role))
    today = today_in_scotland(request.now)
    try:
        access.end_role(person_id=person_id, role=role.name, at=at, until_on=today, by=by, now=request.now)
    except AlreadyEnded:
        messages.info(request, "The role had ended already.")
    else:
        messages.success(request, "The role has ended.")
    return redirect("people")


@require_http_methods(["GET", "POST"])
def review(request: PageRequest) -> HttpResponse:
    """Show everybody who can see the organisation's pupils, and take the word that they are right."""
    at, by = request.seat.organisation, request.seat.actor
    if request.method == "POST":
        confirm_review(at, by=by, now=request.now)
        messages.success(request, "Thank you. The review is noted.")
        return redirect("people")
    rows = who_sees_pupils(at, by=by, now=request.now)
    page = ReviewPage.of(rows, bounces=_bounces(rows), reviewed_at=last_review(at))
    return render(request, "administration/review.html", page)


@require_POST
def confirm(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Take the administrator's word that the address of one of their people is right."""
    _own(request, person_id)
    try:
        confirm_address(person_id, by=request.seat.actor, now=request.now)
    except BounceNotFound:
        messages.info(request, "E-mail is sent there already.")
    else:
        messages.success(request, "E-mail is sent there again.")
    return redirect("people")


def _own(request: PageRequest, person_id: UUID) -> StaffRow:
    at, by = request.seat.organisation, request.seat.actor
    for each in staff_of(at, by=by, now=request.now):
        if each.person_id == person_id:
            return each
    raise Http404


def _bounces(rows: Sequence[StaffRow]) -> Bounces:
    return bounces_of([each.person_id for each in rows])
