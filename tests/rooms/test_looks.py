"""A look at a long list is noted whole, in entries that stay short."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.actor import job
from onward.foundation.sight import HUB
from onward.operations.reading.looks import note_list

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("rows", "entries"), [(0, 1), (1, 1), (500, 1), (501, 2), (1_201, 3)])
def test_every_row_of_a_list_is_named_once(rows: int, entries: int) -> None:
    shown: list[UUID] = [uuid4() for _ in range(rows)]

    with seen_as(HUB):
        note_list("export_joiners", "joiner", shown, shielded=False, by=job("a test"), now=NOW)
        noted = AuditEntry.objects.filter(act="export_joiners").values_list("detail", flat=True)
        named = [each for detail in noted if detail for each in detail["seen"]]

    assert len(noted) == entries
    assert sorted(named) == sorted(str(each) for each in shown)
