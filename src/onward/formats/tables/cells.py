"""What a cell of a table can hold. A CSV file has only text; a workbook knows numbers and dates too."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unusable(StrEnum):
    """Cells whose value is not there to be read; each is the code of its fault."""

    FORMULA = "cell-formula"
    ERROR = "cell-error"


Cell = str | int | float | bool | date | Unusable
"""An empty cell is the empty text."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet counts, its cells, or the code of the fault that hides them."""

    number: int
    cells: tuple[Cell, ...] = ()
    fault: str = ""


def as_text(cell: Cell) -> str:
    """Return a cell as plain text: dates in ISO form, whole numbers without a decimal point."""
    if isinstance(cell, Unusable):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def is_blank(row: TableRow) -> bool:
    """Tell whether nothing stands in a row."""
    return not row.fault and all(cell == "" for cell in row.cells)
