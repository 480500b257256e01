"""The credentials of a system: issue one, rotate it, revoke it. Its secret is shown once, in the answer."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from onward.access import services as access
from onward.access.errors import AlreadyEnded, CredentialNotFound
from onward.access.listing import CredentialRow, list_credentials
from onward.access.systems_at import view_system
from onward.web.administration.system_forms import IssueForm, RotateForm, WhyForm
from onward.web.administration.system_pages import SecretPage, secret_page, trail
from onward.web.components import Fact, Link
from onward.web.plain_pages import PlainPage, Question, asked
from onward.web.rendering import render
from onward.web.seat import PageRequest
from onward.web.wording import day, moment


@require_http_methods(["GET", "POST"])
def issue_credential(request: PageRequest, system_id: UUID) -> HttpResponse:
    """Issue a credential."""
    at, by, now = request.seat.organisation, request.seat.actor, request.now
    seen = view_system(system_id, at=at, by=by, now=now, limit=1)
    back = Link(text=seen.system.name, href=f"/systems/{system_id}")
    form = IssueForm(request.POST or None)
    if form.is_valid():
        lifetime = timedelta(days=form.cleaned_data["days"])
        issued = access.issue_credential(
            system_id=system_id, scopes=form.cleaned_data["scopes"], by=by, now=now, lifetime=lifetime
        )
        return _shown_once(request, secret_page(issued, back))
    lead = f"For {seen.system.name}. The secret is shown once, on the next page."
    page = PlainPage(
        title="Issue a credential",
        lead=lead,
        trail=trail(back),
        asked=asked(form, "Issue it", cancel=Link(text="Cancel", href=back.href)),
    )
    return render(request, "plain/page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET"])
def credential(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Show one credential, with what can be done about it."""
    row = _credential(request, client_id)
    page = PlainPage(
        title="Credential",
        trail=trail(Link(text=row.system_name, href=f"/systems/{row.system_id}")),
        facts=[
            Fact(key="Client id", values=[str(row.client_id)]),
            Fact(key="Issued", values=[moment(row.created_at)]),
            Fact(key="Works until", values=[day(row.expires_at.date())]),
            Fact(key="Last used", values=[moment(row.last_used_at) or "never"]),
            Fact(key="May", values=row.scopes),
        ],
        actions=[
            Link(text="Rotate it", href=f"/credentials/{client_id}/rotate"),
            Link(text="Revoke it", href=f"/credentials/{client_id}/revoke"),
        ],
    )
    return render(request, "plain/page.html", page)


@require_http_methods(["GET", "POST"])
def rotate_credential(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Issue a successor; the old one works on for a while."""
    row = _credential(request, client_id)
    form = RotateForm(request.POST or None)
    if not form.is_valid():
        question = Question(
            title="Rotate this credential?",
            text=f"{row.system_name} gets a new one that may do the same. Its secret is shown once.",
            action="Rotate it",
            cancel=Link(text="Keep it", href=f"/credentials/{client_id}"),
            asked=asked(form, "Rotate it"),
        )
        return render(request, "plain/question.html", question)
    overlap = timedelta(days=form.cleaned_data["overlap"])
    try:
        issued = access.rotate_credential(
            client_id=client_id, by=request.seat.actor, now=request.now, overlap=overlap
        )
    except AlreadyEnded:
        return _ended_already(request, row)
    back = Link(text=row.system_name, href=f"/systems/{row.system_id}")
    return _shown_once(request, secret_page(issued, back))


@require_http_methods(["GET", "POST"])
def revoke_credential(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Ask why, and then end a credential at once."""
    row = _credential(request, client_id)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        question = Question(
            title="Revoke this credential?",
            text=f"{row.system_name} can no longer use it. Tokens that it was given stop within seconds.",
            action="Revoke it",
            cancel=Link(text="Keep it", href=f"/credentials/{client_id}"),
            asked=asked(form, "Revoke it"),
        )
        return render(request, "plain/question.html", question)
    try:
        why = form.cleaned_data["why"]
        access.revoke_credential(client_id=client_id, why=why, by=request.seat.actor, now=request.now)
    except AlreadyEnded:
        return _ended_already(request, row)
    messages.success(request, "The credential is revoked.")
    return redirect("system", system_id=row.system_id)


def _credential(request: PageRequest, client_id: UUID) -> CredentialRow:
    rows = list_credentials(by=request.seat.actor, now=request.now)
    found = next((each for each in rows if each.client_id == client_id), None)
    if found is None:
        raise CredentialNotFound
    return found


def _ended_already(request: PageRequest, row: CredentialRow) -> HttpResponse:
    messages.info(request, "The credential had ended already.")
    return redirect("system", system_id=row.system_id)


def _shown_once(request: PageRequest, page: SecretPage) -> HttpResponse:
    """Show the secret in the answer itself: kept for a redirect, it would lie in the database."""
    answer = render(request, "administration/secret.html", page)
    answer["Cache-Control"] = "no-store"
    return answer
