"""A given file for the person who gave it in: what was found, and one row of a list mended in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from uuid import UUID

from onward.formats.lists.list_column import ListColumn
from onward.formats.lists.mending import rows_of_list
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.faults import Fault
from onward.messaging.given_files import GivenRow, move_given, open_given
from onward.messaging.sealing import Keyring
from onward.operations.given_files.findings import Findings


class RowNotFound(NotFound):
    """The file has no such row, or is no list."""

    code = "row-not-found"


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One row of a list: its columns with their headings, what stands in them, and what is wrong."""

    row: GivenRow
    columns: Sequence[ListColumn]
    headings: Mapping[str, str]
    cells: Mapping[str, str]
    faults: tuple[Fault, ...]


def view_file(file_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> tuple[GivenRow, Findings]:
    """Return a file that the actor gave in, and what was found in it.

    Raises:
        GivenFileNotFound: there is none.
    """
    opened = open_given(file_id, by=by, now=now, keyring=keyring)
    return opened.row, Findings.read(opened.notes)


def view_row(file_id: UUID, line: int, *, by: Actor, now: datetime, keyring: Keyring) -> Cells:
    """Return one row, as it was mended last.

    Raises:
        GivenFileNotFound: there is no such file.
        RowNotFound: it has no such row, or is no list.
    """
    opened = open_given(file_id, by=by, now=now, keyring=keyring)
    found = Findings.read(opened.notes)
    rows = rows_of_list(BytesIO(opened.content), opened.row.name, {line})
    item = next((each for each in found.items if each.line == line), None)
    if rows is None or item is None or line not in rows.rows:
        raise RowNotFound
    return Cells(
        row=opened.row,
        columns=rows.columns,
        headings=rows.headings,
        cells=found.mended.get(line, rows.rows[line]),
        faults=item.faults,
    )


def mend_row(
    file_id: UUID, line: int, cells: Mapping[str, str], *, by: Actor, now: datetime, keyring: Keyring
) -> None:
    """Let a row hold these cells; the file is then looked through again.

    Raises:
        GivenFileNotFound: there is no such file.
        MoveNotAllowed: it is being looked through or sent.
    """
    found = Findings.read(open_given(file_id, by=by, now=now, keyring=keyring).notes)
    mended = replace(found, mended={**found.mended, line: dict(cells)})
    move_given(file_id, "mend", by=by, now=now, keyring=keyring, notes=mended.to_keep())


def send_file(file_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> None:
    """Let a file be sent.

    Raises:
        GivenFileNotFound: there is no such file.
        MoveNotAllowed: it was sent, or is not looked through yet.
    """
    move_given(file_id, "send", by=by, now=now, keyring=keyring, notes=None)
