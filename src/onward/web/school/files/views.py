"""Give in a file, see what is in it, mend it, send it, and take away the result."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onward.formats.lists.list_column import ListKind
from onward.formats.lists.results import results_csv
from onward.formats.lists.template import csv_template, xlsx_template
from onward.foundation.workflow import MoveNotAllowed
from onward.messaging.given_files import GivenFileNotFound, find_given, give_file, list_given
from onward.messaging.sealing import PayloadNotReadable
from onward.messaging.workflow import FileStage
from onward.operations.given_files.mending import RowNotFound, mend_row, send_file, view_file, view_row
from onward.operations.given_files.work import work_through
from onward.web.parts import DoorClock, keyring
from onward.web.rendering import render
from onward.web.school.files.forms import DropForm, RowForm
from onward.web.school.files.pages import (
    ALL,
    GOOD,
    TO_MEND,
    drop_page,
    file_page,
    mend_page,
    results_of,
    wait_page,
)
from onward.web.school.files.queueing import wake_reader
from onward.web.seat import PageRequest

AT_ONCE: Final = 64 * 1024
"""Files up to this size are looked through and sent while the person waits; the worker takes the others."""
LATELY: Final = 10
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GONE: Final = (GivenFileNotFound, RowNotFound, PayloadNotReadable)


@require_http_methods(["GET", "POST"])
def files(request: PageRequest) -> HttpResponse:
    """Take a file."""
    form = DropForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        return redirect("file", file_id=_take(request, form))
    return render(
        request, "school/files.html", drop_page(form, list_given(by=request.seat.actor, limit=LATELY))
    )


@require_GET
def file(request: PageRequest, file_id: UUID) -> HttpResponse:
    """Show how far the work on a file is, and then what was found."""
    show, start = request.GET.get("show", ""), request.GET.get("from", "0")
    if show not in {"", TO_MEND, GOOD, ALL} or not start.isascii() or not start.isdigit():
        raise Http404
    try:
        if waiting := wait_page(find_given(file_id, by=request.seat.actor)):
            return render(request, "school/file_waits.html", waiting)
        row, found = view_file(file_id, by=request.seat.actor, now=request.now, keyring=keyring())
    except _GONE as error:
        raise Http404 from error
    return render(request, "school/file.html", file_page(row, found, show=show, start=int(start)))


@require_http_methods(["GET", "POST"])
def mend(request: PageRequest, file_id: UUID, line: int) -> HttpResponse:
    """Mend one row of a list, or one pupil of another file."""
    by, now = request.seat.actor, request.now
    try:
        row = view_row(
            file_id, line, by=by, now=now, keyring=keyring(), scn_element=settings.ONWARD.ctf_scn_element
        )
        form = RowForm(request.POST if request.method == "POST" else None, row=row)
        if request.method == "GET":
            form.name_faults(row)
        elif form.is_valid():
            mend_row(file_id, line, form.cells(), by=by, now=now, keyring=keyring())
            return _worked_on(file_id, row.row.size)
    except _GONE as error:
        raise Http404 from error
    except MoveNotAllowed:
        return redirect("file", file_id=file_id)
    return render(request, "school/mend_row.html", mend_page(form, row, line))


@require_POST
def send(request: PageRequest, file_id: UUID) -> HttpResponse:
    """Send what is good in a file; clicked twice, it is sent once."""
    try:
        row = find_given(file_id, by=request.seat.actor)
        send_file(file_id, by=request.seat.actor, now=request.now, keyring=keyring())
    except GivenFileNotFound as error:
        raise Http404 from error
    except MoveNotAllowed:
        messages.info(request, "The file is being worked on, or was sent already. Nothing is doubled.")
        return redirect("file", file_id=file_id)
    return _worked_on(file_id, row.size)


@require_GET
def result(request: PageRequest, file_id: UUID) -> HttpResponseBase:
    """Give out what became of each row, as CSV."""
    try:
        row, found = view_file(file_id, by=request.seat.actor, now=request.now, keyring=keyring())
    except _GONE as error:
        raise Http404 from error
    lines = results_csv(results_of(found, is_sent=row.stage is FileStage.SENT))
    return _attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "result.csv")


@require_GET
def template(request: PageRequest, kind: str, ending: str) -> HttpResponseBase:
    """Give out an empty list to fill in."""
    if kind not in set(ListKind) or ending not in {"csv", "xlsx"}:
        raise Http404
    if ending == "csv":
        text = "".join(csv_template(ListKind(kind)))
        return _attached(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"{kind}.csv")
    return _attached(HttpResponse(xlsx_template(ListKind(kind)), content_type=XLSX), f"{kind}.xlsx")


def _take(request: PageRequest, form: DropForm) -> UUID:
    given = form.cleaned_data["file"]
    content: bytes = given.read()
    file_id = give_file(
        content,
        name=given.name,
        protection=form.answer,
        school_id=request.seat.organisation.school_id or 0,
        by=request.seat.actor,
        now=request.now,
        keyring=keyring(),
    )
    _work(file_id, len(content))
    return file_id


def _worked_on(file_id: UUID, size: int) -> HttpResponse:
    _work(file_id, size)
    return redirect("file", file_id=file_id)


def _work(file_id: UUID, size: int) -> None:
    if size > AT_ONCE:
        wake_reader()
        return
    element = settings.ONWARD.ctf_scn_element
    work_through(file_id, clock=DoorClock(), keyring=keyring(), scn_element=element)


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
