"""What an old school says about one leaver: a form each, heard by the intake, answered with a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onward.directory.register import Register, SchoolFact
from onward.foundation.clock import today_in_scotland
from onward.messaging.errors import ContentNotAsStated, DocumentTooLarge, MediaTypeNotTaken
from onward.operations.intake import Verdict
from onward.operations.intake.enclosing import Paper, send_papers
from onward.operations.intake.saying import say_one
from onward.operations.reading import LeaverSeen, view_leaver
from onward.operations.reading.leavers import LeaverNotFound
from onward.transfers.leaving import OUTSIDE_SCOTLAND
from onward.transfers.workflow import TOLD_THE_END
from onward.web.directory import own_school, register_for
from onward.web.parts import blobs, keyring
from onward.web.rendering import render
from onward.web.school.faults import SENT_BEFORE, WORDS, place_faults
from onward.web.school.fields import FIND, key_of
from onward.web.school.leavers.forms import (
    ConfirmationForm,
    DestinationForm,
    RecordForm,
    WithdrawalForm,
)
from onward.web.seat import PageRequest

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "destination": "school",
        "outside": "country",
        "outside.country": "country",
        "outside.name": "place",
        "why": "why",
        "by": "by",
        "on": "on",
        "outcome": "outcome",
        "record.documents": "documents",
    }
)
_NAMED: Final = "The destination is named. The new school is told."
_TAKEN_BACK: Final = "It is taken back: the pupil is on your roll again."
_CONFIRMED: Final = "It is confirmed. The next notice says that the pupil is settled."
_SENT: Final = "The record is sent. It follows the pupil."
_NOT_TAKEN: Final = "One of the documents is not what its name says, or of a kind that is not taken."


class Speaking(Protocol):
    """A form that becomes an item about a leaver."""

    cleaned_data: dict[str, Any]

    def said(self, leaver_id: str) -> dict[str, Any]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The leaver whom it is about, and the school that speaks."""

    leaver: LeaverSeen
    school: SchoolFact
    register: Register


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """The page of one form about a leaver."""

    form: Any
    name: str
    back: str


@require_http_methods(["GET", "POST"])
def name_destination(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Name the school, or the place outside, that a leaver goes to."""
    scene = _scene(request, leaver_id)
    form = DestinationForm(
        request.POST if request.method == "POST" else None,
        register=scene.register,
        own=scene.school,
        today=today_in_scotland(request.now),
    )
    if FIND in request.POST:
        form.errors.clear()
    elif form.is_valid() and (done := _heard(request, scene, form, _NAMED)):
        return done
    return render(request, "school/name_destination.html", _page(scene, form))


@require_http_methods(["GET", "POST"])
def withdraw(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Take a departure back, after a page that says what this does."""
    scene = _scene(request, leaver_id)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (done := _heard(request, scene, form, _TAKEN_BACK)):
        return done
    return render(request, "school/withdraw_leaver.html", _page(scene, form))


@require_http_methods(["GET", "POST"])
def confirm(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Confirm what became of a pupil who left the network."""
    scene = _scene(request, leaver_id)
    is_outside = scene.leaver.reason in OUTSIDE_SCOTLAND
    form = ConfirmationForm(request.POST if request.method == "POST" else None, is_outside=is_outside)
    if form.is_valid() and (done := _heard(request, scene, form, _CONFIRMED)):
        return done
    return render(request, "school/confirm_leaver.html", _page(scene, form))


@require_http_methods(["GET", "POST"])
def send_record(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Send the documents of a leaver's record."""
    scene = _scene(request, leaver_id, ended_too=True)
    form = RecordForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and (done := _sent(request, scene, form)):
        return done
    return render(request, "school/send_record.html", _page(scene, form))


def _scene(request: PageRequest, leaver_id: UUID, *, ended_too: bool = False) -> Scene:
    register = register_for(request)
    try:
        leaver = view_leaver(leaver_id, by=request.seat.actor, now=request.now).leaver
    except LeaverNotFound as error:
        raise Http404 from error
    if leaver.standing in TOLD_THE_END and not ended_too and request.method == "GET":
        raise Http404
    return Scene(leaver=leaver, school=own_school(request, register), register=register)


def _heard(request: PageRequest, scene: Scene, form: Speaking, words: str) -> HttpResponse | None:
    """Return the answer to what was taken; None: it was refused, and the form says why."""
    verdict = say_one(
        form.said(str(scene.leaver.id)),
        key=key_of(form.cleaned_data["token"]),
        school=scene.school,
        by=request.seat.actor,
        now=request.now,
        keyring=keyring(),
    )
    return _answered(request, scene, form, verdict, words)


def _sent(request: PageRequest, scene: Scene, form: RecordForm) -> HttpResponse | None:
    verdict = _send(request, scene, form)
    if verdict is None:
        form.add_error("documents", _NOT_TAKEN)
        return None
    return _answered(request, scene, form, verdict, _SENT)


def _answered(
    request: PageRequest, scene: Scene, form: Any, verdict: Verdict, words: str
) -> HttpResponse | None:
    if verdict.is_accepted:
        messages.success(request, words)
        return redirect("leaver", leaver_id=scene.leaver.id)
    if any(each.code == SENT_BEFORE for each in verdict.faults):
        messages.info(request, WORDS[SENT_BEFORE])
        return redirect("leaver", leaver_id=scene.leaver.id)
    place_faults(form, verdict.faults, _FIELDS)
    return None


def _send(request: PageRequest, scene: Scene, form: RecordForm) -> Verdict | None:
    cleaned = form.cleaned_data
    papers = [Paper(name=each.name or "", stream=each.file) for each in cleaned["documents"]]
    try:
        return send_papers(
            papers,
            leaver_id=scene.leaver.id,
            key=key_of(cleaned["token"]),
            school=scene.school,
            by=request.seat.actor,
            now=request.now,
            keyring=keyring(),
            blobs=blobs(),
        )
    except (MediaTypeNotTaken, ContentNotAsStated, DocumentTooLarge):
        return None


def _page(scene: Scene, form: Any) -> ActPage:
    pupil = scene.leaver.pupil
    return ActPage(
        form=form,
        name=f"{pupil.forename} {pupil.surname}",
        back=reverse("leaver", args=[scene.leaver.id]),
    )
