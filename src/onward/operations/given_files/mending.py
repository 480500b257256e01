"""A given file for the person who gave it in: what was found, and one row or pupil of it mended in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.formats.item_mending import Stated, cells_of, field_at, fields_to_mend
from onward.formats.lists.headings import NO_MAPPING
from onward.formats.lists.list_column import ListColumn
from onward.formats.lists.mending import NOTHING_MENDED, rows_of_list
from onward.formats.paths import cell_path
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import NotFound
from onward.foundation.faults import Fault
from onward.foundation.sight import HUB
from onward.messaging.given_files import GivenRow, Opened, move_given, open_given
from onward.messaging.sealing import Keyring
from onward.operations.given_files.findings import Finding, Findings
from onward.operations.intake.opened_file import HowToRead, open_file


class RowNotFound(NotFound):
    """The file has no such row, or none that can be mended."""

    code = "row-not-found"


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One row of a list, or one pupil of another file: its columns with their headings, what stands in them,
    and what is wrong. `places` tells for the path of a fault which field it is in.
    """

    row: GivenRow
    columns: Sequence[ListColumn]
    headings: Mapping[str, str]
    cells: Mapping[str, str]
    faults: tuple[Fault, ...]
    places: Mapping[str, str]
    is_row: bool


def view_file(file_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> tuple[GivenRow, Findings]:
    """Return a file that the actor gave in, and what was found in it.

    Raises:
        GivenFileNotFound: there is none.
    """
    opened = open_given(file_id, by=by, now=now, keyring=keyring)
    return opened.row, Findings.read(opened.notes)


def view_row(
    file_id: UUID, number: int, *, by: Actor, now: datetime, keyring: Keyring, scn_element: str
) -> Cells:
    """Return one row of a list, or one pupil of another file, as it was mended last.

    Raises:
        GivenFileNotFound: there is no such file.
        RowNotFound: it has no such row or pupil, or nothing in it can be mended.
    """
    opened = open_given(file_id, by=by, now=now, keyring=keyring)
    found = Findings.read(opened.notes)
    item = next((each for each in found.items if each.number == number), None)
    if item is None:
        raise RowNotFound
    if item.position:
        stated = _stated(opened, item.position, today=today_in_scotland(now), scn_element=scn_element)
        return _of_item(opened.row, stated, item, found.mended.get(number))
    return _of_row(opened, item, found.mended.get(number))


def mend_row(
    file_id: UUID, number: int, cells: Mapping[str, str], *, by: Actor, now: datetime, keyring: Keyring
) -> None:
    """Let a row or pupil hold these cells; the file is then looked through again.

    Raises:
        GivenFileNotFound: there is no such file.
        MoveNotAllowed: it is being looked through or sent.
    """
    found = Findings.read(open_given(file_id, by=by, now=now, keyring=keyring).notes)
    mended = replace(found, mended={**found.mended, number: dict(cells)})
    move_given(file_id, "mend", by=by, now=now, keyring=keyring, notes=mended.to_keep())


def send_file(file_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> None:
    """Let a file be sent.

    Raises:
        GivenFileNotFound: there is no such file.
        MoveNotAllowed: it was sent, or is not looked through yet.
    """
    move_given(file_id, "send", by=by, now=now, keyring=keyring, notes=None)


def _of_row(opened: Opened, item: Finding, mended: Mapping[str, str] | None) -> Cells:
    rows = rows_of_list(BytesIO(opened.content), opened.row.name, {item.line})
    if rows is None or item.line not in rows.rows:
        raise RowNotFound
    fields = {cell_path(item.line, heading): field for field, heading in rows.headings.items()}
    return Cells(
        row=opened.row,
        columns=rows.columns,
        headings=rows.headings,
        cells=rows.rows[item.line] if mended is None else mended,
        faults=item.faults,
        places=fields,
        is_row=True,
    )


def _of_item(row: GivenRow, stated: Stated, item: Finding, mended: Mapping[str, str] | None) -> Cells:
    columns = fields_to_mend(stated)
    return Cells(
        row=row,
        columns=columns,
        headings={each.field: each.heading for each in columns},
        cells=cells_of(stated) if mended is None else mended,
        faults=item.faults,
        places={each.path: field_at(each.path, columns) for each in item.faults},
        is_row=False,
    )


def _stated(opened: Opened, position: int, *, today: date, scn_element: str) -> Stated:
    """Return a pupil as the given file states it, read anew."""
    with seen_as(HUB):
        register = current_register()
    name, school = opened.row.name, register.by_id[opened.row.school_id]
    how = HowToRead(name=name, kind=None, mapping=NO_MAPPING, scn_element=scn_element, mended=NOTHING_MENDED)
    file = open_file(BytesIO(opened.content), how, school=school, register=register, today=today)
    for entry in file.reading.entries:
        if entry.index + 1 == position and entry.stated is not None:
            return entry.stated
    raise RowNotFound
