"""Blobs that no document can open are swept away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.harness.cast import CLERK, open_the_hub
from tests.harness.documents import Desk
from tests.harness.messaging import office_of

from onward.foundation.errors import NotPermitted
from onward.foundation.ids import uuid7
from onward.messaging.blobs import FolderBlobs
from onward.messaging.orphans import remove_orphans


@pytest.fixture
def desk(hub: None, tmp_path: Path) -> Desk:
    folder = tmp_path / "documents"
    return Desk(cast=open_the_hub(), folder=folder, blobs=FolderBlobs(folder))


def test_a_sweep_removes_what_no_document_can_open_and_nothing_younger(desk: Desk) -> None:
    row = desk.put()
    orphan, fresh = uuid7(desk.cast.now).hex, uuid7(desk.cast.now).hex
    for name in (orphan, fresh):
        with desk.blobs.writing(name) as blob:
            blob.write(b"nobody knows me")
    for name, path in desk.files().items():
        moment = (desk.cast.now - timedelta(hours=1 if name == fresh else 30)).timestamp()
        os.utime(path, (moment, moment))

    removed = remove_orphans(by=CLERK, now=desk.cast.now, blobs=desk.blobs)
    again = remove_orphans(by=CLERK, now=desk.cast.now, blobs=desk.blobs)

    assert (removed, again) == (1, 0)
    assert desk.files().keys() == {row.id.hex, fresh}


def test_only_who_runs_the_service_sweeps(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        remove_orphans(by=office_of(desk.cast, "arbroath"), now=desk.cast.now, blobs=desk.blobs)
