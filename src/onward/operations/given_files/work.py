"""The work on a given file: as a trial, and then in earnest. It may stop half-way and be done again."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from uuid import UUID

from onward.access.facts import at_school
from onward.access.queries import actor_for_person
from onward.access.roles import SCHOOL_OFFICE
from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.formats.counting import about_how_many
from onward.formats.forms import Protection
from onward.formats.item_mending import cells_of
from onward.formats.lists.mending import rows_of_list
from onward.foundation.actor import Actor, Door
from onward.foundation.clock import Clock
from onward.foundation.sight import HUB
from onward.messaging.given_files import GivenRow, Opened, claim, finish, note_expected, note_progress
from onward.messaging.sealing import Keyring
from onward.messaging.workflow import FileStage
from onward.operations.given_files.findings import Finding, Findings, finding_of
from onward.operations.intake.files import FileTaken, Line, Mode, take_file

PROGRESS_EVERY = 100


def work_through(file_id: UUID | None, *, clock: Clock, keyring: Keyring, scn_element: str) -> bool:
    """Look through, or send, one file that waits: this one, or the oldest. Say whether there was one."""
    opened = claim(file_id, now=clock.now(), keyring=keyring)
    if opened is None:
        return False
    if opened.row.stage is FileStage.CHECKING and not opened.row.total:
        note_expected(opened.row.id, about_how_many(opened.content, opened.row.name))
    before = Findings.read(opened.notes)
    taken = _take(opened, before, clock=clock, keyring=keyring, scn_element=scn_element)
    lines = list(_counted(taken.lines, opened.row, clock))
    found = Findings(
        kind=taken.kind.value if taken.kind else "",
        notes=taken.notes,
        items=_findings(lines, opened, before),
        mended=before.mended,
    )
    finish(opened.row.id, opened.row.stage, count=len(lines), notes=found.to_keep(), keyring=keyring)
    return True


def _take(opened: Opened, before: Findings, *, clock: Clock, keyring: Keyring, scn_element: str) -> FileTaken:
    row = opened.row
    with seen_as(HUB):
        school = current_register().by_id[row.school_id]
    return take_file(
        BytesIO(opened.content),
        name=row.name,
        school=school,
        by=_giver(row),
        clock=clock,
        keyring=keyring,
        protection=Protection(row.protection) if row.protection else None,
        mended=before.mended,
        scn_element=scn_element,
        mode=Mode.CHECK if row.stage is FileStage.CHECKING else Mode.KEEP,
    )


def _giver(row: GivenRow) -> Actor:
    """Return who gave the file in: their permission was asked for when they said to send it."""
    person_id, at = UUID(row.sender_id), at_school(row.school_id)
    return actor_for_person(person_id, SCHOOL_OFFICE, at, door=Door.WEB, request_id="")


def _counted(lines: Iterable[Line], row: GivenRow, clock: Clock) -> Iterable[Line]:
    for count, line in enumerate(lines, start=1):
        if count % PROGRESS_EVERY == 0:
            note_progress(row.id, count, now=clock.now())
        yield line


def _findings(lines: list[Line], opened: Opened, before: Findings) -> tuple[Finding, ...]:
    unread = {each.line for each in lines if each.said is None}
    rows = rows_of_list(BytesIO(opened.content), opened.row.name, unread) if unread else None
    cells = {**(rows.rows if rows else {}), **before.mended}
    names = {number: _name(row) for number, row in cells.items()}
    return tuple(finding_of(each, _who(each, names)) for each in lines)


def _who(line: Line, names: Mapping[int, str]) -> str:
    if line.stated is None:
        return names.get(line.line, "")
    return names.get(line.index + 1) or _name(cells_of(line.stated))


def _name(cells: object) -> str:
    if not isinstance(cells, dict):
        return ""
    return ", ".join(cells[each] for each in ("pupil.surname", "pupil.forename") if cells.get(each))
