"""Files out of the mailbox: a message, a transfer file, a document. Their names tell nothing of a pupil."""

from pathlib import PurePath
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onward.messaging.documents import download
from onward.operations.reading.looks import note_print
from onward.operations.reading.post import OpenedPost, open_post
from onward.operations.transfer_files import NoTransferFile, collect_as_file
from onward.web.parts import blobs, keyring
from onward.web.printing.answering import pdf_answer
from onward.web.school.mailbox_pages import delivery_page
from onward.web.school.sheets import delivery_sheet
from onward.web.seat import PageRequest

Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
def content(request: PageRequest, delivery_id: UUID) -> HttpResponse:
    """Give out a message that was collected, byte for byte as it was sent."""
    opened = _opened(request, delivery_id)
    if opened.content is None:
        return redirect("delivery", delivery_id=delivery_id)
    answer = HttpResponse(opened.content.content, content_type="application/json")
    return _kept_nowhere(answer, f"{opened.post.delivery.kind}-{delivery_id}.json")


@require_safe
def as_file(request: PageRequest, delivery_id: UUID) -> HttpResponse:
    """Give out a departure or a record that was collected as a Common Transfer File."""
    if _opened(request, delivery_id).content is None:
        return redirect("delivery", delivery_id=delivery_id)
    element = settings.ONWARD.ctf_scn_element
    by, now = request.seat.actor, request.now
    try:
        made = collect_as_file(delivery_id, by=by, now=now, keyring=keyring(), scn_element=element)
    except NoTransferFile as error:
        raise Http404 from error
    return _kept_nowhere(HttpResponse(made.content, content_type="application/xml"), made.name)


@require_safe
def as_pdf(request: PageRequest, delivery_id: UUID) -> HttpResponse:
    """Give out a message that was collected as the page shows it, to print or to keep."""
    opened = _opened(request, delivery_id)
    if opened.content is None:
        return redirect("delivery", delivery_id=delivery_id)
    row = opened.post.delivery
    note_print("delivery", row.id, shielded=row.is_shielded, by=request.seat.actor, now=request.now)
    return pdf_answer(request, delivery_sheet(delivery_page(opened)), name=f"{row.kind}-{delivery_id}")


@require_safe
def document(request: PageRequest, delivery_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Give out a document of a message that was collected, piece by piece."""
    opened = _opened(request, delivery_id).content
    if opened is None:
        return redirect("delivery", delivery_id=delivery_id)
    if document_id not in {each.id for each in opened.documents}:
        raise Http404
    found = download(document_id, by=request.seat.actor, now=request.now, keyring=keyring(), blobs=blobs())
    answer = StreamingHttpResponse(found, content_type=found.document.media_type)
    answer["Content-Length"] = str(found.document.size)
    return _kept_nowhere(answer, f"document-{document_id}{PurePath(found.document.file_name).suffix}")


def _opened(request: PageRequest, delivery_id: UUID) -> OpenedPost:
    return open_post(delivery_id, by=request.seat.actor, now=request.now, keyring=keyring())


def _kept_nowhere(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
