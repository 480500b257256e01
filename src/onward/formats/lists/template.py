"""Empty lists to fill in: as CSV, and as a workbook that explains itself and offers the permitted values."""

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from onward.formats.lists.choices import CHOICES
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.list_column import ListColumn, ListKind
from onward.formats.lists.safe_csv import csv_lines

LAST_ROW_WITH_CHOICES = 5000

_AS_TEXT = "@"
_EXPLANATION = (
    ("Heading", 26),
    ("Required", 10),
    ("What to write", 70),
    ("Example", 16),
    ("Field name", 26),
    ("Other headings that are read", 60),
)


def csv_template(kind: ListKind) -> Iterator[str]:
    """Write the header row of a list as CSV; encode the pieces as UTF-8."""
    return csv_lines([[column.heading for column in COLUMNS[kind]]])


def xlsx_template(kind: ListKind) -> bytes:
    """Return a workbook: the empty list with choices in its cells, and a sheet that explains the columns.

    Every column is formatted as text, so that the spreadsheet keeps leading zeros and leaves dates alone.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.value.capitalize()
    _write_list(sheet, COLUMNS[kind])
    _write_explanation(book.create_sheet("Explanation"), COLUMNS[kind])
    _write_choices(book.create_sheet("Choices"), sheet, COLUMNS[kind])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_list(sheet: Worksheet, columns: Sequence[ListColumn]) -> None:
    sheet.append([column.heading for column in columns])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place)
        cell.font = Font(bold=column.is_required)
        shape = sheet.column_dimensions[get_column_letter(place)]
        shape.number_format = _AS_TEXT
        shape.width = max(12, len(column.heading) + 2)


def _write_explanation(sheet: Worksheet, columns: Sequence[ListColumn]) -> None:
    sheet.append([heading for heading, _ in _EXPLANATION])
    for place, (_, width) in enumerate(_EXPLANATION, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for column in columns:
        required = "required" if column.is_required else ""
        aliases = ", ".join(column.aliases)
        sheet.append([column.heading, required, column.says, column.example, column.field, aliases])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = _AS_TEXT


def _write_choices(choices: Worksheet, sheet: Worksheet, columns: Sequence[ListColumn]) -> None:
    """Write the permitted values beside each other on a hidden sheet, and offer them in the list's cells."""
    choices.sheet_state = "hidden"
    offered = [(place, column) for place, column in enumerate(columns, start=1) if column.field in CHOICES]
    for target, (place, column) in enumerate(offered, start=1):
        values = CHOICES[column.field]
        for row, value in enumerate(values, start=1):
            choices.cell(row, target, value)
        letter, own = get_column_letter(target), get_column_letter(place)
        source = f"Choices!${letter}$1:${letter}${len(values)}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.error, rule.errorTitle = "Choose one of the values in the list.", column.heading
        rule.add(f"{own}2:{own}{LAST_ROW_WITH_CHOICES}")
        sheet.add_data_validation(rule)
