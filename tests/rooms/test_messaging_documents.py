"""Documents: what goes in comes out, to those who may have it, and to nobody else."""

import hashlib
import tracemalloc
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.harness.cast import open_the_hub
from tests.harness.cluster import WorkerDatabase
from tests.harness.documents import PDF, Desk, Endless, Limited
from tests.harness.messaging import office_of, official, sent_record
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.foundation.errors import NotPermitted, OnwardError
from onward.foundation.sight import NATIONAL, Sight, for_authority
from onward.messaging.blobs import FolderBlobs
from onward.messaging.documents import MAX_BYTES
from onward.messaging.errors import (
    BlobMissing,
    ChecksumMismatch,
    ContentNotAsStated,
    DocumentNotFound,
    DocumentTooLarge,
    MediaTypeNotTaken,
)
from onward.messaging.models import Document
from onward.messaging.sealing import PayloadNotReadable


@pytest.fixture
def desk(hub: None, tmp_path: Path) -> Desk:
    folder = tmp_path / "documents"
    return Desk(cast=open_the_hub(), folder=folder, blobs=FolderBlobs(folder))


def test_the_school_that_uploaded_a_document_gets_it_back(desk: Desk) -> None:
    row = desk.put()

    assert desk.fetch(row.id) == PDF
    assert (row.size, row.sha256) == (len(PDF), hashlib.sha256(PDF).digest())


def test_the_blob_store_holds_nothing_that_can_be_read(desk: Desk) -> None:
    desk.put(b"%PDF-Isla Ahern" * 100)

    assert [b"Isla" in path.read_bytes() for path in desk.files().values()] == [False]


def test_a_recipient_gets_what_is_enclosed_with_a_record_in_its_mailbox(desk: Desk) -> None:
    row = desk.put()
    sent_record(desk.cast, to="selkirk", documents=[row.id])

    assert desk.fetch(row.id, by=office_of(desk.cast, "selkirk")) == PDF


@pytest.mark.parametrize("stranger", ["leith", "brechin", "selkirk"])
def test_another_school_finds_no_such_document(desk: Desk, stranger: str) -> None:
    row = desk.put()

    with pytest.raises(DocumentNotFound):
        desk.take(row.id, by=office_of(desk.cast, stranger))


@pytest.mark.parametrize("sight", [for_authority("355"), for_authority("120"), NATIONAL])
def test_officials_do_not_get_the_documents_of_schools(desk: Desk, sight: Sight) -> None:
    row = desk.put()
    sent_record(desk.cast, to="selkirk", documents=[row.id])

    with pytest.raises(DocumentNotFound):
        desk.take(row.id, by=official(sight))


def test_a_mailbox_from_which_the_record_was_taken_back_gives_nothing(desk: Desk) -> None:
    row = desk.put()
    leaver = sent_record(desk.cast, to="selkirk", documents=[row.id])
    redirect = {"kind": "redirect", "leaver": str(leaver), "destination": desk.cast.ref("leith")}
    desk.cast.say("arbroath", redirect)

    assert desk.fetch(row.id, by=office_of(desk.cast, "leith")) == PDF
    with pytest.raises(DocumentNotFound):
        desk.take(row.id, by=office_of(desk.cast, "selkirk"))


def test_a_document_that_is_not_there_takes_the_same_work_as_one_that_is_hidden(desk: Desk) -> None:
    row = desk.put()
    sent_record(desk.cast, to="selkirk", documents=[row.id])
    counts = []

    for document_id in (row.id, desk.put().id, uuid4()):
        with counted_statements() as statements, pytest.raises(DocumentNotFound):
            desk.take(document_id, by=office_of(desk.cast, "leith"))
        counts.append(statements.count)

    assert counts[0] > 0
    assert len(set(counts)) == 1


def test_a_name_and_a_type_are_kept_as_they_are_safe(desk: Desk) -> None:
    row = desk.put(b"plain words", file_name="../../secret/notes.exe", media_type="Text/Plain; charset=utf-8")

    assert (row.file_name, row.media_type) == ("notes.exe.txt", "text/plain")


@pytest.mark.parametrize(
    ("content", "stated", "error"),
    [
        (PDF, {"media_type": "application/zip"}, MediaTypeNotTaken),
        (b"MZ program", {}, ContentNotAsStated),
        (b"", {}, ContentNotAsStated),
        (PDF, {"sha256": hashlib.sha256(b"other").digest()}, ChecksumMismatch),
    ],
)
def test_what_is_refused_leaves_nothing(
    desk: Desk, content: bytes, stated: dict[str, Any], error: type[OnwardError]
) -> None:
    with pytest.raises(error):
        desk.put(content, **stated)

    assert desk.files() == {}
    assert not Document.objects.exists()


def test_a_stated_checksum_that_is_right_passes(desk: Desk) -> None:
    assert desk.put(sha256=hashlib.sha256(PDF).digest()).size == len(PDF)


def test_an_endless_stream_is_read_only_until_it_is_too_long(desk: Desk) -> None:
    stream = Endless()

    with pytest.raises(DocumentTooLarge) as refused:
        desk.put_stream(stream, max_bytes=1_000_000)

    assert refused.value.limit == 1_000_000
    assert stream.given < 1_200_000
    assert desk.files() == {}


def test_a_school_cannot_upload_for_another(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        desk.put(school="selkirk")


def test_the_largest_document_goes_in_and_out_in_little_memory(desk: Desk) -> None:
    digest = hashlib.sha256()
    tracemalloc.start()

    row = desk.put_stream(Limited(MAX_BYTES))
    for piece in desk.take(row.id):
        digest.update(piece)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (row.size, digest.digest()) == (MAX_BYTES, row.sha256)
    assert peak < 4 * 1024 * 1024


@pytest.mark.parametrize("keep", [100_000, 7, 0])
def test_a_cut_document_gives_an_error_and_no_false_end(desk: Desk, keep: int) -> None:
    row = desk.put()
    path = desk.files()[row.id.hex]
    path.write_bytes(path.read_bytes()[:keep])

    with pytest.raises(PayloadNotReadable):
        desk.fetch(row.id)


def test_a_document_cannot_be_passed_off_as_another(desk: Desk) -> None:
    row, other = desk.put(), desk.put()
    desk.files()[row.id.hex].write_bytes(desk.files()[other.id.hex].read_bytes())

    with pytest.raises(PayloadNotReadable):
        desk.fetch(row.id)


def test_a_document_without_its_blob_says_so_before_the_first_byte(desk: Desk) -> None:
    row = desk.put()
    desk.blobs.remove(row.id.hex)

    with pytest.raises(BlobMissing):
        desk.take(row.id)


def test_a_download_that_is_broken_off_can_be_closed(desk: Desk) -> None:
    broken_off = desk.take(desk.put().id)

    first = next(broken_off)
    broken_off.close()

    assert PDF.startswith(first)


def test_going_in_and_out_is_audited(desk: Desk) -> None:
    row = desk.put()
    sent_record(desk.cast, to="selkirk", documents=[row.id])
    desk.fetch(row.id, by=office_of(desk.cast, "selkirk"))

    entries = AuditEntry.objects.filter(subject_kind="document").order_by("id")
    assert list(entries.values_list("act", "subject_id", "school_id", "authority_id", "shielded")) == [
        ("upload_document", str(row.id), desk.cast.schools["arbroath"].id, "120", False),
        ("download_document", str(row.id), desk.cast.schools["selkirk"].id, "355", False),
    ]


@pytest.mark.slow
def test_in_transactions_of_their_own_all_goes_the_same_way(
    committed_db: WorkerDatabase, tmp_path: Path
) -> None:
    desk = Desk(cast=open_the_hub(), folder=tmp_path, blobs=FolderBlobs(tmp_path / "documents"))
    row = desk.put()
    sent_record(desk.cast, to="selkirk", documents=[row.id])

    assert desk.fetch(row.id, by=office_of(desk.cast, "selkirk")) == PDF
    with pytest.raises(DocumentNotFound):
        desk.take(row.id, by=office_of(desk.cast, "leith"))
