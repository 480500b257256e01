"""The audit: search it, and take the proof of one entry."""

import json
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onward.audit.newest_seal import newest_seal
from onward.audit.services import EntryNotSealed
from onward.audit.statement import public_keys_of
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.audit import export_audit, prove_entry, search_audit
from onward.web.administration.audit_forms import AuditForm
from onward.web.administration.audit_pages import AT_ONCE, audit_page, exported_entries
from onward.web.directory import register_for
from onward.web.given_out import given_out, wants_file
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_http_methods(["GET", "POST"])
def audit(request: PageRequest) -> HttpResponseBase:
    """Search the audit. What was typed is judged before it becomes part of an address."""
    register, today = register_for(request), today_in_scotland(request.now)
    form = AuditForm(request.POST or request.GET, register=register, today=today)
    is_sound = form.is_valid()
    if is_sound and request.method == "POST":
        return redirect(f"{reverse('audit')}?{form.query}")
    if is_sound and wants_file(request):
        taken = export_audit(form.wanted, by=request.seat.actor, now=request.now)
        return given_out(request, "audit", exported_entries(taken, register))
    after = _entry_id(request.GET.get("after", ""))
    found = None
    if is_sound:
        by, now = request.seat.actor, request.now
        found = search_audit(form.wanted, by=by, now=now, limit=AT_ONCE, after=after)
    seal = newest_seal(public_keys=public_keys_of(settings.ONWARD.keys.audit_keys))
    query = form.query if is_sound else ""
    page = audit_page(form, found, seal, register=register, query=query, at_start=after is None)
    return render(request, "plain/page.html", page, status=200 if is_sound else 422)


@require_GET
def audit_proof(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Give the proof of one entry as a file."""
    try:
        proof = prove_entry(entry_id, by=request.seat.actor, now=request.now)
    except EntryNotSealed:
        messages.info(request, "This entry waits for its seal. Try again in a few minutes.")
        return redirect("audit")
    text = json.dumps(proof, indent=2, ensure_ascii=False)
    answer = HttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="audit-proof-{entry_id}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def _entry_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
