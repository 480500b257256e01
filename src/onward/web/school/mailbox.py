"""The school's mailbox: list it, open a message, acknowledge and file it. To open is to collect."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from onward.foundation.errors import OnwardError
from onward.messaging.errors import PayloadErased
from onward.messaging.sealing import PayloadNotReadable
from onward.messaging.workflow import DeliveryState
from onward.operations.mailbox_by_hand import Step, take_step
from onward.operations.reading.post import SHOWN, export_post, list_post, open_post
from onward.web.paging import address, place_in
from onward.web.parts import keyring
from onward.web.rendering import render
from onward.web.school.given_out import given_out
from onward.web.school.joiners import PAGE
from onward.web.school.mailbox_pages import delivery_page, exported, mailbox_page
from onward.web.seat import PageRequest
from onward.web.wording import count_of

_DONE = {Step.COLLECT: "opened", Step.ACKNOWLEDGE: "acknowledged", Step.FILE: "filed"}
_NOT_DONE = "could not be {word} as it stands. Open it to see why."


@require_safe
def mailbox(request: PageRequest) -> HttpResponse:
    """Show the messages in one state; without one named, what is new."""
    state = _state(request.GET.get("state", ""))
    box = list_post(state=state, place=place_in(request.GET, PAGE), by=request.seat.actor, now=request.now)
    return render(request, "school/mailbox.html", mailbox_page(box, state=state))


@require_safe
def export(request: PageRequest) -> StreamingHttpResponse:
    """Give out the messages in one state as CSV: their envelopes, not their contents."""
    state = _state(request.GET.get("state", ""))
    rows = export_post(state=state, by=request.seat.actor, now=request.now)
    return given_out(request, f"mailbox-{state.value}", exported(rows))


@require_POST
def take_several(request: PageRequest) -> HttpResponse:
    """Open, acknowledge or file the messages that were chosen."""
    step, chosen = _step(request.POST.get("step", "")), _chosen(request)
    if chosen:
        _take(request, step, chosen)
    else:
        messages.warning(request, "Choose at least one message.")
    return redirect(address("mailbox", state=_state(request.POST.get("state", ""))))


@require_safe
def delivery(request: PageRequest, delivery_id: UUID) -> HttpResponse:
    """Show one message: its envelope, and its content once it was collected."""
    try:
        opened = open_post(delivery_id, by=request.seat.actor, now=request.now, keyring=keyring())
    except (PayloadErased, PayloadNotReadable) as refusal:
        return _unreadable(request, refusal)
    return render(request, "school/delivery.html", delivery_page(opened))


@require_POST
def take_one(request: PageRequest, delivery_id: UUID) -> HttpResponse:
    """Open, acknowledge or file one message."""
    _take(request, _step(request.POST.get("step", "")), [delivery_id])
    return redirect("delivery", delivery_id=delivery_id)


def _take(request: PageRequest, step: Step, chosen: list[UUID]) -> None:
    done = take_step(step, chosen, by=request.seat.actor, now=request.now, keyring=keyring())
    taken = sum(done.values())
    if taken:
        messages.success(request, f"{count_of(taken, 'message')} {_DONE[step]}.")
    if taken < len(done):
        left = count_of(len(done) - taken, "message")
        messages.warning(request, f"{left} {_NOT_DONE.format(word=_DONE[step])}")


def _unreadable(request: PageRequest, refusal: OnwardError) -> HttpResponse:
    messages.error(request, f"{refusal} Ask the sender for it again, or the national service for help.")
    return redirect("mailbox")


def _state(text: str) -> DeliveryState:
    return next((each for each in SHOWN if each.value == text), DeliveryState.AVAILABLE)


def _step(text: str) -> Step:
    try:
        return Step(text)
    except ValueError as error:
        raise Http404 from error


def _chosen(request: PageRequest) -> list[UUID]:
    try:
        return sorted({UUID(each) for each in request.POST.getlist("delivery")})
    except ValueError as error:
        raise Http404 from error
