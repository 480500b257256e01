"""Rows of the first visible sheet of a workbook. Formulas are never computed, links never followed."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.workbook import Workbook

from onward.formats.fault_table import fault
from onward.formats.tables.cells import Cell, TableRow, Unusable
from onward.formats.tables.refused import TableRefused
from onward.formats.tables.workbook_guard import DAMAGE, refuse_bombs

MOST_COLUMNS = 100
MOST_SHEET_ROWS = 1_048_576

_EMPTY: object = EMPTY_CELL


def xlsx_rows(stream: BinaryIO) -> tuple[Iterator[TableRow], date]:
    """Return the filled rows of a workbook's first visible sheet, and the day from which it counts days.

    Damage that is met later is a last row with the fault `file-unreadable`.

    Raises:
        TableRefused: the workbook is too large, damaged, protected, or has no sheet.
    """
    refuse_bombs(stream)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles that are missing, which a list does not need
            book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except DAMAGE as error:
        raise TableRefused(fault("file-unreadable", "")) from error
    if not book.worksheets:
        raise TableRefused(fault("file-empty", ""))
    day_zero = MAC_EPOCH if book.epoch == MAC_EPOCH else WINDOWS_EPOCH
    return _rows(book), day_zero.date()


def _rows(book: Workbook) -> Iterator[TableRow]:
    sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), book.worksheets[0])
    sheet.reset_dimensions()  # files say wrong sizes
    found = sheet.iter_rows(max_col=MOST_COLUMNS)
    blank = None
    for number in range(1, MOST_SHEET_ROWS + 1):
        try:
            cells = next(found, None)
        except DAMAGE:
            yield TableRow(number, fault="file-unreadable")
            return
        if cells is None:
            break
        if cells is blank or all(cell is _EMPTY for cell in cells):
            blank = cells  # the reader fills gaps of up to a million rows with one and the same row
            continue
        yield TableRow(number, tuple(_cell(cell.data_type, cell.value) for cell in cells))
    book.close()


def _cell(data_type: str, value: object) -> Cell:
    if data_type == "f":
        return Unusable.FORMULA
    if data_type == "e":
        return Unusable.ERROR
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    return value if isinstance(value, (bool, int, float, date)) else str(value)
