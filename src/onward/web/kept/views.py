"""What was kept of somebody's answers: listed, opened in the seat in which it was typed, put back, let go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onward.web.components import Fact
from onward.web.rendering import render
from onward.web.seat import PageRequest, take_seat
from onward.web.sign_in.kept_answers import REPLACES, Answer, Kept, kept_for, let_go
from onward.web.wording import moment


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptLine:
    """One form of the list."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptList:
    """All that is kept for somebody."""

    lines: Sequence[KeptLine]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptForm:
    """One form with its answers. `put_back` is its page, which fills them in again; `send_to` takes them."""

    id: str
    title: str
    about: str
    facts: Sequence[Fact]
    put_back: str
    send_to: str
    hidden: Sequence[Answer]
    replaces: str = REPLACES


@require_http_methods(["GET", "POST"])
def kept(request: PageRequest) -> HttpResponse:
    """List what is kept; open one of it, in the seat in which it was typed."""
    if request.method == "POST":
        chosen = _own(request, request.POST.get("open", ""))
        if chosen.membership_id != request.seat.membership_id and not take_seat(
            request, chosen.membership_id
        ):
            raise Http404
        return redirect("kept_answer", kept_id=chosen.id)
    seats = {request.seat.membership_id, *(each.membership_id for each in request.seat.others)}
    found = [
        each for each in kept_for(request.seat.person_id, now=request.now) if each.membership_id in seats
    ]
    return render(request, "kept/list.html", KeptList(lines=[_line(each) for each in found]))


@require_GET
def one(request: PageRequest, kept_id: UUID) -> HttpResponse:
    """Show the answers of one form, and what can be done with them."""
    return render(request, "kept/one.html", _form(_here(request, kept_id)))


@require_GET
def answers(request: PageRequest, kept_id: UUID) -> HttpResponse:
    """Give the answers to the page that puts them back into its form."""
    return JsonResponse({"answers": list(_here(request, kept_id).answers), "replaces": REPLACES})


@require_POST
def throw_away(request: PageRequest, kept_id: UUID) -> HttpResponse:
    """Forget one form."""
    let_go(str(kept_id), person_id=request.seat.person_id)
    messages.success(request, "Thrown away.")
    return redirect("kept_answers")


def _own(request: PageRequest, kept_id: str) -> Kept:
    found: Any = {str(each.id): each for each in kept_for(request.seat.person_id, now=request.now)}
    if kept_id not in found:
        raise Http404
    own: Kept = found[kept_id]
    return own


def _here(request: PageRequest, kept_id: UUID) -> Kept:
    found = _own(request, str(kept_id))
    if found.membership_id != request.seat.membership_id:
        raise Http404
    return found


def _line(each: Kept) -> KeptLine:
    return KeptLine(id=str(each.id), title=_title(each.route), about=_about(each))


def _form(each: Kept) -> KeptForm:
    shown = [(name, value) for name, value in each.answers if value.strip()]
    return KeptForm(
        id=str(each.id),
        title=_title(each.route),
        about=_about(each),
        facts=[Fact(key=_title(name), values=[value]) for name, value in shown],
        put_back="" if each.is_sent else f"{each.address}#kept={each.id}",
        send_to=each.address if each.is_sent else "",
        hidden=list(each.answers) if each.is_sent else [],
    )


def _about(each: Kept) -> str:
    act = "Sent too late, so it was not done" if each.is_sent else "Not sent yet"
    return f"{act}. Kept on {moment(each.kept_at)}."


def _title(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
