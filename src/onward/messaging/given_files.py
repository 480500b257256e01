"""Files that people give in at the website: kept sealed until they are sent, and removed soon after.

What stands in a file, and what was found in it, is opened only for the person who gave it in, and for the
hub's own work on it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.messaging.models import GivenFile
from onward.messaging.policies import check_acts_for
from onward.messaging.sealing import Keyring, Sealed
from onward.messaging.workflow import FILE_WORKFLOW, WORKED_ON, FileStage

KEPT_FOR = timedelta(days=3)
GIVEN_UP_AFTER = timedelta(minutes=2)
"""Work that shows no sign of life for so long is taken up by somebody else."""


class GivenFileNotFound(NotFound):
    """No such file, or none that the actor gave in."""

    code = "given-file-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenRow:
    """A file as its page shows it. `total` is 0 until the items were counted, or reckoned, once."""

    id: UUID
    school_id: int
    sender_id: str
    name: str = field(repr=False)
    size: int
    protection: str
    stage: FileStage
    done: int
    total: int
    given_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A file with its content and the notes about it."""

    row: GivenRow
    content: bytes = field(repr=False)
    notes: Mapping[str, Any] = field(repr=False)


def give_file(
    content: bytes, *, name: str, protection: str, school_id: int, by: Actor, now: datetime, keyring: Keyring
) -> UUID:
    """Keep a file, sealed, and return its id. It waits to be looked through.

    Raises:
        NotPermitted: the actor does not act for the school.
    """
    check_acts_for(by, school_id)
    file_id = uuid7(now)
    file, notes = keyring.seal(content, bound_to=file_id), keyring.seal(b"{}", bound_to=file_id)
    with seen_as(by.sight):
        GivenFile.objects.create(
            id=file_id,
            school_id=school_id,
            sender_id=by.id,
            name=name,
            size=len(content),
            protection=protection,
            stage=FileStage.CHECKING,
            key_id=file.key_id,
            wrapped_key=file.wrapped_key,
            ciphertext=file.ciphertext,
            given_at=now,
            **_sealed_notes(notes),
        )
        audit.write([_act("give_file", file_id, by)], now)
    return file_id


def find_given(file_id: UUID, *, by: Actor) -> GivenRow:
    """Return a file that the actor gave in.

    Raises:
        GivenFileNotFound: there is none.
    """
    with seen_as(by.sight):
        return _row(_own(file_id, by))


def list_given(*, by: Actor, limit: int) -> list[GivenRow]:
    """Return the files that the actor gave in lately, newest first."""
    unread = ("ciphertext", "notes")
    with seen_as(by.sight):
        own = GivenFile.objects.filter(school_id=by.sight.school_id or 0, sender_id=by.id).defer(*unread)
        return [_row(each) for each in own.order_by("-id")[:limit]]


def open_given(file_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> Opened:
    """Return a file that the actor gave in, with what stands in it.

    Raises:
        GivenFileNotFound: there is none.
        PayloadNotReadable: its master key is gone.
    """
    with seen_as(by.sight):
        file = _own(file_id, by)
        audit.write([_act("view_given_file", file_id, by)], now)
    return _opened(file, keyring)


def move_given(
    file_id: UUID, move: str, *, by: Actor, now: datetime, keyring: Keyring, notes: Mapping[str, Any] | None
) -> None:
    """Let a file that the actor gave in be looked through again, or sent; `notes` replace those about it.

    Raises:
        GivenFileNotFound: there is none.
        MoveNotAllowed: it is at another stage.
    """
    with seen_as(by.sight):
        file = _own(file_id, by, is_locked=True)
        file.stage, file.claimed_at, file.done = FILE_WORKFLOW.end_of(move, FileStage(file.stage)), None, 0
        changed = [] if notes is None else _put(file, notes, keyring)
        file.save(update_fields=["stage", "claimed_at", "done", *changed])
        audit.write([_act(f"{move}_given_file", file_id, by)], now)


def claim(file_id: UUID | None, *, now: datetime, keyring: Keyring) -> Opened | None:
    """Take up a file that waits: this one, or the oldest. None: it does not wait, or somebody is at it."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - GIVEN_UP_AFTER)
    with seen_as(HUB):
        waiting = GivenFile.objects.filter(free, stage__in=WORKED_ON).order_by("id")
        wanted = waiting if file_id is None else waiting.filter(pk=file_id)
        file = wanted.select_for_update(skip_locked=True).first()
        if file is None:
            return None
        file.claimed_at = now
        file.save(update_fields=["claimed_at"])
    return _opened(file, keyring)


def note_expected(file_id: UUID, total: int) -> None:
    """Say about how many items a file holds that was never looked through."""
    with seen_as(HUB):
        GivenFile.objects.filter(pk=file_id, stage=FileStage.CHECKING, total=0).update(total=total)


def note_progress(file_id: UUID, done: int, *, now: datetime) -> None:
    """Say how many items of a file were looked at."""
    with seen_as(HUB):
        GivenFile.objects.filter(pk=file_id).update(done=done, claimed_at=now)


def finish(
    file_id: UUID, stage: FileStage, *, count: int, notes: Mapping[str, Any], keyring: Keyring
) -> None:
    """Note what was found in a file that was taken up at this stage, unless it has gone on meanwhile."""
    move = "note_check" if stage is FileStage.CHECKING else "note_sent"
    with seen_as(HUB):
        file = GivenFile.objects.select_for_update().filter(pk=file_id, stage=stage).first()
        if file is None:
            return
        file.stage, file.done, file.total = FILE_WORKFLOW.end_of(move, stage), count, count
        file.save(update_fields=["stage", "done", "total", *_put(file, notes, keyring)])


def remove_given(*, now: datetime) -> int:
    """Remove the files that were given in more than three days ago; return how many."""
    with seen_as(HUB):
        removed, _ = GivenFile.objects.filter(given_at__lt=now - KEPT_FOR).delete()
    return removed


def _own(file_id: UUID, by: Actor, *, is_locked: bool = False) -> GivenFile:
    own = GivenFile.objects.filter(pk=file_id, sender_id=by.id, school_id=by.sight.school_id or 0)
    file = (own.select_for_update() if is_locked else own).first()
    if file is None:
        raise GivenFileNotFound
    return file


def _put(file: GivenFile, notes: Mapping[str, Any], keyring: Keyring) -> list[str]:
    sealed = _sealed_notes(keyring.seal(json.dumps(notes).encode(), bound_to=file.id))
    for name, value in sealed.items():
        setattr(file, name, value)
    return list(sealed)


def _sealed_notes(sealed: Sealed) -> dict[str, Any]:
    return {
        "notes_key_id": sealed.key_id,
        "notes_wrapped_key": sealed.wrapped_key,
        "notes": sealed.ciphertext,
    }


def _opened(file: GivenFile, keyring: Keyring) -> Opened:
    def text(key_id: str, wrapped_key: bytes | memoryview, ciphertext: bytes | memoryview) -> bytes:
        sealed = Sealed(key_id=key_id, wrapped_key=bytes(wrapped_key), ciphertext=bytes(ciphertext))
        return keyring.open(sealed, bound_to=file.id)

    return Opened(
        row=_row(file),
        content=text(file.key_id, file.wrapped_key, file.ciphertext),
        notes=json.loads(text(file.notes_key_id, file.notes_wrapped_key, file.notes)),
    )


def _row(file: GivenFile) -> GivenRow:
    return GivenRow(
        id=file.id,
        school_id=file.school_id,
        sender_id=file.sender_id,
        name=file.name,
        size=file.size,
        protection=file.protection,
        stage=FileStage(file.stage),
        done=file.done,
        total=file.total,
        given_at=file.given_at,
    )


def _act(act: str, file_id: UUID, by: Actor) -> audit.Act:
    return audit.Act(by=by, act=act, subject_kind="given_file", subject_id=str(file_id))
