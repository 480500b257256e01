"""Staff and systems of the authority and its schools; who moved or left, in one form with a confirmation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.access import services as access
from onward.access.acting import systems_acting_for
from onward.access.authority_staff import Place, Post, staff_of_authority
from onward.access.errors import AlreadyEnded
from onward.access.facts import at_school
from onward.access.roles import Permission
from onward.foundation.clock import today_in_scotland
from onward.web.authority.own_schools import own_schools
from onward.web.authority.staff_forms import LEFT, ChangeForm
from onward.web.authority.staff_pages import change_page, change_question, place_page, staff_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def staff(request: PageRequest) -> HttpResponse:
    """Show the authority's own staff, and its schools with how many work there and which systems act."""
    places = _places(request)
    schools = [each.at.school_id for each in places if each.at.school_id]
    systems = systems_acting_for(schools, on=today_in_scotland(request.now))
    page = staff_page(places, systems, may_change=_may_change(request), own=request.seat.person_id)
    return render(request, "plain/page.html", page)


@require_GET
def staff_of_school(request: PageRequest, school: int) -> HttpResponse:
    """Show who works at one school, and which systems act for it."""
    place = next((each for each in _places(request) if each.at.school_id == school), None)
    if place is None:
        raise Http404
    systems = systems_acting_for([school], on=today_in_scotland(request.now)).get(school, [])
    page = place_page(place, systems, may_change=_may_change(request), own=request.seat.person_id)
    return render(request, "plain/page.html", page)


@require_http_methods(["GET", "POST"])
def change(request: PageRequest, person: UUID) -> HttpResponse:
    """Ask what has changed for somebody, ask whether it is right, and do it."""
    places = _places(request)
    posts = [each for place in places for each in place.posts if each.person_id == person]
    if not posts or person == request.seat.person_id:
        raise Http404
    names = {each.at: each.name or request.seat.organisation_name for each in places}
    today = today_in_scotland(request.now)
    schools = [each for each in own_schools(request) if each.is_open(today)]
    form = ChangeForm(request.POST or None, posts=posts, names=names, schools=schools)
    if not form.is_valid():
        page = change_page(form, posts[0], names)
        return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)
    if "confirmed" not in request.POST:
        return render(request, "plain/question.html", change_question(form, posts, names))
    _do(request, form, posts)
    return redirect("authority_staff")


def _do(request: PageRequest, form: ChangeForm, posts: list[Post]) -> None:
    by, now, today = request.seat.actor, request.now, today_in_scotland(request.now)
    person_id, authority_id = posts[0].person_id, request.seat.organisation.authority_id or ""
    try:
        if form.cleaned_data["what"] == LEFT:
            access.end_roles_in_authority(
                person_id=person_id, authority_id=authority_id, until_on=today, by=by, now=now
            )
            messages.success(request, "All their roles here have ended.")
        else:
            post, to = form.post, at_school(form.school_id)
            access.move_role(
                person_id=person_id, role=post.role.name, start=post.at, end=to, on=today, by=by, now=now
            )
            messages.success(request, "The role is held at the other school from today on.")
    except AlreadyEnded:
        messages.info(request, "That role had ended already.")


def _places(request: PageRequest) -> list[Place]:
    authority_id = request.seat.organisation.authority_id or ""
    return staff_of_authority(authority_id, by=request.seat.actor, now=request.now)


def _may_change(request: PageRequest) -> bool:
    return Permission.ADMINISTER_PEOPLE in request.seat.permissions
