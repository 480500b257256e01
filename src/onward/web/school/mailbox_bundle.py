"""Several messages of the mailbox as one ZIP file, written while it is sent. To take it files nothing."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePath
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import StreamingHttpResponse

from onward.formats.lists.safe_csv import csv_lines
from onward.formats.zip_stream import ZipStream
from onward.foundation.clock import today_in_scotland, wall_clock_in_scotland
from onward.foundation.errors import OnwardError
from onward.messaging.documents import download
from onward.messaging.errors import BlobMissing, PayloadErased
from onward.messaging.sealing import PayloadNotReadable
from onward.operations.reading.looks import note_print
from onward.operations.reading.post import OpenedPost, Post, open_post
from onward.operations.transfer_files import NoTransferFile, collect_as_file
from onward.web.parts import blobs, keyring
from onward.web.printing.answering import printed_by
from onward.web.printing.typesetting import as_pdf
from onward.web.school.mailbox_pages import delivery_page
from onward.web.school.mailbox_words import KINDS, TAGS
from onward.web.school.sheets import delivery_sheet
from onward.web.seat import PageRequest
from onward.web.wording import moment

MOST: Final = 50
"""How many messages go into one file."""

MANIFEST: Final = "manifest.csv"
_HEADINGS: Final = ("Folder", "Message", "Pupil", "From", "Came", "Standing", "File", "What it is")
_NOT_OPENED: Final = "Left out: it has not been opened. Open it in the mailbox first."
_ERASED: Final = "Left out: its content was erased for good. Ask the sender for it again."
_UNREADABLE: Final = "Left out: it cannot be read. Ask the national service for help."

Rows = list[tuple[str, ...]]


def bundle(request: PageRequest, chosen: Sequence[UUID]) -> StreamingHttpResponse:
    """Answer with a ZIP file: a folder for each of these messages, and a list of all that is in it.

    Each is looked at, collected again and written down as one download is. What was never opened stays
    closed, and the list says so.
    """
    answer = StreamingHttpResponse(_pieces(request, chosen), content_type="application/zip")
    answer["Content-Disposition"] = (
        f'attachment; filename="mailbox-{today_in_scotland(request.now):%Y-%m-%d}.zip"'
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _pieces(request: PageRequest, chosen: Sequence[UUID]) -> Iterator[bytes]:
    made, rows = ZipStream(wall_clock_in_scotland(request.now)), Rows()
    for each in chosen:
        yield from _message(request, made, each, rows)
    taken = f"Taken by {request.seat.person_name} on {moment(request.now)}, reference {request.request_id}."
    last = (f"{taken} Delete these files when they are of no more use.",)
    yield from made.add(MANIFEST, (line.encode() for line in csv_lines([_HEADINGS, *rows, last])))
    yield from made.end()


def _message(request: PageRequest, made: ZipStream, delivery_id: UUID, rows: Rows) -> Iterator[bytes]:
    try:
        opened = open_post(delivery_id, by=request.seat.actor, now=request.now, keyring=keyring())
    except PayloadErased:
        rows.append((str(delivery_id), "", "", "", "", "", "", _ERASED))
        return
    except PayloadNotReadable:
        rows.append((str(delivery_id), "", "", "", "", "", "", _UNREADABLE))
        return
    if opened.content is None:
        rows.append(_row(opened.post, "", _NOT_OPENED))
        return
    for name, what, pieces in _files(request, opened):
        try:
            content = pieces()
        except NoTransferFile:
            continue
        except (PayloadErased, PayloadNotReadable, BlobMissing) as refusal:
            rows.append(_row(opened.post, "", _left_out(refusal, what)))
            continue
        rows.append(_row(opened.post, name, what))
        yield from made.add(f"{_folder(opened.post)}/{name}", content)


def _files(
    request: PageRequest, opened: OpenedPost
) -> Iterator[tuple[str, str, Callable[[], Iterator[bytes]]]]:
    """Yield the name of each file of a message, what it is, and how to come by its bytes."""
    row, content = opened.post.delivery, opened.content
    yield "message.pdf", "The message, to read or to print", partial(_pdf, request, opened)
    yield "transfer-file.xml", "Common Transfer File", partial(_transfer_file, request, row.id)
    for each in content.documents if content else ():
        name = f"document-{each.id}{PurePath(each.file_name).suffix}"
        yield name, f"Document: {each.file_name}", partial(_document, request, each.id)


def _pdf(request: PageRequest, opened: OpenedPost) -> Iterator[bytes]:
    row = opened.post.delivery
    note_print("delivery", row.id, shielded=row.is_shielded, by=request.seat.actor, now=request.now)
    return iter([as_pdf(delivery_sheet(delivery_page(opened)), printed_by(request))])


def _transfer_file(request: PageRequest, delivery_id: UUID) -> Iterator[bytes]:
    by, now, element = request.seat.actor, request.now, settings.ONWARD.ctf_scn_element
    made = collect_as_file(delivery_id, by=by, now=now, keyring=keyring(), scn_element=element)
    return iter([made.content])


def _document(request: PageRequest, document_id: UUID) -> Iterator[bytes]:
    by, now = request.seat.actor, request.now
    return download(document_id, by=by, now=now, keyring=keyring(), blobs=blobs())


def _left_out(refusal: OnwardError, what: str) -> str:
    why = _ERASED if isinstance(refusal, PayloadErased) else _UNREADABLE
    return f"{what}. {why}"


def _folder(post: Post) -> str:
    return f"{post.delivery.kind}-{post.delivery.id}"


def _row(post: Post, name: str, what: str) -> tuple[str, ...]:
    row = post.delivery
    return (
        _folder(post),
        KINDS[row.kind].title,
        post.pupil,
        post.sender or "The hub",
        moment(row.available_at),
        TAGS[row.state].text,
        name,
        what,
    )
