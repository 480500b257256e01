"""Leaving policies: list them, and set one after a look at the deadlines that it moves."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from onward.operations import upkeep
from onward.operations.policies import PolicyCannotBe, PolicySet, list_policies
from onward.web.directory import register_for
from onward.web.given_out import plain_answer
from onward.web.national.policy_pages import PolicyForm, policies_page, set_page, set_question
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def policies(request: PageRequest) -> HttpResponseBase:
    """List the policies."""
    return plain_answer(request, policies_page(list_policies(), register_for(request)))


@require_http_methods(["GET", "POST"])
def set_policy(request: PageRequest) -> HttpResponse:
    """Ask for a policy, show which deadlines it would move, and then set it."""
    register = register_for(request)
    form = PolicyForm(request.POST or None, register=register)
    done = _act(request, form) if form.is_valid() else None
    if done is None:
        return render(request, "plain/page.html", set_page(form), status=422 if form.is_bound else 200)
    if form.cleaned_data["confirmed"]:
        messages.success(request, f"The policy is set. Deadlines that moved: {done.recount.moved:,}.")
        return redirect("policies")
    return render(request, "plain/question.html", set_question(done, form, register, request.now))


def _act(request: PageRequest, form: PolicyForm) -> PolicySet | None:
    """Look at the policy, or set it where that was confirmed; None: it cannot be so."""
    act = upkeep.set_policy if form.cleaned_data["confirmed"] else upkeep.look_at_policy
    try:
        return act(form.wanted, by=request.seat.actor, now=request.now)
    except PolicyCannotBe as refused:
        form.add_error(None, str(refused))
        return None
