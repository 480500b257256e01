"""A table as an Excel workbook in which every cell is text: none is a formula."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.workbook.child import _WorkbookChild

_PIECE: Final = 64 * 1024
_LONGEST: Final = 32_767
"""How many characters a cell can hold."""


def xlsx_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write rows as a workbook, and yield it in pieces; the first row holds the headings.

    It is written to a file that is gone afterwards, so that a long list costs no memory.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, is_heading=number == 0) for text in row])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _cell(sheet: _WorkbookChild, text: str, *, is_heading: bool) -> Cell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST])
    cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
