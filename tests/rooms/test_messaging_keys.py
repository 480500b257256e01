"""Keys of contents: destroyed for good, or brought under a new master key while all stays readable."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.harness.cast import CLERK, KEYRING, NOW, Cast, open_the_hub
from tests.harness.messaging import office_of, sent_record, uploaded

from onward.audit.models import AuditEntry
from onward.database.bulk import run
from onward.foundation.errors import NotPermitted
from onward.foundation.named_key import NamedKey
from onward.messaging.blobs import FolderBlobs
from onward.messaging.documents import download
from onward.messaging.errors import MessageNotFound, PayloadErased
from onward.messaging.given_files import finish, give_file, open_given
from onward.messaging.models import Delivery, Document, Message, Payload
from onward.messaging.orphans import remove_orphans
from onward.messaging.sealing import Keyring
from onward.messaging.services import collect, erase_payload, rotate_keys, wrapped_by_key
from onward.messaging.workflow import FileStage

OLD = NamedKey(id="test", secret=b"k" * 32)
NEW = NamedKey(id="new", secret=b"n" * 32)
BOTH, NEW_ONLY = Keyring([NEW, OLD]), Keyring([NEW])


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "documents")


def waiting(cast: Cast, count: int) -> list[UUID]:
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(count)])
    return list(Delivery.objects.order_by("id").values_list("id", flat=True))


def content(cast: Cast, delivery_id: UUID, keyring: Keyring = KEYRING) -> bytes:
    return collect(delivery_id, by=office_of(cast, "selkirk"), now=cast.now, keyring=keyring).content


def is_readable(cast: Cast, blobs: FolderBlobs, document_id: UUID) -> bool:
    by = office_of(cast, "arbroath")
    try:
        return bool(b"".join(download(document_id, by=by, now=cast.now, keyring=KEYRING, blobs=blobs)))
    except PayloadErased:
        return False


def test_what_is_erased_cannot_be_read_again(cast: Cast) -> None:
    [delivery_id] = waiting(cast, 1)
    message = Message.objects.get()

    erase_payload(message.id, by=CLERK, now=cast.now)

    with pytest.raises(PayloadErased):
        content(cast, delivery_id)
    payload = Payload.objects.get()
    assert (payload.wrapped_key, payload.erased_at) == (None, cast.now)
    assert Delivery.objects.get().state == "available"
    assert AuditEntry.objects.get(act="erase_payload").subject_id == str(message.id)


def test_erasing_again_answers_as_the_first_time(cast: Cast) -> None:
    waiting(cast, 1)
    message_id = Message.objects.get().id
    first = erase_payload(message_id, by=CLERK, now=cast.now)

    again = erase_payload(message_id, by=CLERK, now=cast.now + timedelta(days=1))

    assert again == first
    assert AuditEntry.objects.filter(act="erase_payload").count() == 1


def test_documents_go_with_the_last_message_that_encloses_them(cast: Cast, blobs: FolderBlobs) -> None:
    own, shared, other = (uploaded(cast, blobs) for _ in range(3))
    sent_record(cast, to="selkirk", documents=[own, shared])
    sent_record(cast, to="leith", documents=[shared, other])
    first, second = Message.objects.filter(kind="record").order_by("id").values_list("id", flat=True)

    erase_payload(first, by=CLERK, now=cast.now)
    after_first = [is_readable(cast, blobs, each) for each in (own, shared, other)]
    erase_payload(second, by=CLERK, now=cast.now)
    after_second = [is_readable(cast, blobs, each) for each in (own, shared, other)]

    assert (after_first, after_second) == ([False, True, True], [False, False, False])


def test_the_blob_of_an_erased_document_is_swept(cast: Cast, blobs: FolderBlobs) -> None:
    document_id = uploaded(cast, blobs)
    sent_record(cast, to="selkirk", documents=[document_id])
    erase_payload(Message.objects.get(kind="record").id, by=CLERK, now=cast.now)

    removed = remove_orphans(older_than=timedelta(days=-1000), by=CLERK, now=cast.now, blobs=blobs)

    assert removed == 1


def test_only_who_runs_the_service_erases(cast: Cast) -> None:
    waiting(cast, 1)

    with pytest.raises(NotPermitted):
        erase_payload(Message.objects.get().id, by=office_of(cast, "arbroath"), now=cast.now)
    with pytest.raises(MessageNotFound):
        erase_payload(uuid4(), by=CLERK, now=cast.now)


def test_after_a_rotation_the_new_key_alone_opens_everything(cast: Cast, blobs: FolderBlobs) -> None:
    ids = waiting(cast, 3)
    document_id = uploaded(cast, blobs)
    before = [content(cast, each) for each in ids]
    ciphertexts = [bytes(each.ciphertext) for each in Payload.objects.order_by("pk")]

    rotation = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    assert (rotation.rewrapped, rotation.unreadable) == (4, ())
    assert [content(cast, each, NEW_ONLY) for each in ids] == before
    assert [bytes(each.ciphertext) for each in Payload.objects.order_by("pk")] == ciphertexts
    by = office_of(cast, "arbroath")
    assert b"".join(download(document_id, by=by, now=cast.now, keyring=NEW_ONLY, blobs=blobs))


def test_a_given_file_and_what_was_found_in_it_open_with_the_new_key_alone(cast: Cast) -> None:
    by, arbroath = office_of(cast, "arbroath"), cast.schools["arbroath"].id
    file_id = give_file(
        b"Surname\n", name="leavers.csv", protection="", school_id=arbroath, by=by, now=NOW, keyring=KEYRING
    )
    finish(file_id, FileStage.CHECKING, count=1, notes={"kind": "csv"}, keyring=KEYRING)
    assert wrapped_by_key() == {"test": 2}

    rotation = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    opened = open_given(file_id, by=by, now=cast.now, keyring=NEW_ONLY)
    assert (opened.content, opened.notes) == (b"Surname\n", {"kind": "csv"})
    assert (rotation.rewrapped, wrapped_by_key()) == (2, {"new": 2})


def test_a_rotation_can_stop_and_go_on(cast: Cast) -> None:
    waiting(cast, 5)
    told: list[int] = []

    first = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now, limit=2, progress=told.append)
    left = Payload.objects.filter(key_id="test").count()
    second = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)
    third = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    assert (first.rewrapped, left, second.rewrapped, third.rewrapped) == (2, 3, 3, 0)
    assert told == [2]


def test_a_key_that_no_master_key_opens_is_named_and_stops_nothing(cast: Cast) -> None:
    waiting(cast, 3)
    lost, changed = list(Payload.objects.order_by("pk").values_list("pk", flat=True))[:2]
    Payload.objects.filter(pk=lost).update(key_id="lost")
    Payload.objects.filter(pk=changed).update(wrapped_key=bytes(60))

    rotation = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    assert (rotation.rewrapped, set(rotation.unreadable)) == (1, {lost, changed})


def test_erased_contents_need_no_rotation(cast: Cast) -> None:
    waiting(cast, 1)
    erase_payload(Message.objects.get().id, by=CLERK, now=cast.now)

    assert rotate_keys(keyring=BOTH, by=CLERK, now=cast.now).rewrapped == 0


def test_a_key_cannot_be_moved_to_another_content(cast: Cast) -> None:
    waiting(cast, 2)
    one, two = Payload.objects.order_by("pk")
    run("UPDATE messaging_payload SET wrapped_key = %s WHERE message_id = %s", [one.wrapped_key, two.pk])

    rotation = rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    assert rotation.unreadable == (two.pk,)


def test_only_who_runs_the_service_rotates(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        rotate_keys(keyring=BOTH, by=office_of(cast, "arbroath"), now=cast.now)


def test_a_rotation_is_audited(cast: Cast, blobs: FolderBlobs) -> None:
    waiting(cast, 2)
    uploaded(cast, blobs)
    assert Document.objects.count() == 1

    rotate_keys(keyring=BOTH, by=CLERK, now=cast.now)

    entries = AuditEntry.objects.filter(act="rotate_keys").order_by("id")
    assert list(entries.values_list("subject_kind", "detail")) == [
        ("payload", {"keys": 2, "master_key": "new"}),
        ("document", {"keys": 1, "master_key": "new"}),
    ]
