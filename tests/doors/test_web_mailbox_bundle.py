"""Several messages of the mailbox as one ZIP file: what is in it, who may take it, and what it changes."""

import csv
import tracemalloc
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.test import Client
from pytest_django import Settings
from tests.doors.test_web_mailbox import PDF, STRANGE, sent, states, step
from tests.harness.audit import acts_of
from tests.harness.cast import Cast
from tests.harness.joining import text
from tests.harness.messaging import office_of
from tests.harness.printing import words_of
from tests.harness.systems import documents_in

from onward.database.sight import seen_as
from onward.formats.zip_stream import ZipStream
from onward.foundation.sight import HUB
from onward.messaging.documents import DocumentRow, upload
from onward.messaging.models import Document
from onward.web import parts


def take(client: Client, *deliveries: str) -> Any:
    return client.post(
        "/mailbox/chosen", {"delivery": deliveries, "step": "download", "state": "collected"}, follow=True
    )


def unpacked(answer: Any) -> dict[str, bytes]:
    with ZipFile(BytesIO(answer.getvalue())) as packed:
        assert packed.testzip() is None
        return {each: packed.read(each) for each in packed.namelist()}


def manifest(files: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(StringIO(files["manifest.csv"].decode("utf-8-sig"))))


def enclosed(cast: Cast, folder: Path, *, file_name: str = "Isla Ahern.pdf") -> DocumentRow:
    with folder.joinpath("x").open("w+b") as file:
        file.write(PDF)
        file.seek(0)
        return upload(
            file,
            file_name=file_name,
            media_type="application/pdf",
            school=cast.schools["arbroath"],
            by=office_of(cast, "arbroath"),
            now=cast.now,
            keyring=parts.keyring(),
            blobs=parts.blobs(),
        )


def test_each_message_has_a_folder_whose_name_tells_nothing(
    cast: Cast, morag: Client, morag_id: UUID
) -> None:
    first, second = sent(cast, 2)
    for each in (first, second):
        step(morag, each, "collect")

    answer = take(morag, first, second)
    files = unpacked(answer)

    assert set(files) == {
        "manifest.csv",
        *(
            f"departure-{each}/{name}"
            for each in (first, second)
            for name in ("message.pdf", "transfer-file.xml")
        ),
    }
    assert "Aunt" in words_of(files[f"departure-{first}/message.pdf"])
    assert b"<CTfile>" in files[f"departure-{second}/transfer-file.xml"]
    assert answer["Cache-Control"] == "no-store"
    assert len(manifest(files)) == 1 + 4 + 1
    assert "Taken by Morag Selkirk" in manifest(files)[-1][0]
    assert states(first, second) == ["collected", "collected"]


def test_each_is_written_down_as_one_download_is(cast: Cast, morag: Client, morag_id: UUID) -> None:
    whole = sent(cast, 2)
    for each in whole:
        step(morag, each, "collect")
    before = len(acts_of(morag_id))

    take(morag, *whole).getvalue()

    acts = acts_of(morag_id)[before:]
    assert acts[0] == "download_deliveries"
    assert [acts.count(each) for each in ("view_delivery", "print_delivery", "collect_delivery")] == [2, 2, 4]
    assert not {"file_delivery", "acknowledge_delivery"} & {*acts}


def test_documents_come_with_their_message(
    cast: Cast, morag: Client, morag_id: UUID, settings: Settings, tmp_path: Path
) -> None:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    kept = enclosed(cast, tmp_path)
    [delivery] = sent(cast, record={"core": {}, "documents": [str(kept.id)]})
    step(morag, delivery, "collect")

    files = unpacked(take(morag, delivery))

    assert files[f"departure-{delivery}/document-{kept.id}.pdf"] == PDF
    assert any("Document: Isla Ahern.pdf" in row for row in manifest(files))
    assert "download_document" in acts_of(morag_id)


def test_a_document_that_is_gone_is_named_and_the_rest_comes(
    cast: Cast, morag: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    kept = enclosed(cast, tmp_path)
    [delivery] = sent(cast, record={"core": {}, "documents": [str(kept.id)]})
    step(morag, delivery, "collect")
    with seen_as(HUB):
        parts.blobs().remove(Document.objects.get(pk=kept.id).blob)

    files = unpacked(take(morag, delivery))

    assert f"departure-{delivery}/message.pdf" in files
    assert any("Document: Isla Ahern.pdf. Left out: it cannot be read." in row[-1] for row in manifest(files))


def test_what_was_never_opened_stays_closed_and_is_named(cast: Cast, morag: Client) -> None:
    opened, closed = sent(cast, 2)
    step(morag, opened, "collect")

    files = unpacked(take(morag, opened, closed))

    assert not [each for each in files if closed in each]
    assert any(closed in row[0] and "has not been opened" in row[-1] for row in manifest(files))
    assert states(opened, closed) == ["collected", "available"]


def test_a_formula_in_the_manifest_is_text(
    cast: Cast, morag: Client, settings: Settings, tmp_path: Path
) -> None:
    pupil = cast.departure()["pupil"] | {"surname": "=HYPERLINK(1)"}
    cast.say("arbroath", cast.departure(to="selkirk", pupil=pupil))
    deliveries = sent(cast, 1)
    for each in deliveries:
        step(morag, each, "collect")

    rows = manifest(unpacked(take(morag, *deliveries)))

    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_nobody_takes_messages_of_another_school(cast: Cast, leith_office: Client, morag: Client) -> None:
    [delivery] = sent(cast)
    step(morag, delivery, "collect")

    strange, unknown = (take(leith_office, each).status_code for each in (delivery, STRANGE))

    assert strange == unknown == 404


def test_the_limit_is_said_in_words(cast: Cast, morag: Client) -> None:
    [delivery] = sent(cast)
    step(morag, delivery, "collect")

    listed = text(morag.get("/mailbox", {"state": "collected"}))
    refused = text(take(morag, *(f"01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c{number:02x}" for number in range(51))))

    assert "A download holds up to 50 messages" in listed
    assert "Choose at most 50 messages at once." in refused
    assert "Choose at least one message." in text(take(morag))


@pytest.mark.slow
def test_a_zip_of_any_size_takes_little_memory(cast: Cast) -> None:
    made, piece, longest = ZipStream(cast.now), bytes(range(256)) * 4096, 0

    tracemalloc.start()
    for number in range(20):
        for grown in made.add(f"{number}", (piece for _ in range(10))):
            longest = max(longest, len(grown))
    list(made.end())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert longest < 2 * len(piece)
    assert peak < 8 * len(piece)
